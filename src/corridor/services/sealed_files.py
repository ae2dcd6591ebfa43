"""A file becomes sealed bytes while it arrives, and clear bytes again range by range.

Nothing of it is written in clear, and no more than a segment of it is held in memory.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import SEEK_END
from typing import Final, Self

from corridor.base.ids import BlobId, ChainId, OrganisationId
from corridor.crypto.derive import commitment
from corridor.crypto.digest import RunningHash, same
from corridor.crypto.errors import OpenError
from corridor.crypto.padding import padded_size
from corridor.crypto.random import new_key, new_uuid
from corridor.crypto.secrets import SecretKey
from corridor.crypto.stream import Sink, StreamOpener, StreamSealer
from corridor.domain import attachments
from corridor.domain.attachments import Attached, Category, File, FileSeal
from corridor.domain.errors import EmptyFileError, FileTooLargeError
from corridor.ledger.files import BlobStore
from corridor.ledger.store import LostFileError

_ZEROS: Final = bytes(64 * 1024)


class DamagedFileError(Exception):
    """What lies in the folder is not what was sent, or is not there any more."""


@dataclass(frozen=True, kw_only=True)
class Label:
    """What a sender says about a file. It is sealed with everything else."""

    name: str
    declared: str
    category: Category


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """Where one dialogue's files lie."""

    files: BlobStore
    organisation: OrganisationId
    chain: ChainId

    def context(self, blob: BlobId) -> bytes:
        """What a key is bound to: nobody's file opens in anybody else's place."""
        place = (self.organisation.bytes, self.chain.bytes, blob.bytes)
        return b"|".join((b"corridor/1/file", *place))


class _Weighed:
    """A sink that knows what passed through it."""

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self._state = RunningHash()
        self.size = 0

    def write(self, data: bytes, /) -> None:
        self.size += len(data)
        self._state.update(data)
        self._sink.write(data)

    def digest(self) -> bytes:
        return self._state.digest()


class Arriving:
    """One file on its way to the disk. Padmé's few sizes hide how long it truly is."""

    def __init__(self, shelf: Shelf, *, largest: int) -> None:
        self.blob = BlobId(new_uuid())
        self._largest = largest
        self._key = new_key()
        self._sealed = _Weighed(shelf.files.begin(self.blob, chain=shelf.chain))
        self._stream = StreamSealer(
            self._sealed, key=self._key, context=shelf.context(self.blob)
        )
        self._clear, self._size = RunningHash(), 0

    def write(self, data: bytes) -> None:
        self._size += len(data)
        if self._size > self._largest:
            raise FileTooLargeError("file", self._largest // attachments.MEGABYTE)
        self._clear.update(data)
        self._stream.write(data)

    def close(self, label: Label) -> Attached:
        if not self._size:
            raise EmptyFileError("file")
        self._fill()
        return Attached(
            seal=FileSeal(
                blob=self.blob,
                key=self._key.reveal(),
                commitment=commitment(self._key),
                size=self._sealed.size,
                digest=self._sealed.digest(),
            ),
            size=self._size,
            digest=self._clear.digest(),
            declared=attachments.declared(label.declared),
            category=label.category,
            name=attachments.named(label.name),
        )

    def _fill(self) -> None:
        left = padded_size(self._size) - self._size
        while left:
            filling = _ZEROS[:left]
            self._stream.write(filling)
            left -= len(filling)
        self._stream.close()


@contextmanager
def arriving(shelf: Shelf, *, largest: int) -> Iterator[Arriving]:
    """Whole, or not at all: whatever goes wrong inside, nothing of the file stays."""
    one = Arriving(shelf, largest=largest)
    try:
        yield one
    except BaseException:
        shelf.files.discard(one.blob)
        raise


class OpenedFile:
    """A file of a dialogue, readable from any place, until it is closed."""

    def __init__(self, shelf: Shelf, file: File) -> None:
        self.file, seal = file, file.attached.seal
        self.size = file.attached.size
        key = SecretKey(seal.key)
        if not same(commitment(key), seal.commitment):
            raise DamagedFileError
        try:
            self._source = shelf.files.open(seal.blob)
        except LostFileError:
            raise DamagedFileError from None
        try:
            self._stream = self._opened(key, context=shelf.context(seal.blob))
        except OpenError:
            self.close()
            raise DamagedFileError from None

    def _opened(self, key: SecretKey, *, context: bytes) -> StreamOpener:
        """What lies there is as long as the entry says, before any of it is shown."""
        sealed_size = self.file.attached.seal.size
        if self._source.seek(0, SEEK_END) != sealed_size:
            raise OpenError
        self._source.seek(0)
        stream = StreamOpener(self._source, key=key, context=context, sealed_size=sealed_size)
        if stream.size != padded_size(self.size):
            raise OpenError
        return stream

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_raised: object) -> None:
        self.close()

    def read(self, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        """Clear bytes from `start` up to `end`, a segment at a time."""
        until = self.size if end is None else min(end, self.size)
        if start >= until:
            return
        try:
            yield from self._stream.read_range(start, until)
        except OpenError:
            raise DamagedFileError from None

    def close(self) -> None:
        self._source.close()
