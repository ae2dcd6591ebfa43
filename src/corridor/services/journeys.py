"""Journeys: plan a way, watch for signs of life, take an alarm. Hours stay in this room."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from corridor.base.ids import AlarmId, ChainId, JourneyId, LegId, PersonId
from corridor.crypto.random import new_uuid, random_below
from corridor.domain import casework, travel
from corridor.domain.cases import CaseFact, JourneyClosed, JourneyOpened
from corridor.domain.intake import Answer
from corridor.domain.journeys import (
    CheckInHeard,
    CheckInPlanned,
    Journey,
    JourneyFact,
    JourneyPlanned,
    JourneyState,
    LegEnd,
    LegEnded,
    LegPlanned,
    LegStarted,
    Meaning,
    Mode,
    Verdict,
    fold,
)
from corridor.domain.policy import Act
from corridor.domain.records import Recorded
from corridor.ledger.store import Alarm
from corridor.services.asking import RELOCATION_GROUP
from corridor.services.casefiles import CaseFile, open_file, write_file
from corridor.services.collecting import free_number
from corridor.services.desk import Desk, new_act
from corridor.services.journey_files import (
    JourneyFile,
    open_chain,
    see_journeys,
    write_journey,
)

MISSED = 1
BLUR_MINUTES = 3


@dataclass(frozen=True, kw_only=True)
class LegDraft:
    """One leg and its sign of life, as a form holds them."""

    mode: Mode
    from_area: str
    to_area: str
    leaves_at: datetime
    arrives_at: datetime
    check_in_where: str
    check_in_due: datetime
    grace_minutes: int
    meanings: tuple[Meaning, ...]


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
    _set_alarm(desk, facts)
    chain = ChainId(new_uuid())
    planned = open_chain(desk, chain, facts)
    agree_with_case(desk, planned, file)
    return planned


def agree_with_case(desk: Desk, file: JourneyFile, case: CaseFile) -> None:
    """The case names the ways that are open, and its person's words wake somebody meanwhile.

    The steps that a restart may have cut off; nothing is written where nothing is missing.
    """
    over, named = file.journey.state is JourneyState.OVER, file.chain in case.case.journeys
    if over and named:
        _close_in_case(desk, file)
    if not over and not named:
        if case.talk is not None:
            desk.stores.door.set_wakes(case.talk.history.chain, wakes=True)
        opened = JourneyOpened(journey=file.chain)
        write_file(desk, case.chain, lambda _file: [opened], act=Act.PLAN_JOURNEY)


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
    journey = _told(desk, Journey(), planned)
    leg_planned = travel.plan_leg(
        journey,
        LegPlanned(
            leg=LegId(new_uuid()),
            mode=leg.mode,
            from_area=leg.from_area,
            to_area=leg.to_area,
            leaves_at=leg.leaves_at,
            arrives_at=leg.arrives_at,
        ),
    )
    check_in = travel.plan_check_in(
        _told(desk, journey, leg_planned),
        CheckInPlanned(
            alarm=AlarmId(new_uuid()),
            leg=leg_planned.leg,
            where=leg.check_in_where,
            due_at=leg.check_in_due,
            grace=leg.grace_minutes,
            meanings=leg.meanings,
        ),
    )
    return [planned, leg_planned, check_in]


def _told(desk: Desk, journey: Journey, fact: JourneyFact) -> Journey:
    record: Recorded[JourneyFact] = Recorded(
        fact=fact,
        at=desk.clock(),
        by=desk.me,
        act=new_act(),
        height=len(journey.timeline),
    )
    return fold((*journey.timeline, record))


def _set_alarm(desk: Desk, facts: Sequence[JourneyFact]) -> None:
    """Due when the grace ends, blurred only earlier. The row says nothing else."""
    for fact in facts:
        if isinstance(fact, CheckInPlanned):
            minute = int(fact.due_at.timestamp()) // 60 + fact.grace
            due = minute - random_below(BLUR_MINUTES)
            desk.stores.door.raise_alarm(
                Alarm(
                    alarm=fact.alarm,
                    due=due,
                    level=MISSED,
                    group=RELOCATION_GROUP,
                    next_at=due,
                )
            )


def start_leg(desk: Desk, chain: ChainId, leg: LegId) -> JourneyFile:
    now = desk.clock()
    draft = LegStarted(leg=leg, at=now)
    return write_journey(
        desk,
        chain,
        lambda journey: travel.start_leg(journey, draft, now=now),
        act=Act.PLAN_JOURNEY,
    )


def end_leg(desk: Desk, chain: ChainId, leg: LegId, *, how: LegEnd) -> JourneyFile:
    """The last leg's end closes the journey in its case."""
    now = desk.clock()
    draft = LegEnded(leg=leg, how=how, at=now)
    file = write_journey(
        desk,
        chain,
        lambda journey: travel.end_leg(journey, draft, now=now),
        act=Act.PLAN_JOURNEY,
    )
    if file.journey.state is JourneyState.OVER:
        _close_in_case(desk, file)
    return file


def _close_in_case(desk: Desk, file: JourneyFile) -> None:
    def decide(case: CaseFile) -> list[CaseFact]:
        open_still = file.chain in case.case.journeys
        return [JourneyClosed(journey=file.chain)] if open_still else []

    write_file(desk, file.planned.case, decide, act=Act.PLAN_JOURNEY)


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
    return write_heard(
        desk, chain, CheckInHeard(alarm=alarm, answer=answer, verdict=verdict, at=at)
    )


def write_heard(desk: Desk, chain: ChainId, draft: CheckInHeard) -> JourneyFile:
    """The public face may run on another machine, whose clock is a little ahead."""
    now = max(desk.clock(), draft.at)
    file = write_journey(
        desk,
        chain,
        lambda journey: travel.hear(journey, draft, now=now),
        act=Act.RECORD_CHECK_IN,
    )
    check_in = file.journey.check_in(draft.alarm)
    if check_in is not None and check_in.settled:
        desk.stores.door.clear_alarms([draft.alarm])
    return file


def take_alarm(desk: Desk, chain: ChainId, alarm: AlarmId) -> JourneyFile:
    """Somebody with keys has it in hand: the notices stop, the search goes on."""
    now = desk.clock()
    file = write_journey(
        desk,
        chain,
        lambda journey: travel.take_alarm(journey, alarm, by=desk.me, now=now),
        act=Act.TAKE_ALARM,
    )
    desk.stores.door.clear_alarms([alarm])
    return file
