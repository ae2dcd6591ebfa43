"""Judging on a real desk: who agrees, who was alone, what rings, what is taken back."""

import pytest

from corridor.base.ids import ChainId
from corridor.crypto.receipt import Receipt
from corridor.domain.errors import NotFoundError, SecondIsFirstError, TooLateToUndoError
from corridor.domain.factors import Level, Reason, Weighed
from corridor.domain.queueing import Filter, View
from corridor.domain.tasks import TaskSet
from corridor.domain.triage import PROVISIONAL_FOR, Standing, Urgency
from corridor.services.asking import write_message
from corridor.services.casefiles import open_file
from corridor.services.cases import hand_over, take
from corridor.services.queueing import see_queue
from corridor.services.shifts import begin_shift
from corridor.services.tasks import new_task, set_task
from corridor.services.triage import (
    Judged,
    assess,
    may_undo,
    second_assessment,
    undo,
)
from tests.services.world import World, member_id

LOW = Judged(level=Level.MONTHS, words="They are safe now.")
HIGH = Judged(level=Level.HOURS, reasons=(Reason.SEARCHED_FOR,))


@pytest.fixture
def world() -> World:
    return World()


def shown(world: World, *, view: View = View.ALL_OPEN) -> list[Level]:
    """As somebody sees the list who has just come in."""
    queue = see_queue(world.as_member("lyra", stores=world.fresh()), view=view, chosen=Filter())
    return [row.card.level(at=world.clock()) for row in queue.rows]


def urgency(world: World, case: ChainId) -> Urgency:
    found = open_file(world.as_member("lyra"), case).case.safety.urgency
    assert found is not None
    return found


def rings(world: World, receipt: Receipt) -> bool:
    """Whether what the person writes next makes an alarm."""
    before = len(world.door.alarms())
    write_message(world.public, receipt, text="Are you there?")
    return len(world.door.alarms()) > before


def test_a_colleague_who_was_only_named_has_not_agreed(world: World) -> None:
    _receipt, case = world.case()
    assess(world.as_member("lyra"), case, HIGH)

    named = Judged(level=Level.MONTHS, words="Away.", second=member_id("altair"))
    assess(world.as_member("lyra"), case, named)

    assert urgency(world, case).standing is Standing.PROPOSED
    assert shown(world) == [Level.HOURS]
    assert shown(world, view=View.WAITS_FOR_SECOND) == [Level.HOURS]


def test_it_counts_once_the_colleague_agrees_on_their_own_keys(world: World) -> None:
    _receipt, case = world.case()
    assess(world.as_member("lyra"), case, HIGH)
    assess(world.as_member("lyra"), case, LOW)

    with pytest.raises(SecondIsFirstError):
        second_assessment(world.as_member("lyra"), case)
    second_assessment(world.as_member("altair"), case)

    assert shown(world) == [Level.MONTHS]
    assert shown(world, view=View.WAITS_FOR_SECOND) == []


@pytest.mark.parametrize("handle", ["deneb", "rigel", "vega"])
def test_who_does_not_judge_does_not_agree_either(world: World, handle: str) -> None:
    _receipt, case = world.case()
    assess(world.as_member("lyra"), case, HIGH)
    assess(world.as_member("lyra"), case, LOW)

    with pytest.raises(NotFoundError):
        second_assessment(world.as_member(handle), case)

    assert shown(world) == [Level.HOURS]


def test_alone_at_night_it_counts_and_is_marked_and_falls_back(world: World) -> None:
    _receipt, case = world.case()
    lyra = world.as_member("lyra")
    assess(lyra, case, HIGH)
    begin_shift(lyra, hours=8)

    assess(lyra, case, LOW)

    card = see_queue(lyra, view=View.WAITS_FOR_SECOND, chosen=Filter()).rows[0].card
    assert card.provisional
    assert shown(world) == [Level.MONTHS]
    world.clock.move(seconds=PROVISIONAL_FOR.total_seconds())
    assert shown(world) == [Level.HOURS]
    assert shown(world, view=View.WAITS_FOR_SECOND) == []


def test_beside_a_colleague_on_shift_nobody_lowers_alone(world: World) -> None:
    _receipt, case = world.case()
    lyra = world.as_member("lyra")
    assess(lyra, case, HIGH)
    for handle in ("lyra", "altair"):
        begin_shift(world.as_member(handle), hours=8)

    assess(lyra, case, LOW)

    assert shown(world) == [Level.HOURS]


