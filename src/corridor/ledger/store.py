"""What the ledger asks of whoever keeps the bytes. Keepers know rows, never meaning."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Protocol

import msgspec

from corridor.base.ids import AlarmId, ChainId, CompartmentId, MemberId, OrganisationId
from corridor.ledger.chain import Head, follow
from corridor.ledger.checkpoint import Checkpoint
from corridor.ledger.entry import SealedEntry, read_header
from corridor.ledger.errors import BrokenLinkError, ConflictError
from corridor.ledger.merkle import Frontier
from corridor.ledger.pages import SealedPage
from corridor.ledger.records import (
    CompartmentWrap,
    Grant,
    KeptFile,
    MailboxWrap,
    SealedCard,
)


class Batch(msgspec.Struct, kw_only=True):
    """Everything one act writes into one store: all of it or nothing.

    Entries of one chain stand in order. A card below the stored card's height is left out:
    somebody newer has written. `prune` drops the bodies of whole chains, after these entries
    are added, with their grants, cards, receipts and files, and all pages of cards. `keep`
    names sealed files that become permanent with these entries, `drop` those that are removed
    with them.
    """

    entries: list[SealedEntry] = []
    grants: list[Grant] = []
    cards: list[SealedCard] = []
    wraps: list[CompartmentWrap] = []
    prune: list[ChainId] = []
    keep: list[KeptFile] = []
    drop: list[KeptFile] = []


class LostFileError(Exception):
    """A sealed file that an entry names is not waiting any more: send it again."""


def follow_in_order(
    entries: Iterable[SealedEntry],
    *,
    organisation: OrganisationId,
    head_of: Callable[[ChainId], Head | None],
) -> Iterator[tuple[Head, SealedEntry]]:
    """Each entry with the head that it makes, chains in sorted order.

    `ConflictError` where somebody else was first at a height.
    """
    heads: dict[ChainId, Head | None] = {}
    for entry in sorted(entries, key=lambda entry: read_header(entry.header).chain.bytes):
        header = read_header(entry.header)
        if header.organisation != organisation:
            raise BrokenLinkError(header.chain, header.height)
        head = heads[header.chain] if header.chain in heads else head_of(header.chain)
        if head is not None and header.height <= head.height:
            raise ConflictError
        heads[header.chain] = new = follow(head, entry)
        yield new, entry


class LedgerStore(Protocol):
    """One database of one face, of one organisation. `commit` is one durable transaction.

    `commit` raises `ConflictError` when an entry's height is taken; it links each entry to the
    stored head itself (`chain.follow`), adds every record's line to the append log and moves
    the heads, all in the same transaction, chains in sorted order.
    """

    @property
    def name(self) -> str:
        """`desk` or `door`."""

    @property
    def organisation(self) -> OrganisationId: ...

    def era(self) -> int: ...
    def open_era(self) -> int: ...
    def commit(self, batch: Batch) -> None: ...
    def head(self, chain: ChainId) -> Head | None: ...
    def heads(self) -> Iterator[Head]: ...
    def chains(self) -> Iterator[ChainId]: ...
    def entries(self, chain: ChainId, *, since: int = 0) -> list[SealedEntry]: ...
    def grants(self, chain: ChainId) -> list[Grant]: ...
    def grants_to(self, compartment: CompartmentId) -> Iterator[Grant]: ...
    def cards(
        self, compartment: CompartmentId, *, after: int = 0
    ) -> list[tuple[int, SealedCard]]:
        """Cards written after the counter `after`, each with its counter, in that order."""

    def card(self, compartment: CompartmentId, chain: ChainId) -> SealedCard | None: ...
    def wraps(self, holder: MemberId) -> list[CompartmentWrap]: ...
    def log(self, *, since: int = 0) -> Iterator[bytes]: ...
    def log_size(self) -> int: ...
    def frontier(self) -> Frontier: ...
    def add_checkpoint(self, checkpoint: Checkpoint, frontier: Frontier) -> None: ...
    def checkpoints(self) -> list[Checkpoint]: ...


class DeskStore(LedgerStore, Protocol):
    """The desk's own store. It also keeps pages of cards: a cache, outside the log."""

    def page(
        self, compartment: CompartmentId, epoch: int, *, number: int
    ) -> SealedPage | None: ...
    def pages(self, compartment: CompartmentId, epoch: int) -> list[SealedPage]: ...
    def keep_pages(self, pages: Sequence[SealedPage], *, whole: bool) -> bool:
        """Put these pages of one compartment. `whole`: and remove every other page of it.

        False where there was no room: nobody waits for a cache.
        """

    def drop_pages(self) -> None: ...


class ReceiptLock(msgspec.Struct, frozen=True, kw_only=True):
    """The person's side of a dialogue: `lookup` is the peppered tag of the receipt's lookup.

    `wakes` says that a message from this person raises a notice: the desk set it. `ends` is
    the day on which the receipt opens nothing any more and the dialogue may be erased.
    """

    lookup: bytes
    chain: ChainId
    wrapped: bytes
    wakes: bool = False
    ends: date | None = None


class Alarm(msgspec.Struct, frozen=True, kw_only=True):
    """A due notice that anybody may see and only who has keys may clear.

    `due`: unix minutes, fuzzed only earlier. `level` 1 to 3. `group`: whom to wake. `sent`:
    how many notices went out; `next_at`: unix minutes of the next one.
    """

    alarm: AlarmId
    due: int
    level: int
    group: str
    sent: int = 0
    next_at: int = 0


class DoorStore(LedgerStore, Protocol):
    """The store that the public face writes: dialogues, receipts, mailbox, alarms."""

    def accept(
        self,
        batch: Batch,
        *,
        lock: ReceiptLock,
        wrap: MailboxWrap | None,
        alarms: Sequence[Alarm],
    ) -> bool:
        """Store a new dialogue in one transaction. False: this receipt is stored already."""

    def lock(self, lookup: bytes) -> ReceiptLock | None: ...
    def set_wakes(self, chain: ChainId, *, wakes: bool) -> None: ...
    def set_end(self, chain: ChainId, *, day: date | None) -> None: ...
    def ended(self, *, by: date) -> list[ChainId]:
        """Dialogues whose day has come, oldest day first."""

    def drop_lock(self, chain: ChainId) -> None: ...
    def mailbox(self, *, limit: int = 200) -> list[MailboxWrap]: ...
    def mailbox_size(self) -> int: ...
    def empty_mailbox(self, wraps: Iterable[MailboxWrap]) -> None: ...
    def write(self, batch: Batch, *, alarms: Sequence[Alarm] = ()) -> None:
        """Like `commit`, with alarms in the same transaction."""

    def raise_alarm(self, alarm: Alarm) -> None: ...
    def clear_alarms(self, alarms: Iterable[AlarmId]) -> None: ...
    def alarms(self) -> list[Alarm]: ...
    def claim_due(self, *, now: int, repeat_after: int) -> list[Alarm]:
        """Alarms whose notice is due, each moved on (`sent` + 1, `next_at`) before.

        So of several workers one sends it.
        """
