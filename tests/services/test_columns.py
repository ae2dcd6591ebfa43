"""Columns answer as the cards do: one law for each question that is asked of all at once."""

from collections import Counter
from datetime import date, timedelta
from typing import Final
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from corridor.base.ids import ChainId, FilingId, MemberId, PersonId
from corridor.domain import queueing
from corridor.domain.cards import Card, card_of, finder
from corridor.domain.casefile import State, fold
from corridor.domain.factors import Level
from corridor.domain.intake import Wish
from corridor.domain.intake import fold as fold_talk
from corridor.domain.milestones import (
    ApplicationMilestone,
    ExitBy,
    FilingState,
    PersonMilestones,
    Place,
    Step,
)
from corridor.domain.queueing import Filter, Row, View, arrange, counts, in_view
from corridor.domain.statistics import count as count_cards
from corridor.domain.words import search_words
from corridor.services import vocabulary
from corridor.services.arranging import Arranging, newest_first
from corridor.services.columns import Finder
from corridor.services.counting import count
from corridor.services.table import Table, moment
from tests.domain.telling import ASKED, COLLECTED, LYRA, NOON, TODAY, VEGA, tell

HEAD: Final = (0, bytes(32))
HOUR: Final = 3_600_000_000
PLAIN: Final = card_of(fold(tell(COLLECTED)), fold_talk(tell(ASKED, by=None)))
WORDS: Final = ("heron", "herring", "insulin", "инсулин", "ins", "nebo", "небо", "k", "0412")
days = st.dates(TODAY - timedelta(days=20), TODAY + timedelta(days=20))
moments = st.integers(-20_000, 20_000).map(lambda far: NOON + timedelta(minutes=far))
laws = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])

people = st.builds(
    PersonMilestones,
    st.integers(1, 9).map(lambda one: PersonId(UUID(int=one))),
    days,
    st.none() | days,
    st.none() | days,
    st.none() | st.sampled_from(ExitBy),
    st.none() | days,
    st.none() | st.sampled_from(ExitBy),
    st.sampled_from(Step),
    st.sampled_from(Place),
    st.booleans(),
    st.booleans(),
)
filings = st.builds(
    ApplicationMilestone,
    st.integers(1, 9).map(lambda one: FilingId(UUID(int=one))),
    st.integers(1, 9).map(lambda one: PersonId(UUID(int=one))),
    st.sampled_from(("LT", "FR", "DE")),
    days,
    st.sampled_from(FilingState),
    st.none() | days,
)
cards = st.builds(
    lambda fields: replace(PLAIN, **fields),
    st.fixed_dictionaries(
        {
            "number": st.integers(0, 9_999).map(lambda one: f"K-{one:04}"),
            "state": st.sampled_from(State),
            "language": st.sampled_from(("en", "ru", "ce")),
            "step": st.sampled_from(Step),
            "urgency": st.sampled_from(Level),
            "urgency_until": st.none() | moments,
            "after": st.sampled_from(Level),
            "after_until": st.none() | moments,
            "waits_until": st.none() | moments,
            "asked_at": st.none() | moments,
            "owner": st.none() | st.sampled_from((LYRA, VEGA)),
            "wish": st.sampled_from(Wish),
            "waiting_since": st.none() | moments,
            "unanswered": st.booleans(),
            "next_due": st.none() | days,
            "journeys": st.integers(0, 2),
            "people": st.lists(people, max_size=3).map(tuple),
            "applications": st.lists(filings, max_size=2).map(tuple),
            "words": st.lists(st.sampled_from(WORDS), max_size=5).map(
                lambda words: search_words(*words)
            ),
            "updated_on": days,
            "dialogue": st.none(),
        }
    ),
)
chains = st.integers(1, 12).map(lambda one: ChainId(UUID(int=one << 64 | one)))
changes = st.lists(
    st.tuples(chains, st.one_of(cards, cards, cards, st.none())), min_size=6, max_size=30
)
views = st.just(View.ALL_OPEN) | st.sampled_from(View)
filters = st.builds(
    Filter,
    levels=st.frozensets(st.sampled_from(Level), max_size=2),
    places=st.frozensets(st.sampled_from(Place), max_size=2),
    steps=st.frozensets(st.sampled_from(Step), max_size=2),
    owners=st.frozensets(st.sampled_from((None, LYRA, VEGA)), max_size=2),
    languages=st.frozensets(st.sampled_from(("en", "ru", "xx")), max_size=2),
)


def after(changes: list[tuple[ChainId, Card | None]]) -> tuple[Table, dict[ChainId, Card]]:
    """A table that lived through all of it, and what must stand in it: None takes out."""
    table, standing = Table(), dict[ChainId, Card]()
    for chain, card in changes:
        if card is None:
            table.remove(chain)
            standing.pop(chain, None)
        else:
            table.put(chain, card, folded=0, head=HEAD)
            standing[chain] = card
    return table, standing


