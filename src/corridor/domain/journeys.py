"""Ways from one place to another: their legs, and the signs of life on them."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from functools import reduce

import msgspec
from msgspec.structs import replace

from corridor.base.ids import (
    AlarmId,
    ChainId,
    CompartmentId,
    JourneyId,
    LegId,
    MemberId,
    PersonId,
)
from corridor.domain import access, check_ins, legs
from corridor.domain.access import AccessFact
from corridor.domain.check_ins import (
    AlarmTaken,
    CheckIn,
    CheckInHeard,
    CheckInMissed,
    CheckInPlanned,
    NoticesTold,
)
from corridor.domain.legs import (
    Leg,
    LegCalledOff,
    LegCleared,
    LegEnded,
    LegFact,
    LegHeld,
    LegPlanned,
    LegReplanned,
    LegStarted,
)
from corridor.domain.records import Fact, Recorded, Unknown


class JourneyPlanned(Fact, frozen=True, kw_only=True, tag="journey_planned/1"):
    """`case` is the case's chain; `origin` and `goal` are words for areas, not addresses."""

    journey: JourneyId
    number: str
    case: ChainId
    people: tuple[PersonId, ...]
    origin: str
    goal: str


class JourneyNoted(Fact, frozen=True, kw_only=True, tag="journey_noted/1"):
    text: str


class PlanPrinted(Fact, frozen=True, kw_only=True, tag="plan_printed/1"):
    """The plan was put on paper: each copy has a number."""

    copy: int


TravelFact = (
    JourneyPlanned
    | LegPlanned
    | LegReplanned
    | LegHeld
    | LegCleared
    | LegCalledOff
    | CheckInPlanned
    | LegStarted
    | CheckInHeard
    | CheckInMissed
    | AlarmTaken
    | NoticesTold
    | LegEnded
    | JourneyNoted
    | PlanPrinted
)
JourneyFact = TravelFact | AccessFact


class JourneyState(StrEnum):
    PLANNED = "planned"
    UNDER_WAY = "under_way"
    OVER = "over"


class JourneyNote(msgspec.Struct, frozen=True, kw_only=True):
    text: str
    at: datetime
    by: MemberId | None


class Journey(msgspec.Struct, frozen=True, kw_only=True):
    planned: JourneyPlanned | None = None
    legs: tuple[Leg, ...] = ()
    check_ins: tuple[CheckIn, ...] = ()
    notes: tuple[JourneyNote, ...] = ()
    copies: int = 0
    compartments: frozenset[CompartmentId] = frozenset()
    timeline: tuple[Recorded[JourneyFact], ...] = ()

    @property
    def state(self) -> JourneyState:
        if self.legs and all(leg.ended_at is not None for leg in self.legs):
            return JourneyState.OVER
        started = any(leg.started_at is not None for leg in self.legs)
        return JourneyState.UNDER_WAY if started else JourneyState.PLANNED

    @property
    def awaited(self) -> CheckIn | None:
        """The first sign of life that has not come well; what did not come stays first."""
        return next((one for one in self.check_ins if one.awaited), None)

    def leg(self, leg: LegId) -> Leg | None:
        return next((one for one in self.legs if one.planned.leg == leg), None)

    def check_in(self, alarm: AlarmId) -> CheckIn | None:
        return next((one for one in self.check_ins if one.planned.alarm == alarm), None)

    def on_leg(self, leg: LegId) -> tuple[CheckIn, ...]:
        return tuple(one for one in self.check_ins if one.planned.leg == leg)

    def alarms(self, *, at: datetime) -> tuple[CheckIn, ...]:
        return tuple(one for one in self.check_ins if one.alarming(at=at))


def fold(records: Iterable[Recorded[JourneyFact]]) -> Journey:
    timeline = tuple(records)
    return replace(reduce(_told, timeline, Journey()), timeline=timeline)


def _told(journey: Journey, record: Recorded[JourneyFact]) -> Journey:
    fact = record.fact
    if isinstance(fact, Unknown):
        return journey
    if isinstance(fact, AccessFact):
        return replace(journey, compartments=access.told(journey.compartments, fact))
    return _travelled(journey, record, fact)


def _travelled(journey: Journey, record: Recorded[JourneyFact], fact: TravelFact) -> Journey:
    match fact:
        case JourneyPlanned():
            return replace(journey, planned=fact)
        case JourneyNoted():
            note = JourneyNote(text=fact.text, at=record.at, by=record.by)
            return replace(journey, notes=(*journey.notes, note))
        case PlanPrinted():
            return replace(journey, copies=fact.copy)
        case CheckInPlanned() | CheckInHeard() | CheckInMissed() | AlarmTaken() | NoticesTold():
            told = check_ins.told(journey.check_ins, fact, at=record.at)
            return replace(journey, check_ins=told)
        case _:
            return _moved(journey, record, fact)


def _moved(journey: Journey, record: Recorded[JourneyFact], fact: LegFact) -> Journey:
    moved = replace(journey, legs=legs.told(journey.legs, fact, at=record.at, by=record.by))
    if isinstance(fact, LegCalledOff):
        return replace(moved, check_ins=check_ins.drop(journey.check_ins, fact.leg))
    return moved
