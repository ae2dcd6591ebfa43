"""`corridor checkpoint FILE`: what both logs look like now, on one page that can leave.

Whoever rewrites the whole database cannot rewrite a page that is elsewhere.
"""

import argparse
import sys
from pathlib import Path

from corridor.base.clock import system_clock
from corridor.cli.machine import keepers
from corridor.crypto.sign import SigningKey
from corridor.ledger.checkpoint import Checkpoint, sign_checkpoint
from corridor.ledger.store import LedgerStore
from corridor.services.days import LAST_CHECKPOINT, keep_the_day
from corridor.services.premises import open_premises, write_whole


def describe(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path)


def run(arguments: argparse.Namespace) -> int:
    premises = open_premises(arguments.data)
    machine = SigningKey(premises.service)
    pages = [page for store in keepers(premises) for page in _pages(store, machine)]
    try:
        write_whole(arguments.file, "".join(page.text() for page in pages).encode("ascii"))
    except OSError:
        sys.stderr.write("The file could not be written.\n")
        return 1
    keep_the_day(premises.folder, LAST_CHECKPOINT, at=system_clock())
    said = ", ".join(f"{page.store} {page.size} lines" for page in pages)
    sys.stdout.write(f"{said}.\nKeep it on another machine, or on paper.\n")
    return 0


def _pages(store: LedgerStore, machine: SigningKey) -> list[Checkpoint]:
    """The newest that a member signed, and one by the machine's own key for what came since."""
    edge = store.frontier()
    now = Checkpoint(
        organisation=store.organisation,
        store=store.name,
        era=store.era(),
        size=edge.size,
        root=edge.root(),
        key=b"",
    )
    signed = sign_checkpoint(now, by=machine)
    by_members = [one for one in store.checkpoints() if one.key != machine.public]
    store.add_checkpoint(signed, edge)
    return [*by_members[-1:], signed]
