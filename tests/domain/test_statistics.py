"""Figures are counts of people, each once, as of a day."""

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridor.base.ids import FilingId, PersonId
from corridor.domain.figures import (
    DifferentUnitsError,
    Figure,
    Measure,
    Qualifier,
    ShrunkenError,
    Unit,
    at_least,
    check_grows,
)
from corridor.domain.milestones import (
    ApplicationMilestone,
    ExitBy,
    FilingState,
    PersonMilestones,
    Place,
    Step,
)
from corridor.domain.statistics import Statistics, count

APRIL = date(2017, 4, 1)
TODAY = date(2017, 5, 17)


class Card(msgspec.Struct, frozen=True):
    people: tuple[PersonMilestones, ...]
    applications: tuple[ApplicationMilestone, ...] = ()


def day(number: int) -> date:
    return APRIL + timedelta(days=number)


def person(number: int, *, asked: int = 0, place: Place = Place.REGION) -> PersonMilestones:
    return PersonMilestones(
        person=PersonId(UUID(int=number)),
        asked_on=day(asked),
        reached_on=None,
        out_on=None,
        out_by=None,
        abroad_on=None,
        abroad_by=None,
        step=Step.ASKED,
        place=place,
        quiet=False,
        missing=False,
    )


def reached(one: PersonMilestones, *, on: int) -> PersonMilestones:
    return msgspec.structs.replace(one, reached_on=day(on))


def out(one: PersonMilestones, *, on: int, by: ExitBy = ExitBy.US) -> PersonMilestones:
    return msgspec.structs.replace(one, out_on=day(on), out_by=by, place=Place.ELSEWHERE)


def abroad(one: PersonMilestones, *, on: int, by: ExitBy = ExitBy.US) -> PersonMilestones:
    return msgspec.structs.replace(one, abroad_on=day(on), abroad_by=by, place=Place.ABROAD)


def application(
    number: int, *, of: int, country: str = "LT", state: FilingState = FilingState.LODGED
) -> ApplicationMilestone:
    decided = None if state is FilingState.LODGED else day(30)
    return ApplicationMilestone(
        filing=FilingId(UUID(int=number)),
        person=PersonId(UUID(int=of)),
        country=country,
        lodged_on=day(20),
        state=state,
        decided_on=decided,
    )


def counted(*people: PersonMilestones, as_of: date = TODAY) -> Statistics:
    return count([Card((one,)) for one in people], as_of=as_of)


def test_people_are_not_cases() -> None:
    pair = Card((person(1), person(2)))
    alone = Card((person(3),))

    figures = count([pair, alone], as_of=TODAY)

    assert (figures.asked.count, figures.asked.unit) == (3, Unit.PERSON)
    assert (figures.requests.count, figures.requests.unit) == (2, Unit.REQUEST)
    assert figures.asked.as_of == TODAY


def test_one_person_on_two_cards_is_counted_once_with_the_first_days() -> None:
    friend_asked = reached(person(1, asked=2), on=9)
    then_wrote = out(reached(person(1, asked=5), on=6), on=12)

    figures = counted(friend_asked, then_wrote)

    assert figures.asked.count == figures.reached.count == figures.out_of_region.count == 1
    assert figures.where.people == 1
    assert figures.series.days[0] == day(2)
    assert figures.series.reached[4] == 1


def test_nothing_after_the_day_is_counted() -> None:
    people = (
        person(1, asked=0),
        reached(person(2, asked=0), on=11),
        out(person(3, asked=1), on=12),
        abroad(out(person(4, asked=1), on=3), on=13),
        person(5, asked=11),
    )

    figures = counted(*people, as_of=day(10))

    assert figures.asked.count == 4
    assert figures.reached.count == 0
    assert figures.out_of_region.count == 1
    assert figures.abroad.count == 0


def test_what_happened_on_the_day_itself_is_counted() -> None:
    figures = counted(out(reached(person(1, asked=10), on=10), on=10), as_of=day(10))

    assert figures.reached.count == figures.out_of_region.count == 1


