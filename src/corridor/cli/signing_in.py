"""A member at the terminal: the same three answers as at the desk's own door."""

import argparse
import sys
from getpass import getpass
from pathlib import Path

from corridor.accounts.errors import RefusedError
from corridor.accounts.gate import Gate
from corridor.accounts.setting import stretch_cost
from corridor.accounts.slots import Slots
from corridor.accounts.stretching import Stretcher
from corridor.base.clock import system_clock
from corridor.cli.machine import diarist, keepers
from corridor.domain.errors import NotFoundError
from corridor.domain.journal import LoggedIn, LogInFailed
from corridor.services.desk import Desk, Stores
from corridor.services.journal import note, note_as_member
from corridor.services.opening import OwnKeys, open_desk, unwrap
from corridor.services.premises import Premises


class NotLetInError(Exception):
    """One of the three answers was wrong; which one is not said."""


def describe_member(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--as", dest="handle", metavar="HANDLE", help="asked for without it")
    parser.add_argument(
        "--secrets-file",
        type=Path,
        metavar="FILE",
        help="two lines, passphrase and code, instead of typing them",
    )


def sign_in(premises: Premises, arguments: argparse.Namespace) -> Desk:
    """The desk as this member has it open; the journal hears of it first."""
    handle, passphrase, code = _answers(arguments)
    slots = Slots(pepper=premises.pepper, cost=stretch_cost(), stretcher=Stretcher())
    try:
        keys = Gate(slots=slots).log_in(handle, passphrase, code, at=system_clock())
    except RefusedError:
        note(diarist(premises), LogInFailed())
        raise NotLetInError from None
    desk, door = keepers(premises)
    stores = Stores(desk=desk, door=door)
    own = OwnKeys(member=keys.member, seal=keys.seal, signing=keys.signing)
    opened = unwrap(stores, premises.pins, own)
    try:
        visit = open_desk(stores, premises.pins, own, keys=opened, clock=premises.calendar)
    except NotFoundError:
        raise NotLetInError from None
    note_as_member(visit, LoggedIn(member=visit.me))
    return visit


def _answers(arguments: argparse.Namespace) -> tuple[str, str, str]:
    if arguments.secrets_file is not None:
        lines = arguments.secrets_file.read_text(encoding="utf-8").splitlines()
        passphrase, code = (*lines, "", "")[:2]
        return arguments.handle or "", passphrase, code
    sys.stderr.write("Nothing that you type is shown.\n")
    handle = arguments.handle or getpass("Handle: ")
    return handle, getpass("Passphrase: "), getpass("Code: ")
