"""`corridor notices`: write down, sealed, who is woken and with which words."""

import argparse
import sys
from pathlib import Path

import msgspec

from corridor.services.alarms import (
    PLAN_FILE,
    NoticePlan,
    UnusablePlanError,
    check_plan,
    seal_plan,
)
from corridor.services.premises import Premises, open_premises, write_whole

PLAN = PLAN_FILE


def describe(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "plan",
        type=Path,
        nargs="?",
        help="TOML file with the words and the addresses (docs/running/notices.md);"
        " delete it afterwards",
    )
    parser.add_argument("--forget", action="store_true", help="wake nobody any more")


def run(arguments: argparse.Namespace) -> int:
    premises = open_premises(arguments.data)
    if arguments.forget:
        (premises.folder / PLAN_FILE).unlink(missing_ok=True)
        sys.stdout.write("Forgotten. Nobody will be woken.\n")
        return 0
    if arguments.plan is None:
        sys.stderr.write("Name a file with the plan, or say --forget.\n")
        return 2
    return _write_down(premises, arguments.plan)


def _write_down(premises: Premises, file: Path) -> int:
    try:
        plan = msgspec.toml.decode(file.read_bytes(), type=NoticePlan)
        check_plan(plan)
    except (msgspec.DecodeError, UnicodeDecodeError, OSError):
        sys.stderr.write("This file cannot be read as a plan: see docs/running/notices.md.\n")
        return 1
    except UnusablePlanError as mistake:
        sys.stderr.write(f"{mistake}\n")
        return 1
    sealed = seal_plan(plan, key=premises.notify, organisation=premises.pins.organisation)
    write_whole(premises.folder / PLAN_FILE, sealed)
    sys.stdout.write(f"Sealed. {sum(len(duty.addresses) for duty in plan.duties)} addresses.\n")
    return 0
