"""The dialogue with a person in danger. Their receipt opens it: nothing internal is here."""

from enum import StrEnum

from corridor.base.ids import AlarmId
from corridor.domain.records import Fact


class Wish(StrEnum):
    """How soon, in the asker's own eyes. A wish; the first assessment is a worker's."""

    HOURS = "hours"
    DAYS = "days"
    CAN_WAIT = "can_wait"
    UNSAID = "unsaid"


class Who(StrEnum):
    ME = "me"
    ME_AND_OTHERS = "me_and_others"
    SOMEONE_ELSE = "someone_else"
    DISAPPEARED = "disappeared"
    UNSAID = "unsaid"


class SaidPlace(StrEnum):
    UNSAID = "unsaid"
    UNKNOWN = "unknown"
    REGION = "region"
    COUNTRY = "country"
    ABROAD = "abroad"


class Channel(StrEnum):
    PAGE = "page"
    PHONE = "phone"
    MESSENGER = "messenger"
    EMAIL = "email"
    PARTNER = "partner"
    WALK_IN = "walk_in"


class Answer(StrEnum):
    """Three ordinary sentences. What each of them means is agreed in the journey, not here."""

    A = "a"
    B = "b"
    C = "c"


class Way(StrEnum):
    ONLY_HERE = "only_here"
    ALSO_RING = "also_ring"


class Eyes(StrEnum):
    """Who else opens the person's phone."""

    NOBODY = "nobody"
    SOMEONE = "someone"
    UNSAID = "unsaid"


class Asked(Fact, frozen=True, kw_only=True, tag="asked/1"):
    language: str
    soon: Wish
    who: Who
    what: str
    place: SaidPlace
    channel: Channel
    person_key: bytes
    alarm: AlarmId | None


class Said(Fact, frozen=True, kw_only=True, tag="said/1"):
    text: str


class CheckedIn(Fact, frozen=True, kw_only=True, tag="checked_in/1"):
    answer: Answer
    alarm: AlarmId | None


class ReachRules(Fact, frozen=True, kw_only=True, tag="reach_rules/1"):
    way: Way
    eyes: Eyes
    how: str


class Withdrawn(Fact, frozen=True, kw_only=True, tag="withdrawn/1"):
    pass


DialogueFact = Asked | Said | CheckedIn | ReachRules | Withdrawn
