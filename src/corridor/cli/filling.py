"""An empty desk is filled from the records of a backup."""

import os
import re
import sys
from pathlib import Path
from typing import BinaryIO, Final

from corridor.cli.backup import BESIDE
from corridor.cli.progress import Bar
from corridor.services.archive import Columns, DamagedBackupError, File, Piece, Record, Rows
from corridor.services.premises import write_whole
from corridor.store import copying

_NAME: Final = re.compile(r"[a-z_]{1,40}")
_BLOB: Final = re.compile(r"[0-9a-f]{32}")
_WHOLE: Final = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW


class Filling:
    """Takes the records in their order; what stands beside the databases comes last."""

    def __init__(self, folder: Path, *, blobs: Path, whole: int) -> None:
        self._folder, self._blobs = folder, blobs
        self._whole, self._done = whole, 0
        self._bar = Bar(quiet=not sys.stderr.isatty())
        self._table = Columns("", "", ())
        self._beside: dict[str, bytearray] = {}
        self._file: BinaryIO | bytearray | None = None

    def take(self, record: Record) -> None:
        match record:
            case Columns():
                self._table = _checked(record)
            case Rows():
                copying.put(
                    self._table.store, self._table.table, self._table.columns, record.rows
                )
                self._show(len(record.rows))
            case File():
                self._begin(record.name)
            case Piece():
                self._add(record.piece)
            case _:
                self._end_file()

    def finish(self) -> None:
        """The desk file last of all: until it is there, the folder counts as empty."""
        self._end_file()
        self._bar.end()
        for name in reversed(BESIDE):
            if name in self._beside:
                write_whole(self._folder / name, bytes(self._beside[name]))

    def _begin(self, name: str) -> None:
        self._end_file()
        self._show(1)
        if name in BESIDE:
            self._file = self._beside[name] = bytearray()
            return
        if not _BLOB.fullmatch(name):
            raise DamagedBackupError
        home = self._blobs / name[:2]
        for folder in (self._blobs, home):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._file = os.fdopen(os.open(home / name, _WHOLE, 0o600), "wb")

    def _add(self, piece: bytes) -> None:
        match self._file:
            case None:
                raise DamagedBackupError
            case bytearray():
                self._file += piece
            case file:
                file.write(piece)

    def _end_file(self) -> None:
        if self._file is not None and not isinstance(self._file, bytearray):
            with self._file:
                self._file.flush()
                os.fsync(self._file.fileno())
        self._file = None

    def _show(self, more: int) -> None:
        self._done += more
        if self._bar.moves(self._done, self._whole):
            self._bar.show(self._done, self._whole, note=f"{self._done} rows and files")


def _checked(columns: Columns) -> Columns:
    """Names go into SQL: whoever holds the keys could have written anything."""
    names = (columns.table, *columns.columns)
    if columns.store not in copying.STORES or not all(map(_NAME.fullmatch, names)):
        raise DamagedBackupError
    return columns
