"""`corridor init`: found a desk."""

import argparse
import sys
from pathlib import Path

import msgspec

from corridor.base.clock import system_clock
from corridor.cli.founding import LogIn, make_desk
from corridor.domain.policy import Role
from corridor.domain.settings import OrganisationSettings, settle
from corridor.services.enrolling import Seat

_EXAMPLE = "Deneb:steward,security"


def describe(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--settings",
        type=Path,
        required=True,
        help="TOML file with the organisation's name, wording, hours (docs/running/)",
    )
    parser.add_argument(
        "--member",
        action="append",
        required=True,
        metavar="HANDLE:ROLES",
        help=f"a handle and its roles, as in {_EXAMPLE}; the first steward founds the desk",
    )


def run(arguments: argparse.Namespace) -> int:
    folder: Path = arguments.data
    if (folder / "desk.toml").exists():
        sys.stderr.write("There is a desk in this folder already.\n")
        return 1
    seats = [_seat(one) for one in arguments.member]
    raw = arguments.settings.read_bytes()
    settings = settle(msgspec.toml.decode(raw, type=OrganisationSettings))
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    show(make_desk(folder, settings=settings, seats=seats, clock=system_clock))
    return 0


def _seat(text: str) -> Seat:
    handle, _, roles = text.partition(":")
    try:
        found = tuple(Role(role.strip()) for role in roles.split(","))
    except ValueError:
        known = ", ".join(role.value for role in Role)
        sys.exit(f"Write each member as {_EXAMPLE}. Roles are: {known}.")
    return Seat(handle=handle.strip(), roles=found)


def show(log_ins: list[LogIn]) -> None:
    """Once, on this screen: the desk keeps none of it."""
    for one in log_ins:
        sys.stdout.write(
            f"{one.name}  ({', '.join(one.roles)})\n"
            f"    passphrase     {one.passphrase}\n"
            f"    second factor  {one.totp_secret}\n"
        )
