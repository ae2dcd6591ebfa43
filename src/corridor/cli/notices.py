"""`corridor notices`: write down, sealed, who is woken and with which words."""

import argparse
import sys
from pathlib import Path

import msgspec

from corridor.services.alarms import NoticePlan, seal_plan
from corridor.services.premises import open_premises, write_whole

PLAN = "notices.sealed"


def describe(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "plan",
        type=Path,
        help="TOML file with the words and the addresses (docs/running/notices.md);"
        " delete it afterwards",
    )


def run(arguments: argparse.Namespace) -> int:
    premises = open_premises(arguments.data)
    try:
        plan = msgspec.toml.decode(arguments.plan.read_bytes(), type=NoticePlan)
    except (msgspec.DecodeError, OSError):
        sys.stderr.write("This file cannot be read as a plan: see docs/running/notices.md.\n")
        return 1
    sealed = seal_plan(plan, key=premises.notify, organisation=premises.pins.organisation)
    write_whole(arguments.data / PLAN, sealed)
    sys.stdout.write(f"Sealed. {sum(len(duty.addresses) for duty in plan.duties)} addresses.\n")
    return 0