def test_who_is_not_on_shift_lowers_nothing_alone_at_midnight_either(world: World) -> None:
    _receipt, case = world.case()
    assess(world.as_member("lyra"), case, HIGH)

    assess(world.as_member("lyra"), case, LOW)

    assert shown(world) == [Level.HOURS]


def test_what_was_lowered_goes_on_ringing_until_somebody_agrees(world: World) -> None:
    receipt, case = world.case()
    lyra = world.as_member("lyra")
    begin_shift(lyra, hours=8)
    assess(lyra, case, HIGH)
    assess(lyra, case, LOW)
    provisional = rings(world, receipt)

    second_assessment(world.as_member("altair"), case)

    assert provisional
    assert not rings(world, receipt)


def test_what_was_weighed_is_kept_with_what_it_came_to(world: World) -> None:
    _receipt, case = world.case()
    weighed = Weighed(threat=5, vulnerability=4, capacity=2)

    assess(world.as_member("lyra"), case, Judged(level=Level.WEEKS, weighed=weighed))

    made = urgency(world, case).assessed
    assert (made.level, made.suggested) == (Level.WEEKS, Level.HOURS)
    assert made.weighed == weighed


def test_judged_and_handed_over_is_one_act_and_taken_back_as_one(world: World) -> None:
    _receipt, case = world.case()
    lyra = world.as_member("lyra")

    assess(lyra, case, Judged(level=Level.HOURS, owner=member_id("altair")))
    handed = open_file(lyra, case).case.owner
    after = undo(lyra, case).case

    assert handed == member_id("altair")
    assert (after.owner, after.safety.urgency) == (None, None)


def test_a_slip_is_taken_back_within_half_a_minute_and_stays_to_be_read(world: World) -> None:
    _receipt, case = world.case()
    lyra = world.as_member("lyra")
    take(lyra, case)
    hand_over(lyra, case, to=member_id("altair"))
    world.clock.move(seconds=30)

    after = undo(lyra, case).case

    assert after.owner == lyra.me
    assert sum(one.by == lyra.me for one in after.timeline[-3:]) == 3
    assert shown(world) == [Level.UNKNOWN]


def test_after_half_a_minute_it_is_too_late(world: World) -> None:
    _receipt, case = world.case()
    lyra = world.as_member("lyra")
    take(lyra, case)
    world.clock.move(seconds=30.001)

    assert not may_undo(lyra, case)
    with pytest.raises(TooLateToUndoError):
        undo(lyra, case)

    assert open_file(lyra, case).case.owner == lyra.me


def test_nobody_takes_back_what_a_colleague_did(world: World) -> None:
    _receipt, case = world.case()
    take(world.as_member("altair"), case)

    with pytest.raises(TooLateToUndoError):
        undo(world.as_member("lyra"), case)

    assert open_file(world.as_member("lyra"), case).case.owner == member_id("altair")


def test_what_a_colleague_has_built_upon_is_not_taken_back(world: World) -> None:
    _receipt, case = world.case()
    lyra = world.as_member("lyra")
    assess(lyra, case, HIGH)
    assess(lyra, case, LOW)
    second_assessment(world.as_member("altair"), case)

    with pytest.raises(TooLateToUndoError):
        undo(lyra, case)

    assert shown(world) == [Level.MONTHS]


def test_taking_a_raise_back_leaves_what_stood_before(world: World) -> None:
    receipt, case = world.case()
    lyra = world.as_member("lyra")
    assess(lyra, case, LOW)
    world.clock.move(minutes=5)
    assess(lyra, case, HIGH)

    undo(lyra, case)

    assert shown(world) == [Level.MONTHS]
    assert not rings(world, receipt)


def test_a_task_that_was_set_by_a_slip_goes(world: World) -> None:
    _receipt, case = world.case()
    lyra = world.as_member("lyra")
    set_task(lyra, case, TaskSet(task=new_task(), title="Call", due=None, owner=None))

    assert undo(lyra, case).case.tasks == ()


def test_two_slips_are_taken_back_one_after_the_other(world: World) -> None:
    _receipt, case = world.case()
    lyra = world.as_member("lyra")
    take(lyra, case)
    hand_over(lyra, case, to=member_id("altair"))

    undo(lyra, case)
    undo(lyra, case)

    assert open_file(lyra, case).case.owner is None
    with pytest.raises(TooLateToUndoError):
        undo(lyra, case)


def test_an_expired_level_is_unknown_in_the_list(world: World) -> None:
    _receipt, case = world.case()
    assess(world.as_member("lyra"), case, HIGH)

    world.clock.move(hours=24)

    assert shown(world) == [Level.UNKNOWN]
