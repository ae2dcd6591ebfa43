"""Sealed files in a folder. What arrives here is sealed already: callers bring ciphertext.

A row is there before its file and stays until the file is gone, so that nothing is forgotten
on the disk. A file is arriving, then pending until an entry names it, then kept; gone is what
an erasure or the daily sweep has marked.
"""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final
from uuid import UUID

from corridor.base.clock import Clock, to_milliseconds
from corridor.base.ids import BlobId, ChainId, OrganisationId
from corridor.crypto.stream import Sink
from corridor.ledger.files import NoRoomError, Waiting
from corridor.ledger.records import KeptFile
from corridor.ledger.store import LostFileError
from corridor.store.rows import Row, durably, execute, fetch, fetch_one, paged

_MILLISECONDS_A_DAY: Final = 24 * 60 * 60 * 1000
_NEW_FILE: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
_AT_ONCE: Final = 500


_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_FILE: Final = "SELECT chain, height, blob, size, digest FROM store_blob"
# What stays free for words when files have taken all that they may.
ROOM_FOR_WORDS: Final = 512 * 1024 * 1024
_ASK_EVERY: Final = 16 * 1024 * 1024


class FolderBlobs:
    """A `BlobStore` in a folder of this machine, with its rows beside one face's ledger.

    Files are refused while less than `reserve` bytes would be left on the disk.
    """

    def __init__(
        self,
        folder: Path,
        *,
        alias: str,
        organisation: OrganisationId,
        clock: Clock,
        reserve: int = ROOM_FOR_WORDS,
    ) -> None:
        self._folder = folder
        self._alias = alias
        self._whose = organisation.bytes
        self._clock = clock
        self._reserve = reserve
        self._open: dict[BlobId, BinaryIO] = {}

    def begin(self, blob: BlobId, *, chain: ChainId) -> Sink:
        sql = (
            "INSERT INTO store_blob (organisation, blob, state, size, day, chain)"
            " VALUES (%s, %s, 'arriving', 0, %s, %s)"
        )
        path = self._path(blob)
        with _or_no_room():
            for folder in (self._folder, path.parent):
                folder.mkdir(mode=0o700, exist_ok=True)
        _Room(self._folder, reserve=self._reserve).take(0)
        self._run(sql, blob.bytes, self._today(), chain.bytes)
        with _or_no_room():
            sink = os.fdopen(os.open(path, _NEW_FILE, 0o600), "wb")
        self._open[blob] = sink
        return _Roomy(sink, _Room(self._folder, reserve=self._reserve))

    def finish(self, blob: BlobId, *, note: bytes = b"") -> int:
        with self._open[blob] as sink, _or_no_room():
            sink.flush()
            os.fsync(sink.fileno())
            size = sink.tell()
        del self._open[blob]
        for folder in (self._path(blob).parent, self._folder):
            _sync_names(folder)
        sql = (
            "UPDATE store_blob SET state = 'pending', size = %s, note = %s"
            " WHERE organisation = %s AND blob = %s AND state = 'arriving'"
        )
        values = (size, note, self._whose, blob.bytes)
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

    def waiting(self, chain: ChainId) -> list[Waiting]:
        sql = (
            "SELECT blob, note FROM store_blob"
            " WHERE organisation = %s AND chain = %s AND state = 'pending' ORDER BY blob"
        )
        rows = fetch(self._alias, sql, self._whose, chain.bytes)
        return [Waiting(BlobId(UUID(bytes=row[0])), row[1] or b"") for row in rows]

    def clear(self, chain: ChainId) -> None:
        sql = (
            "SELECT blob FROM store_blob"
            " WHERE organisation = %s AND chain = %s AND state = 'gone'"
        )
        for row in fetch(self._alias, sql, self._whose, chain.bytes):
            self._delete(BlobId(UUID(bytes=row[0])))

    def lost(self) -> int:
        """How many kept files are not there, or not as long as they were."""
        sql = "SELECT blob, size FROM store_blob WHERE organisation = %s AND state = 'kept'"
        return sum(
            not self._is_whole(BlobId(UUID(bytes=blob)), size)
            for blob, size in fetch(self._alias, sql, self._whose)
        )

    def _is_whole(self, blob: BlobId, size: int) -> bool:
        try:
            return self._path(blob).lstat().st_size == size
        except OSError:
            return False

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
            _close_anyhow(sink)
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


def kept_files(alias: str, whose: bytes, chain: ChainId) -> list[KeptFile]:
    sql = (
        f"{_FILE} WHERE organisation = %s AND chain = %s AND state = 'kept'"
        " ORDER BY height, blob"
    )
    return [file_of(row) for row in fetch(alias, sql, whose, chain.bytes)]


def file_rows(alias: str, whose: bytes) -> Iterator[Row]:
    """Every kept file in the order of its key."""
    sql = (
        "SELECT blob, chain, height, size, digest FROM store_blob"
        " WHERE organisation = %s AND state = 'kept' AND blob > %s ORDER BY blob LIMIT"
    )
    for blob, chain, height, size, digest in paged(alias, sql, whose, after=(b"",)):
        yield (chain, height, blob, size, digest)


def file_of(row: Row) -> KeptFile:
    chain, height, blob, size, digest = row
    return KeptFile(
        chain=ChainId(UUID(bytes=chain)),
        height=height,
        blob=BlobId(UUID(bytes=blob)),
        size=size,
        digest=digest,
    )


class _Room:
    """How much may still be written; the disk is asked again after every few megabytes."""

    def __init__(self, folder: Path, *, reserve: int) -> None:
        self._folder, self._reserve = folder, reserve
        self._unasked = 0

    def take(self, count: int) -> None:
        if self._unasked <= 0:
            found = os.statvfs(self._folder)
            if found.f_bavail * found.f_frsize < self._reserve + _ASK_EVERY:
                raise NoRoomError
            self._unasked = _ASK_EVERY
        self._unasked -= count


class _Roomy:
    """A file that says in time, and in one way, that the disk is full."""

    def __init__(self, file: BinaryIO, room: _Room) -> None:
        self._file, self._room = file, room

    def write(self, data: bytes, /) -> None:
        self._room.take(len(data))
        with _or_no_room():
            self._file.write(data)


@contextmanager
def _or_no_room() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise NoRoomError from None
        raise


def _close_anyhow(file: BinaryIO) -> None:
    """What could not be written is about to be deleted."""
    try:
        file.close()
    except OSError:
        return


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
