"""Sealed files in memory, beside a ledger in memory: the same promises as the folder's."""

from datetime import datetime, timedelta
from io import BytesIO
from typing import BinaryIO, Final

from corridor.base.clock import Clock
from corridor.base.ids import BlobId, ChainId
from corridor.crypto.stream import Sink
from corridor.ledger.files import Waiting
from corridor.ledger.memory import MemoryStore
from corridor.ledger.store import LostFileError

_DAY: Final = timedelta(days=1)


class _Shelved:
    def __init__(self, chain: ChainId, *, at: datetime) -> None:
        self.chain = chain
        self.at = at
        self.content = BytesIO()
        self.note: bytes | None = None


class MemoryBlobs:
    """A `BlobStore`."""

    def __init__(self, store: MemoryStore, *, clock: Clock) -> None:
        self._store, self._clock = store, clock
        self._shelf: dict[BlobId, _Shelved] = {}

    def begin(self, blob: BlobId, *, chain: ChainId) -> Sink:
        self._shelf[blob] = shelved = _Shelved(chain, at=self._clock())
        return shelved.content

    def finish(self, blob: BlobId, *, note: bytes = b"") -> int:
        shelved = self._shelf[blob]
        shelved.note = note
        self._store.expect(blob, chain=shelved.chain)
        return len(shelved.content.getvalue())

    def discard(self, blob: BlobId) -> None:
        if not self._store.keeps(blob):
            self._store.forget(blob)
            self._shelf.pop(blob, None)

    def open(self, blob: BlobId) -> BinaryIO:
        return BytesIO(self._whole(blob))

    def size(self, blob: BlobId) -> int:
        return len(self._whole(blob))

    def waiting(self, chain: ChainId) -> list[Waiting]:
        return [
            Waiting(blob, shelved.note or b"")
            for blob, shelved in self._shelf.items()
            if shelved.chain == chain and self._store.waits(blob)
        ]

    def clear(self, chain: ChainId) -> None:
        for blob in self._erased():
            if self._shelf[blob].chain == chain:
                del self._shelf[blob]

    def sweep(self) -> int:
        late = [
            blob
            for blob, shelved in self._shelf.items()
            if not self._store.keeps(blob) and self._clock() - shelved.at > _DAY
        ]
        for blob in late:
            self.discard(blob)
        gone = self._erased()
        for blob in gone:
            del self._shelf[blob]
        return len(late) + len(gone)

    def _erased(self) -> list[BlobId]:
        """Whole, and neither kept nor waiting any more."""
        return [
            blob
            for blob, shelved in self._shelf.items()
            if shelved.note is not None
            and not self._store.keeps(blob)
            and not self._store.waits(blob)
        ]

    def _whole(self, blob: BlobId) -> bytes:
        shelved = self._shelf.get(blob)
        if shelved is None or not (self._store.waits(blob) or self._store.keeps(blob)):
            raise LostFileError
        return shelved.content.getvalue()
