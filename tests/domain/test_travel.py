from datetime import timedelta

import pytest
from msgspec.structs import replace

from corridor.domain import signs, travel
from corridor.domain.check_ins import AlarmTaken, Meaning, Verdict
from corridor.domain.errors import (
    CheckInSettledError,
    DueOutsideLegError,
    EmptyFieldError,
    GraceTooShortError,
    InFutureError,
    JourneyPlannedError,
    JourneyUnplannedError,
    LegEndsBeforeItStartsError,
    LegOrderError,
    LegsOverlapError,
    MeaningsUnclearError,
    NoAlarmError,
    NobodyInCaseError,
    NotFoundError,
    NotOfThisCaseError,
    NotYetDueError,
    PersonTwiceError,
    TakenAlreadyError,
    TooEarlyError,
)
from corridor.domain.intake import Answer
from corridor.domain.journeys import Journey, fold
from corridor.domain.legs import LegStarted
from corridor.domain.people import Person
from corridor.domain.signs import AFTER_ARRIVAL
from tests.domain.telling import (
    ALARM,
    ASKED_ON,
    ELDER,
    LEG,
    LYRA,
    NOBODY,
    NOON,
    SECOND_ALARM,
    SECOND_LEG,
    VEGA,
    YOUNGER,
    tell,
)
from tests.domain.test_journeys import (
    ALARM_AT,
    CHECK,
    DURESS,
    ENDED,
    FINE,
    FLIGHT,
    HOUR,
    MISSED,
    PLANNED,
    ROAD,
    STARTED,
    way,
)

EMPTY = Journey()
PEOPLE = tuple(Person(person=one, label="", asked_on=ASKED_ON) for one in (ELDER, YOUNGER))
LATE = NOON + timedelta(days=10)


def test_a_journey_is_planned_once_for_people_of_its_case() -> None:
    assert travel.plan(EMPTY, PLANNED, people=PEOPLE) == PLANNED
    with pytest.raises(JourneyPlannedError):
        travel.plan(way(), PLANNED, people=PEOPLE)
    with pytest.raises(NobodyInCaseError):
        travel.plan(EMPTY, replace(PLANNED, people=()), people=PEOPLE)
    with pytest.raises(PersonTwiceError):
        travel.plan(EMPTY, replace(PLANNED, people=(ELDER, ELDER)), people=PEOPLE)
    with pytest.raises(NotOfThisCaseError):
        travel.plan(EMPTY, replace(PLANNED, people=(ELDER, NOBODY)), people=PEOPLE)


@pytest.mark.parametrize("field", ["number", "origin", "goal"])
def test_a_journey_has_a_number_and_two_ends(field: str) -> None:
    with pytest.raises(EmptyFieldError, match=field):
        travel.plan(EMPTY, replace(PLANNED, **{field: " "}), people=PEOPLE)


def test_one_leg_makes_a_journey_and_several_follow_each_other() -> None:
    assert travel.plan_leg(fold(tell(PLANNED)), ROAD) == ROAD
    assert travel.plan_leg(way(), FLIGHT) == FLIGHT
    assert travel.plan_leg(way(), replace(FLIGHT, leaves_at=ROAD.arrives_at)).leg == SECOND_LEG


def test_legs_do_not_overlap() -> None:
    early = replace(FLIGHT, leaves_at=ROAD.arrives_at - HOUR)
    around = replace(FLIGHT, leaves_at=NOON - HOUR)

    with pytest.raises(LegsOverlapError, match="leaves_at"):
        travel.plan_leg(way(), early)
    with pytest.raises(LegsOverlapError):
        travel.plan_leg(way(), around)


def test_a_leg_is_planned_anew_until_it_starts() -> None:
    anew = replace(ROAD, arrives_at=ROAD.arrives_at + HOUR)

    assert travel.plan_leg(way(), anew) == anew
    with pytest.raises(LegOrderError):
        travel.plan_leg(way(STARTED), anew)


@pytest.mark.parametrize("hours", [0, -1])
def test_a_leg_arrives_after_it_leaves(hours: int) -> None:
    with pytest.raises(LegEndsBeforeItStartsError, match="arrives_at"):
        travel.plan_leg(
            fold(tell(PLANNED)), replace(ROAD, arrives_at=ROAD.leaves_at + hours * HOUR)
        )


