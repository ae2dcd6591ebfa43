"""Ways from one place to another: legs, check-ins, and what silence means."""

from datetime import datetime
from enum import StrEnum

import msgspec

from corridor.base.ids import AlarmId, ChainId, JourneyId, LegId, MemberId, PersonId
from corridor.domain.access import AccessFact
from corridor.domain.intake import Answer
from corridor.domain.records import Fact


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
