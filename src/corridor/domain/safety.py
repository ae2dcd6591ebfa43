"""How a person may safely be reached, and how soon somebody must act."""

from datetime import datetime
from enum import StrEnum

import msgspec

from corridor.base.ids import MemberId
from corridor.domain.intake import Channel
from corridor.domain.records import Fact


class Level(StrEnum):
    HOURS = "hours"
    DAYS = "days"
    WEEKS = "weeks"
    UNKNOWN = "unknown"


class Reason(StrEnum):
    """What raises urgency. Shown one by one: no sum and no score decides about a person."""

    HELD_NOW = "held_now"
    SEARCHED_FOR = "searched_for"
    EXPECTED_SOON = "expected_soon"
    THREAT_TO_LIFE = "threat_to_life"
    TOLD_TO_RETURN = "told_to_return"
    WHEREABOUTS_KNOWN = "whereabouts_known"
    FORCED_MARRIAGE = "forced_marriage"
    SELF_HARM = "self_harm"
    FAMILY_KNOWS = "family_knows"
    NAMED_BY_ANOTHER = "named_by_another"
    PHONE_TAKEN = "phone_taken"
    BLACKMAIL = "blackmail"
    WANTED = "wanted"
    RELEASED_ON_TERMS = "released_on_terms"
    CHILD_ALONE = "child_alone"
    STAY_ENDS = "stay_ends"
    PAPERS_TAKEN = "papers_taken"
    NOWHERE_TO_GO = "nowhere_to_go"
    RARELY_REACHABLE = "rarely_reachable"
    ILLNESS = "illness"


class SafeHours(msgspec.Struct, frozen=True, kw_only=True):
    """Minutes after midnight where the person is; may run past midnight ("23:00 to 02:00")."""

    start: int
    end: int


class ContactRulesSet(Fact, frozen=True, kw_only=True, tag="contact_rules_set/1"):
    """`channels` are the ringing ones that may be used at all, `hours` when."""

    channels: tuple[Channel, ...]
    hours: tuple[SafeHours, ...]
    zone: str
    never_say: str
    how: str


class Assessed(Fact, frozen=True, kw_only=True, tag="assessed/1"):
    """What was suggested and what a person chose are both kept."""

    level: Level
    suggested: Level
    reasons: tuple[Reason, ...]
    words: str
    second: MemberId | None
    provisional: bool
    until: datetime


class AssessmentSeconded(Fact, frozen=True, kw_only=True, tag="assessment_seconded/1"):
    """A second member agrees with the provisional assessment at `height`."""

    height: int
    until: datetime


SafetyFact = ContactRulesSet | Assessed | AssessmentSeconded
