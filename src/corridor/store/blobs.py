"""Sealed files in a folder. What arrives here is sealed already: callers bring ciphertext.

A row is there before its file and stays until the file is gone, so that nothing is forgotten
on the disk. A file is pending until an entry names it, then kept; gone is what an erasure or
the daily sweep has marked.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final, Protocol
from uuid import UUID

from corridor.base.clock import Clock, to_milliseconds
from corridor.base.ids import BlobId, ChainId, OrganisationId
from corridor.crypto.stream import Sink
from corridor.ledger.store import LostFileError
from corridor.store.rows import durably, execute, fetch, fetch_one

_MILLISECONDS_A_DAY: Final = 24 * 60 * 60 * 1000
_NEW_FILE: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
_AT_ONCE: Final = 500


class BlobStore(Protocol):
    """Where sealed files are. `Batch.keep` makes them permanent."""

    def begin(self, blob: BlobId, *, chain: ChainId) -> Sink:
        """Take sealed bytes as they come. Until `finish`, nothing of it can be kept."""

    def finish(self, blob: BlobId) -> int:
        """The sealed size, when every byte is on the disk."""

    def discard(self, blob: BlobId) -> None:
        """Forget a file that did not arrive whole."""

    def open(self, blob: BlobId) -> BinaryIO:
        """The sealed bytes of a finished file, from the first; `LostFileError` otherwise."""

    def size(self, blob: BlobId) -> int: ...
    def sweep(self) -> int:
        """Delete what was erased, and what no entry has named for a day; say how many."""


class FolderBlobs:
    """A `BlobStore` in a folder of this machine, with its rows beside one face's ledger."""

    def __init__(
        self, folder: Path, *, alias: str, organisation: OrganisationId, clock: Clock
    ) -> None:
        self._folder = folder
        self._alias = alias
        self._whose = organisation.bytes
        self._clock = clock
        self._open: dict[BlobId, BinaryIO] = {}

    def begin(self, blob: BlobId, *, chain: ChainId) -> Sink:
        sql = (
            "INSERT INTO store_blob (organisation, blob, state, size, day, chain)"
            " VALUES (%s, %s, 'arriving', 0, %s, %s)"
        )
        self._run(sql, blob.bytes, self._today(), chain.bytes)
        path = self._path(blob)
        for folder in (self._folder, path.parent):
            folder.mkdir(mode=0o700, exist_ok=True)
        sink = os.fdopen(os.open(path, _NEW_FILE, 0o600), "wb")
        self._open[blob] = sink
        return sink

    def finish(self, blob: BlobId) -> int:
        sink = self._open.pop(blob)
        with sink:
            sink.flush()
            os.fsync(sink.fileno())
            size = sink.tell()
        for folder in (self._path(blob).parent, self._folder):
            _sync_names(folder)
        sql = (
            "UPDATE store_blob SET state = 'pending', size = %s"
            " WHERE organisation = %s AND blob = %s AND state = 'arriving'"
        )
        values = (size, self._whose, blob.bytes)
        if not durably(self._alias, lambda: execute(self._alias, sql, *values)):
            raise LostFileError
        return size

    def discard(self, blob: BlobId) -> None:
        sql = (
            "UPDATE store_blob SET state = 'gone'"
            " WHERE organisation = %s AND blob = %s AND state <> 'kept'"
        )
        if self._run(sql, blob.bytes):
            self._delete(blob)

    def open(self, blob: BlobId) -> BinaryIO:
        self.size(blob)
        try:
            return os.fdopen(os.open(self._path(blob), os.O_RDONLY | os.O_NOFOLLOW), "rb")
        except OSError:
            raise LostFileError from None

    def size(self, blob: BlobId) -> int:
        sql = (
            "SELECT size FROM store_blob"
            " WHERE organisation = %s AND blob = %s AND state IN ('pending', 'kept')"
        )
        row = fetch_one(self._alias, sql, self._whose, blob.bytes)
        if row is None:
            raise LostFileError
        return int(row[0])

    def sweep(self) -> int:
        # A day is only counted whole: what is older than one day began before yesterday.
        mark = (
            "UPDATE store_blob SET state = 'gone' WHERE organisation = %s"
            " AND state IN ('arriving', 'pending') AND day < %s"
        )
        self._run(mark, self._today() - 1)
        count = 0
        for blob in self._gone():
            self._delete(blob)
            count += 1
        return count

    def _gone(self) -> Iterator[BlobId]:
        sql = (
            "SELECT blob FROM store_blob WHERE organisation = %s AND state = 'gone'"
            " ORDER BY blob LIMIT %s"
        )
        while rows := fetch(self._alias, sql, self._whose, _AT_ONCE):
            yield from (BlobId(UUID(bytes=row[0])) for row in rows)

    def _delete(self, blob: BlobId) -> None:
        sink = self._open.pop(blob, None)
        if sink is not None:
            sink.close()
        self._path(blob).unlink(missing_ok=True)
        sql = "DELETE FROM store_blob WHERE organisation = %s AND blob = %s AND state = 'gone'"
        self._run(sql, blob.bytes)

    def _path(self, blob: BlobId) -> Path:
        """Made of the id's hex digits alone, so it never leads out of the folder."""
        return self._folder / blob.hex[:2] / blob.hex

    def _today(self) -> int:
        return to_milliseconds(self._clock()) // _MILLISECONDS_A_DAY

    def _run(self, sql: str, *values: bytes | int) -> int:
        return durably(self._alias, lambda: execute(self._alias, sql, self._whose, *values))


def _sync_names(folder: Path) -> None:
    """A new name is on the disk when its folder is."""
    with _descriptor(folder) as descriptor:
        os.fsync(descriptor)


@contextmanager
def _descriptor(folder: Path) -> Iterator[int]:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield descriptor
    finally:
        os.close(descriptor)
