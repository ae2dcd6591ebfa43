"""Who opens the journeys sees what came and what did not; an alarm without a way is found."""

import dataclasses
from datetime import timedelta

import pytest
from msgspec.structs import replace

from corridor.base.ids import AlarmId, ChainId
from corridor.crypto.random import new_uuid
from corridor.crypto.receipt import Receipt
from corridor.domain.check_ins import CheckInHeard, CheckInMissed, Meaning, Verdict
from corridor.domain.errors import NotFoundError
from corridor.domain.intake import Answer
from corridor.domain.legs import LegEnd, Mode
from corridor.ledger.store import Alarm
from corridor.services import journey_legs, journey_watch, journeys
from corridor.services.asking import INTAKE_GROUP, RELOCATION_GROUP, answer_check_in
from corridor.services.casefiles import open_file
from corridor.services.desk import Desk
from corridor.services.journey_cases import agree_with_case
from corridor.services.journey_files import JourneyFile, open_journey, see_journeys
from tests.services.faults import PowerCutError, cut_at_the_desk, cut_at_the_door, spoil
from tests.services.world import World

MEANINGS = (
    Meaning(answer=Answer.A, verdict=Verdict.FINE),
    Meaning(answer=Answer.B, verdict=Verdict.UNCLEAR),
    Meaning(answer=Answer.C, verdict=Verdict.DURESS),
)


@pytest.fixture
def world() -> World:
    return World()


def draft(world: World) -> journeys.LegDraft:
    """Leaves in an hour, a sign of life an hour later, half an hour of grace."""
    now = world.clock.now
    return journeys.LegDraft(
        mode=Mode.TRAIN,
        from_area="region",
        to_area="central_russia",
        leaves_at=now + timedelta(hours=1),
        arrives_at=now + timedelta(hours=5),
        check_in_where="Changed trains",
        check_in_due=now + timedelta(hours=2),
        grace_minutes=30,
        meanings=MEANINGS,
    )


def plan(world: World, case: ChainId, desk: Desk | None = None) -> JourneyFile:
    desk = desk or world.as_member("rigel")
    people = (open_file(desk, case).case.people[0].person,)
    return journeys.plan(
        desk,
        case,
        people=people,
        origin="region",
        goal="central_russia",
        leg=draft(world),
    )


def planned(world: World) -> tuple[Receipt, ChainId, JourneyFile]:
    receipt, case = world.case()
    return receipt, case, plan(world, case)


def told(world: World, chain: ChainId, kind: type) -> list[object]:
    journey = open_journey(world.as_member("rigel"), chain).journey
    return [one.fact for one in journey.timeline if isinstance(one.fact, kind)]


def alarm_of(file: JourneyFile) -> AlarmId:
    return file.journey.check_ins[0].planned.alarm


def ringing(world: World, group: str = RELOCATION_GROUP) -> list[AlarmId]:
    return [one.alarm for one in world.door.alarms() if one.group == group]


# --- what did not come ---------------------------------------------------------------------


def test_a_missed_sign_is_written_down_once_by_whoever_looks_first(world: World) -> None:
    _receipt, _case, file = planned(world)
    world.clock.move(hours=2, minutes=31)

    journey_watch.keep_current(world.as_member("rigel"))
    journey_watch.keep_current(world.as_member("lyra"))

    assert told(world, file.chain, CheckInMissed) == [CheckInMissed(alarm=alarm_of(file))]


def test_what_was_missed_before_is_not_counted_again(world: World) -> None:
    _receipt, _case, file = planned(world)
    tomorrow = _second_leg(world, file.chain)
    world.clock.move(hours=3)
    first = journey_watch.miss_overdue(world.as_member("rigel"))
    world.clock.move(days=1)

    second = journey_watch.miss_overdue(world.as_member("rigel"))

    assert (first, second) == (1, 1)
    assert told(world, file.chain, CheckInMissed)[-1] == CheckInMissed(alarm=tomorrow)


