"""A backup's bytes: everything sealed, sealed once more. `docs/spec/backup-format.md`.

Magic (18) ‖ organisation (16) ‖ box (61) ‖ stream. The box holds the stream's key under a key
derived from DIR/keys/service; the stream is one sealed file (`corridor.crypto.stream`) whose
associated data is all that stands before it. In it: records, each with its length before it.
"""

import io
from collections.abc import Iterator
from typing import Any, BinaryIO, Final
from uuid import UUID

import msgspec
from typing_extensions import Buffer, override

from corridor.base.ids import OrganisationId
from corridor.crypto.derive import subkey
from corridor.crypto.errors import OpenError
from corridor.crypto.random import new_key
from corridor.crypto.seal import OVERHEAD, seal, unseal
from corridor.crypto.secrets import SecretKey
from corridor.crypto.stream import Sink, StreamOpener, StreamSealer

_KIND: Final = b"corridor backup "
MAGIC: Final = _KIND + b"1\n"
_BOX: Final = 32 + OVERHEAD
_BEFORE: Final = len(MAGIC) + 16 + _BOX
_LENGTH: Final = 4
_LARGEST: Final = 256 * 1024 * 1024
PIECE: Final = 256 * 1024


class Opening(msgspec.Struct, frozen=True, array_like=True, tag="backup"):
    """`states`: store -> app -> newest migration, so that older tables can be made again."""

    release: str
    states: dict[str, dict[str, str]]
    rows: int
    files: int


class Columns(msgspec.Struct, frozen=True, array_like=True, tag="table"):
    """The rows that follow are of this table."""

    store: str
    table: str
    columns: tuple[str, ...]


class Rows(msgspec.Struct, frozen=True, array_like=True, tag="rows"):
    """Cells are bytes, words, whole numbers, yes or no, or nothing."""

    rows: list[list[Any]]


class File(msgspec.Struct, frozen=True, array_like=True, tag="file"):
    """The pieces that follow are of this file."""

    name: str


class Piece(msgspec.Struct, frozen=True, array_like=True, tag="piece"):
    piece: bytes


class Closing(msgspec.Struct, frozen=True, array_like=True, tag="end"):
    rows: int
    files: int


Record = Opening | Columns | Rows | File | Piece | Closing
_RECORD: msgspec.msgpack.Decoder[Record] = msgspec.msgpack.Decoder(Record)


class NoBackupError(Exception):
    """This file is no backup of a desk."""


class NewerBackupError(Exception):
    """A newer release wrote this backup, in a way that this one cannot read."""


class DamagedBackupError(Exception):
    """Bytes were changed or are missing, or these are not the keys it was made with."""


def _context(organisation: bytes) -> bytes:
    return b"corridor/1/backup|" + organisation


def _wrapping(service: SecretKey) -> SecretKey:
    return subkey(service, label=b"backup")


class ArchiveWriter:
    """`close` writes the last segment; a file without it does not open."""

    def __init__(self, sink: Sink, *, organisation: OrganisationId, service: SecretKey) -> None:
        key, whose = new_key(), organisation.bytes
        box = seal(key.reveal(), key=_wrapping(service), context=_context(whose))
        before = MAGIC + whose + box
        sink.write(before)
        self._stream = StreamSealer(sink, key=key, context=before)

    def put(self, record: Record) -> None:
        raw = msgspec.msgpack.encode(record)
        self._stream.write(len(raw).to_bytes(_LENGTH, "big") + raw)

    def close(self) -> None:
        self._stream.close()


class Archive:
    """A backup, opened: `records` may be read more than once."""

    def __init__(self, file: BinaryIO, *, service: SecretKey) -> None:
        before = file.read(_BEFORE)
        _check_kind(before)
        self.organisation = OrganisationId(UUID(bytes=before[len(MAGIC) :][:16]))
        box = before[len(MAGIC) + 16 :]
        context = _context(self.organisation.bytes)
        try:
            key = SecretKey(unseal(box, key=_wrapping(service), context=context))
            size = file.seek(0, io.SEEK_END) - _BEFORE
            sealed = io.BufferedReader(_Behind(file, _BEFORE))
            self._stream = StreamOpener(sealed, key=key, context=before, sealed_size=size)
        except OpenError:
            raise DamagedBackupError from None

    def records(self) -> Iterator[Record]:
        """In the order of writing; `DamagedBackupError` at the first changed byte."""
        waiting = bytearray()
        try:
            for clear in self._stream.read_range(0, self._stream.size):
                waiting += clear
                yield from _whole_records(waiting)
        except (OpenError, msgspec.DecodeError):
            raise DamagedBackupError from None
        if waiting:
            raise DamagedBackupError


def check_whole(archive: Archive) -> Opening:
    """Read all of it before anything is written; returns what it says of itself."""
    records = archive.records()
    opening = next(records, None)
    if not isinstance(opening, Opening):
        raise DamagedBackupError
    rows = files = 0
    last: Record = opening
    for last in records:
        rows += len(last.rows) if isinstance(last, Rows) else 0
        files += isinstance(last, File)
    if last != Closing(rows=rows, files=files):
        raise DamagedBackupError
    return opening


def _check_kind(before: bytes) -> None:
    if not before.startswith(_KIND):
        raise NoBackupError
    if not before.startswith(MAGIC):
        raise NewerBackupError
    if len(before) < _BEFORE:
        raise DamagedBackupError


def _whole_records(waiting: bytearray) -> Iterator[Record]:
    """Take what has arrived whole; the rest waits for the next segment."""
    begins = 0
    while len(waiting) >= begins + _LENGTH:
        ends = begins + _LENGTH + int.from_bytes(waiting[begins : begins + _LENGTH], "big")
        if ends - begins > _LARGEST:
            raise DamagedBackupError
        if len(waiting) < ends:
            break
        yield _RECORD.decode(waiting[begins + _LENGTH : ends])
        begins = ends
    del waiting[:begins]


class _Behind(io.RawIOBase):
    """A file without its first bytes."""

    def __init__(self, file: BinaryIO, begins: int) -> None:
        super().__init__()
        self._file, self._begins = file, begins
        file.seek(begins)

    @override
    def readable(self) -> bool:
        return True

    @override
    def seekable(self) -> bool:
        return True

    @override
    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        if whence == io.SEEK_SET:
            offset += self._begins
        return self._file.seek(offset, whence) - self._begins

    @override
    def readinto(self, buffer: Buffer, /) -> int:
        view = memoryview(buffer).cast("B")
        read = self._file.read(len(view))
        view[: len(read)] = read
        return len(read)
