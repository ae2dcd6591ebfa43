from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from corridor.base.ids import ChainId, FilingId, PersonId
from corridor.domain import casefile, intake
from corridor.domain.cards import Card, card_of
from corridor.domain.casefile import State
from corridor.domain.factors import Level
from corridor.domain.intake import Wish
from corridor.domain.milestones import ApplicationMilestone, FilingState, Place, Step
from corridor.domain.queueing import (
    Band,
    Filter,
    Row,
    View,
    arrange,
    band,
    counts,
    in_view,
    is_overdue,
)
from tests.domain.telling import ASKED, ASKED_ON, COLLECTED, LYRA, NOON, TODAY, VEGA, tell

DAY = timedelta(days=1)
PLAIN = replace(
    card_of(casefile.fold(tell(COLLECTED)), intake.fold(tell(ASKED, by=None))),
    state=State.CASE,
    unanswered=False,
    waiting_since=None,
    urgency=Level.WEEKS,
    urgency_until=NOON + 9 * DAY,
)
LODGED = ApplicationMilestone(
    filing=FilingId(UUID(int=1)),
    person=PersonId(UUID(int=2)),
    country="LT",
    lodged_on=ASKED_ON,
    state=FilingState.LODGED,
    decided_on=None,
)


def rows(*cards: Card) -> list[Row]:
    return [
        Row(ChainId(UUID(int=number)), replace(card, number=f"K-{number:04}"))
        for number, card in enumerate(cards)
    ]


def seen(card: Card) -> set[View]:
    return {view for view in View if in_view(card, view, at=NOON, today=TODAY, me=LYRA)}


@pytest.mark.parametrize(
    ("card", "view"),
    [
        (replace(PLAIN, unanswered=True), View.NEEDS_FIRST_ANSWER),
        (replace(PLAIN, owner=LYRA), View.MINE),
        (replace(PLAIN, journeys=1), View.ON_A_JOURNEY),
        (replace(PLAIN, next_due=TODAY + 7 * DAY), View.DEADLINE_IN_7_DAYS),
        (replace(PLAIN, next_due=TODAY - 30 * DAY), View.DEADLINE_IN_7_DAYS),
        (replace(PLAIN, applications=(LODGED,)), View.WAITING_ON_AN_OFFICE),
    ],
)
def test_an_open_card_is_seen_where_it_belongs(card: Card, view: View) -> None:
    assert seen(card) == {View.ALL_OPEN, view}


def test_others_cards_and_far_deadlines_are_seen_among_all_only() -> None:
    assert seen(PLAIN) == {View.ALL_OPEN}
    assert seen(replace(PLAIN, owner=VEGA)) == {View.ALL_OPEN}
    assert seen(replace(PLAIN, next_due=TODAY + 8 * DAY)) == {View.ALL_OPEN}


def test_a_closed_card_is_seen_among_the_closed_only() -> None:
    closed = replace(PLAIN, state=State.CLOSED, owner=LYRA, journeys=1, unanswered=True)

    assert seen(closed) == {View.CLOSED}


def test_views_are_counted() -> None:
    found = counts(
        rows(PLAIN, replace(PLAIN, owner=LYRA), replace(PLAIN, state=State.CLOSED)),
        at=NOON,
        today=TODAY,
        me=LYRA,
    )

    assert (found[View.ALL_OPEN], found[View.MINE], found[View.CLOSED]) == (2, 1, 1)
    assert set(found) == set(View)


