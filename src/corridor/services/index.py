"""Opened cards in memory: what lists, search and figures read. No query reaches a database.

A table belongs to one epoch of one compartment's key and is found by a hash of the key that
was unwrapped in *this* request, never by the compartment's id: without the key there is no way
to it. A timer drops them all within a minute after the last live session. An `Index` is a
table together with that key, for the length of the request.
"""

from collections import OrderedDict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from threading import Lock, RLock
from typing import Final

import msgspec
from typing_extensions import override

from corridor.base.ids import ChainId, OrganisationId
from corridor.crypto.digest import digest
from corridor.crypto.errors import OpenError
from corridor.domain.cards import Card
from corridor.domain.journey_cards import JourneyCard
from corridor.domain.statistics import Statistics
from corridor.ledger.boxes import CompartmentKey, open_card
from corridor.ledger.records import SealedCard
from corridor.ledger.store import DeskStore, LedgerStore
from corridor.services.table import UNHEARD, Table, mark

ERASED: Final = -1
_SHOWN: Final = 512
Stamped = tuple[ChainId, tuple[int, int, int]]


class ListedCase(msgspec.Struct, frozen=True, array_like=True, tag="case"):
    """A case's card, and how far the dialogue beside it was folded into it."""

    card: Card
    dialogue_height: int


class ListedJourney(msgspec.Struct, frozen=True, array_like=True, tag="journey"):
    card: JourneyCard


Listed = ListedCase | ListedJourney
_LISTED: msgspec.msgpack.Decoder[Listed] = msgspec.msgpack.Decoder(Listed)


class Counted(msgspec.Struct, frozen=True):
    """What was counted from the cases as they stood at `version` of a table."""

    version: int
    statistics: Statistics

    def holds(self, version: int, *, as_of: date) -> bool:
        return (self.version, self.statistics.as_of) == (version, as_of)


@dataclass
class Opened:
    """All of one compartment key epoch, up to a line of each store's log.

    `behind` names cases whose dialogue has moved on since their card was written, `unread`
    whatever has a card that is lost, does not open or is older than what it sums up. `kept`
    holds cards that were folded here and are not yet read from the store, `shown` the last
    that were decoded.
    """

    table: Table = field(default_factory=Table)
    journeys: dict[ChainId, ListedJourney] = field(default_factory=dict)
    kept: dict[ChainId, ListedCase] = field(default_factory=dict)
    shown: OrderedDict[Stamped, ListedCase] = field(default_factory=OrderedDict)
    behind: set[ChainId] = field(default_factory=set)
    unread: set[ChainId] = field(default_factory=set)
    desk_line: int = -1
    door_line: int = -1
    catalogue: bytes = b""
    editions: list[bytes] = field(default_factory=list)
    counted: Counted | None = None
    lock: RLock = field(default_factory=RLock)

    def take(self, chain: ChainId, listed: Listed, *, head: tuple[int, bytes]) -> None:
        if isinstance(listed, ListedJourney):
            self.journeys[chain] = listed
            return
        folded = listed.dialogue_height
        had_words = self.table.row(chain) is not None
        row = self.table.put(chain, listed.card, folded=folded, head=head)
        if had_words and folded == ERASED:
            self.table.words.settle_row(row)
        self._compare(chain, row)

    def moved(self, dialogue: ChainId, height: int) -> None:
        """The dialogue stands at `height` now (`ERASED`: its words are gone)."""
        row = self.table.talks.get(dialogue.int)
        if row is not None:
            self.table.cases["spoken"][row] = height
            self.table.touch(row)
            self._compare(self.table.chain(row), row)

    def remove(self, chain: ChainId) -> None:
        self.table.remove(chain)
        self.journeys.pop(chain, None)
        self.kept.pop(chain, None)
        self.shown.clear()
        self.behind.discard(chain)
        self.unread.discard(chain)

    def _compare(self, chain: ChainId, row: int) -> None:
        spoken, folded = self.table.cases["spoken"][row], self.table.cases["folded"][row]
        if spoken not in {UNHEARD, folded} and folded != ERASED:
            self.behind.add(chain)
        else:
            self.behind.discard(chain)


