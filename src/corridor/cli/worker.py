"""`corridor worker`: send due notices, sweep what has expired, until stopped.

It needs no key of the desk and holds none: with the desk locked and nobody signed in, an urgent
request still wakes somebody.
"""

import argparse
import os
import signal
import sys
from datetime import timedelta
from threading import Event
from types import FrameType

from django.db import DatabaseError, connections

from corridor.accounts.drafts import Drafts
from corridor.base.clock import system_clock
from corridor.cli.carriers import carriers
from corridor.cli.machine import file_folders
from corridor.crypto.errors import OpenError
from corridor.ledger.store import DoorStore
from corridor.services.alarms import PLAN_FILE, NoticePlan, open_plan, send_due
from corridor.services.days import LAST_SIGNED, kept_day
from corridor.services.premises import NoDeskError, Premises, open_premises, write_whole
from corridor.services.rung import Keeper, rung_folder
from corridor.store.door import DjangoDoor

HEARTBEAT = "worker.alive"


def describe(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--every", type=float, default=20.0, metavar="SECONDS")
    parser.add_argument("--once", action="store_true", help="one round, then stop")
    parser.add_argument(
        "--parent", type=int, metavar="PID", help="stop when this process has ended"
    )


def run(arguments: argparse.Namespace) -> int:
    premises = open_premises(arguments.data)
    stopped = Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda _signal, _frame: _stop(stopped, _frame))
    store = DjangoDoor(organisation=premises.pins.organisation)
    told, swept = "", ""
    while True:
        plan, state = read_plan(premises)
        told = _tell_once("\n".join(filter(None, (state, unsigned(premises)))), told)
        _round(store, plan, premises)
        swept = _sweep_daily(premises, swept)
        if arguments.once or _rest(stopped, arguments):
            return 0


def _rest(stopped: Event, arguments: argparse.Namespace) -> bool:
    """Until the next round; True when there is none. An ended parent is seen in a second."""
    left: float = arguments.every
    while left > 0:
        if arguments.parent is not None and os.getppid() != arguments.parent:
            return True
        if stopped.wait(min(left, 1.0)):
            return True
        left -= 1.0
    return stopped.is_set()


def _tell_once(state: str, told: str) -> str:
    if state != told and state:
        sys.stderr.write(f"{state}\n")
        sys.stderr.flush()
    return state


def _sweep_daily(premises: Premises, swept: str) -> str:
    """Texts that were kept past their week go; returns the day of the last sweep."""
    at = system_clock()
    today = at.date().isoformat()
    if today == swept:
        return swept
    try:
        Drafts(pepper=premises.pepper).sweep(at=at)
        _sweep_files(premises)
        rung_folder(premises).sweep(at=premises.calendar())
    except (DatabaseError, OSError):
        return swept
    return today


def _sweep_files(premises: Premises) -> None:
    """What broke off, what no request named in time, and what was erased."""
    for files in file_folders(premises).values():
        try:
            files.sweep()
        except OSError:
            sys.stderr.write("Sealed files could not be deleted; it is tried again.\n")


def _stop(stopped: Event, _frame: FrameType | None) -> None:
    stopped.set()


def read_plan(premises: Premises) -> tuple[NoticePlan | None, str]:
    """Read in every round, so that new addresses count at once; and what to say about it."""
    try:
        sealed = (premises.folder / PLAN_FILE).read_bytes()
    except FileNotFoundError:
        return None, "No notice address is set: nobody will be woken (corridor notices)."
    try:
        organisation = premises.pins.organisation
        return open_plan(sealed, key=premises.notify, organisation=organisation), ""
    except (OpenError, NoDeskError):
        return None, "The notice addresses do not open: nobody will be woken (keys/notify)."


def unsigned(premises: Premises) -> str:
    """What to say when a day has passed on which no member signed what the logs look like."""
    signed, today = kept_day(premises.folder, LAST_SIGNED), system_clock().date()
    if signed is None or today - signed <= timedelta(days=1):
        return ""
    return f"No member has signed the logs since {signed.isoformat()} (corridor doctor)."


def _round(store: DoorStore, plan: NoticePlan | None, premises: Premises) -> None:
    at = system_clock()
    try:
        if plan is not None:
            _sent, failed = send_due(
                store,
                plan,
                carriers(plan),
                at=premises.calendar(),
                register=Keeper(rung_folder(premises), premises.calendar),
            )
            if failed:
                sys.stderr.write("A notice could not be sent; it comes round again.\n")
    except DatabaseError:
        connections.close_all()
        sys.stderr.write("The database does not answer; trying again.\n")
        return
    minute = at.replace(second=0, microsecond=0) - timedelta(minutes=at.minute % 5)
    write_whole(premises.folder / HEARTBEAT, f"{minute:%Y-%m-%dT%H:%MZ}\n".encode())
