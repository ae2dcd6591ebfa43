"""Opened cards in memory: what lists, search and figures read. No query reaches a database.

An index belongs to one epoch of one compartment's key and is found by a hash of the key that
was unwrapped in *this* request, never by the compartment's id: without the key there is no way
to it. A timer drops them all within a minute after the last live session.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from threading import Lock, RLock
from uuid import UUID

import msgspec

from corridor.base.ids import ChainId, OrganisationId
from corridor.crypto.digest import digest
from corridor.crypto.errors import OpenError
from corridor.domain.cards import Card
from corridor.domain.journey_cards import JourneyCard
from corridor.domain.statistics import Statistics
from corridor.ledger.boxes import CompartmentKey, open_card
from corridor.ledger.chain import Head
from corridor.ledger.records import ENTRY, PRUNED, SealedCard
from corridor.ledger.store import LedgerStore


class ListedCase(msgspec.Struct, frozen=True, array_like=True, tag="case"):
    """A case's card, and how far the dialogue beside it was folded into it."""

    card: Card
    dialogue_height: int


class ListedJourney(msgspec.Struct, frozen=True, array_like=True, tag="journey"):
    card: JourneyCard


Listed = ListedCase | ListedJourney
_LISTED: msgspec.msgpack.Decoder[Listed] = msgspec.msgpack.Decoder(Listed)


class Counted(msgspec.Struct, frozen=True):
    """What was counted from the cases as they stood at `version` of an index."""

    version: int
    statistics: Statistics

    def holds(self, version: int, *, as_of: date) -> bool:
        return (self.version, self.statistics.as_of) == (version, as_of)


@dataclass
class Index:
    """The cards of one compartment key epoch, up to card `counter` and door line `door_line`.

    `behind` names cases whose dialogue has moved on since their card was written, `unread`
    whatever has a card that is lost, does not open or is older than what it sums up. `version`
    rises with every case that changes.
    """

    cases: dict[ChainId, ListedCase] = field(default_factory=dict)
    journeys: dict[ChainId, ListedJourney] = field(default_factory=dict)
    by_dialogue: dict[ChainId, ChainId] = field(default_factory=dict)
    dialogue_heights: dict[ChainId, int] = field(default_factory=dict)
    behind: set[ChainId] = field(default_factory=set)
    unread: set[ChainId] = field(default_factory=set)
    counter: int = 0
    door_line: int = -1
    version: int = 0
    counted: Counted | None = None
    lock: RLock = field(default_factory=RLock)

    def take(self, chain: ChainId, listed: Listed) -> None:
        if isinstance(listed, ListedJourney):
            self.journeys[chain] = listed
            return
        self.cases[chain] = listed
        self.version += 1
        if listed.card.dialogue is not None:
            self.by_dialogue[listed.card.dialogue] = chain
        self._compare(chain, listed)

    def moved(self, dialogue: ChainId, height: int) -> None:
        """The dialogue stands at `height` now (-1: it was erased)."""
        self.dialogue_heights[dialogue] = height
        chain = self.by_dialogue.get(dialogue)
        if chain is not None:
            self._compare(chain, self.cases[chain])

    def _compare(self, chain: ChainId, listed: ListedCase) -> None:
        dialogue = listed.card.dialogue
        height = None if dialogue is None else self.dialogue_heights.get(dialogue)
        if height is not None and height != listed.dialogue_height:
            self.behind.add(chain)
        else:
            self.behind.discard(chain)


class Indexes:
    """All indexes of this process."""

    def __init__(self) -> None:
        self._indexes: dict[bytes, Index] = {}
        self._lock = Lock()

    def for_key(self, key: CompartmentKey) -> Index:
        name = digest(b"corridor/1/index", key.secret.reveal())
        with self._lock:
            return self._indexes.setdefault(name, Index())

    def drop_all(self) -> None:
        with self._lock:
            self._indexes.clear()

    def __len__(self) -> int:
        return len(self._indexes)


def refresh(  # noqa: PLR0913 - two stores and every epoch of one key
    index: Index,
    organisation: OrganisationId,
    *,
    key: CompartmentKey,
    older: Iterable[CompartmentKey],
    desk: LedgerStore,
    door: LedgerStore,
) -> None:
    """Bring the index up to the newest card and the newest word at the door."""
    keys = {one.epoch: one for one in (*older, key)}
    with index.lock:
        cards = desk.cards(key.compartment, after=index.counter)
        head_of = _all_heads(desk) if index.counter == 0 else desk.head
        if index.counter == 0:
            granted = {grant.chain for grant in desk.grants_to(key.compartment)}
            index.unread |= granted - {sealed.chain for _, sealed in cards}
        for counter, sealed in cards:
            _open(index, organisation, sealed, keys.get(sealed.compartment_epoch))
            if not _is_of(sealed, head_of(sealed.chain)):
                index.unread.add(sealed.chain)
            index.counter = max(index.counter, counter)
        _follow_door(index, door)


def _all_heads(store: LedgerStore) -> Callable[[ChainId], Head | None]:
    return {head.chain: head for head in store.heads()}.get


def _is_of(card: SealedCard, head: Head | None) -> bool:
    """An older card that was put back opens well: what it leaves out is what somebody hides."""
    return head is not None and (card.height, card.head_digest) == (head.height, head.digest)


def _open(
    index: Index,
    organisation: OrganisationId,
    sealed: SealedCard,
    key: CompartmentKey | None,
) -> None:
    """A card that does not open is not shown as if it did: its case is folded again."""
    listed = None if key is None else _listed(organisation, sealed, key)
    if listed is None:
        index.unread.add(sealed.chain)
        return
    index.unread.discard(sealed.chain)
    index.take(sealed.chain, listed)


def _listed(
    organisation: OrganisationId, sealed: SealedCard, key: CompartmentKey
) -> Listed | None:
    try:
        return _LISTED.decode(open_card(organisation, sealed, by=key))
    except (OpenError, msgspec.DecodeError):
        return None


def _follow_door(index: Index, door: LedgerStore) -> None:
    """From the heads at first, afterwards from the new lines of the door's log."""
    size = door.log_size()
    if index.door_line < 0:
        for head in door.heads():
            index.moved(head.chain, head.height)
        index.door_line = 0 if size == 0 else size
    for leaf in door.log(since=index.door_line):
        index.door_line += 1
        _follow_line(index, leaf)


def _follow_line(index: Index, leaf: bytes) -> None:
    chain = ChainId(UUID(bytes=leaf[1:17]))
    if leaf[0] == ENTRY:
        index.moved(chain, int.from_bytes(leaf[17:25], "big"))
    elif leaf[0] == PRUNED:
        index.moved(chain, -1)