@dataclass(frozen=True, kw_only=True)
class Index:
    """What is opened, with the keys and the store that one request may use."""

    opened: Opened
    organisation: OrganisationId
    key: CompartmentKey
    older: tuple[CompartmentKey, ...]
    desk: DeskStore
    door: LedgerStore

    @property
    def table(self) -> Table:
        return self.opened.table

    @property
    def lock(self) -> RLock:
        return self.opened.lock

    @property
    def behind(self) -> set[ChainId]:
        return self.opened.behind

    @property
    def unread(self) -> set[ChainId]:
        return self.opened.unread

    @property
    def journeys(self) -> Mapping[ChainId, ListedJourney]:
        return self.opened.journeys

    @property
    def cases(self) -> Mapping[ChainId, ListedCase]:
        return Cases(self)

    @property
    def numbers(self) -> set[str]:
        """Every number that a case has: cheap, where decoding all cards is not."""
        with self.lock:
            return set(self.table.numbers())

    @property
    def names(self) -> set[str]:
        with self.lock:
            return set(self.table.names())

    def take(self, chain: ChainId, listed: Listed) -> None:
        """Show what was just folded, whether or not the store keeps it."""
        with self.lock:
            self.opened.take(chain, listed, head=(-1, b""))
            self.unread.discard(chain)
            if isinstance(listed, ListedCase):
                self.opened.kept[chain] = listed
                self.hear(listed)

    def hear(self, listed: ListedCase) -> None:
        """A dialogue that was never asked about: how far it has come."""
        dialogue = listed.card.dialogue
        row = None if dialogue is None else self.table.talks.get(dialogue.int)
        if dialogue is None or row is None or self.table.cases["spoken"][row] != UNHEARD:
            return
        head = self.door.head(dialogue)
        if head is not None:
            self.opened.moved(dialogue, head.height)

    def card(self, chain: ChainId) -> ListedCase | None:
        """The card as its row was read; None, and the case is unread, if it is gone since."""
        with self.lock:
            row = self.table.row(chain)
            if row is None:
                return None
            known = self.opened.kept.get(chain) or self._shown(chain, row)
        return known or self._fetched(chain, row)

    def _shown(self, chain: ChainId, row: int) -> ListedCase | None:
        place = (chain, self.table.stamp(row))
        if place in self.opened.shown:
            self.opened.shown.move_to_end(place)
        return self.opened.shown.get(place)

    def _fetched(self, chain: ChainId, row: int) -> ListedCase | None:
        sealed = self.desk.card(self.key.compartment, chain)
        listed = None if sealed is None else self.open(sealed)
        with self.lock:
            if not isinstance(listed, ListedCase) or not self._is_rows(sealed, listed, row):
                self.unread.add(chain)
                return None
            self.opened.shown[(chain, self.table.stamp(row))] = listed
            if len(self.opened.shown) > _SHOWN:
                self.opened.shown.popitem(last=False)
        return listed

    def _is_rows(self, sealed: SealedCard | None, listed: ListedCase, row: int) -> bool:
        """An older card that was put back since opens well, and is not what the row says."""
        return sealed is not None and self.table.stamp(row) == (
            sealed.height,
            mark(sealed.head_digest),
            listed.dialogue_height,
        )

    def open(self, sealed: SealedCard) -> Listed | None:
        """None for a card that does not open: its case is folded again."""
        key = self._keys.get(sealed.compartment_epoch)
        if key is None:
            return None
        try:
            return _LISTED.decode(open_card(self.organisation, sealed, by=key))
        except (OpenError, msgspec.DecodeError):
            return None

    @property
    def _keys(self) -> dict[int, CompartmentKey]:
        return {one.epoch: one for one in (*self.older, self.key)}


class Cases(Mapping[ChainId, ListedCase]):
    """Every case by its chain; each card is opened when it is asked for."""

    def __init__(self, index: Index) -> None:
        self._index = index

    @override
    def __getitem__(self, chain: ChainId) -> ListedCase:
        found = self._index.card(chain)
        if found is None:
            raise KeyError
        return found

    @override
    def __contains__(self, chain: object) -> bool:
        with self._index.lock:
            return self._index.table.row(chain) is not None  # type: ignore[arg-type]

    @override
    def __iter__(self) -> Iterator[ChainId]:
        with self._index.lock:
            table = self._index.table
            return iter([table.chain(row) for row in table.living()])

    @override
    def __len__(self) -> int:
        return len(self._index.table)


class Indexes:
    """All that is opened in this process."""

    def __init__(self) -> None:
        self._opened: dict[bytes, Opened] = {}
        self._lock = Lock()

    def for_key(self, key: CompartmentKey) -> Opened:
        name = digest(b"corridor/1/index", key.secret.reveal())
        with self._lock:
            return self._opened.setdefault(name, Opened())

    def drop_all(self) -> None:
        with self._lock:
            self._opened.clear()

    def __len__(self) -> int:
        return len(self._opened)
