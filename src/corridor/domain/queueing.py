"""Which card comes first: the most urgent, and of those the one that has waited longest.

A person's wait counts twice, so that the less urgent are not starved by whoever comes after:

- a wait of `LONG_WAIT` moves a card up by one band;
- every fifth place of the whole list (`FAIR_EVERY`) belongs to whoever waits longest past the
  time in which their level should have been answered. Newcomers never push them back: the n-th
  of them stands at place 5n at the latest, however many are more urgent.

These are the rules for one card. `services/arranging.py` asks them of all cards at once, and a
law holds both to the same answer.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from itertools import count
from typing import Final, TypeVar

import msgspec

from corridor.base.ids import ChainId, MemberId
from corridor.domain.cards import Card
from corridor.domain.casefile import State
from corridor.domain.factors import Level, answer_within, suggest
from corridor.domain.milestones import Place, Step

LONG_WAIT = timedelta(days=3)
FAIR_EVERY: Final = 5
DEADLINE_DAYS = timedelta(days=7)
_NEVER = datetime.max.replace(tzinfo=UTC)


class Band(StrEnum):
    NOW = "now"
    THIS_WEEK = "this_week"
    LATER = "later"


class View(StrEnum):
    NEEDS_FIRST_ANSWER = "needs_first_answer"
    ALL_OPEN = "all_open"
    MINE = "mine"
    ON_A_JOURNEY = "on_a_journey"
    DEADLINE_IN_7_DAYS = "deadline_in_7_days"
    WAITING_ON_AN_OFFICE = "waiting_on_an_office"
    WAITS_FOR_SECOND = "waits_for_second"
    CLOSED = "closed"
    SET_ASIDE = "set_aside"


_APART: Final = {State.CLOSED: View.CLOSED, State.ASIDE: View.SET_ASIDE}


class Filter(msgspec.Struct, frozen=True, kw_only=True):
    """An empty set asks nothing; None among the owners is "nobody yet"."""

    levels: frozenset[Level] = frozenset()
    places: frozenset[Place] = frozenset()
    steps: frozenset[Step] = frozenset()
    owners: frozenset[MemberId | None] = frozenset()
    languages: frozenset[str] = frozenset()

    def lets_pass(self, card: Card, *, at: datetime) -> bool:
        return all(
            (
                not self.levels or card.level(at=at) in self.levels,
                not self.places or not self.places.isdisjoint(card.places),
                not self.steps or card.step in self.steps,
                not self.owners or card.owner in self.owners,
                not self.languages or card.language in self.languages,
            )
        )


class Row(msgspec.Struct, frozen=True):
    chain: ChainId
    card: Card


class Group(msgspec.Struct, frozen=True):
    band: Band
    rows: tuple[Row, ...]


def in_view(card: Card, view: View, *, at: datetime, today: date, me: MemberId) -> bool:
    return view in _views(card, at=at, soon=today + DEADLINE_DAYS, me=me)


def _views(card: Card, *, at: datetime, soon: date, me: MemberId) -> Iterator[View]:
    """Every list in which a card stands."""
    if (apart := _APART.get(card.state)) is not None:
        yield apart
        return
    yield View.ALL_OPEN
    if card.unanswered:
        yield View.NEEDS_FIRST_ANSWER
    if card.owner == me:
        yield View.MINE
    if card.journeys > 0:
        yield View.ON_A_JOURNEY
    if card.next_due is not None and card.next_due <= soon:
        yield View.DEADLINE_IN_7_DAYS
    if card.at_office:
        yield View.WAITING_ON_AN_OFFICE
    if card.waits_for_second(at=at):
        yield View.WAITS_FOR_SECOND


def counts(rows: Iterable[Row], *, at: datetime, today: date, me: MemberId) -> dict[View, int]:
    soon = today + DEADLINE_DAYS
    found = Counter(view for row in rows for view in _views(row.card, at=at, soon=soon, me=me))
    return {view: found[view] for view in View}


def urgency(card: Card, *, at: datetime) -> Level:
    """What orders a card: the assessment that holds, or the wish where nobody assessed yet."""
    if card.urgency_until is None:
        return suggest(wish=card.wish, reasons=())
    return card.level(at=at)


BANDS = {
    Level.HOURS: Band.NOW,
    Level.DAYS: Band.THIS_WEEK,
    Level.UNKNOWN: Band.THIS_WEEK,
    Level.WEEKS: Band.LATER,
    Level.MONTHS: Band.LATER,
}
RISEN = {Band.LATER: Band.THIS_WEEK, Band.THIS_WEEK: Band.NOW, Band.NOW: Band.NOW}
ORDER = {Level.HOURS: 0, Level.UNKNOWN: 1, Level.DAYS: 2, Level.WEEKS: 3, Level.MONTHS: 4}


def band(card: Card, *, at: datetime, today: date) -> Band:
    """Who has waited long for an answer rises by one; work that is due now is no later work."""
    by_level = BANDS[urgency(card, at=at)]
    if card.waiting_since is not None and at - card.waiting_since >= LONG_WAIT:
        by_level = RISEN[by_level]
    due = card.next_due is not None and card.next_due <= today
    if by_level is Band.LATER and (due or card.unanswered):
        return Band.THIS_WEEK
    return by_level


def is_overdue(card: Card, *, at: datetime) -> bool:
    """Somebody waits for an answer, for longer than their level allows."""
    if card.waiting_since is None:
        return False
    return at - card.waiting_since >= answer_within(urgency(card, at=at))


def arrange(rows: Iterable[Row], *, at: datetime, today: date) -> tuple[Group, ...]:
    """All three bands in order, empty ones too, each with the most urgent first."""
    every = {row.chain: row for row in rows}
    bands = {chain: band(row.card, at=at, today=today) for chain, row in every.items()}
    order = sorted(
        every,
        key=lambda chain: (
            _PLACES[bands[chain]],
            *_place_in_band(every[chain], at=at),
        ),
    )
    grouped: dict[Band, list[Row]] = {one: [] for one in Band}
    now = Band.NOW
    for chain, is_fair in with_fair_places(order, _fair(every.values(), at=at)):
        now = now if is_fair else bands[chain]
        grouped[now].append(every[chain])
    return tuple(Group(one, tuple(found)) for one, found in grouped.items())


def _fair(rows: Iterable[Row], *, at: datetime) -> list[ChainId]:
    """Whoever is a matter of hours comes first anyway and takes no place from the others."""
    waiting = (
        row
        for row in rows
        if is_overdue(row.card, at=at) and urgency(row.card, at=at) is not Level.HOURS
    )
    in_turn = sorted(waiting, key=lambda row: (row.card.waiting_since, row.card.number))
    return [row.chain for row in in_turn]


Placed = TypeVar("Placed", bound=Hashable)


def with_fair_places(
    order: Sequence[Placed], fair: Sequence[Placed]
) -> Iterator[tuple[Placed, bool]]:
    """The same things, with every fifth place for the next of `fair`; True for who got one."""
    done: set[Placed] = set()
    ordered, in_turn = iter(order), iter(fair)
    for place in count(1):
        turn = place % FAIR_EVERY == 0
        lifted = next((one for one in in_turn if one not in done), None) if turn else None
        found = (
            next((one for one in ordered if one not in done), None)
            if lifted is None
            else lifted
        )
        if found is None:
            return
        done.add(found)
        yield found, lifted is not None


_PLACES: Final = {band: place for place, band in enumerate(Band)}


def _place_in_band(row: Row, *, at: datetime) -> tuple[int, datetime, date, str]:
    card = row.card
    return (
        ORDER[urgency(card, at=at)],
        card.waiting_since or _NEVER,
        card.next_due or date.max,
        card.number,
    )
