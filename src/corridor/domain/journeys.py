"""Ways from one place to another: legs, check-ins, and what silence means."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from functools import reduce
from typing import assert_never

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
from corridor.domain import access
from corridor.domain.access import AccessFact
from corridor.domain.intake import Answer
from corridor.domain.records import Fact, Recorded, Unknown


class Mode(StrEnum):
    PRIVATE_CAR = "private_car"
    HIRED_CAR = "hired_car"
    BUS = "bus"
    TRAIN = "train"
    FLIGHT = "flight"
    FERRY = "ferry"
    ON_FOOT = "on_foot"


class Verdict(StrEnum):
    """What an answer means. Only people with keys ever read it."""

    FINE = "fine"
    DURESS = "duress"
    UNCLEAR = "unclear"


class LegEnd(StrEnum):
    ARRIVED = "arrived"
    TURNED_BACK = "turned_back"
    ABORTED = "aborted"
    STOPPED = "stopped"
    NOT_KNOWN = "not_known"


class Meaning(msgspec.Struct, frozen=True, kw_only=True):
    answer: Answer
    verdict: Verdict


class JourneyPlanned(Fact, frozen=True, kw_only=True, tag="journey_planned/1"):
    """`case` is the case's chain; `origin` and `goal` are words for areas, not addresses."""

    journey: JourneyId
    number: str
    case: ChainId
    people: tuple[PersonId, ...]
    origin: str
    goal: str


class LegPlanned(Fact, frozen=True, kw_only=True, tag="leg_planned/1"):
    leg: LegId
    mode: Mode
    from_area: str
    to_area: str
    leaves_at: datetime
    arrives_at: datetime


class CheckInPlanned(Fact, frozen=True, kw_only=True, tag="check_in_planned/1"):
    alarm: AlarmId
    leg: LegId
    where: str
    due_at: datetime
    grace: int
    meanings: tuple[Meaning, ...]


class LegStarted(Fact, frozen=True, kw_only=True, tag="leg_started/1"):
    leg: LegId
    at: datetime


class CheckInHeard(Fact, frozen=True, kw_only=True, tag="check_in_heard/1"):
    """`answer` is None when the sign of life came another way; then a worker judges."""

    alarm: AlarmId
    answer: Answer | None
    verdict: Verdict
    at: datetime


class CheckInMissed(Fact, frozen=True, kw_only=True, tag="check_in_missed/1"):
    alarm: AlarmId


class AlarmTaken(Fact, frozen=True, kw_only=True, tag="alarm_taken/1"):
    """Taking an alarm stops the notices, not the search."""

    alarm: AlarmId
    by: MemberId


class LegEnded(Fact, frozen=True, kw_only=True, tag="leg_ended/1"):
    leg: LegId
    how: LegEnd
    at: datetime


class JourneyNoted(Fact, frozen=True, kw_only=True, tag="journey_noted/1"):
    text: str


TravelFact = (
    JourneyPlanned
    | LegPlanned
    | CheckInPlanned
    | LegStarted
    | CheckInHeard
    | CheckInMissed
    | AlarmTaken
    | LegEnded
    | JourneyNoted
)
JourneyFact = TravelFact | AccessFact


class Leg(msgspec.Struct, frozen=True, kw_only=True):
    planned: LegPlanned
    started_at: datetime | None = None
    ended_at: datetime | None = None
    how: LegEnd | None = None

    @property
    def under_way(self) -> bool:
        return self.started_at is not None and self.ended_at is None


class CheckInState(StrEnum):
    LATER = "later"
    DUE = "due"
    OVERDUE = "overdue"
    CAME = "came"
    WORRYING = "worrying"


