"""`corridor restore FILE`: a desk from a backup, on either engine, in a new era."""

import argparse
import sys
from pathlib import Path
from typing import BinaryIO, Final

from django.conf import settings
from django.core.management import call_command

from corridor.cli.filling import Filling
from corridor.cli.founding import prepare
from corridor.cli.machine import diarist, file_folders, keepers
from corridor.domain.journal import DeskRestored
from corridor.ledger.checkpoint import Checkpoint, read_checkpoints
from corridor.ledger.errors import LedgerError
from corridor.ledger.store import LedgerStore
from corridor.services.archive import (
    Archive,
    DamagedBackupError,
    NewerBackupError,
    NoBackupError,
    Opening,
    check_whole,
)
from corridor.services.journal import note
from corridor.services.premises import (
    KEY_FILES,
    NoDeskError,
    open_premises,
    read_key,
    write_whole,
)
from corridor.store import copying
from corridor.store.preparing import prepare_places
from corridor.store.verifying import verify

_NOT_WHOLE: Final = (
    "This backup does not open: bytes were changed or are missing,"
    " or the keys are of another desk. There is no desk here."
)


class CannotError(Exception):
    """A sentence for who runs the desk."""


def describe(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path)
    parser.add_argument(
        "--keys",
        type=Path,
        metavar="FOLDER",
        help="the keys folder that was kept elsewhere (default: DIR/keys, put there before)",
    )
    parser.add_argument(
        "--checkpoint",
        type=Path,
        metavar="FILE",
        help="a checkpoint that was kept elsewhere: says how much is missing since the backup",
    )


def run(arguments: argparse.Namespace) -> int:
    folder: Path = arguments.data
    try:
        kept = _read_checkpoints(arguments.checkpoint)
        _take_keys(folder, arguments.keys)
        with arguments.file.open("rb") as file:
            _restore(folder, _opened(file, folder))
    except DamagedBackupError:
        sys.stderr.write(f"{_NOT_WHOLE}\n")
        return 1
    except CannotError as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    except OSError:
        sys.stderr.write("The file cannot be read.\n")
        return 1
    return _begin_an_era(folder, kept)


def _read_checkpoints(file: Path | None) -> list[Checkpoint]:
    if file is None:
        return []
    try:
        return read_checkpoints(file.read_text(encoding="ascii"))
    except (LedgerError, OSError, UnicodeDecodeError):
        raise CannotError("The checkpoint file cannot be read.") from None


def _take_keys(folder: Path, keys: Path | None) -> None:
    """Nothing is touched where there is a desk already."""
    if (folder / "desk.toml").exists():
        raise CannotError("There is a desk in this folder already. Choose an empty one.")
    if keys is None:
        if not all((folder / "keys" / name).exists() for name in KEY_FILES):
            raise CannotError("Put the desk's keys folder into DIR first, or name it: --keys.")
        return
    if not all((keys / name).exists() for name in KEY_FILES):
        raise CannotError("This is not the keys folder of a desk.")
    if (folder / "keys").exists():
        raise CannotError("There are keys in this folder already.")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    (folder / "keys").mkdir(mode=0o700)
    for name in KEY_FILES:
        write_whole(folder / "keys" / name, (keys / name).read_bytes())


def _opened(file: BinaryIO, folder: Path) -> tuple[Archive, Opening]:
    """Every byte is read and checked before the first one is written anywhere."""
    try:
        archive = Archive(file, service=read_key(folder, "service"))
        return archive, check_whole(archive)
    except NoBackupError:
        raise CannotError("This file is not a backup of a desk.") from None
    except NewerBackupError:
        raise CannotError("A newer release wrote this backup: upgrade first.") from None
    except (DamagedBackupError, NoDeskError):
        raise CannotError(_NOT_WHOLE) from None


def _restore(folder: Path, opened: tuple[Archive, Opening]) -> None:
    archive, opening = opened
    if copying.unknown(opening.states):
        raise CannotError("A newer release wrote this backup: upgrade first.")
    prepare_places()
    if any(copying.count(table) for table in copying.tables()):
        raise CannotError("The database is not empty. Choose an empty one.")
    _make_tables(opening.states)
    filling = Filling(folder, blobs=settings.CORRIDOR_BLOBS, whole=opening.rows + opening.files)
    with copying.filling():
        for record in archive.records():
            filling.take(record)
        copying.number_on()
    filling.finish()
    prepare()


def _make_tables(states: copying.State) -> None:
    """As they were when the backup was made; what this release changed comes afterwards."""
    for alias, apps in states.items():
        for app, name in apps.items():
            call_command("migrate", app, name, database=alias, interactive=False, verbosity=0)


def _begin_an_era(folder: Path, kept: list[Checkpoint]) -> int:
    """A restored desk never passes for the one that was lost: its entries say so for good."""
    premises = open_premises(folder)
    desk, door = keepers(premises)
    lost = [_lost(store, kept) for store in (desk, door)]
    door.open_era()
    restored = DeskRestored(
        era=desk.open_era(),
        desk_lines=desk.log_size(),
        door_lines=door.log_size(),
        desk_lost=lost[0],
        door_lost=lost[1],
    )
    folders = file_folders(premises)
    faults = [
        f"{store.name}: {fault}"
        for store in (desk, door)
        for fault in verify(store, open_file=folders[store.name].open)
    ]
    note(diarist(premises), restored)
    sys.stdout.write(_told(restored, faults))
    return int(bool(faults))


def _lost(store: LedgerStore, kept: list[Checkpoint]) -> int:
    known = [
        one.size
        for one in kept
        if (one.organisation, one.store) == (store.organisation, store.name)
    ]
    return max(0, max(known, default=0) - store.log_size())


def _told(restored: DeskRestored, faults: list[str]) -> str:
    first = (
        f"Restored: {restored.desk_lines} lines of the desk's log,"
        f" {restored.door_lines} of the door's. Era {restored.era} begins."
    )
    said = [first]
    if restored.desk_lost or restored.door_lost:
        said.append(
            "Since this backup the checkpoint knows of"
            f" {restored.desk_lost} more lines of the desk, {restored.door_lost} of the door:"
            " they are lost."
        )
    said += faults or ["Nothing missing, nothing changed."]
    return "".join(f"{line}\n" for line in said)