@pytest.mark.parametrize(
    ("card", "expected"),
    [
        (replace(PLAIN, urgency=Level.HOURS), Band.NOW),
        (replace(PLAIN, urgency=Level.DAYS), Band.THIS_WEEK),
        (PLAIN, Band.LATER),
        (replace(PLAIN, urgency=Level.HOURS, urgency_until=NOON), Band.THIS_WEEK),
        (replace(PLAIN, urgency_until=None, wish=Wish.HOURS), Band.NOW),
        (replace(PLAIN, urgency_until=None, wish=Wish.CAN_WAIT), Band.LATER),
        (replace(PLAIN, urgency_until=None, wish=Wish.UNSAID), Band.THIS_WEEK),
        (replace(PLAIN, unanswered=True), Band.THIS_WEEK),
        (replace(PLAIN, next_due=TODAY), Band.THIS_WEEK),
        (replace(PLAIN, next_due=TODAY + DAY), Band.LATER),
        (replace(PLAIN, waiting_since=NOON - 3 * DAY), Band.THIS_WEEK),
        (replace(PLAIN, waiting_since=NOON - 3 * DAY + timedelta(seconds=1)), Band.LATER),
        (replace(PLAIN, urgency=Level.DAYS, waiting_since=NOON - 3 * DAY), Band.NOW),
        (replace(PLAIN, urgency=Level.HOURS, waiting_since=NOON - 3 * DAY), Band.NOW),
    ],
)
def test_a_card_stands_in_its_band(card: Card, expected: Band) -> None:
    assert band(card, at=NOON, today=TODAY) is expected


def test_the_most_urgent_comes_first_then_who_waits_longest_then_what_is_due() -> None:
    unsaid = replace(PLAIN, urgency_until=None, wish=Wish.UNSAID)
    day = replace(PLAIN, urgency=Level.DAYS)
    waits = replace(day, waiting_since=NOON - DAY)
    waits_longer = replace(day, waiting_since=NOON - 2 * DAY)
    due = replace(day, next_due=TODAY + 5 * DAY)

    _, week, _ = arrange(rows(day, due, waits, waits_longer, unsaid), at=NOON, today=TODAY)

    assert [row.card.number for row in week.rows] == [
        "K-0004",
        "K-0003",
        "K-0002",
        "K-0001",
        "K-0000",
    ]


def test_all_three_bands_are_there_when_nobody_asks() -> None:
    assert [(group.band, group.rows) for group in arrange([], at=NOON, today=TODAY)] == [
        (Band.NOW, ()),
        (Band.THIS_WEEK, ()),
        (Band.LATER, ()),
    ]


@pytest.mark.parametrize(
    ("asked", "passes"),
    [
        (Filter(), True),
        (Filter(levels=frozenset({Level.WEEKS, Level.HOURS})), True),
        (Filter(levels=frozenset({Level.HOURS})), False),
        (Filter(places=frozenset({Place.NOT_KNOWN})), True),
        (Filter(places=frozenset({Place.REGION})), False),
        (Filter(steps=frozenset({Step.ASKED})), True),
        (Filter(steps=frozenset({Step.ABROAD})), False),
        (Filter(owners=frozenset({None})), True),
        (Filter(owners=frozenset({LYRA})), False),
        (Filter(languages=frozenset({"ru"})), True),
        (Filter(languages=frozenset({"en"})), False),
        (Filter(levels=frozenset({Level.WEEKS}), languages=frozenset({"en"})), False),
    ],
)
def test_a_filter_asks_what_it_names_and_nothing_else(asked: Filter, *, passes: bool) -> None:
    assert asked.lets_pass(PLAIN, at=NOON) is passes


def test_an_expired_level_passes_as_unknown() -> None:
    unknown = Filter(levels=frozenset({Level.UNKNOWN}))

    assert unknown.lets_pass(replace(PLAIN, urgency_until=NOON), at=NOON)


CARDS = st.builds(
    lambda level, days, due: replace(
        PLAIN,
        urgency=level,
        waiting_since=None if days is None else NOON - days * DAY,
        next_due=None if due is None else TODAY + due * DAY,
    ),
    st.sampled_from(Level),
    st.none() | st.integers(0, 10),
    st.none() | st.integers(-5, 10),
)


@given(st.lists(CARDS))
def test_no_card_is_lost_or_doubled(cards: list[Card]) -> None:
    given_rows = rows(*cards)

    arranged = [
        row for group in arrange(given_rows, at=NOON, today=TODAY) for row in group.rows
    ]

    assert sorted(row.card.number for row in arranged) == [
        row.card.number for row in given_rows
    ]


