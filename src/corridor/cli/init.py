"""`corridor init`: found a desk."""

import argparse
import sys
from pathlib import Path
from typing import Final

import msgspec

from corridor.base.clock import system_clock
from corridor.cli.founding import LogIn, make_desk
from corridor.domain.errors import (
    FieldRefusalError,
    LimitTooLowError,
    RefusalError,
    UnknownCountryError,
    UnknownZoneError,
    WordingMissingError,
)
from corridor.domain.policy import Role, opens_everything
from corridor.domain.settings import OrganisationSettings, settle
from corridor.services.enrolling import Seat

_EXAMPLE = "Deneb:steward,security"
_MENDING: Final[dict[type[RefusalError], str]] = {
    UnknownCountryError: "two letters of a country, as in RU.",
    UnknownZoneError: "a zone of the time zone list, as in Europe/Moscow.",
    WordingMissingError: "each of the languages needs its words.",
    LimitTooLowError: "this number is lower than what is safe.",
}
_CUT_SHORT = (
    "Founding was cut short in this folder: there are keys and no desk. Nobody has worked"
    " here yet. Empty the folder, and the database where it lies elsewhere; then begin again.\n"
)


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
    if (folder / "keys").exists():
        sys.stderr.write(_CUT_SHORT)
        return 1
    seats = [_seat(one) for one in arguments.member]
    _look_at(seats)
    settings = _settings(arguments.settings)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    show(make_desk(folder, settings=settings, seats=seats, clock=system_clock))
    return 0


def _look_at(seats: list[Seat]) -> None:
    """What a desk could not be founded with, before anything is made."""
    handles = [seat.handle.casefold() for seat in seats]
    if not all(handles) or len(set(handles)) < len(handles):
        sys.exit("Give each member a handle of their own.")
    if not any(Role.STEWARD in seat.roles for seat in seats):
        sys.exit(f"A desk is founded by at least one steward, as in {_EXAMPLE}.")
    if any(opens_everything(seat.roles) for seat in seats):
        sys.exit("No one member may open everything: give one of them fewer roles.")


def _settings(file: Path) -> OrganisationSettings:
    """What cannot be used ends here, before anything is made."""
    try:
        return settle(_Read.of(file.read_bytes()))
    except OSError:
        sys.exit(f"The settings file {file.name} cannot be read.")
    except (msgspec.DecodeError, UnicodeDecodeError) as mistake:
        sys.exit(f"The settings file {file.name} cannot be used: {mistake}")
    except RefusalError as refusal:
        sys.exit(f"The settings file {file.name} cannot be used. {_reason(refusal)}")


def _reason(refusal: RefusalError) -> str:
    field = refusal.field if isinstance(refusal, FieldRefusalError) else "settings"
    return f"{field}: {_MENDING.get(type(refusal), 'it is missing, empty or out of bounds.')}"


class _Read(OrganisationSettings, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Settings as a person wrote them: a mistyped name is told, not passed over."""

    @classmethod
    def of(cls, raw: bytes) -> OrganisationSettings:
        read = msgspec.toml.decode(raw, type=cls)
        return OrganisationSettings(**msgspec.structs.asdict(read))


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