def reading(table: Table, me: MemberId = LYRA) -> Arranging:
    return Arranging(table, at=NOON, today=TODAY, me=me)


def chains_of(table: Table, rows: object) -> list[ChainId]:
    return [table.chain(row) for row in rows]  # type: ignore[attr-defined]


@laws
@given(changes, views, st.just(Filter()) | filters, st.integers(0, 9))
def test_the_queue_is_what_the_domain_makes_of_the_cards(
    changes: list[tuple[ChainId, Card | None]], view: View, chosen: Filter, start: int
) -> None:
    table, standing = after(changes)
    passing = [
        Row(chain, card)
        for chain, card in standing.items()
        if in_view(card, view, at=NOON, today=TODAY, me=LYRA)
        and chosen.lets_pass(card, at=NOON)
    ]
    groups = arrange(passing, at=NOON, today=TODAY)
    expected = [(group.band, row.card.number) for group in groups for row in group.rows]

    read = reading(table)
    page = read.page(read.in_view(view) & read.passing(chosen), start=start, many=4)

    numbers = [standing[chain].number for chain in chains_of(table, page.rows)]
    assert page.many == len(expected)
    assert list(zip(page.bands, numbers, strict=True)) == expected[start : start + 4]


@laws
@given(changes)
def test_views_and_tiles_count_what_the_domain_counts(
    changes: list[tuple[ChainId, Card | None]],
) -> None:
    table, standing = after(changes)
    rows = [Row(chain, card) for chain, card in standing.items()]

    read = reading(table)

    assert read.counts() == counts(rows, at=NOON, today=TODAY, me=LYRA)
    assert read.missing() == sum(
        card.missing for card in standing.values() if card.state is not State.CLOSED
    )
    assert read.urgent_unanswered() == sum(
        card.unanswered and queueing.urgency(card, at=NOON) is Level.HOURS
        for card in standing.values()
    )


@laws
@given(changes, st.dates(TODAY - timedelta(days=25), TODAY + timedelta(days=25)))
def test_figures_are_what_the_domain_counts_from_the_cards(
    changes: list[tuple[ChainId, Card | None]], as_of: date
) -> None:
    table, standing = after(changes)
    in_order = [standing[chain] for chain in chains_of(table, table.living())]

    counted = count(table, as_of=as_of)

    assert counted == count_cards(in_order, as_of=as_of)


@pytest.mark.parametrize("merge", [1, 10**6], ids=["merged at once", "never merged"])
@laws
@given(changes=changes, query=st.lists(st.sampled_from(("ins", "h", "he", "не", "k", "zz"))))
def test_a_word_is_found_where_the_card_has_it_and_nowhere_else(
    changes: list[tuple[ChainId, Card | None]], query: list[str], merge: int
) -> None:
    table, standing = Table(), dict[ChainId, Card]()
    for chain, card in changes:
        if card is None:
            table.remove(chain)
            standing.pop(chain, None)
        else:
            table.put(chain, card, folded=0, head=HEAD)
            standing[chain] = card
        table.words.settle(at=merge)
    finds = finder(" ".join(query))

    found = chains_of(table, table.with_words(search_words(*query).split()))

    assert set(found) == {chain for chain, card in standing.items() if finds(card)}


@laws
@given(changes)
def test_what_was_found_stands_open_first_and_newest_first(
    changes: list[tuple[ChainId, Card | None]],
) -> None:
    table, standing = after(changes)
    rows = table.living()
    plain = [standing[chain] for chain in chains_of(table, rows)]
    expected = sorted(
        plain, key=lambda card: (card.state is State.CLOSED, -card.updated_on.toordinal())
    )

    first = chains_of(table, newest_first(table, rows, many=3))

    assert [standing[chain] for chain in first] == expected[:3]


@laws
@given(changes)
def test_numbers_and_names_that_are_borne_are_known(
    changes: list[tuple[ChainId, Card | None]],
) -> None:
    half = len(changes) // 2
    table, _ = after(changes[:half])
    table.numbers(), table.names()
    for chain, card in changes[half:]:
        if card is not None:
            table.put(chain, card, folded=0, head=HEAD)
    _, standing = after(changes)

    assert {card.number for card in standing.values()} <= table.numbers()
    assert {card.name for card in standing.values()} <= table.names()


