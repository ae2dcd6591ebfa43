"""Journeys: plan a way, watch for signs of life, take an alarm. Hours stay in this room."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from corridor.base.ids import AlarmId, ChainId, JourneyId, LegId, PersonId
from corridor.crypto.random import new_uuid, random_below
from corridor.domain import casework, signs, travel
from corridor.domain.check_ins import CheckInHeard, CheckInPlanned, Meaning, Verdict
from corridor.domain.intake import Answer
from corridor.domain.journal import Export, Exported
from corridor.domain.journeys import Journey, JourneyFact, JourneyPlanned, fold
from corridor.domain.legs import LegEnd, LegEnded, LegPlanned, LegStarted, Mode
from corridor.domain.policy import Act
from corridor.domain.records import Recorded
from corridor.services.asking import stop_ringing
from corridor.services.casefiles import CaseFile, open_file
from corridor.services.collecting import free_number
from corridor.services.desk import Desk, new_act
from corridor.services.journal import note_as_member
from corridor.services.journey_alarms import set_alarms
from corridor.services.journey_cases import agree_with_case, close_when_over
from corridor.services.journey_files import (
    JourneyFile,
    open_chain,
    open_journey,
    see_journeys,
    write_journey,
)


@dataclass(frozen=True, kw_only=True)
class SignDraft:
    """A sign of life that is agreed upon, as a form holds it."""

    check_in_where: str
    check_in_due: datetime
    grace_minutes: int
    meanings: tuple[Meaning, ...]

    def planned(self, alarm: AlarmId, leg: LegId) -> CheckInPlanned:
        return CheckInPlanned(
            alarm=alarm,
            leg=leg,
            where=self.check_in_where,
            due_at=self.check_in_due,
            grace=self.grace_minutes,
            meanings=self.meanings,
        )


@dataclass(frozen=True, kw_only=True)
class BareLeg:
    mode: Mode
    from_area: str
    to_area: str
    leaves_at: datetime
    arrives_at: datetime

    def leg(self, leg: LegId) -> LegPlanned:
        return LegPlanned(
            leg=leg,
            mode=self.mode,
            from_area=self.from_area,
            to_area=self.to_area,
            leaves_at=self.leaves_at,
            arrives_at=self.arrives_at,
        )


@dataclass(frozen=True, kw_only=True)
class LegDraft(BareLeg, SignDraft):
    """One leg and its first sign of life, as a form holds them."""


def plan(  # noqa: PLR0913 - a way is all of these
    desk: Desk,
    case: ChainId,
    *,
    people: tuple[PersonId, ...],
    origin: str,
    goal: str,
    leg: LegDraft,
) -> JourneyFile:
    """A journey of one leg with one sign of life. Three steps that a restart completes.

    The alarm is set first: a journey without its alarm would be the worse half.
    """
    desk.door(Act.PLAN_JOURNEY)
    file = open_file(desk, case)
    casework.require_case(file.case)
    facts = _plan_facts(desk, file, people, (origin, goal), leg)
    set_alarms(desk, facts)
    chain = ChainId(new_uuid())
    planned = open_chain(desk, chain, facts)
    agree_with_case(desk, planned, file)
    return planned


def _plan_facts(
    desk: Desk,
    file: CaseFile,
    people: tuple[PersonId, ...],
    way: tuple[str, str],
    leg: LegDraft,
) -> list[JourneyFact]:
    origin, goal = way
    taken = {card.number for _chain, card in see_journeys(desk)}
    planned = travel.plan(
        Journey(),
        JourneyPlanned(
            journey=JourneyId(new_uuid()),
            number=free_number("J", taken, pick=random_below),
            case=file.chain,
            people=people,
            origin=origin,
            goal=goal,
        ),
        people=file.case.people,
    )
    journey, new = _told(desk, Journey(), planned), (LegId(new_uuid()), AlarmId(new_uuid()))
    return [planned, *plan_facts(desk, journey, *new, leg)]


def plan_facts(
    desk: Desk, journey: Journey, leg: LegId, alarm: AlarmId, draft: LegDraft
) -> list[JourneyFact]:
    planned = travel.plan_leg(journey, draft.leg(leg))
    sign = signs.plan_check_in(_told(desk, journey, planned), draft.planned(alarm, leg))
    return [planned, sign]


def _told(desk: Desk, journey: Journey, fact: JourneyFact) -> Journey:
    """The journey as it will be once this is written."""
    record: Recorded[JourneyFact] = Recorded(
        fact=fact,
        at=desk.clock(),
        by=desk.me,
        act=new_act(),
        height=len(journey.timeline),
    )
    return fold((*journey.timeline, record))


def start_leg(desk: Desk, chain: ChainId, leg: LegId) -> JourneyFile:
    now = desk.clock()
    draft = LegStarted(leg=leg, at=now)
    return write_journey(
        desk,
        chain,
        lambda journey: [travel.start_leg(journey, draft, now=now)],
        act=Act.PLAN_JOURNEY,
    )


def end_leg(desk: Desk, chain: ChainId, leg: LegId, *, how: LegEnd) -> JourneyFile:
    """The last leg's end closes the journey in its case."""
    now = desk.clock()
    draft = LegEnded(leg=leg, how=how, at=now)
    file = write_journey(
        desk,
        chain,
        lambda journey: [travel.end_leg(journey, draft, now=now)],
        act=Act.PLAN_JOURNEY,
    )
    close_when_over(desk, file)
    return file


def hear(
    desk: Desk,
    chain: ChainId,
    alarm: AlarmId,
    *,
    answer: Answer | None,
    verdict: Verdict,
) -> JourneyFile:
    """A sign of life. Only a fine one clears the alarm: duress and doubt keep it ringing."""
    at = desk.clock()
    draft = CheckInHeard(alarm=alarm, answer=answer, verdict=verdict, at=at)
    return write_heard(desk, chain, lambda journey: signs.hear_all(journey, draft, now=at))


def write_heard(
    desk: Desk, chain: ChainId, decide: Callable[[Journey], Sequence[JourneyFact]]
) -> JourneyFile:
    """Written down first, then the alarms of what came well are still."""
    file = write_journey(desk, chain, decide, act=Act.RECORD_CHECK_IN)
    settled = (one.planned.alarm for one in file.journey.check_ins if one.settled)
    stop_ringing(desk.stores.door, settled)
    return file


def take_alarm(desk: Desk, chain: ChainId, alarm: AlarmId) -> JourneyFile:
    """Somebody with keys has it in hand: the notices stop, the search goes on."""
    now = desk.clock()
    file = write_journey(
        desk,
        chain,
        lambda journey: [signs.take_alarm(journey, alarm, by=desk.me, now=now)],
        act=Act.TAKE_ALARM,
    )
    desk.stores.door.clear_alarms([alarm])
    return file


def print_plan(desk: Desk, chain: ChainId) -> JourneyFile:
    """The journal knows of the paper before it is made; the file returned ends with it."""
    desk.door(Act.SEE_JOURNEYS)
    travel.print_plan(open_journey(desk, chain).journey)
    note_as_member(desk, Exported(member=desk.me, chain=chain, what=Export.JOURNEY_PLAN))
    return write_journey(
        desk, chain, lambda journey: [travel.print_plan(journey)], act=Act.SEE_JOURNEYS
    )
