"""Legs and their alarms: whatever is cut short rings too soon, never too late or not at all."""

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, cast

import pytest

from corridor.base.ids import AlarmId, ChainId, LegId
from corridor.domain.check_ins import Verdict
from corridor.domain.errors import (
    AlarmRingsError,
    LegHeldError,
    LegsOverlapError,
    NotFoundError,
)
from corridor.domain.intake import Answer
from corridor.domain.journeys import JourneyState
from corridor.domain.legs import LegEnd, LegState
from corridor.ledger.store import Alarm, DoorStore
from corridor.services import journey_legs, journey_watch, journeys
from corridor.services.asking import RELOCATION_GROUP, answer_check_in
from corridor.services.casefiles import open_file
from corridor.services.desk import Stores
from corridor.services.journey_files import JourneyFile, open_journey
from tests.services.faults import PowerCutError, cut_at_the_desk, cut_at_the_door
from tests.services.test_journey_watch import alarm_of, draft, plan, planned
from tests.services.world import World

DAY = timedelta(days=1)


@pytest.fixture
def world() -> World:
    return World()


def shifted(world: World, by: timedelta, **changed: object) -> journeys.LegDraft:
    first = draft(world)
    return dataclasses.replace(
        first,
        leaves_at=first.leaves_at + by,
        arrives_at=first.arrives_at + by,
        check_in_due=first.check_in_due + by,
        **changed,  # type: ignore[arg-type]
    )


def rows(world: World) -> dict[AlarmId, Alarm]:
    return {one.alarm: one for one in world.door.alarms() if one.group == RELOCATION_GROUP}


def fresh(world: World, chain: ChainId) -> JourneyFile:
    return open_journey(world.as_member("rigel", stores=world.fresh()), chain)


def leg_of(file: JourneyFile) -> LegId:
    return file.journey.legs[0].planned.leg


def minute_of(file: JourneyFile) -> int:
    return int(file.journey.check_ins[0].alarm_at.timestamp()) // 60


@dataclass
class Overtaken:
    """The door, at which a colleague is quicker between an alarm and its plan."""

    door: DoorStore
    meanwhile: Callable[[], object]
    over: bool = False

    def __getattr__(self, name: str) -> Any:
        return getattr(self.door, name)

    def raise_alarm(self, alarm: Alarm) -> None:
        self.door.raise_alarm(alarm)
        if not self.over:
            self.over = True
            self.meanwhile()


def is_in_time(world: World, file: JourneyFile) -> bool:
    row = rows(world)[alarm_of(file)]
    return 0 <= minute_of(file) - row.due <= 2


def test_one_more_leg_has_its_sign_of_life_and_its_alarm(world: World) -> None:
    _receipt, _case, file = planned(world)

    journey_legs.add_leg(world.as_member("rigel"), file.chain, shifted(world, DAY))

    journey = fresh(world, file.chain).journey
    assert [leg.planned.leaves_at for leg in journey.legs] == sorted(
        leg.planned.leaves_at for leg in journey.legs
    )
    assert set(rows(world)) == {one.planned.alarm for one in journey.check_ins}


def test_a_leg_whose_planning_was_cut_short_leaves_an_alarm_that_is_found(
    world: World,
) -> None:
    _receipt, _case, file = planned(world)
    cut = world.as_member("rigel", stores=cut_at_the_desk(world))
    with pytest.raises(PowerCutError):
        journey_legs.add_leg(cut, file.chain, shifted(world, DAY))
    (stray,) = set(rows(world)) - {alarm_of(file)}

    world.clock.move(days=2)

    assert journey_watch.stray_alarms(world.as_member("rigel")) == [stray]
    assert len(fresh(world, file.chain).journey.legs) == 1


def test_of_two_who_plan_the_same_hours_the_second_is_told_and_rings_for_nobody(
    world: World,
) -> None:
    _receipt, _case, file = planned(world)
    first = world.as_member("rigel")
    overtaken = Overtaken(
        world.door,
        lambda: journey_legs.add_leg(first, file.chain, shifted(world, DAY)),
    )
    stores = Stores(desk=world.desk, door=cast("DoorStore", overtaken))
    second = world.as_member("rigel", stores=stores)

    with pytest.raises(LegsOverlapError):
        journey_legs.add_leg(second, file.chain, shifted(world, DAY))

    journey = fresh(world, file.chain).journey
    assert len(journey.legs) == 2
    assert set(rows(world)) == {one.planned.alarm for one in journey.check_ins}


# --- moved ---------------------------------------------------------------------------------


@pytest.mark.parametrize("hours", [-0.5, 2])
def test_a_sign_that_is_moved_rings_at_its_new_minute(world: World, hours: float) -> None:
    _receipt, _case, file = planned(world)
    moved = shifted(world, timedelta(hours=hours))

    journey_legs.move_sign(world.as_member("rigel"), file.chain, alarm_of(file), moved)

    assert is_in_time(world, fresh(world, file.chain))


def test_a_move_to_a_sooner_hour_that_was_cut_short_rings_sooner_and_is_put_right(
    world: World,
) -> None:
    _receipt, _case, file = planned(world)
    before = rows(world)[alarm_of(file)]
    cut = world.as_member("rigel", stores=cut_at_the_desk(world))

    with pytest.raises(PowerCutError):
        journey_legs.move_sign(
            cut, file.chain, alarm_of(file), shifted(world, timedelta(minutes=-30))
        )

    assert rows(world)[alarm_of(file)].due <= before.due - 28
    journey_watch.keep_current(world.as_member("rigel"))
    assert is_in_time(world, fresh(world, file.chain))