def test_nothing_is_missed_before_its_grace_is_over(world: World) -> None:
    _receipt, _case, file = planned(world)
    world.clock.move(hours=2, minutes=29)

    journey_watch.keep_current(world.as_member("rigel"))

    assert told(world, file.chain, CheckInMissed) == []


def test_two_who_look_at_the_same_moment_write_it_down_once(world: World) -> None:
    _receipt, _case, file = planned(world)
    world.clock.move(hours=3)
    first = world.as_member("rigel", stores=world.fresh())
    second = world.as_member("lyra", stores=world.fresh())
    see_journeys(second)
    assert journey_watch.miss_overdue(first) == 1

    journey_watch.miss_overdue(second)

    assert len(told(world, file.chain, CheckInMissed)) == 1


def test_who_may_record_nothing_is_refused_and_writes_nothing(world: World) -> None:
    _receipt, _case, file = planned(world)
    world.clock.move(hours=3)

    for handle in ("altair", "deneb", "vega", "sirius"):
        journey_watch.keep_current(world.as_member(handle))
        with pytest.raises(NotFoundError):
            journey_watch.attend(world.as_member(handle))
        with pytest.raises(NotFoundError):
            journey_watch.miss_overdue(world.as_member(handle))

    assert told(world, file.chain, CheckInMissed) == []


# --- what came on the code page ------------------------------------------------------------


@pytest.mark.parametrize(("answer", "verdict"), [(one.answer, one.verdict) for one in MEANINGS])
def test_an_answer_of_the_code_page_means_what_was_agreed(
    world: World, answer: Answer, verdict: Verdict
) -> None:
    receipt, _case, file = planned(world)
    world.clock.move(hours=2)
    answer_check_in(world.public, receipt, answer=answer)
    given = world.clock.now
    world.clock.move(minutes=5)

    journey_watch.keep_current(world.as_member("rigel"))

    heard = CheckInHeard(alarm=alarm_of(file), answer=answer, verdict=verdict, at=given)
    assert told(world, file.chain, CheckInHeard) == [heard]
    assert ringing(world) == ([] if verdict is Verdict.FINE else [alarm_of(file)])


def test_an_answer_is_carried_over_once(world: World) -> None:
    receipt, _case, file = planned(world)
    world.clock.move(hours=2)
    answer_check_in(world.public, receipt, answer=Answer.B)

    carried = [journey_watch.attend(world.as_member("rigel")) for _ in range(3)]

    assert carried == [1, 0, 0]
    assert len(told(world, file.chain, CheckInHeard)) == 1


def test_an_answer_from_before_the_journey_says_nothing_about_it(world: World) -> None:
    receipt, case = world.case()
    answer_check_in(world.public, receipt, answer=Answer.A)
    world.clock.move(minutes=5)
    file = plan(world, case)

    journey_watch.keep_current(world.as_member("rigel"))

    assert told(world, file.chain, CheckInHeard) == []
    assert ringing(world) == [alarm_of(file)]


def test_an_answer_given_while_a_worker_wrote_is_not_lost(world: World) -> None:
    receipt, _case, file = planned(world)
    world.clock.move(hours=2)
    answer_check_in(world.public, receipt, answer=Answer.C)
    world.clock.move(minutes=1)
    rigel = world.as_member("rigel")
    journeys.hear(rigel, file.chain, alarm_of(file), answer=None, verdict=Verdict.UNCLEAR)

    journey_watch.keep_current(rigel)

    newest = told(world, file.chain, CheckInHeard)[-1]
    assert isinstance(newest, CheckInHeard)
    assert newest.verdict is Verdict.DURESS


def test_an_answer_is_heard_although_the_clock_was_put_back_before_it(world: World) -> None:
    receipt, _case, file = planned(world)
    world.clock.move(hours=2, minutes=20)
    answer_check_in(world.public, receipt, answer=Answer.B)
    journey_watch.keep_current(world.as_member("rigel"))
    world.clock.move(minutes=-15)
    answer_check_in(world.public, receipt, answer=Answer.C)

    journey_watch.keep_current(world.as_member("rigel"))

    verdicts = [getattr(one, "verdict") for one in told(world, file.chain, CheckInHeard)]  # noqa: B009
    assert verdicts == [Verdict.UNCLEAR, Verdict.DURESS]


