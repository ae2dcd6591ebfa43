"""Hours typed in a zone become moments: no night makes an alarm an hour late."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from corridor.domain import signs, travel
from corridor.domain.check_ins import CheckInState
from corridor.domain.errors import (
    DueOutsideLegError,
    LegEndsBeforeItStartsError,
    LegsOverlapError,
)
from corridor.domain.journeys import Journey, fold
from corridor.domain.legs import LegPlanned, LegReplanned
from tests.domain.telling import SECOND_LEG, tell
from tests.domain.test_journeys import CHECK, PLANNED, ROAD

VILNIUS = ZoneInfo("Europe/Vilnius")


def autumn(hour: int, minute: int, *, again: bool = False) -> datetime:
    """The night of 29 October 2017: at 4 o'clock it is 3 once more."""
    return datetime(2017, 10, 29, hour, minute, tzinfo=VILNIUS, fold=int(again))


def spring(hour: int, minute: int) -> datetime:
    """The night of 26 March 2017: after 2:59 comes 4:00."""
    return datetime(2017, 3, 26, hour, minute, tzinfo=VILNIUS)


def leg(leaves: datetime, arrives: datetime) -> LegPlanned:
    return replace(ROAD, leaves_at=leaves, arrives_at=arrives)


def planned(leaves: datetime, arrives: datetime) -> Journey:
    road = travel.plan_leg(fold(tell(PLANNED)), leg(leaves, arrives))
    return fold(tell(PLANNED, road))


@pytest.mark.parametrize(
    ("due", "alarm_at"),
    [
        (autumn(3, 30), datetime(2017, 10, 29, 1, 30, tzinfo=UTC)),
        (autumn(3, 30, again=True), datetime(2017, 10, 29, 2, 30, tzinfo=UTC)),
        (autumn(2, 45), datetime(2017, 10, 29, 0, 45, tzinfo=UTC)),
    ],
)
def test_grace_is_an_hour_of_waiting_not_of_the_clock_on_the_wall(
    due: datetime, alarm_at: datetime
) -> None:
    journey = planned(autumn(1, 0), autumn(7, 0))
    check_in = signs.plan_check_in(journey, replace(CHECK, due_at=due, grace=60))

    (waited,) = fold((*journey.timeline, *tell(check_in))).check_ins

    assert waited.alarm_at == alarm_at
    assert waited.state(at=alarm_at) is CheckInState.OVERDUE
    assert waited.state(at=alarm_at - timedelta(seconds=1)) is CheckInState.DUE


def test_grace_over_the_hour_that_is_left_out() -> None:
    journey = planned(spring(1, 0), spring(7, 0))

    check_in = signs.plan_check_in(journey, replace(CHECK, due_at=spring(2, 45), grace=30))

    (waited,) = fold((*journey.timeline, *tell(check_in))).check_ins
    assert waited.alarm_at == datetime(2017, 3, 26, 1, 15, tzinfo=UTC)
    assert waited.alarm_at.astimezone(VILNIUS).hour == 4


def test_who_arrives_by_the_clock_before_they_left_may_have_travelled_forty_minutes() -> None:
    found = travel.plan_leg(fold(tell(PLANNED)), leg(autumn(3, 30), autumn(3, 10, again=True)))

    assert found.arrives_at - found.leaves_at == timedelta(minutes=40)


def test_who_arrives_by_the_clock_after_they_left_may_not_have() -> None:
    with pytest.raises(LegEndsBeforeItStartsError):
        travel.plan_leg(fold(tell(PLANNED)), leg(autumn(3, 30, again=True), autumn(3, 40)))


def test_legs_meet_by_moments() -> None:
    journey = planned(autumn(1, 0), autumn(3, 30, again=True))
    soon = replace(ROAD, leg=SECOND_LEG, leaves_at=autumn(3, 45), arrives_at=autumn(9, 0))

    with pytest.raises(LegsOverlapError):
        travel.plan_leg(journey, soon)
    later = replace(soon, leaves_at=autumn(3, 45, again=True))
    assert travel.plan_leg(journey, later).leaves_at == datetime(
        2017, 10, 29, 1, 45, tzinfo=UTC
    )


def test_a_day_after_arrival_is_twenty_four_hours() -> None:
    journey = planned(autumn(1, 0) - timedelta(days=1), autumn(2, 0) - timedelta(days=1))
    last = datetime(2017, 10, 28, 23, 0, tzinfo=UTC)

    assert signs.plan_check_in(journey, replace(CHECK, due_at=last)).due_at == last
    with pytest.raises(DueOutsideLegError):
        signs.plan_check_in(journey, replace(CHECK, due_at=last + timedelta(minutes=1)))


def test_a_plan_moved_over_the_night_moves_the_check_in_by_as_many_minutes() -> None:
    journey = planned(autumn(9, 0) - timedelta(days=1), autumn(12, 0) - timedelta(days=1))
    due = autumn(10, 0) - timedelta(days=1)
    waiting = fold((*journey.timeline, *tell(replace(CHECK, due_at=due.astimezone(UTC)))))
    changed = LegReplanned(plan=leg(autumn(9, 0), autumn(12, 0)), why="Strike.")

    _leg, moved = travel.replan(waiting, changed, now=due.astimezone(UTC) - timedelta(hours=5))

    assert getattr(moved, "due_at") == autumn(10, 0)  # noqa: B009
