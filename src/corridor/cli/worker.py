"""`corridor worker`: send due notices, sweep what has expired, until stopped.

It needs no key of the desk and holds none: with the desk locked and nobody signed in, an urgent
request still wakes somebody.
"""

import argparse
import os
import signal
import sys
from datetime import timedelta
from pathlib import Path
from threading import Event
from types import FrameType

from django.db import DatabaseError, close_old_connections

from corridor.accounts.drafts import Drafts
from corridor.base.clock import system_clock
from corridor.cli.carriers import carriers
from corridor.cli.notices import PLAN
from corridor.crypto.errors import OpenError
from corridor.ledger.store import DoorStore
from corridor.services.alarms import NoticePlan, open_plan, send_due
from corridor.services.premises import Premises, open_premises, write_whole
from corridor.store.door import DjangoDoor

HEARTBEAT = "worker.alive"


def describe(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--every", type=float, default=20.0, metavar="SECONDS")
    parser.add_argument("--once", action="store_true", help="one round, then stop")


def run(arguments: argparse.Namespace) -> int:
    premises = open_premises(arguments.data)
    plan = read_plan(premises)
    if plan is None:
        sys.stderr.write("No notice address is set: nobody will be woken (corridor notices).\n")
    stopped, swept = Event(), ""
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda _signal, _frame: _stop(stopped, _frame))
    store = DjangoDoor(organisation=premises.pins.organisation)
    while not stopped.is_set():
        _round(store, plan, arguments.data)
        swept = _sweep_daily(premises, swept)
        if arguments.once or stopped.wait(arguments.every):
            break
    return 0


def _sweep_daily(premises: Premises, swept: str) -> str:
    """Texts that were kept past their week go; returns the day of the last sweep."""
    at = system_clock()
    today = at.date().isoformat()
    if today == swept:
        return swept
    try:
        Drafts(pepper=premises.pepper).sweep(at=at)
    except DatabaseError:
        return swept
    return today


def _stop(stopped: Event, _frame: FrameType | None) -> None:
    stopped.set()


def read_plan(premises: Premises) -> NoticePlan | None:
    try:
        sealed = (premises.folder / PLAN).read_bytes()
        return open_plan(sealed, key=premises.notify, organisation=premises.pins.organisation)
    except (FileNotFoundError, OpenError):
        return None


def _round(store: DoorStore, plan: NoticePlan | None, folder: Path) -> None:
    at = system_clock()
    close_old_connections()
    try:
        if plan is not None:
            known = carriers(
                mail_server=os.environ.get("CORRIDOR_MAIL_SERVER", ""),
                mail_sender=os.environ.get("CORRIDOR_MAIL_SENDER", ""),
            )
            _sent, failed = send_due(store, plan, known, at=at)
            if failed:
                sys.stderr.write(
                    f"{failed} notices could not be sent; they come round again.\n"
                )
    except DatabaseError:
        sys.stderr.write("The database does not answer; trying again.\n")
        return
    minute = at.replace(second=0, microsecond=0) - timedelta(minutes=at.minute % 5)
    write_whole(folder / HEARTBEAT, f"{minute:%Y-%m-%dT%H:%MZ}\n".encode())