def test_one_answer_settles_no_check_in_of_another_day(world: World) -> None:
    receipt, _case, file = planned(world)
    tomorrow = _second_leg(world, file.chain)
    world.clock.move(hours=2)
    answer_check_in(world.public, receipt, answer=Answer.A)

    for _ in range(3):
        journey_watch.keep_current(world.as_member("rigel"))

    journey = open_journey(world.as_member("rigel"), file.chain).journey
    assert [one.settled for one in journey.check_ins] == [True, False]
    assert ringing(world) == [tomorrow]


def test_an_alarm_that_a_restore_lost_is_set_again(world: World) -> None:
    _receipt, _case, file = planned(world)
    (lost,) = world.door.alarms()
    world.door.clear_alarms([lost.alarm])

    journey_watch.keep_current(world.as_member("rigel"))

    (again,) = world.door.alarms()
    assert again.alarm == alarm_of(file)
    assert abs(again.due - lost.due) <= 2


def test_an_alarm_that_somebody_took_is_not_set_again(world: World) -> None:
    _receipt, _case, file = planned(world)
    world.clock.move(hours=3)
    journeys.take_alarm(world.as_member("rigel"), file.chain, alarm_of(file))

    journey_watch.keep_current(world.as_member("rigel"))

    assert ringing(world) == []


