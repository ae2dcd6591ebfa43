"""`corridor backup FILE`: everything sealed, of one moment, in one file."""

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Final
from uuid import UUID

from django.conf import settings

from corridor import __version__
from corridor.base.clock import system_clock
from corridor.base.ids import BlobId
from corridor.cli.machine import diarist
from corridor.cli.notices import PLAN
from corridor.cli.progress import Bar
from corridor.domain.journal import BackupMade
from corridor.services.archive import (
    PIECE,
    ArchiveWriter,
    Closing,
    Columns,
    File,
    Opening,
    Piece,
    Rows,
)
from corridor.services.days import LAST_BACKUP, keep_the_day
from corridor.services.journal import note
from corridor.services.premises import Premises, open_premises
from corridor.services.public_questions import FILE as QUESTIONS
from corridor.services.public_words import FILE as WORDING
from corridor.store import copying
from corridor.store.rows import fetch

BESIDE: Final = ("desk.toml", PLAN, QUESTIONS, WORDING)
_KEPT: Final = "SELECT blob FROM store_blob WHERE state = 'kept' ORDER BY blob"
_NEW_FILE: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW


def describe(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="a file that is not there yet")


def run(arguments: argparse.Namespace) -> int:
    premises = open_premises(arguments.data)
    try:
        made = make_backup(premises, arguments.file)
        tell_the_journal(premises, made)
    except FileExistsError:
        sys.stderr.write("This file is there already: choose another name.\n")
        return 1
    except OSError:
        sys.stderr.write(
            "The backup could not be written: is there room, is there the folder?\n"
        )
        return 1
    sys.stdout.write(f"{made.rows} rows, {made.files} files.\n{REMINDER}")
    if made.lost:
        sys.stderr.write(f"{made.lost} sealed files are missing from this desk: see doctor.\n")
    return int(made.lost > 0)


REMINDER: Final = (
    "It opens only with this desk's keys folder, which is not in it:"
    " keep a copy of keys/ somewhere else than the backup.\n"
)


@dataclass
class Made:
    """`lost`: files that an entry names and that are not in the folder any more."""

    whole: int = 0
    rows: int = 0
    files: int = 0
    lost: int = 0
    blobs: dict[BlobId, str] = field(default_factory=dict)
    bar: Bar = field(default_factory=lambda: Bar(quiet=not sys.stderr.isatty()))

    def show(self) -> None:
        done = self.rows + self.files
        if self.bar.moves(done, self.whole):
            self.bar.show(done, self.whole, note=f"{self.rows} rows, {self.files} files")


def make_backup(premises: Premises, file: Path) -> Made:
    """Rows of one moment, then files: what a row names was on the disk before the row."""
    made = Made()
    with _appearing(file) as sink:
        writer = ArchiveWriter(
            sink, organisation=premises.pins.organisation, service=premises.service
        )
        with copying.same_moment():
            _put_rows(writer, made)
        _put_files(writer, premises.folder, made)
        writer.put(Closing(made.rows, made.files))
        writer.close()
    made.bar.end()
    keep_the_day(premises.folder, LAST_BACKUP, at=system_clock())
    return made


def tell_the_journal(premises: Premises, made: Made) -> None:
    """Apart from the backup: an upgrade may write only when the tables are this release's."""
    note(diarist(premises), BackupMade(whole=made.lost == 0))


def _put_rows(writer: ArchiveWriter, made: Made) -> None:
    tables = copying.tables()
    for alias in copying.STORES:
        kept = fetch(alias, _KEPT)
        made.blobs |= {BlobId(UUID(bytes=row[0])): alias for row in kept}
    rows = sum(copying.count(table) for table in tables)
    made.whole = rows + len(BESIDE) + len(made.blobs)
    writer.put(Opening(__version__, copying.state(), rows, len(made.blobs)))
    for table in tables:
        writer.put(Columns(table.alias, table.name, table.columns))
        for page in copying.pages(table):
            writer.put(Rows(page))
            made.rows += len(page)
            made.show()


def _put_files(writer: ArchiveWriter, folder: Path, made: Made) -> None:
    for name in BESIDE:
        _put_file(writer, name, folder / name, made)
    for blob, alias in made.blobs.items():
        path = settings.CORRIDOR_BLOBS / blob.hex[:2] / blob.hex
        if not _put_file(writer, blob.hex, path, made):
            made.lost += _is_kept(alias, blob)
        made.show()


def _put_file(writer: ArchiveWriter, name: str, path: Path, made: Made) -> bool:
    try:
        file = path.open("rb")
    except FileNotFoundError:
        return False
    with file:
        writer.put(File(name))
        while piece := file.read(PIECE):
            writer.put(Piece(piece))
    made.files += 1
    return True


def _is_kept(alias: str, blob: BlobId) -> bool:
    """A file may have been erased while the rows were copied: then its row says so."""
    sql = "SELECT 1 FROM store_blob WHERE blob = %s AND state = 'kept'"
    return bool(fetch(alias, sql, blob.bytes))


@contextmanager
def _appearing(file: Path) -> Iterator[BinaryIO]:
    """Under its own name only when every byte is on the disk."""
    if file.exists():
        raise FileExistsError
    part = file.with_name(file.name + ".part")
    part.unlink(missing_ok=True)
    try:
        with os.fdopen(os.open(part, _NEW_FILE, 0o600), "wb") as sink:
            yield sink
            sink.flush()
            os.fsync(sink.fileno())
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    part.rename(file)
    _sync_names(file.parent)


def _sync_names(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