@settings(laws, max_examples=25)
@given(changes)
def test_what_waits_is_summed_up_as_the_cards_say(
    changes: list[tuple[ChainId, Card | None]],
) -> None:
    table, standing = after(changes)
    waiting = [
        card
        for card in standing.values()
        if card.state is not State.CLOSED and card.waiting_since is not None
    ]
    levels = Counter(queueing.urgency(card, at=NOON) for card in waiting)
    languages = Counter(card.language for card in waiting)
    hours = [(NOON - card.asked_at) for card in standing.values() if card.asked_at is not None]

    read = reading(table)
    by_level, by_language = read.oldest_waiting(), read.waiting_by_language()

    assert {level: one[0] for level, one in by_level.items()} == levels
    assert {language: one[0] for language, one in by_language.items()} == languages
    assert sum(read.arrivals(hours=24)) == sum(
        timedelta(hours=-1) < ago < timedelta(hours=24)
        and moment(NOON - ago) // HOUR <= moment(NOON) // HOUR
        and moment(NOON) // HOUR - moment(NOON - ago) // HOUR < 24
        for ago in hours
    )


def test_what_is_taken_out_leaves_its_words_in_no_block() -> None:
    table = Table()
    chain = ChainId(UUID(int=7))
    table.put(chain, replace(PLAIN, words="lighthouse"), folded=0, head=HEAD)
    table.words.settle(at=1)

    table.remove(chain)

    (shelf,) = table.words.shelves
    assert b"lighthouse" not in shelf.block.text
    assert "lighthouse" not in "".join(shelf.changed.values())


def test_a_person_of_two_cards_is_counted_once_with_the_earliest_days() -> None:
    person = PersonMilestones(
        PersonId(UUID(int=1)), TODAY, TODAY, TODAY, ExitBy.ALONE, None, None,
        Step.IN_TOUCH, Place.REGION, quiet=False, missing=False,
    )  # fmt: skip
    earlier = replace(
        person, out_on=TODAY - timedelta(days=3), out_by=ExitBy.US, place=Place.ABROAD
    )
    pair = [replace(PLAIN, people=(person,)), replace(PLAIN, people=(earlier,))]
    table, _ = after([(ChainId(UUID(int=n)), card) for n, card in enumerate(pair)])

    counted = count(table, as_of=TODAY)

    assert (counted.asked.count, counted.exits.by_us, counted.where.abroad) == (1, 1, 1)


def test_people_that_a_card_no_longer_names_are_counted_no_more() -> None:
    chain = ChainId(UUID(int=1))
    everybody = [
        PersonMilestones(
            PersonId(UUID(int=number)), TODAY, None, None, None, None, None,
            Step.ASKED, Place.REGION, quiet=False, missing=False,
        )
        for number in range(3)
    ]  # fmt: skip
    filed = ApplicationMilestone(
        FilingId(UUID(int=1)), everybody[0].person, "LT", TODAY, FilingState.LODGED, None
    )
    before = replace(PLAIN, people=tuple(everybody), applications=(filed,))
    after_it = replace(PLAIN, people=(everybody[2],), applications=())
    table, _ = after([(chain, before), (chain, after_it)])

    counted = count(table, as_of=TODAY)

    assert (counted.asked.count, counted.applicants) == (1, 0)


@pytest.mark.parametrize("level", Level)
@pytest.mark.parametrize("waited", [2, 3, 4])
def test_a_long_wait_raises_by_one_as_the_domain_says(level: Level, waited: int) -> None:
    card = replace(
        PLAIN,
        state=State.CASE,
        unanswered=False,
        next_due=None,
        urgency=level,
        urgency_until=NOON + timedelta(days=1),
        waiting_since=NOON - timedelta(days=waited),
    )
    table, _ = after([(ChainId(UUID(int=1)), card)])
    read = reading(table)

    page = read.page(read.in_view(View.ALL_OPEN), start=0, many=1)

    assert page.bands == (queueing.band(card, at=NOON, today=TODAY),)


def test_ids_are_found_whether_new_or_settled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corridor.services.columns._SETTLE_AT", 3)
    finder_, same_low = Finder(), [number << 64 | 5 for number in range(1, 9)]

    for row, number in enumerate(same_low):
        finder_.add(number, row)

    assert [finder_.get(number) for number in same_low] == list(range(8))
    assert finder_.get(9 << 64 | 5) is None
    assert finder_.get(5) is None


def test_rows_past_one_block_are_found_in_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vocabulary, "BLOCK", 4)
    words = vocabulary.Vocabulary()
    for row in range(11):
        words.put(row, f"word{row} shared")

    assert words.rows_with(["shared"], size=11).sum() == 11
    assert words.rows_with(["word1"], size=11).nonzero()[0].tolist() == [1, 10]
    assert words.rows_with(["word9", "shared"], size=11).nonzero()[0].tolist() == [9]
    assert not words.rows_with(["word9", "other"], size=11).any()