class CheckIn(msgspec.Struct, frozen=True, kw_only=True):
    """`heard` is the last sign of life; `taken_by` holds the alarm in hand."""

    planned: CheckInPlanned
    heard: CheckInHeard | None = None
    missed_at: datetime | None = None
    taken_by: MemberId | None = None

    @property
    def alarm_at(self) -> datetime:
        return self.planned.due_at + timedelta(minutes=self.planned.grace)

    @property
    def settled(self) -> bool:
        return self.heard is not None and self.heard.verdict is Verdict.FINE

    def state(self, *, at: datetime) -> CheckInState:
        if self.heard is not None:
            return CheckInState.CAME if self.settled else CheckInState.WORRYING
        if self.missed_at is not None or at >= self.alarm_at:
            return CheckInState.OVERDUE
        return CheckInState.DUE if at >= self.planned.due_at else CheckInState.LATER

    def alarming(self, *, at: datetime) -> bool:
        return self.state(at=at) in {CheckInState.OVERDUE, CheckInState.WORRYING}

    def verdict(self, answer: Answer) -> Verdict:
        """What was not agreed upon means nothing sure."""
        agreed = {one.answer: one.verdict for one in self.planned.meanings}
        return agreed.get(answer, Verdict.UNCLEAR)


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
    compartments: frozenset[CompartmentId] = frozenset()
    timeline: tuple[Recorded[JourneyFact], ...] = ()

    @property
    def state(self) -> JourneyState:
        if self.legs and all(leg.ended_at is not None for leg in self.legs):
            return JourneyState.OVER
        started = any(leg.started_at is not None for leg in self.legs)
        return JourneyState.UNDER_WAY if started else JourneyState.PLANNED

    def leg(self, leg: LegId) -> Leg | None:
        return next((one for one in self.legs if one.planned.leg == leg), None)

    def check_in(self, alarm: AlarmId) -> CheckIn | None:
        return next((one for one in self.check_ins if one.planned.alarm == alarm), None)

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
        case LegPlanned() | LegStarted() | LegEnded():
            return replace(journey, legs=_legs(journey, fact))
        case _:
            return replace(journey, check_ins=_check_ins(journey, record, fact))


def _legs(journey: Journey, fact: LegPlanned | LegStarted | LegEnded) -> tuple[Leg, ...]:
    known = journey.leg(fact.leg)
    if known is None:
        new = (Leg(planned=fact),) if isinstance(fact, LegPlanned) else ()
        legs = (*journey.legs, *new)
    else:
        changed = _leg(known, fact)
        legs = tuple(changed if one is known else one for one in journey.legs)
    return tuple(sorted(legs, key=lambda leg: leg.planned.leaves_at))


def _leg(leg: Leg, fact: LegPlanned | LegStarted | LegEnded) -> Leg:
    match fact:
        case LegPlanned():
            return replace(leg, planned=fact)
        case LegStarted():
            return replace(leg, started_at=fact.at)
        case LegEnded():
            return replace(leg, ended_at=fact.at, how=fact.how)
        case _:
            assert_never(fact)


CheckInFact = CheckInPlanned | CheckInHeard | CheckInMissed | AlarmTaken


def _check_ins(
    journey: Journey, record: Recorded[JourneyFact], fact: CheckInFact
) -> tuple[CheckIn, ...]:
    known = journey.check_in(fact.alarm)
    if known is None:
        new = (CheckIn(planned=fact),) if isinstance(fact, CheckInPlanned) else ()
        found = (*journey.check_ins, *new)
    else:
        changed = _check_in(known, record, fact)
        found = tuple(changed if one is known else one for one in journey.check_ins)
    return tuple(sorted(found, key=lambda one: one.planned.due_at))


def _check_in(check_in: CheckIn, record: Recorded[JourneyFact], fact: CheckInFact) -> CheckIn:
    match fact:
        case CheckInPlanned():
            return replace(check_in, planned=fact)
        case CheckInHeard():
            return replace(check_in, heard=fact)
        case CheckInMissed():
            return replace(check_in, missed_at=check_in.missed_at or record.at)
        case AlarmTaken():
            return replace(check_in, taken_by=fact.by)
        case _:
            assert_never(fact)
