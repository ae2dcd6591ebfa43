"""Keepers in memory: for trying out and for tests, with the same refusals as the disk."""

import copy
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from threading import RLock
from typing import TypeVar

import msgspec

from corridor.base.ids import AlarmId, BlobId, ChainId, CompartmentId, MemberId, OrganisationId
from corridor.ledger.chain import Head
from corridor.ledger.checkpoint import Checkpoint
from corridor.ledger.entry import SealedEntry
from corridor.ledger.errors import MalformedEntryError
from corridor.ledger.merkle import Frontier
from corridor.ledger.pages import SealedPage
from corridor.ledger.records import (
    CompartmentWrap,
    Grant,
    KeptFile,
    MailboxWrap,
    SealedCard,
    dropped_leaf,
    entry_leaf,
    pruned_leaf,
    record_leaf,
)
from corridor.ledger.store import (
    Alarm,
    Batch,
    LostFileError,
    ReceiptLock,
    follow_in_order,
)

_Result = TypeVar("_Result")


class _Rows:
    """Everything kept; a transaction works on a copy and swaps it in."""

    def __init__(self) -> None:
        self.chains: dict[ChainId, list[SealedEntry]] = {}
        self.heads: dict[ChainId, Head] = {}
        self.grants: dict[bytes, Grant] = {}
        self.cards: dict[bytes, tuple[int, SealedCard]] = {}
        self.pages: dict[tuple[CompartmentId, int, int], SealedPage] = {}
        self.wraps: dict[bytes, CompartmentWrap] = {}
        self.mailbox: dict[bytes, MailboxWrap] = {}
        self.locks: dict[bytes, ReceiptLock] = {}
        self.alarms: dict[AlarmId, Alarm] = {}
        self.waiting: dict[BlobId, ChainId] = {}
        self.files: dict[bytes, KeptFile] = {}
        self.lines: list[bytes] = []
        self.checkpoints: list[Checkpoint] = []
        self.era = 0

    def clone(self) -> "_Rows":
        twin = copy.copy(self)
        for name, value in vars(self).items():
            setattr(twin, name, copy.copy(value))
        twin.chains = {chain: list(entries) for chain, entries in self.chains.items()}
        return twin

    def put(self, batch: Batch, *, organisation: OrganisationId) -> None:
        for head, entry in follow_in_order(
            batch.entries, organisation=organisation, head_of=self.heads.get
        ):
            self.heads[head.chain] = head
            self.chains.setdefault(head.chain, []).append(entry)
            self.lines.append(entry_leaf(entry))
        for grant in batch.grants:
            self.grants[grant.place()] = grant
            self.lines.append(record_leaf(grant))
        for card in batch.cards:
            self._put_card(card)
        for wrap in batch.wraps:
            self.wraps[wrap.place()] = wrap
            self.lines.append(record_leaf(wrap))
        self._put_files(batch)
        for chain in batch.prune:
            self._prune(chain)
            self.pages = {}

    def _put_files(self, batch: Batch) -> None:
        for file in batch.keep:
            if self.waiting.pop(file.blob, None) != file.chain:
                raise LostFileError
            self.files[file.place()] = file
            self.lines.append(record_leaf(file))
        for file in batch.drop:
            if self.files.pop(file.place(), None) is None:
                raise LostFileError
            self.lines.append(dropped_leaf(file))

    def _put_card(self, card: SealedCard) -> None:
        known = self.cards.get(card.place())
        if known is None or card.height >= known[1].height:
            self.lines.append(record_leaf(card))
            self.cards[card.place()] = (len(self.lines), card)

    def _prune(self, chain: ChainId) -> None:
        for place, wrap in sorted(self.mailbox.items()):
            if wrap.chain == chain:
                self.lines.append(dropped_leaf(self.mailbox.pop(place)))
        for place, grant in sorted(self.grants.items()):
            if grant.chain == chain:
                self.lines.append(dropped_leaf(self.grants.pop(place)))
        for place, (_, card) in sorted(self.cards.items()):
            if card.chain == chain:
                self.lines.append(dropped_leaf(self.cards.pop(place)[1]))
        self._prune_files(chain)
        self.drop_lock(chain)
        self.lines.append(pruned_leaf(chain))
        self.chains[chain] = [
            msgspec.structs.replace(entry, body=None) for entry in self.chains.get(chain, [])
        ]

    def _prune_files(self, chain: ChainId) -> None:
        for place, file in sorted(self.files.items()):
            if file.chain == chain:
                self.lines.append(dropped_leaf(self.files.pop(place)))
        self.waiting = {blob: of for blob, of in self.waiting.items() if of != chain}

    def put_pages(self, pages: Sequence[SealedPage], *, whole: bool) -> None:
        if whole:
            others = [key for key in self.pages if key[0] != pages[0].compartment]
            self.pages = {key: self.pages[key] for key in others}
        for page in pages:
            self.pages[page.compartment, page.compartment_epoch, page.number] = page

    def drop_lock(self, chain: ChainId) -> None:
        self.locks = {
            lookup: lock for lookup, lock in self.locks.items() if lock.chain != chain
        }


