from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridor.domain.milestones import ExitBy, Place, Step
from corridor.domain.people import (
    OUTSIDE,
    Found,
    HeardAgain,
    People,
    PeopleFact,
    Person,
    PersonJoined,
    PersonPlaced,
    PersonStruck,
    ReportedMissing,
    StepReached,
    StruckAs,
    WentQuiet,
    find,
    least_advanced,
    rank,
    told,
)
from tests.domain.telling import ASKED_ON, ELDER, NOBODY, YOUNGER, days

JOINED = PersonJoined(person=ELDER, label="speaks for both", asked_on=ASKED_ON)


def stepped(
    step: Step, *, on: int = 5, by: ExitBy | None = None, back: bool = False
) -> StepReached:
    return StepReached(person=ELDER, step=step, on=days(on), by=by, reversed=back)


def placed(place: Place, *, on: int = 5, by: ExitBy | None = ExitBy.US) -> PersonPlaced:
    return PersonPlaced(person=ELDER, place=place, on=days(on), by=by)


def after(*facts: PeopleFact) -> Person:
    people: People = ()
    for fact in (JOINED, *facts):
        people = told(people, fact)
    return people[0]


def test_somebody_new_has_asked_and_is_nowhere_known() -> None:
    person = after()

    assert (person.step, person.place) == (Step.ASKED, Place.NOT_KNOWN)
    assert not person.ever_out
    assert not person.out_now


def test_a_second_joining_corrects_label_and_day_and_keeps_the_way() -> None:
    person = after(
        stepped(Step.IN_TOUCH), PersonJoined(person=ELDER, label="brother", asked_on=days(1))
    )

    assert (person.label, person.asked_on) == ("brother", days(1))
    assert person.step is Step.IN_TOUCH


def test_what_is_said_of_a_stranger_changes_nobody() -> None:
    people = told((), JOINED)

    assert told(people, WentQuiet(person=NOBODY, since=days(1))) == people


def test_who_was_counted_twice_is_struck() -> None:
    people = told(told((), JOINED), PersonStruck(person=ELDER, why=StruckAs.DUPLICATE))

    assert people == ()
    assert find(people, ELDER) is None


def test_a_case_shows_its_least_advanced_person() -> None:
    second = PersonJoined(person=YOUNGER, label="", asked_on=ASKED_ON)
    people = told(told(told((), JOINED), second), stepped(Step.ABROAD, by=ExitBy.US))

    assert least_advanced(people) is Step.ASKED
    assert least_advanced(()) is Step.ASKED


def test_the_steps_have_an_order() -> None:
    assert sorted(Step, key=rank) == [
        Step.ASKED,
        Step.IN_TOUCH,
        Step.OUT_OF_REGION,
        Step.PAPERS,
        Step.ABROAD,
        Step.SETTLED,
    ]


def test_steps_may_be_skipped() -> None:
    assert after(stepped(Step.SETTLED)).step is Step.SETTLED


def test_an_older_step_written_down_late_takes_nobody_back() -> None:
    person = after(
        stepped(Step.PAPERS, on=9), stepped(Step.OUT_OF_REGION, on=4, by=ExitBy.PARTNER)
    )

    assert person.step is Step.PAPERS
    assert person.out is not None
    assert (person.out.on, person.out.by) == (days(4), ExitBy.PARTNER)


def test_a_step_taken_back_leaves_ever_out_as_it_was() -> None:
    person = after(
        stepped(Step.OUT_OF_REGION, on=4, by=ExitBy.US),
        stepped(Step.IN_TOUCH, on=8, back=True),
        placed(Place.REGION, on=8),
    )

    assert person.step is Step.IN_TOUCH
    assert person.ever_out
    assert not person.out_now


def test_whoever_is_placed_abroad_was_ever_out() -> None:
    person = after(placed(Place.ABROAD, by=ExitBy.ALONE))

    assert (person.step, person.ever_out, person.out_now) == (Step.ABROAD, True, True)
    assert person.milestones.out_on == person.milestones.abroad_on == days(5)
    assert person.milestones.out_by is ExitBy.ALONE


def test_reaching_abroad_places_a_person_abroad() -> None:
    person = after(stepped(Step.ABROAD, by=ExitBy.US))

    assert person.place is Place.ABROAD
    assert person.ever_out


@pytest.mark.parametrize(
    ("before", "place", "shown"),
    [
        (Step.ABROAD, Place.ELSEWHERE, Step.OUT_OF_REGION),
        (Step.SETTLED, Place.ELSEWHERE, Step.SETTLED),
        (Step.IN_TOUCH, Place.ELSEWHERE, Step.OUT_OF_REGION),
        (Step.PAPERS, Place.ELSEWHERE, Step.PAPERS),
        (Step.SETTLED, Place.ABROAD, Step.SETTLED),
        (Step.PAPERS, Place.ABROAD, Step.ABROAD),
        (Step.OUT_OF_REGION, Place.REGION, Step.IN_TOUCH),
        (Step.SETTLED, Place.REGION, Step.IN_TOUCH),
        (Step.PAPERS, Place.REGION, Step.PAPERS),
        (Step.ASKED, Place.REGION, Step.ASKED),
        (Step.ABROAD, Place.NOT_KNOWN, Step.ABROAD),
    ],
)
def test_a_step_fits_the_place(before: Step, place: Place, shown: Step) -> None:
    person = after(stepped(before, on=3, by=ExitBy.US), placed(place, on=7))

    assert person.step is shown


def test_the_latest_day_says_where_somebody_is_not_the_latest_entry() -> None:
    person = after(placed(Place.ABROAD, on=9), placed(Place.ELSEWHERE, on=4, by=ExitBy.ALONE))

    assert person.place is Place.ABROAD
    assert person.step is Step.ABROAD
    assert (person.milestones.out_on, person.milestones.out_by) == (days(4), ExitBy.ALONE)
    assert person.milestones.abroad_on == days(9)