def test_nothing_is_planned_before_the_journey_itself() -> None:
    with pytest.raises(JourneyUnplannedError):
        travel.plan_leg(EMPTY, ROAD)
    with pytest.raises(JourneyUnplannedError):
        signs.plan_check_in(EMPTY, CHECK)
    with pytest.raises(JourneyUnplannedError):
        travel.start_leg(EMPTY, STARTED, now=LATE)
    with pytest.raises(JourneyUnplannedError):
        travel.note(EMPTY, text="Hello")


def test_what_is_not_there_is_not_found() -> None:
    with pytest.raises(NotFoundError):
        signs.plan_check_in(way(), replace(CHECK, leg=SECOND_LEG))
    with pytest.raises(NotFoundError):
        travel.start_leg(way(), LegStarted(leg=SECOND_LEG, at=NOON), now=LATE)
    with pytest.raises(NotFoundError):
        signs.hear(way(), replace(FINE, alarm=SECOND_ALARM), now=LATE)
    with pytest.raises(NotFoundError):
        signs.miss(way(), SECOND_ALARM, now=LATE)
    with pytest.raises(NotFoundError):
        signs.take_alarm(way(), SECOND_ALARM, by=LYRA, now=LATE)


def test_five_minutes_of_grace_are_the_least() -> None:
    with pytest.raises(GraceTooShortError) as refusal:
        signs.plan_check_in(way(), replace(CHECK, grace=4))

    assert (refusal.value.field, refusal.value.least) == ("grace", 5)
    assert signs.plan_check_in(way(), replace(CHECK, grace=5)).grace == 5


@pytest.mark.parametrize(
    "due_at", [ROAD.leaves_at, ROAD.arrives_at, ROAD.arrives_at + AFTER_ARRIVAL]
)
def test_a_check_in_falls_on_its_leg_or_soon_after(due_at: object) -> None:
    draft = replace(CHECK, due_at=due_at)

    assert signs.plan_check_in(way(), draft) == draft


@pytest.mark.parametrize(
    "due_at",
    [
        ROAD.leaves_at - timedelta(minutes=1),
        ROAD.arrives_at + AFTER_ARRIVAL + timedelta(minutes=1),
    ],
)
def test_a_check_in_outside_its_leg_is_refused(due_at: object) -> None:
    with pytest.raises(DueOutsideLegError, match="due_at"):
        signs.plan_check_in(way(), replace(CHECK, due_at=due_at))


@pytest.mark.parametrize(
    "meanings",
    [
        (),
        (Meaning(answer=Answer.A, verdict=Verdict.DURESS),),
        (
            Meaning(answer=Answer.A, verdict=Verdict.FINE),
            Meaning(answer=Answer.A, verdict=Verdict.DURESS),
        ),
    ],
    ids=["none", "nothing is fine", "one answer means two things"],
)
def test_answers_that_could_be_misread_are_refused(meanings: tuple[Meaning, ...]) -> None:
    with pytest.raises(MeaningsUnclearError, match="meanings"):
        signs.plan_check_in(way(), replace(CHECK, meanings=meanings))


@pytest.mark.parametrize("fact", [FINE, MISSED])
def test_a_check_in_that_has_happened_is_not_planned_anew(fact: object) -> None:
    with pytest.raises(CheckInSettledError):
        signs.plan_check_in(way(fact), CHECK)  # type: ignore[arg-type]


def test_a_leg_starts_once_and_not_before_the_one_before_it_ends() -> None:
    second = LegStarted(leg=SECOND_LEG, at=NOON + 48 * HOUR)

    assert travel.start_leg(way(), STARTED, now=LATE) == STARTED
    assert travel.start_leg(way(FLIGHT, STARTED, ENDED), second, now=LATE) == second
    with pytest.raises(LegOrderError):
        travel.start_leg(way(STARTED), STARTED, now=LATE)
    with pytest.raises(LegOrderError):
        travel.start_leg(way(FLIGHT, STARTED), second, now=LATE)