class MemoryStore:
    """A `LedgerStore` that forgets everything when the process ends."""

    def __init__(self, *, organisation: OrganisationId, name: str = "desk") -> None:
        self._organisation = organisation
        self._name = name
        self._rows = _Rows()
        self._one_writer = RLock()

    @property
    def name(self) -> str:
        return self._name

    @property
    def organisation(self) -> OrganisationId:
        return self._organisation

    def expect(self, blob: BlobId, *, chain: ChainId) -> None:
        """A sealed file is waiting for the entry that names it."""
        self._rows.waiting[blob] = chain

    def forget(self, blob: BlobId) -> None:
        self._rows.waiting.pop(blob, None)

    def waits(self, blob: BlobId) -> bool:
        return blob in self._rows.waiting

    def keeps(self, blob: BlobId) -> bool:
        return any(file.blob == blob for file in self._rows.files.values())

    def era(self) -> int:
        return self._rows.era

    def open_era(self) -> int:
        def act(rows: _Rows) -> int:
            rows.era += 1
            return rows.era

        return self._durably(act)

    def commit(self, batch: Batch) -> None:
        self._durably(lambda rows: rows.put(batch, organisation=self._organisation))

    def head(self, chain: ChainId) -> Head | None:
        return self._rows.heads.get(chain)

    def heads(self) -> Iterator[Head]:
        heads = self._rows.heads
        return iter([heads[chain] for chain in sorted(heads, key=lambda one: one.bytes)])

    def chains(self) -> Iterator[ChainId]:
        return (head.chain for head in self.heads())

    def entries(self, chain: ChainId, *, since: int = 0) -> list[SealedEntry]:
        return self._rows.chains.get(chain, [])[since:]

    def grants(self, chain: ChainId) -> list[Grant]:
        grants = self._rows.grants
        return [grants[place] for place in sorted(grants) if grants[place].chain == chain]

    def grants_to(self, compartment: CompartmentId) -> Iterator[Grant]:
        grants = self._rows.grants
        return iter(
            [grants[key] for key in sorted(grants) if grants[key].compartment == compartment]
        )

    def cards(
        self, compartment: CompartmentId, *, after: int = 0
    ) -> list[tuple[int, SealedCard]]:
        return sorted(
            (
                (counter, card)
                for counter, card in self._rows.cards.values()
                if card.compartment == compartment and counter > after
            ),
            key=lambda pair: pair[0],
        )

    def card(self, compartment: CompartmentId, chain: ChainId) -> SealedCard | None:
        return next((card for _, card in self.cards(compartment) if card.chain == chain), None)

    def page(self, compartment: CompartmentId, epoch: int, *, number: int) -> SealedPage | None:
        return self._rows.pages.get((compartment, epoch, number))

    def pages(self, compartment: CompartmentId, epoch: int) -> list[SealedPage]:
        kept = self._rows.pages
        return [kept[key] for key in sorted(kept) if key[:2] == (compartment, epoch)]

    def keep_pages(self, pages: Sequence[SealedPage], *, whole: bool) -> bool:
        self._durably(lambda rows: rows.put_pages(pages, whole=whole))
        return True

    def drop_pages(self) -> None:
        self._durably(lambda rows: rows.pages.clear())

    def wraps(self, holder: MemberId) -> list[CompartmentWrap]:
        wraps = self._rows.wraps
        return [wraps[place] for place in sorted(wraps) if wraps[place].holder == holder]

    def log(self, *, since: int = 0) -> Iterator[bytes]:
        return iter(self._rows.lines[since:])

    def log_size(self) -> int:
        return len(self._rows.lines)

    def frontier(self) -> Frontier:
        frontier = Frontier()
        for line in self._rows.lines:
            frontier.append(line)
        return frontier

    def add_checkpoint(self, checkpoint: Checkpoint, frontier: Frontier) -> None:
        if (checkpoint.size, checkpoint.root) != (frontier.size, frontier.root()):
            raise MalformedEntryError
        if checkpoint not in self._rows.checkpoints:
            self._durably(lambda rows: rows.checkpoints.append(checkpoint))

    def checkpoints(self) -> list[Checkpoint]:
        return sorted(self._rows.checkpoints, key=lambda one: (one.size, one.key))

    def _durably(self, act: Callable[[_Rows], _Result]) -> _Result:
        with self._one_writer:
            rows = self._rows.clone()
            result = act(rows)
            self._rows = rows
            return result