def test_whoever_went_back_was_out_and_is_not_out_now() -> None:
    went_back = msgspec.structs.replace(out(person(1), on=9), place=Place.REGION)

    figures = counted(went_back, out(person(2), on=10))

    assert figures.out_of_region.count == 2
    assert figures.out_now.count == 1
    assert figures.where.region == 1


@pytest.mark.parametrize("place", list(Place))
@pytest.mark.parametrize("lost", ["quiet", "missing"])
def test_the_missing_and_the_quiet_are_nowhere_that_we_know(place: Place, lost: str) -> None:
    one = msgspec.structs.replace(person(1, place=place), **{lost: True})

    where = counted(one).where

    assert (where.region, where.elsewhere, where.abroad) == (0, 0, 0)
    assert where.not_known == 1
    assert getattr(where, lost) == 1


def test_somebody_missing_and_quiet_is_one_missing_person() -> None:
    one = msgspec.structs.replace(person(1), quiet=True, missing=True)

    where = counted(one).where

    assert (where.missing, where.quiet, where.people) == (1, 0, 1)


def test_not_known_is_a_place_of_its_own() -> None:
    where = counted(person(1, place=Place.NOT_KNOWN), person(2)).where

    assert (where.region, where.unsaid, where.not_known) == (1, 1, 1)


def test_exits_say_who_helped() -> None:
    people = (
        out(person(1), on=1),
        out(person(2), on=1, by=ExitBy.PARTNER),
        out(person(3), on=1, by=ExitBy.ALONE),
        abroad(out(person(4), on=1), on=5, by=ExitBy.ALONE),
    )

    figures = counted(*people)

    exits = figures.exits
    assert (exits.by_us, exits.by_partner, exits.alone, exits.unsaid) == (2, 1, 1, 0)
    assert (figures.exits_abroad.by_us, figures.exits_abroad.alone) == (0, 1)


def test_abroad_is_out_even_when_nobody_wrote_down_the_first_exit() -> None:
    figures = counted(abroad(person(1), on=7))

    assert figures.out_of_region.count == 1
    assert figures.series.out_of_region[7] == 1
    assert figures.exits.unsaid == 1


def test_applications_are_counted_apart_from_people() -> None:
    granted, refused = FilingState.GRANTED, FilingState.REFUSED
    cards = [
        Card(
            (person(1),),
            (
                application(1, of=1, state=granted),
                application(2, of=1, country="DE"),
                application(3, of=1, country="FR", state=refused),
            ),
        ),
        Card((person(2),), (application(4, of=2, country="DE"),)),
    ]

    figures = count(cards, as_of=TODAY)

    assert figures.applicants == 2
    assert [(row.country, row.lodged) for row in figures.countries] == [
        ("LT", 1),
        ("DE", 2),
        ("FR", 1),
    ]
    assert figures.applications(Measure.GRANTED, country="LT").count == 1
    assert figures.applications(Measure.WAITING).count == 2
    assert figures.applications(Measure.REFUSED).unit is Unit.APPLICATION
    assert figures.applications(Measure.WITHDRAWN).count == 0


def test_the_same_application_on_two_cards_is_one_mark() -> None:
    cards = [Card((person(1),), (application(1, of=1),)) for _ in range(2)]

    assert count(cards, as_of=TODAY).applications(Measure.WAITING).count == 1


def test_before_its_decision_an_application_waits_and_before_its_day_it_is_not() -> None:
    cards = [Card((person(1),), (application(1, of=1, state=FilingState.GRANTED),))]

    assert count(cards, as_of=day(19)).countries == ()
    assert count(cards, as_of=day(29)).applications(Measure.WAITING).count == 1
    assert count(cards, as_of=day(30)).applications(Measure.GRANTED).count == 1


def test_people_are_no_measure_of_applications() -> None:
    figures = count([Card((person(1),), (application(1, of=1),))], as_of=TODAY)

    with pytest.raises(DifferentUnitsError):
        figures.applications(Measure.ASKED)


