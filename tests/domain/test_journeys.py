from datetime import timedelta

import pytest
from msgspec.structs import replace

from corridor.domain.access import CompartmentGranted
from corridor.domain.check_ins import (
    AlarmTaken,
    CheckInHeard,
    CheckInMissed,
    CheckInPlanned,
    CheckInState,
    Meaning,
    Verdict,
)
from corridor.domain.intake import Answer
from corridor.domain.journeys import (
    Journey,
    JourneyFact,
    JourneyNoted,
    JourneyPlanned,
    JourneyState,
    fold,
)
from corridor.domain.legs import LegEnd, LegEnded, LegPlanned, LegStarted, Mode
from tests.domain.telling import (
    ALARM,
    CASE,
    CASEWORK,
    ELDER,
    JOURNEY,
    LEG,
    LYRA,
    NOON,
    SECOND_ALARM,
    SECOND_LEG,
    VEGA,
    YOUNGER,
    tell,
)

HOUR = timedelta(hours=1)
PLANNED = JourneyPlanned(
    journey=JOURNEY,
    number="J-0061",
    case=CASE,
    people=(ELDER, YOUNGER),
    origin="the region",
    goal="a safe place",
)
ROAD = LegPlanned(
    leg=LEG,
    mode=Mode.TRAIN,
    from_area="the region",
    to_area="a city",
    leaves_at=NOON,
    arrives_at=NOON + 8 * HOUR,
)
FLIGHT = replace(
    ROAD,
    leg=SECOND_LEG,
    mode=Mode.FLIGHT,
    leaves_at=NOON + 48 * HOUR,
    arrives_at=NOON + 50 * HOUR,
)
CHECK = CheckInPlanned(
    alarm=ALARM,
    leg=LEG,
    where="changed trains",
    due_at=NOON + 2 * HOUR,
    grace=30,
    meanings=(
        Meaning(answer=Answer.A, verdict=Verdict.FINE),
        Meaning(answer=Answer.B, verdict=Verdict.FINE),
        Meaning(answer=Answer.C, verdict=Verdict.DURESS),
    ),
)
STARTED = LegStarted(leg=LEG, at=NOON)
ENDED = LegEnded(leg=LEG, how=LegEnd.ARRIVED, at=NOON + 8 * HOUR)
FINE = CheckInHeard(alarm=ALARM, answer=Answer.A, verdict=Verdict.FINE, at=NOON + 2 * HOUR)
DURESS = replace(FINE, answer=Answer.C, verdict=Verdict.DURESS)
MISSED = CheckInMissed(alarm=ALARM)
ALARM_AT = CHECK.due_at + timedelta(minutes=30)


def way(*facts: JourneyFact) -> Journey:
    return fold(tell(PLANNED, ROAD, CHECK, *facts))


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        ((), JourneyState.PLANNED),
        ((STARTED,), JourneyState.UNDER_WAY),
        ((STARTED, ENDED), JourneyState.OVER),
        ((FLIGHT, STARTED, ENDED), JourneyState.UNDER_WAY),
    ],
)
def test_a_journey_is_over_when_every_leg_has_ended(
    facts: tuple[JourneyFact, ...], state: JourneyState
) -> None:
    assert way(*facts).state is state


def test_a_journey_without_legs_is_only_planned() -> None:
    assert fold(tell(PLANNED)).state is JourneyState.PLANNED


def test_legs_stand_in_the_order_of_their_hours() -> None:
    journey = fold(tell(PLANNED, FLIGHT, ROAD))

    assert [leg.planned.leg for leg in journey.legs] == [LEG, SECOND_LEG]


def test_a_leg_planned_anew_is_the_same_leg() -> None:
    (leg,) = way(replace(ROAD, mode=Mode.BUS)).legs

    assert leg.planned.mode is Mode.BUS
    assert not leg.under_way