class MemoryDoor(MemoryStore):
    """A `DoorStore` that forgets everything when the process ends."""

    def __init__(self, *, organisation: OrganisationId, name: str = "door") -> None:
        super().__init__(organisation=organisation, name=name)

    def accept(
        self,
        batch: Batch,
        *,
        lock: ReceiptLock,
        wrap: MailboxWrap | None,
        alarms: Sequence[Alarm],
    ) -> bool:
        def act(rows: _Rows) -> bool:
            if lock.lookup in rows.locks:
                return False
            rows.put(batch, organisation=self._organisation)
            rows.locks[lock.lookup] = lock
            rows.alarms |= {alarm.alarm: alarm for alarm in alarms}
            if wrap is not None:
                rows.mailbox[wrap.place()] = wrap
                rows.lines.append(record_leaf(wrap))
            return True

        return self._durably(act)

    def write(self, batch: Batch, *, alarms: Sequence[Alarm] = ()) -> None:
        def act(rows: _Rows) -> None:
            rows.put(batch, organisation=self._organisation)
            rows.alarms |= {alarm.alarm: alarm for alarm in alarms}

        self._durably(act)

    def lock(self, lookup: bytes) -> ReceiptLock | None:
        return self._rows.locks.get(lookup)

    def set_wakes(self, chain: ChainId, *, wakes: bool) -> None:
        def act(rows: _Rows) -> None:
            for lookup, lock in rows.locks.items():
                if lock.chain == chain:
                    rows.locks[lookup] = msgspec.structs.replace(lock, wakes=wakes)

        self._durably(act)

    def set_end(self, chain: ChainId, *, day: date | None) -> None:
        def act(rows: _Rows) -> None:
            for lookup, lock in rows.locks.items():
                if lock.chain == chain:
                    rows.locks[lookup] = msgspec.structs.replace(lock, ends=day)

        self._durably(act)

    def ended(self, *, by: date) -> list[ChainId]:
        due = [
            (lock.ends, lock.chain.bytes, lock.chain)
            for lock in self._rows.locks.values()
            if lock.ends is not None and lock.ends <= by
        ]
        return [chain for _, _, chain in sorted(due)]

    def drop_lock(self, chain: ChainId) -> None:
        self._durably(lambda rows: rows.drop_lock(chain))

    def mailbox(self, *, limit: int = 200) -> list[MailboxWrap]:
        mailbox = self._rows.mailbox
        return [mailbox[place] for place in sorted(mailbox)][:limit]

    def mailbox_size(self) -> int:
        return len(self._rows.mailbox)

    def empty_mailbox(self, wraps: Iterable[MailboxWrap]) -> None:
        taken = list(wraps)

        def act(rows: _Rows) -> None:
            for wrap in taken:
                if rows.mailbox.pop(wrap.place(), None) is not None:
                    rows.lines.append(dropped_leaf(wrap))

        self._durably(act)

    def raise_alarm(self, alarm: Alarm) -> None:
        self._durably(lambda rows: rows.alarms.update({alarm.alarm: alarm}))

    def clear_alarms(self, alarms: Iterable[AlarmId]) -> None:
        cleared = set(alarms)

        def act(rows: _Rows) -> None:
            rows.alarms = {key: one for key, one in rows.alarms.items() if key not in cleared}

        self._durably(act)

    def alarms(self) -> list[Alarm]:
        return sorted(self._rows.alarms.values(), key=lambda one: (one.due, one.alarm.bytes))

    def claim_due(self, *, now: int, repeat_after: int) -> list[Alarm]:
        def act(rows: _Rows) -> list[Alarm]:
            moved = [
                msgspec.structs.replace(alarm, sent=alarm.sent + 1, next_at=now + repeat_after)
                for alarm in rows.alarms.values()
                if alarm.due <= now and alarm.next_at <= now
            ]
            rows.alarms |= {alarm.alarm: alarm for alarm in moved}
            return moved

        return self._durably(act)
