"""A leg is planned, held or cleared, changed with a reason, called off; nobody is put off."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from corridor.domain import travel
from corridor.domain.check_ins import CheckInPlanned, CheckInState
from corridor.domain.errors import (
    AlarmRingsError,
    DueOutsideLegError,
    EmptyFieldError,
    LegEndsBeforeItStartsError,
    LegHeldError,
    LegOrderError,
    LegsOverlapError,
    NotFoundError,
)
from corridor.domain.journeys import JourneyFact, JourneyState
from corridor.domain.legs import (
    LegCalledOff,
    LegCleared,
    LegEnd,
    LegHeld,
    LegReplanned,
    LegState,
    LegTurn,
    Mode,
)
from tests.domain.telling import LEG, NOON, SECOND_ALARM, SECOND_LEG
from tests.domain.test_journeys import (
    CHECK,
    DURESS,
    ENDED,
    FINE,
    FLIGHT,
    HOUR,
    MISSED,
    ROAD,
    STARTED,
    way,
)

HELD = LegHeld(leg=LEG, why="The road is watched.")
CLEARED = LegCleared(leg=LEG)
OFF = LegCalledOff(leg=LEG, why="The ticket was refused.")
LATER = replace(ROAD, leaves_at=NOON + 3 * HOUR, arrives_at=NOON + 12 * HOUR)
CHANGED = LegReplanned(plan=LATER, why="The train was taken off.")


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        ((), LegState.PLANNED),
        ((HELD,), LegState.HELD),
        ((HELD, CLEARED), LegState.CLEARED),
        ((CLEARED, HELD), LegState.HELD),
        ((CLEARED, CHANGED), LegState.PLANNED),
        ((HELD, CHANGED), LegState.HELD),
        ((CLEARED, STARTED), LegState.UNDER_WAY),
        ((STARTED, ENDED), LegState.COMPLETED),
        ((STARTED, replace(ENDED, how=LegEnd.TURNED_BACK)), LegState.ABORTED),
        ((OFF,), LegState.ABORTED),
    ],
)
def test_a_leg_stands_where_it_was_said_last(
    facts: tuple[JourneyFact, ...], state: LegState
) -> None:
    assert way(*facts).legs[0].state is state


def test_every_change_keeps_its_reason() -> None:
    changes = way(HELD, CLEARED, CHANGED, replace(OFF, why="No seats.")).legs[0].changes

    assert [(one.turn, one.why) for one in changes] == [
        (LegTurn.HELD, "The road is watched."),
        (LegTurn.CLEARED, ""),
        (LegTurn.REPLANNED, "The train was taken off."),
        (LegTurn.CALLED_OFF, "No seats."),
    ]


def test_nobody_leaves_on_a_leg_that_is_held() -> None:
    with pytest.raises(LegHeldError):
        travel.start_leg(way(HELD), STARTED, now=NOON)

    assert travel.start_leg(way(HELD, CLEARED), STARTED, now=NOON) == STARTED
    assert travel.start_leg(way(), STARTED, now=NOON) == STARTED


def test_what_was_cleared_is_cleared_once_and_again_after_another_plan() -> None:
    with pytest.raises(LegOrderError):
        travel.clear(way(CLEARED), LEG)

    assert travel.clear(way(CLEARED, CHANGED), LEG) == CLEARED


@pytest.mark.parametrize("facts", [(STARTED,), (STARTED, ENDED), (OFF,)])
def test_who_has_left_is_neither_held_nor_cleared_nor_called_off(
    facts: tuple[JourneyFact, ...],
) -> None:
    for refused in (
        lambda: travel.hold(way(*facts), HELD),
        lambda: travel.clear(way(*facts), LEG),
        lambda: travel.call_off(way(*facts), OFF, now=NOON),
    ):
        with pytest.raises(LegOrderError):
            refused()


def test_a_leg_that_is_not_there_is_not_found() -> None:
    for refused in (
        lambda: travel.hold(way(), replace(HELD, leg=SECOND_LEG)),
        lambda: travel.clear(way(), SECOND_LEG),
        lambda: travel.call_off(way(), replace(OFF, leg=SECOND_LEG), now=NOON),
        lambda: travel.replan(way(), LegReplanned(plan=FLIGHT, why="Late."), now=NOON),
    ):
        with pytest.raises(NotFoundError):
            refused()


def test_holding_changing_and_calling_off_say_why() -> None:
    for refused in (
        lambda: travel.hold(way(), replace(HELD, why=" ")),
        lambda: travel.call_off(way(), replace(OFF, why=""), now=NOON),
        lambda: travel.replan(way(), replace(CHANGED, why="\n"), now=NOON),
    ):
        with pytest.raises(EmptyFieldError, match="why"):
            refused()


# --- called off ----------------------------------------------------------------------------


def test_a_leg_that_was_called_off_is_waited_for_no_more() -> None:
    journey = way(OFF)

    (check_in,) = journey.check_ins
    assert check_in.state(at=NOON + 99 * HOUR) is CheckInState.DROPPED
    assert journey.alarms(at=NOON + 99 * HOUR) == ()
    assert journey.awaited is None
    assert journey.state is JourneyState.OVER


def test_calling_one_leg_off_leaves_the_others_waited_for() -> None:
    other = replace(CHECK, alarm=SECOND_ALARM, leg=SECOND_LEG, due_at=FLIGHT.arrives_at)

    journey = way(FLIGHT, other, OFF)

    assert journey.awaited is not None
    assert journey.awaited.planned == other
    assert journey.state is JourneyState.PLANNED


@pytest.mark.parametrize("fact", [MISSED, DURESS])
def test_silence_is_not_called_off(fact: JourneyFact) -> None:
    with pytest.raises(AlarmRingsError):
        travel.call_off(way(fact), OFF, now=NOON)
    with pytest.raises(AlarmRingsError):
        travel.call_off(way(), OFF, now=NOON + 3 * HOUR)

    assert travel.call_off(way(FINE), OFF, now=NOON + 3 * HOUR) == OFF


def test_a_leg_that_was_called_off_takes_up_no_time() -> None:
    instead = replace(FLIGHT, leaves_at=NOON, arrives_at=NOON + 2 * HOUR)

    assert travel.plan_leg(way(OFF), instead) == instead
    with pytest.raises(LegOrderError):
        travel.plan_leg(way(OFF), ROAD)


# --- another plan --------------------------------------------------------------------------


def moved(facts: list[JourneyFact]) -> list[CheckInPlanned]:
    return [one for one in facts if isinstance(one, CheckInPlanned)]


def test_what_is_waited_for_moves_with_the_departure() -> None:
    told = travel.replan(way(), CHANGED, now=NOON)

    assert told[0] == CHANGED
    assert moved(told) == [replace(CHECK, due_at=CHECK.due_at + 3 * HOUR)]


def test_on_the_way_only_the_rest_changes_and_what_is_ahead_moves_with_the_arrival() -> None:
    late = replace(
        ROAD,
        mode=Mode.BUS,
        from_area="elsewhere",
        leaves_at=NOON - HOUR,
        arrives_at=ROAD.arrives_at + 2 * HOUR,
    )

    told = travel.replan(way(STARTED), replace(CHANGED, plan=late), now=NOON)

    changed = told[0]
    assert isinstance(changed, LegReplanned)
    assert changed.plan == replace(ROAD, mode=Mode.BUS, arrives_at=late.arrives_at)
    assert moved(told) == [replace(CHECK, due_at=CHECK.due_at + 2 * HOUR)]


@pytest.mark.parametrize("fact", [MISSED, DURESS, FINE])
def test_another_plan_puts_off_no_alarm_and_nothing_that_came(fact: JourneyFact) -> None:
    assert moved(travel.replan(way(fact), CHANGED, now=NOON)) == []


def test_another_plan_puts_off_no_silence_that_nobody_wrote_down_yet() -> None:
    assert moved(travel.replan(way(), CHANGED, now=NOON + 3 * HOUR)) == []


def test_the_same_hours_by_another_way_move_nothing() -> None:
    by_bus = LegReplanned(plan=replace(ROAD, mode=Mode.BUS), why="The train is watched.")

    assert moved(travel.replan(way(), by_bus, now=NOON)) == []


def test_another_plan_is_a_possible_one() -> None:
    backwards = replace(LATER, arrives_at=LATER.leaves_at)
    into_the_flight = replace(LATER, arrives_at=FLIGHT.leaves_at + HOUR)
    short = replace(ROAD, leaves_at=ROAD.leaves_at - 48 * HOUR, arrives_at=NOON - 47 * HOUR)

    with pytest.raises(LegEndsBeforeItStartsError):
        travel.replan(way(), replace(CHANGED, plan=backwards), now=NOON)
    with pytest.raises(LegsOverlapError):
        travel.replan(way(FLIGHT), replace(CHANGED, plan=into_the_flight), now=NOON)
    far = replace(CHECK, due_at=ROAD.arrives_at + timedelta(hours=24))
    with pytest.raises(DueOutsideLegError):
        travel.replan(way(far), replace(CHANGED, plan=short), now=NOON)
    with pytest.raises(LegOrderError):
        travel.replan(way(STARTED, ENDED), CHANGED, now=NOON)