def places(cards: list[Card]) -> dict[str, int]:
    """Where each stands in the whole list, from 1."""
    arranged = arrange(rows(*cards), at=NOON, today=TODAY)
    in_order = [row.card.number for group in arranged for row in group.rows]
    return {number: place for place, number in enumerate(in_order, start=1)}


URGENT = replace(PLAIN, urgency=Level.HOURS, waiting_since=NOON - timedelta(minutes=5))


@given(
    st.lists(
        st.tuples(st.sampled_from([Level.DAYS, Level.WEEKS, Level.MONTHS]), st.integers(8, 60)),
        min_size=1,
        max_size=6,
        unique_by=lambda one: one[1],
    ),
    st.integers(0, 60),
)
def test_however_many_are_more_urgent_who_waits_too_long_stands_at_every_fifth_place(
    late: list[tuple[Level, int]], urgent: int
) -> None:
    longest_first = sorted(late, key=lambda one: -one[1])
    overdue = [
        replace(PLAIN, urgency=level, waiting_since=NOON - days * DAY)
        for level, days in longest_first
    ]

    found = places([*overdue, *[URGENT] * urgent])

    for turn in range(len(overdue)):
        assert found[f"K-{turn:04}"] <= 5 * (turn + 1)


@given(st.lists(CARDS, max_size=20), st.integers(0, 40), st.integers(8, 30))
def test_no_newcomer_pushes_back_who_has_waited_too_long(
    others: list[Card], newcomers: int, days: int
) -> None:
    since = NOON - days * DAY
    late = replace(PLAIN, urgency=Level.MONTHS, waiting_since=since)
    waits_longer = sum(
        card.waiting_since is not None and card.waiting_since <= since for card in others
    )

    found = places([late, *others, *[URGENT] * newcomers])

    assert found["K-0000"] <= 5 * (waits_longer + 1)


@pytest.mark.parametrize(
    ("level", "in_time"),
    [
        (Level.DAYS, timedelta(hours=24)),
        (Level.WEEKS, timedelta(hours=72)),
        (Level.MONTHS, timedelta(days=7)),
    ],
)
def test_nobody_is_lifted_before_their_time_is_over(level: Level, in_time: timedelta) -> None:
    nearly = replace(PLAIN, urgency=level, waiting_since=NOON - in_time + timedelta(seconds=1))
    over = replace(nearly, waiting_since=NOON - in_time)

    assert not is_overdue(nearly, at=NOON)
    assert is_overdue(over, at=NOON)
    assert not is_overdue(replace(over, waiting_since=None), at=NOON)


def test_a_fair_place_shows_among_those_around_it() -> None:
    late = replace(PLAIN, waiting_since=NOON - 30 * DAY, urgency=Level.MONTHS)

    now, week, later = arrange(rows(late, *[URGENT] * 9), at=NOON, today=TODAY)

    assert [row.card.number for row in now.rows].index("K-0000") == 4
    assert (week.rows, later.rows) == ((), ())


@given(st.lists(CARDS), st.randoms(use_true_random=False))
def test_the_order_does_not_depend_on_the_order_of_arrival(
    cards: list[Card], chance: object
) -> None:
    given_rows = rows(*cards)
    shuffled = list(given_rows)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]

    assert arrange(given_rows, at=NOON, today=TODAY) == arrange(shuffled, at=NOON, today=TODAY)


@given(CARDS)
def test_waiting_longer_never_puts_anybody_back(card: Card) -> None:
    order = list(Band)
    waits = replace(card, waiting_since=card.waiting_since or NOON)

    now = band(waits, at=NOON, today=TODAY)
    later = band(replace(waits, urgency_until=NOON + 99 * DAY), at=NOON + 5 * DAY, today=TODAY)

    assert order.index(later) <= order.index(now)