def test_a_move_to_a_later_hour_that_was_cut_short_still_rings_at_the_old_one(
    world: World,
) -> None:
    _receipt, _case, file = planned(world)
    before = rows(world)
    cut = world.as_member("rigel", stores=cut_at_the_desk(world))

    with pytest.raises(PowerCutError):
        journey_legs.move_sign(
            cut, file.chain, alarm_of(file), shifted(world, timedelta(hours=2))
        )

    assert rows(world) == before


def test_another_plan_moves_the_alarms_with_it(world: World) -> None:
    _receipt, _case, file = planned(world)
    later = shifted(world, timedelta(hours=3))

    journey_legs.replan(
        world.as_member("rigel"), file.chain, leg_of(file), later, why="Taken off."
    )

    after = fresh(world, file.chain)
    assert minute_of(after) - minute_of(file) == 180
    assert is_in_time(world, after)


# --- held, cleared, called off -------------------------------------------------------------


def test_a_held_leg_begins_only_after_go(world: World) -> None:
    _receipt, _case, file = planned(world)
    rigel = world.as_member("rigel")
    journey_legs.hold(rigel, file.chain, leg_of(file), why="The road is watched.")

    with pytest.raises(LegHeldError):
        journeys.start_leg(rigel, file.chain, leg_of(file))

    journey_legs.clear(rigel, file.chain, leg_of(file))
    journeys.start_leg(rigel, file.chain, leg_of(file))
    assert fresh(world, file.chain).journey.legs[0].state is LegState.UNDER_WAY


def test_holding_stops_no_alarm(world: World) -> None:
    _receipt, _case, file = planned(world)
    before = rows(world)

    journey_legs.hold(world.as_member("rigel"), file.chain, leg_of(file), why="Watched.")

    assert rows(world) == before


def test_the_last_leg_that_is_called_off_closes_the_journey_in_its_case(world: World) -> None:
    _receipt, case, file = planned(world)

    journey_legs.call_off(world.as_member("rigel"), file.chain, leg_of(file), why="No seats.")

    assert rows(world) == {}
    assert fresh(world, file.chain).journey.state is JourneyState.OVER
    assert open_file(world.as_member("rigel"), case).case.journeys == ()


def test_an_alarm_that_a_power_cut_left_to_a_called_off_leg_is_stilled_at_the_next_look(
    world: World,
) -> None:
    _receipt, _case, file = planned(world)
    other = plan(world, file.planned.case)
    journey_legs.add_leg(world.as_member("rigel"), file.chain, shifted(world, DAY))
    cut = world.as_member("rigel", stores=cut_at_the_door(world, "clear_alarms"))
    with pytest.raises(PowerCutError):
        journey_legs.call_off(cut, file.chain, leg_of(file), why="No seats.")
    assert alarm_of(file) in rows(world)

    journey_watch.keep_current(world.as_member("rigel"))

    assert alarm_of(file) not in rows(world)
    assert alarm_of(other) in rows(world)


def test_nobodys_silence_is_called_off(world: World) -> None:
    _receipt, _case, file = planned(world)
    world.clock.move(hours=3)

    with pytest.raises(AlarmRingsError):
        journey_legs.call_off(world.as_member("rigel"), file.chain, leg_of(file), why="Off.")

    assert set(rows(world)) == {alarm_of(file)}


# --- after the end -------------------------------------------------------------------------


def test_a_sign_of_life_after_the_last_leg_is_heard_from_their_page(world: World) -> None:
    receipt, _case, file = planned(world)
    rigel = world.as_member("rigel")
    journeys.start_leg(rigel, file.chain, leg_of(file))
    journeys.end_leg(rigel, file.chain, leg_of(file), how=LegEnd.NOT_KNOWN)
    world.clock.move(hours=2)
    answer_check_in(world.public, receipt, answer=Answer.A)

    journey_watch.keep_current(rigel)

    assert fresh(world, file.chain).journey.check_ins[0].settled
    assert rows(world) == {}


def test_one_workers_fine_stills_every_alarm_that_was_due(world: World) -> None:
    _receipt, _case, file = planned(world)
    rigel = world.as_member("rigel")
    second = shifted(world, timedelta(minutes=30))
    journey_legs.add_sign(rigel, file.chain, leg_of(file), second)
    ahead = shifted(world, timedelta(hours=2))
    journey_legs.add_sign(rigel, file.chain, leg_of(file), ahead)
    world.clock.move(hours=3)

    journey_watch.judge(rigel, file.chain, alarm_of(file), verdict=Verdict.FINE, words="")

    journey = fresh(world, file.chain).journey
    assert [one.settled for one in journey.check_ins] == [True, True, False]
    assert set(rows(world)) == {journey.check_ins[2].planned.alarm}


@pytest.mark.parametrize("handle", ["altair", "deneb", "vega", "sirius", "lyra"])
def test_only_relocation_plans(world: World, handle: str) -> None:
    _receipt, _case, file = planned(world)
    desk, chain, leg = world.as_member(handle), file.chain, leg_of(file)
    before = rows(world)

    acts: tuple[Callable[[], object], ...] = (
        lambda: journey_legs.add_leg(desk, chain, shifted(world, DAY)),
        lambda: journey_legs.add_sign(desk, chain, leg, draft(world)),
        lambda: journey_legs.move_sign(desk, chain, alarm_of(file), draft(world)),
        lambda: journey_legs.replan(desk, chain, leg, draft(world), why="Late."),
        lambda: journey_legs.hold(desk, chain, leg, why="Watched."),
        lambda: journey_legs.clear(desk, chain, leg),
        lambda: journey_legs.call_off(desk, chain, leg, why="Off."),
    )
    for refused in acts:
        with pytest.raises(NotFoundError):
            refused()

    assert rows(world) == before
