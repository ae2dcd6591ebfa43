"""Opened cards of one compartment key epoch, as columns: what lists, search and figures read.

What a row does not hold (names, summaries, tasks) stays sealed in the store until it is shown.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Final
from uuid import UUID

import numpy as np

from corridor.base.ids import ChainId, MemberId
from corridor.domain.cards import Card
from corridor.domain.casefile import State
from corridor.domain.factors import Level
from corridor.domain.intake import Wish
from corridor.domain.milestones import (
    ApplicationMilestone,
    ExitBy,
    FilingState,
    PersonMilestones,
    Place,
    Step,
)
from corridor.services.columns import Codes, Columns, Finder, Rows, halves
from corridor.services.vocabulary import BLOCK, Vocabulary

STATES: Final = Codes(State)
LEVELS: Final = Codes(Level)
WISHES: Final = Codes(Wish)
STEPS: Final = Codes(Step)
PLACES: Final = Codes(Place)
EXITS: Final = Codes((None, *ExitBy))
FILING_STATES: Final = Codes(FilingState)

NO_TIME: Final = np.iinfo(np.int64).max
NO_DAY: Final = np.iinfo(np.int32).max
UNHEARD: Final = -2
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)

CASES: Final = {
    "chain_high": "u8",
    "chain_low": "u8",
    "height": "i4",
    "head": "u8",
    "dialogue_high": "u8",
    "dialogue_low": "u8",
    "folded": "i4",
    "spoken": "i4",
    "alive": "?",
    "state": "u1",
    "level": "u1",
    "until": "i8",
    "after": "u1",
    "after_until": "i8",
    "waits": "i8",
    "asked": "i8",
    "wish": "u1",
    "owner": "u2",
    "step": "u1",
    "places": "u1",
    "language": "u2",
    "unanswered": "?",
    "travels": "?",
    "at_office": "?",
    "missing": "u2",
    "waiting": "i8",
    "due": "i4",
    "updated": "i4",
    "number": "u8",
    "number_on": "u8",
    "name": "S32",
}
PEOPLE: Final = {
    "row": "i4",
    "person_high": "u8",
    "person_low": "u8",
    "asked": "i4",
    "reached": "i4",
    "out": "i4",
    "out_by": "u1",
    "abroad": "i4",
    "abroad_by": "u1",
    "place": "u1",
    "quiet": "?",
    "missing": "?",
}
FILINGS: Final = {
    "row": "i4",
    "filing_high": "u8",
    "filing_low": "u8",
    "person_high": "u8",
    "person_low": "u8",
    "country": "u2",
    "lodged": "i4",
    "state": "u1",
    "decided": "i4",
}


class Table:
    """`version` rises with every case that changes."""

    def __init__(self) -> None:
        self.cases = Columns(CASES)
        self.people = Columns(PEOPLE)
        self.filings = Columns(FILINGS)
        self.words = Vocabulary()
        self.owners: Codes[MemberId | None] = Codes((None,))
        self.languages: Codes[str] = Codes()
        self.countries: Codes[str] = Codes()
        self.version = 0
        self.rows = Finder()
        self.talks = Finder()
        self.changes = 0
        self.touched: set[int] = set()
        self._numbers: set[str] | None = None
        self._names: set[str] | None = None

    def row(self, chain: ChainId) -> int | None:
        row = self.rows.get(chain.int)
        return row if row is not None and self.cases["alive"][row] else None

    def chain(self, row: int | np.int64) -> ChainId:
        high, low = self.cases["chain_high"][row], self.cases["chain_low"][row]
        return ChainId(UUID(int=int(high) << 64 | int(low)))

    def put(self, chain: ChainId, card: Card, *, folded: int, head: tuple[int, bytes]) -> int:
        """`folded`: the height of the dialogue that the card knows; `head`: of its chain."""
        values = (
            *halves(chain.int),
            head[0],
            mark(head[1]),
            *halves(card.dialogue.int if card.dialogue else 0),
            folded,
        )
        row = self.rows.get(chain.int)
        if row is None:
            row = self.cases.append((*values, UNHEARD, True, *self._fields(card)))
            self.rows.add(chain.int, row)
        else:
            self.cases.put(row, (*values, self._spoken(row), True, *self._fields(card)))
            self._drop_milestones(row)
        if card.dialogue is not None and self.talks.get(card.dialogue.int) is None:
            self.talks.add(card.dialogue.int, row)
        self._add_milestones(row, card)
        self.words.put(row, card.words)
        self._name(card)
        self.version += 1
        self.touch(row)
        return row

    def remove(self, chain: ChainId) -> None:
        row = self.row(chain)
        if row is not None:
            self.cases.clear(row, but=("chain_high", "chain_low"))
            self._drop_milestones(row)
            self.words.forget(row)
            self.version += 1
            self.touch(row)

    def touch(self, row: int) -> None:
        """The page that this row stands on is not as it was sealed."""
        self.touched.add(row // BLOCK)
        self.changes += 1

    def __len__(self) -> int:
        return int(np.count_nonzero(self.cases["alive"]))

    def living(self) -> Rows:
        return np.flatnonzero(self.cases["alive"])

    def with_words(self, words: Sequence[str]) -> Rows:
        """Rows that have, for each of these, a word that begins so."""
        found = self.words.rows_with(words, size=len(self.cases))
        return np.flatnonzero(found & self.cases["alive"])

    def stamp(self, row: int) -> tuple[int, int, int]:
        """Which card the row was read from: the head that it sums up, and the dialogue's."""
        cases = self.cases
        return int(cases["height"][row]), int(cases["head"][row]), int(cases["folded"][row])

    def numbers(self) -> set[str]:
        """Every number that a case has had since they were first asked for."""
        if self._numbers is None:
            keys = zip(self.cases["number"], self.cases["number_on"], strict=True)
            self._numbers = {number_of(int(first), int(second)) for first, second in keys}
        return self._numbers

    def names(self) -> set[str]:
        if self._names is None:
            self._names = {name.decode() for name in self.cases["name"].tolist()}
        return self._names

    def _name(self, card: Card) -> None:
        if self._numbers is not None:
            self._numbers.add(card.number)
        if self._names is not None:
            self._names.add(card.name)

    def _spoken(self, row: int) -> int:
        return int(self.cases["spoken"][row])

    def _fields(self, card: Card) -> Iterator[object]:
        yield STATES.of(card.state)
        yield LEVELS.of(card.urgency)
        yield moment(card.urgency_until)
        yield LEVELS.of(card.after)
        yield moment(card.after_until)
        yield moment(card.waits_until)
        yield moment(card.asked_at)
        yield WISHES.of(card.wish)
        yield self.owners.of(card.owner)
        yield STEPS.of(card.step)
        yield place_bits(card.places)
        yield self.languages.of(card.language)
        yield card.unanswered
        yield card.journeys > 0
        yield card.at_office
        yield card.missing
        yield moment(card.waiting_since)
        yield day(card.next_due)
        yield card.updated_on.toordinal()
        yield from number_keys(card.number)
        yield card.name.encode()

    def _add_milestones(self, row: int, card: Card) -> None:
        for person in card.people:
            self.people.append((row, *_person_fields(person)))
        for filing in card.applications:
            country = self.countries.of(filing.country)
            self.filings.append((row, *_filing_fields(filing, country)))

    def _drop_milestones(self, row: int) -> None:
        for columns in (self.people, self.filings):
            columns["row"][columns["row"] == row] = -1
            gone = int(np.count_nonzero(columns["row"] < 0))
            if gone > max(256, len(columns) // 2):
                columns.keep(columns["row"] >= 0)


def moment(at: datetime | None) -> int:
    return NO_TIME if at is None else (at - _EPOCH) // _MICROSECOND


def day(on: date | None) -> int:
    return NO_DAY if on is None else on.toordinal()


def place_bits(places: tuple[Place, ...] | frozenset[Place]) -> int:
    return sum(1 << PLACES.of(place) for place in places)


def mark(digest_: bytes) -> int:
    return int.from_bytes(digest_[:8], "big")


def number_keys(number: str) -> tuple[int, int]:
    """Two numbers that sort as the first sixteen letters do."""
    letters = number.encode()[:16].ljust(16, b"\0")
    return int.from_bytes(letters[:8], "big"), int.from_bytes(letters[8:], "big")


def number_of(first: int, second: int) -> str:
    letters = first.to_bytes(8, "big") + second.to_bytes(8, "big")
    return letters.rstrip(b"\0").decode()


def _person_fields(person: PersonMilestones) -> tuple[object, ...]:
    return (
        *halves(person.person.int),
        person.asked_on.toordinal(),
        day(person.reached_on),
        day(person.out_on),
        EXITS.of(person.out_by),
        day(person.abroad_on),
        EXITS.of(person.abroad_by),
        PLACES.of(person.place),
        person.quiet,
        person.missing,
    )


def _filing_fields(filing: ApplicationMilestone, country: int) -> tuple[object, ...]:
    return (
        *halves(filing.filing.int),
        *halves(filing.person.int),
        country,
        filing.lodged_on.toordinal(),
        FILING_STATES.of(filing.state),
        day(filing.decided_on),
    )