def test_a_leg_ends_once_and_after_its_start() -> None:
    assert travel.end_leg(way(STARTED), ENDED, now=LATE) == ENDED
    with pytest.raises(LegOrderError):
        travel.end_leg(way(), ENDED, now=LATE)
    with pytest.raises(LegOrderError):
        travel.end_leg(way(STARTED, ENDED), ENDED, now=LATE)
    with pytest.raises(TooEarlyError, match="at"):
        travel.end_leg(way(STARTED), replace(ENDED, at=NOON - HOUR), now=LATE)


def test_nothing_on_the_way_lies_ahead() -> None:
    before = NOON - timedelta(minutes=1)

    with pytest.raises(InFutureError):
        travel.start_leg(way(), STARTED, now=before)
    with pytest.raises(InFutureError):
        travel.end_leg(way(STARTED), ENDED, now=NOON)
    with pytest.raises(InFutureError):
        signs.hear(way(), FINE, now=NOON)


def test_an_answer_is_read_by_what_was_agreed_not_by_what_was_sent() -> None:
    lying = replace(DURESS, verdict=Verdict.FINE)

    assert signs.hear(way(), lying, now=LATE).verdict is Verdict.DURESS


def test_a_sign_of_life_by_another_way_is_judged_by_a_worker() -> None:
    called = replace(FINE, answer=None, verdict=Verdict.UNCLEAR)

    assert signs.hear(way(), called, now=LATE) == called


def test_what_came_well_is_settled() -> None:
    with pytest.raises(CheckInSettledError):
        signs.hear(way(FINE), DURESS, now=LATE)


def test_after_duress_no_answer_of_their_page_is_believed_to_be_fine() -> None:
    first = signs.hear(way(DURESS), FINE, now=LATE)
    second = signs.hear(way(DURESS, first), replace(FINE, at=LATE), now=LATE)

    assert (first.verdict, second.verdict) == (Verdict.UNCLEAR, Verdict.UNCLEAR)


def test_after_duress_a_workers_own_word_counts() -> None:
    seen = replace(FINE, answer=None)

    assert signs.hear(way(DURESS), seen, now=LATE) == seen
    assert way(DURESS, seen).alarms(at=LATE) == ()


def test_an_answer_that_was_unclear_may_be_put_right() -> None:
    unclear = replace(FINE, verdict=Verdict.UNCLEAR)

    assert signs.hear(way(unclear), FINE, now=LATE).verdict is Verdict.FINE


def test_silence_means_something_only_after_the_hour_and_its_grace() -> None:
    assert signs.miss(way(), ALARM, now=ALARM_AT) == MISSED
    with pytest.raises(NotYetDueError):
        signs.miss(way(), ALARM, now=ALARM_AT - timedelta(seconds=1))


@pytest.mark.parametrize("fact", [FINE, DURESS, MISSED])
def test_what_was_heard_or_missed_is_not_missed_again(fact: object) -> None:
    with pytest.raises(CheckInSettledError):
        signs.miss(way(fact), ALARM, now=LATE)  # type: ignore[arg-type]


def test_an_alarm_is_taken_once_by_each_and_only_when_there_is_one() -> None:
    taken = AlarmTaken(alarm=ALARM, by=LYRA)

    assert signs.take_alarm(way(), ALARM, by=LYRA, now=ALARM_AT) == taken
    assert signs.take_alarm(way(MISSED, taken), ALARM, by=VEGA, now=LATE).by == VEGA
    with pytest.raises(NoAlarmError):
        signs.take_alarm(way(), ALARM, by=LYRA, now=NOON)
    with pytest.raises(NoAlarmError):
        signs.take_alarm(way(FINE), ALARM, by=LYRA, now=LATE)
    with pytest.raises(TakenAlreadyError):
        signs.take_alarm(way(MISSED, taken), ALARM, by=LYRA, now=LATE)


def test_a_note_on_the_way_says_something() -> None:
    assert travel.note(way(), text=" Seat by the door. ").text == "Seat by the door."
    with pytest.raises(EmptyFieldError, match="text"):
        travel.note(way(), text=" ")
    assert way().leg(LEG) is not None