def test_the_funnel_says_where_the_others_are() -> None:
    people = (
        abroad(out(reached(person(1), on=1), on=2), on=3),
        out(reached(person(2), on=1), on=2),
        reached(person(3), on=1),
        msgspec.structs.replace(person(4), missing=True),
    )

    funnel = counted(*people).funnel

    assert [(step.measure, step.count) for step in funnel] == [
        (Measure.ASKED, 4),
        (Measure.REACHED, 3),
        (Measure.OUT_OF_REGION, 2),
        (Measure.ABROAD, 1),
    ]
    assert [step.others.people for step in funnel] == [0, 1, 1, 1]
    assert funnel[1].others.missing == 1
    assert funnel[2].others.region == 1
    assert funnel[3].others.elsewhere == 1


def test_whoever_left_without_us_is_no_negative_in_the_funnel() -> None:
    funnel = counted(out(person(1), on=2, by=ExitBy.ALONE), reached(person(2), on=1)).funnel

    assert [step.count for step in funnel] == [2, 1, 1, 0]
    assert [step.others.people for step in funnel] == [0, 1, 1, 1]


def test_the_series_starts_with_those_who_left_before_they_asked() -> None:
    series = counted(out(person(1, asked=10), on=2), as_of=day(12)).series

    assert series.days == (day(10), day(11), day(12))
    assert series.asked == series.out_of_region == (1, 1, 1)


def test_nobody_yet_is_a_series_of_one_empty_day() -> None:
    figures = count([], as_of=TODAY)

    assert figures.asked.count == 0
    assert figures.series.days == (TODAY,)
    assert figures.series.asked == (0,)


days = st.integers(min_value=0, max_value=40)
maybe_days = st.none() | days


@st.composite
def someone(draw: st.DrawFn) -> PersonMilestones:
    one = person(
        draw(st.integers(1, 30)), asked=draw(days), place=draw(st.sampled_from(list(Place)))
    )
    came = {name: draw(maybe_days) for name in ("reached_on", "out_on", "abroad_on")}
    return msgspec.structs.replace(
        one,
        **{name: None if on is None else day(on) for name, on in came.items()},
        quiet=draw(st.booleans()),
        missing=draw(st.booleans()),
    )


def never_falls(totals: Iterable[int]) -> bool:
    known = list(totals)
    return known == sorted(known)


@given(st.lists(someone()), days)
def test_laws_that_hold_for_any_people_on_any_day(
    people: list[PersonMilestones], number: int
) -> None:
    figures = counted(*people, as_of=day(number))

    series = figures.series
    ever = (series.asked, series.reached, series.out_of_region, series.abroad)
    assert all(never_falls(totals) for totals in ever)
    assert [totals[-1] for totals in ever] == [step.count for step in figures.funnel]
    assert figures.where.people == figures.asked.count
    assert figures.exits.people == figures.out_of_region.count >= figures.abroad.count
    assert all(step.others.people >= 0 for step in figures.funnel)


@given(st.lists(someone()), days, days)
def test_ever_never_falls_from_day_to_day(
    people: list[PersonMilestones], one: int, other: int
) -> None:
    earlier = counted(*people, as_of=day(min(one, other)))
    later = counted(*people, as_of=day(max(one, other)))

    check_grows(earlier.asked, later.asked)
    check_grows(earlier.reached, later.reached)
    check_grows(earlier.out_of_region, later.out_of_region)
    check_grows(earlier.abroad, later.abroad)


def figure(number: int, *, on: date = TODAY, unit: Unit = Unit.PERSON) -> Figure:
    return Figure(measure=Measure.ASKED, count=number, unit=unit, as_of=on)


def test_a_running_total_that_falls_is_refused() -> None:
    with pytest.raises(ShrunkenError):
        check_grows(figure(83, on=APRIL), figure(82))

    check_grows(figure(83, on=APRIL), figure(83))


def test_figures_of_different_units_are_never_compared() -> None:
    with pytest.raises(DifferentUnitsError):
        check_grows(figure(64, unit=Unit.REQUEST), figure(83))


def test_sources_that_may_overlap_are_not_added() -> None:
    told = at_least([figure(3), figure(27)])

    assert (told.count, told.qualifier) == (27, Qualifier.AT_LEAST)


@pytest.mark.parametrize("figures", [[], [figure(3), figure(3, unit=Unit.REQUEST)]])
def test_nothing_certain_comes_of_no_source_or_of_mixed_units(figures: list[Figure]) -> None:
    with pytest.raises(DifferentUnitsError):
        at_least(figures)