def test_a_leg_is_under_way_between_its_start_and_its_end() -> None:
    assert way(STARTED).legs[0].under_way
    assert not way(STARTED, ENDED).legs[0].under_way
    assert way(STARTED, ENDED).legs[0].how is LegEnd.ARRIVED


@pytest.mark.parametrize(
    "fact", [replace(STARTED, leg=SECOND_LEG), replace(ENDED, leg=SECOND_LEG)]
)
def test_what_is_said_of_an_unplanned_leg_changes_nothing(fact: JourneyFact) -> None:
    assert way(fact).legs == way().legs


@pytest.mark.parametrize("fact", [FINE, MISSED, AlarmTaken(alarm=ALARM, by=LYRA)])
def test_what_is_said_of_an_unplanned_check_in_changes_nothing(fact: JourneyFact) -> None:
    assert fold(tell(PLANNED, ROAD, fact)).check_ins == ()


@pytest.mark.parametrize(
    ("after_due", "state"),
    [
        (-timedelta(seconds=1), CheckInState.LATER),
        (timedelta(), CheckInState.DUE),
        (timedelta(minutes=29), CheckInState.DUE),
        (timedelta(minutes=30), CheckInState.OVERDUE),
    ],
)
def test_silence_is_overdue_after_the_grace(after_due: timedelta, state: CheckInState) -> None:
    check_in = way().check_ins[0]

    assert check_in.state(at=CHECK.due_at + after_due) is state


def test_a_fine_answer_settles_and_an_answer_under_duress_worries() -> None:
    fine, duress = way(FINE).check_ins[0], way(DURESS).check_ins[0]

    assert (fine.state(at=ALARM_AT), fine.alarming(at=ALARM_AT)) == (CheckInState.CAME, False)
    assert duress.state(at=NOON) is CheckInState.WORRYING
    assert way(DURESS).alarms(at=NOON) == (duress,)
    assert way(FINE).alarms(at=ALARM_AT) == ()


def test_a_sign_of_life_after_a_missed_one_ends_the_alarm() -> None:
    journey = way(MISSED, FINE)

    assert journey.check_ins[0].settled
    assert journey.alarms(at=ALARM_AT) == ()


def test_the_first_hour_of_missing_stays() -> None:
    once, twice = way(MISSED), way(MISSED, MISSED)

    assert once.check_ins[0].missed_at == twice.check_ins[0].missed_at
    assert once.check_ins[0].state(at=NOON) is CheckInState.OVERDUE


def test_an_alarm_is_in_the_hands_of_who_took_it_last() -> None:
    taken = way(MISSED, AlarmTaken(alarm=ALARM, by=LYRA), AlarmTaken(alarm=ALARM, by=VEGA))

    assert taken.check_ins[0].taken_by == VEGA
    assert taken.alarms(at=ALARM_AT) != ()


def test_check_ins_stand_in_the_order_of_their_hours() -> None:
    earlier = replace(CHECK, alarm=SECOND_ALARM, due_at=NOON + HOUR)

    assert [one.planned.alarm for one in way(earlier).check_ins] == [SECOND_ALARM, ALARM]
    assert way(replace(CHECK, grace=60)).check_ins[0].planned.grace == 60


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [(Answer.A, Verdict.FINE), (Answer.B, Verdict.FINE), (Answer.C, Verdict.DURESS)],
)
def test_an_answer_means_what_was_agreed(answer: Answer, verdict: Verdict) -> None:
    assert way().check_ins[0].verdict(answer) is verdict


def test_an_answer_without_a_meaning_is_unclear() -> None:
    only_a = replace(CHECK, meanings=CHECK.meanings[:1])

    assert way(only_a).check_ins[0].verdict(Answer.C) is Verdict.UNCLEAR


def test_notes_and_compartments_are_kept() -> None:
    journey = way(
        JourneyNoted(text="Seat by the door."), CompartmentGranted(compartment=CASEWORK)
    )

    assert journey.notes[0].text == "Seat by the door."
    assert journey.compartments == {CASEWORK}