def test_an_alarm_that_rings_already_is_left_as_far_as_it_has_climbed(world: World) -> None:
    planned(world)
    world.clock.move(hours=3)
    world.door.claim_due(now=int(world.clock.now.timestamp()) // 60, repeat_after=10)
    (before,) = world.door.alarms()

    journey_watch.keep_current(world.as_member("rigel"))

    assert world.door.alarms() == [before]
    assert before.sent == 1


def test_an_alarm_that_was_put_off_in_the_rows_is_set_back(world: World) -> None:
    planned(world)
    (right,) = world.door.alarms()
    world.door.raise_alarm(replace(right, due=right.due + 600, next_at=right.next_at + 600))

    journey_watch.keep_current(world.as_member("rigel"))

    (again,) = world.door.alarms()
    assert abs(again.due - right.due) <= 2


def _second_leg(world: World, chain: ChainId) -> AlarmId:
    first = draft(world)
    day = timedelta(days=1)
    later = dataclasses.replace(
        first,
        leaves_at=first.leaves_at + day,
        arrives_at=first.arrives_at + day,
        check_in_due=first.check_in_due + day,
    )
    file = journey_legs.add_leg(world.as_member("rigel"), chain, later)
    return file.journey.check_ins[1].planned.alarm


def test_one_broken_case_keeps_no_other_journey_from_being_heard(world: World) -> None:
    _receipt, broken, _file = planned(world)
    receipt, _case, file = planned(world)
    world.clock.move(hours=2)
    answer_check_in(world.public, receipt, answer=Answer.A)
    spoil(world.desk, broken, height=0)
    fresh = world.as_member("rigel", stores=world.fresh())

    journey_watch.keep_current(fresh)

    assert len(told(world, file.chain, CheckInHeard)) == 1


# --- planning that was cut short -----------------------------------------------------------


def test_an_alarm_whose_planning_was_cut_short_is_found_and_cleared(world: World) -> None:
    _receipt, case = world.case()
    with pytest.raises(PowerCutError):
        plan(world, case, world.as_member("rigel", stores=cut_at_the_desk(world)))
    (stray,) = ringing(world)
    assert see_journeys(world.as_member("rigel")) == []
    file = plan(world, case)
    world.clock.move(hours=3)
    assert journey_watch.stray_alarms(world.as_member("rigel")) == [stray]

    cleared = journey_watch.clear_strays(world.as_member("rigel"), [stray])

    assert cleared == 1
    assert ringing(world) == [alarm_of(file)]


def test_an_alarm_that_does_not_ring_yet_may_be_a_way_in_planning(world: World) -> None:
    _receipt, case = world.case()
    with pytest.raises(PowerCutError):
        plan(world, case, world.as_member("rigel", stores=cut_at_the_desk(world)))

    found = journey_watch.stray_alarms(world.as_member("rigel"))

    assert found == []


def test_the_alarm_of_a_journey_is_never_cleared_as_a_stray(world: World) -> None:
    _receipt, _case, file = planned(world)
    world.clock.move(hours=3)

    cleared = journey_watch.clear_strays(world.as_member("rigel"), [alarm_of(file)])

    assert cleared == 0
    assert ringing(world) == [alarm_of(file)]


def test_only_what_the_page_showed_is_cleared(world: World) -> None:
    first, second = (_stray(world) for _ in range(2))

    cleared = journey_watch.clear_strays(world.as_member("lyra"), [first])

    assert cleared == 1
    assert ringing(world) == [second]


def test_the_alarm_of_a_message_is_no_stray(world: World) -> None:
    message = _stray(world, group=INTAKE_GROUP)

    cleared = journey_watch.clear_strays(world.as_member("rigel"), [message])

    assert cleared == 0
    assert ringing(world, INTAKE_GROUP) == [message]


def test_nothing_is_a_stray_while_one_journey_does_not_open(world: World) -> None:
    _receipt, _case, file = planned(world)
    _stray(world)
    world.clock.move(hours=3)
    spoil(world.desk, file.chain, height=0)

    found = journey_watch.stray_alarms(world.as_member("rigel", stores=world.fresh()))

    assert found == []


@pytest.mark.parametrize("handle", ["altair", "deneb", "vega", "sirius"])
def test_who_takes_no_alarms_clears_none(world: World, handle: str) -> None:
    stray = _stray(world)

    with pytest.raises(NotFoundError):
        journey_watch.clear_strays(world.as_member(handle), [stray])

    assert ringing(world) == [stray]


def _stray(world: World, *, group: str = RELOCATION_GROUP) -> AlarmId:
    alarm = AlarmId(new_uuid())
    due = int(world.clock.now.timestamp()) // 60
    world.door.raise_alarm(Alarm(alarm=alarm, due=due, level=1, group=group, next_at=due))
    return alarm


def test_a_journey_that_its_case_does_not_name_yet_is_named_at_the_next_look(
    world: World,
) -> None:
    receipt, case = world.case()
    with pytest.raises(PowerCutError):
        plan(world, case, world.as_member("rigel", stores=cut_at_the_door(world, "set_wakes")))
    ((chain, _card),) = see_journeys(world.as_member("rigel"))
    assert open_file(world.as_member("rigel"), case).case.journeys == ()

    journey_watch.keep_current(world.as_member("rigel"))

    assert open_file(world.as_member("rigel"), case).case.journeys == (chain,)
    answer_check_in(world.public, receipt, answer=Answer.B)
    assert ringing(world, INTAKE_GROUP)


def test_a_journey_that_is_over_is_closed_in_its_case_when_it_is_opened(world: World) -> None:
    _receipt, case, file = planned(world)
    rigel = world.as_member("rigel")
    leg = file.journey.legs[0].planned.leg
    journeys.start_leg(rigel, file.chain, leg)
    with pytest.raises(PowerCutError):
        journeys.end_leg(
            world.as_member("rigel", stores=cut_at_the_desk(world, after=1)),
            file.chain,
            leg,
            how=LegEnd.ARRIVED,
        )
    over = open_journey(rigel, file.chain)
    assert open_file(rigel, case).case.journeys == (file.chain,)

    agree_with_case(rigel, over, open_file(rigel, case))

    assert open_file(rigel, case).case.journeys == ()
