"""Legs of a way: one more, held or cleared, another plan, called off; and their alarms."""

from collections.abc import Callable, Sequence

from corridor.base.ids import AlarmId, ChainId, LegId
from corridor.crypto.random import new_uuid
from corridor.domain import signs, travel
from corridor.domain.errors import NotFoundError, RefusalError
from corridor.domain.journeys import Journey, JourneyFact
from corridor.domain.legs import LegCalledOff, LegHeld, LegReplanned
from corridor.domain.policy import Act
from corridor.services.casefiles import open_file
from corridor.services.desk import Desk
from corridor.services.journey_alarms import (
    keep_alarms,
    set_alarms,
    still_what_is_dropped,
    unset_alarms,
)
from corridor.services.journey_cases import agree_with_case, close_when_over
from corridor.services.journey_files import JourneyFile, open_journey, write_journey
from corridor.services.journeys import BareLeg, LegDraft, SignDraft, plan_facts

Decision = Callable[[Journey], Sequence[JourneyFact]]


def add_leg(desk: Desk, chain: ChainId, draft: LegDraft) -> JourneyFile:
    """One more leg with its sign of life. A journey that was over goes on."""
    leg, alarm = LegId(new_uuid()), AlarmId(new_uuid())
    file = _plan(desk, chain, lambda journey: plan_facts(desk, journey, leg, alarm, draft))
    agree_with_case(desk, file, open_file(desk, file.planned.case))
    return file


def add_sign(desk: Desk, chain: ChainId, leg: LegId, draft: SignDraft) -> JourneyFile:
    """One more moment on a leg at which they are to be heard from."""
    planned = draft.planned(AlarmId(new_uuid()), leg)
    return _plan(desk, chain, lambda journey: [signs.plan_check_in(journey, planned)])


def move_sign(desk: Desk, chain: ChainId, alarm: AlarmId, draft: SignDraft) -> JourneyFile:
    """Another hour, place or meaning for what lies ahead still."""
    now = desk.clock()

    def decide(journey: Journey) -> list[JourneyFact]:
        known = journey.check_in(alarm)
        if known is None:
            raise NotFoundError
        moved = draft.planned(alarm, known.planned.leg)
        return [signs.move_check_in(journey, moved, now=now)]

    return _plan(desk, chain, decide)


def replan(desk: Desk, chain: ChainId, leg: LegId, draft: BareLeg, *, why: str) -> JourneyFile:
    """Another plan, with its reason; what is waited for moves along."""
    changed, now = LegReplanned(plan=draft.leg(leg), why=why), desk.clock()
    return _plan(desk, chain, lambda journey: travel.replan(journey, changed, now=now))


def hold(desk: Desk, chain: ChainId, leg: LegId, *, why: str) -> JourneyFile:
    draft = LegHeld(leg=leg, why=why)
    return write_journey(
        desk, chain, lambda journey: [travel.hold(journey, draft)], act=Act.PLAN_JOURNEY
    )


def clear(desk: Desk, chain: ChainId, leg: LegId) -> JourneyFile:
    return write_journey(
        desk, chain, lambda journey: [travel.clear(journey, leg)], act=Act.PLAN_JOURNEY
    )


def call_off(desk: Desk, chain: ChainId, leg: LegId, *, why: str) -> JourneyFile:
    """Written down first, then its alarms are still: they would ring for nobody."""
    draft, now = LegCalledOff(leg=leg, why=why), desk.clock()
    file = write_journey(
        desk,
        chain,
        lambda journey: [travel.call_off(journey, draft, now=now)],
        act=Act.PLAN_JOURNEY,
    )
    still_what_is_dropped(desk, file.journey)
    close_when_over(desk, file)
    return file


def _plan(desk: Desk, chain: ChainId, decide: Decision) -> JourneyFile:
    """An alarm that rings sooner is set before the plan says so, one that rings later after.

    Cut short in between, it rings too soon: a plan without its alarm would be the worse half.
    """
    desk.door(Act.PLAN_JOURNEY)
    facts = decide(open_journey(desk, chain).journey)
    set_alarms(desk, facts)
    try:
        file = write_journey(desk, chain, decide, act=Act.PLAN_JOURNEY)
    except RefusalError:  # a colleague was first, and now it cannot be
        unset_alarms(desk, open_journey(desk, chain).journey, facts)
        raise
    keep_alarms(desk, file.journey)
    return file
