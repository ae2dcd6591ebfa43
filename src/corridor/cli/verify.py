"""`corridor verify`: one fault a line, 0 when there is none."""

import argparse
import sys
from pathlib import Path

from django.db import DatabaseError

from corridor.cli.machine import file_folders, keepers
from corridor.ledger.checkpoint import Checkpoint, read_checkpoints
from corridor.ledger.errors import LedgerError
from corridor.services.premises import open_premises
from corridor.store.blobs import FolderBlobs
from corridor.store.reading import Reader
from corridor.store.verifying import verify


def describe(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--checkpoint",
        type=Path,
        action="append",
        default=[],
        metavar="FILE",
        help="a checkpoint that was kept elsewhere: it notices cut heads too",
    )


def run(arguments: argparse.Namespace) -> int:
    premises = open_premises(arguments.data)
    try:
        kept = [one for file in arguments.checkpoint for one in _read(file)]
    except (LedgerError, OSError, UnicodeDecodeError):
        sys.stdout.write("checkpoint file: cannot be read, or was not signed by its own key\n")
        return 1
    folders, found = file_folders(premises), False
    for store in keepers(premises):
        wanted = [one for one in kept if one.store == store.name]
        for fault in _faults(store, wanted, folders[store.name]):
            sys.stdout.write(f"{store.name}: {fault}\n")
            found = True
    if not found:
        sys.stdout.write("nothing missing, nothing changed\n")
    return int(found)


def _faults(store: Reader, checkpoints: list[Checkpoint], files: FolderBlobs) -> list[str]:
    try:
        found = verify(store, checkpoints=checkpoints, open_file=files.open)
        return [str(fault) for fault in found]
    except DatabaseError:
        return ["the database cannot be read to its end: restore it from a backup"]


def _read(file: Path) -> list[Checkpoint]:
    return read_checkpoints(file.read_text(encoding="ascii"))