def test_an_exit_whose_helper_was_unsaid_learns_it_from_a_later_entry_of_that_day() -> None:
    person = after(placed(Place.ELSEWHERE, by=None), stepped(Step.OUT_OF_REGION, by=ExitBy.US))

    assert person.milestones.out_by is ExitBy.US


def test_who_helped_first_stays_when_the_same_day_is_told_again() -> None:
    person = after(
        placed(Place.ELSEWHERE, by=ExitBy.PARTNER), stepped(Step.OUT_OF_REGION, by=ExitBy.US)
    )

    assert person.milestones.out_by is ExitBy.PARTNER


@pytest.mark.parametrize(
    ("fact", "reached"),
    [
        (stepped(Step.IN_TOUCH), True),
        (stepped(Step.PAPERS), True),
        (stepped(Step.SETTLED), True),
        (stepped(Step.OUT_OF_REGION, by=ExitBy.US), True),
        (stepped(Step.OUT_OF_REGION, by=ExitBy.PARTNER), False),
        (stepped(Step.ABROAD, by=ExitBy.ALONE), False),
        (stepped(Step.ASKED), False),
        (placed(Place.REGION), False),
    ],
)
def test_who_left_without_us_was_not_reached_by_that(
    fact: PeopleFact, *, reached: bool
) -> None:
    assert (after(fact).milestones.reached_on is not None) is reached


def test_reached_is_the_first_day_on_which_we_were_in_touch() -> None:
    person = after(stepped(Step.PAPERS, on=9), stepped(Step.IN_TOUCH, on=2))

    assert person.reached_on == days(2)


@pytest.mark.parametrize("place", Place)
@pytest.mark.parametrize(
    "lost", [WentQuiet(person=ELDER, since=days(8)), ReportedMissing(person=ELDER, on=days(8))]
)
def test_nobody_knows_where_the_missing_and_the_quiet_are(
    lost: PeopleFact, place: Place
) -> None:
    person = after(placed(place), lost)

    assert person.place is Place.NOT_KNOWN
    assert person.milestones.place is Place.NOT_KNOWN
    assert not person.out_now
    assert person.ever_out is (place in OUTSIDE)


def test_who_is_heard_again_is_where_they_were_last_said_to_be() -> None:
    person = after(
        placed(Place.ELSEWHERE),
        WentQuiet(person=ELDER, since=days(8)),
        HeardAgain(person=ELDER, on=days(9)),
    )

    assert not person.quiet
    assert person.place is Place.ELSEWHERE


def test_being_heard_again_does_not_end_a_search() -> None:
    person = after(
        ReportedMissing(person=ELDER, on=days(8)), HeardAgain(person=ELDER, on=days(9))
    )

    assert person.missing


def test_who_is_found_is_neither_missing_nor_quiet_and_somewhere() -> None:
    person = after(
        WentQuiet(person=ELDER, since=days(6)),
        ReportedMissing(person=ELDER, on=days(8)),
        Found(person=ELDER, on=days(9), place=Place.ABROAD),
    )

    assert not person.missing
    assert not person.quiet
    assert person.place is Place.ABROAD
    assert person.ever_out


DAYS = st.integers(0, 60).map(days)
WAYS = st.none() | st.sampled_from(ExitBy)
FACTS: st.SearchStrategy[PeopleFact] = st.one_of(
    st.builds(
        StepReached,
        person=st.just(ELDER),
        step=st.sampled_from(Step),
        on=DAYS,
        by=WAYS,
        reversed=st.booleans(),
    ),
    st.builds(
        PersonPlaced,
        person=st.just(ELDER),
        place=st.sampled_from(Place),
        on=DAYS,
        by=WAYS,
    ),
    st.builds(WentQuiet, person=st.just(ELDER), since=DAYS),
    st.builds(HeardAgain, person=st.just(ELDER), on=DAYS),
    st.builds(ReportedMissing, person=st.just(ELDER), on=DAYS),
    st.builds(Found, person=st.just(ELDER), on=DAYS, place=st.sampled_from(Place)),
)


@given(st.lists(FACTS), FACTS)
def test_nothing_that_happens_later_undoes_an_exit(
    before: list[PeopleFact], fact: PeopleFact
) -> None:
    earlier, later = after(*before), after(*before, fact)

    assert earlier.out is None or (later.out is not None and later.out.on <= earlier.out.on)
    assert earlier.abroad is None or later.abroad is not None
    assert earlier.reached_on is None or later.reached_on is not None


@given(st.lists(FACTS))
def test_whoever_was_abroad_was_out_no_later(facts: list[PeopleFact]) -> None:
    person = after(*facts)

    assert person.abroad is None or (
        person.out is not None and person.out.on <= person.abroad.on
    )


@given(st.lists(FACTS))
def test_whoever_is_out_now_was_ever_out(facts: list[PeopleFact]) -> None:
    person = after(*facts)

    assert person.ever_out or not person.out_now
    assert not (person.quiet or person.missing) or person.place is Place.NOT_KNOWN


def _day(fact: PersonPlaced) -> date:
    return fact.on


@given(st.data())
def test_the_order_of_writing_changes_neither_the_exits_nor_the_place(
    data: st.DataObject,
) -> None:
    facts = data.draw(
        st.lists(
            st.builds(
                PersonPlaced,
                person=st.just(ELDER),
                place=st.sampled_from(Place),
                on=DAYS,
                by=WAYS,
            ),
            unique_by=_day,
        )
    )

    one, other = after(*facts), after(*data.draw(st.permutations(facts)))

    assert (one.out, one.abroad, one.place) == (other.out, other.abroad, other.place)
