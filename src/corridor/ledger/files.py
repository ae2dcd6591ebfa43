"""What the ledger asks of whoever keeps sealed files: ciphertext comes, ciphertext goes."""

from typing import BinaryIO, NamedTuple, Protocol

from corridor.base.ids import BlobId, ChainId
from corridor.crypto.stream import Sink


class Waiting(NamedTuple):
    """A whole file that no entry names yet, and what its sender noted about it, sealed."""

    blob: BlobId
    note: bytes


class NoRoomError(Exception):
    """The disk has no room for a file. What was accepted before stays."""


class BlobStore(Protocol):
    """Where sealed files are. `Batch.keep` makes them permanent."""

    def begin(self, blob: BlobId, *, chain: ChainId) -> Sink:
        """Take sealed bytes as they come. Until `finish`, nothing of it can be kept."""

    def finish(self, blob: BlobId, *, note: bytes = b"") -> int:
        """The sealed size, when every byte is on the disk."""

    def discard(self, blob: BlobId) -> None:
        """Forget a file that did not arrive whole, or that its sender does not want sent."""

    def open(self, blob: BlobId) -> BinaryIO:
        """The sealed bytes of a finished file, from the first; `LostFileError` otherwise."""

    def size(self, blob: BlobId) -> int: ...

    def waiting(self, chain: ChainId) -> list[Waiting]:
        """Files of a chain that are whole and that no entry names, in the order of arrival."""

    def clear(self, chain: ChainId) -> None:
        """Delete at once what was erased of a chain."""

    def sweep(self) -> int:
        """Delete what was erased, and what no entry has named for a day; say how many."""
