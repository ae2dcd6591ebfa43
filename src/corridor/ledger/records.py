"""What else is stored beside entries: sealed bytes and where they belong.

Every record has a `leaf`: the line of the append log that proves it was written here and is
the newest of its place. All but the digests is already visible to a thief of the disk.
"""

from typing import Final
from uuid import UUID

import msgspec

from corridor.base.ids import BlobId, ChainId, CompartmentId, MemberId
from corridor.crypto.digest import sha256
from corridor.ledger.entry import SealedEntry, read_header

ENTRY, GRANT, CARD, WRAP, MAILBOX, PRUNED, DROPPED, FILE = range(1, 9)
PLACE_LENGTH: Final = 1 + 16 + 4 + 16 + 4


def _place(kind: int, first: UUID, one: int, second: UUID, two: int) -> bytes:
    """Kind (1) ‖ id (16) ‖ number (4) ‖ id (16) ‖ number (4)."""
    return b"".join(
        (
            bytes((kind,)),
            first.bytes,
            one.to_bytes(4, "big"),
            second.bytes,
            two.to_bytes(4, "big"),
        )
    )


_NOBODY = UUID(int=0)


def entry_leaf(entry: SealedEntry) -> bytes:
    """Kind 1 ‖ chain (16) ‖ height (8) ‖ entry digest (32)."""
    header = read_header(entry.header)
    return (
        bytes((ENTRY,)) + header.chain.bytes + header.height.to_bytes(8, "big") + entry.digest
    )


def pruned_leaf(chain: ChainId) -> bytes:
    """Kind 6 ‖ chain (16): from here on the chain's bodies are gone on purpose."""
    return bytes((PRUNED,)) + chain.bytes


class Grant(msgspec.Struct, frozen=True, kw_only=True):
    """A chain key of one epoch, wrapped under a compartment key of one epoch."""

    chain: ChainId
    epoch: int
    compartment: CompartmentId
    compartment_epoch: int
    wrapped: bytes

    def place(self) -> bytes:
        return _place(GRANT, self.chain, self.epoch, self.compartment, self.compartment_epoch)


class SealedCard(msgspec.Struct, frozen=True, kw_only=True):
    """A summary of a chain up to `height`, sealed for one compartment."""

    compartment: CompartmentId
    compartment_epoch: int
    chain: ChainId
    height: int
    head_digest: bytes
    sealed: bytes

    def place(self) -> bytes:
        return _place(CARD, self.compartment, 0, self.chain, 0)


class CompartmentWrap(msgspec.Struct, frozen=True, kw_only=True):
    """A compartment key of one epoch, sealed to a member (or to recovery: the zero id)."""

    compartment: CompartmentId
    epoch: int
    holder: MemberId
    wrapped: bytes

    def place(self) -> bytes:
        return _place(WRAP, self.compartment, self.epoch, self.holder, 0)


class MailboxWrap(msgspec.Struct, frozen=True, kw_only=True):
    """A new dialogue's key, sealed to the mailbox; deleted when the dialogue is adopted."""

    chain: ChainId
    mailbox_epoch: int
    wrapped: bytes

    def place(self) -> bytes:
        return _place(MAILBOX, self.chain, self.mailbox_epoch, _NOBODY, 0)


class KeptFile(msgspec.Struct, frozen=True, kw_only=True):
    """A sealed file that the entry at `height` names: its size and SHA-256 as it lies there."""

    chain: ChainId
    height: int
    blob: BlobId
    size: int
    digest: bytes

    def place(self) -> bytes:
        return _place(FILE, self.chain, self.height, self.blob, 0)


Record = Grant | SealedCard | CompartmentWrap | MailboxWrap | KeptFile


def sealed_bytes(record: Record) -> bytes:
    """Everything of the record that the log line binds."""
    if isinstance(record, SealedCard):
        place = record.compartment_epoch.to_bytes(4, "big") + record.height.to_bytes(8, "big")
        return place + record.head_digest + record.sealed
    if isinstance(record, KeptFile):
        return record.size.to_bytes(8, "big") + record.digest
    return record.wrapped


def record_leaf(record: Record) -> bytes:
    """Place (41) ‖ SHA-256 of the sealed bytes (32)."""
    return record.place() + sha256(sealed_bytes(record))


def dropped_leaf(record: Record) -> bytes:
    """Kind 7 ‖ place (41): the record was removed on purpose."""
    return bytes((DROPPED,)) + record.place()
