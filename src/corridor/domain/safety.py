"""How a person may safely be reached, and how soon somebody must act."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import assert_never
from zoneinfo import ZoneInfo

import msgspec
from msgspec.structs import replace

from corridor.base.ids import MemberId
from corridor.domain.errors import (
    EmptyFieldError,
    NotAChoiceError,
    NothingToSecondError,
    SecondIsFirstError,
    UnknownZoneError,
)
from corridor.domain.intake import Channel, Wish
from corridor.domain.records import Fact, Recorded
from corridor.domain.words import bounded, folded, line
from corridor.domain.zones import is_zone

DAY = 24 * 60


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
    never_say: tuple[str, ...]
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


class Urgency(msgspec.Struct, frozen=True, kw_only=True):
    """`firm` is the last level that stands without waiting for a second person."""

    assessed: Assessed
    by: MemberId | None
    at: datetime
    height: int
    until: datetime
    provisional: bool
    firm: Level

    def level(self, *, at: datetime) -> Level:
        """An assessment that has run out reads as unknown, never as what it once said."""
        return self.assessed.level if at < self.until else Level.UNKNOWN


class Safety(msgspec.Struct, frozen=True, kw_only=True):
    rules: ContactRulesSet | None = None
    urgency: Urgency | None = None

    def level(self, *, at: datetime) -> Level:
        return self.urgency.level(at=at) if self.urgency else Level.UNKNOWN


RINGS = (Channel.PHONE, Channel.MESSENGER, Channel.EMAIL)
PROVISIONAL_FOR = timedelta(hours=12)
VALID_FOR = {
    Level.HOURS: timedelta(days=1),
    Level.DAYS: timedelta(days=3),
    Level.WEEKS: timedelta(days=14),
    Level.UNKNOWN: timedelta(days=1),
}
_RANK = {Level.UNKNOWN: 0, Level.WEEKS: 1, Level.DAYS: 2, Level.HOURS: 3}
_WISHED = {
    Wish.HOURS: Level.HOURS,
    Wish.DAYS: Level.DAYS,
    Wish.CAN_WAIT: Level.WEEKS,
    Wish.UNSAID: Level.UNKNOWN,
}
_AT_ONCE = frozenset(
    {
        Reason.HELD_NOW,
        Reason.SEARCHED_FOR,
        Reason.EXPECTED_SOON,
        Reason.THREAT_TO_LIFE,
        Reason.TOLD_TO_RETURN,
        Reason.WHEREABOUTS_KNOWN,
        Reason.FORCED_MARRIAGE,
        Reason.SELF_HARM,
    }
)


def told(safety: Safety, record: Recorded[Fact], fact: SafetyFact) -> Safety:
    match fact:
        case ContactRulesSet():
            return replace(safety, rules=fact)
        case Assessed():
            return replace(safety, urgency=_urgency(safety, record, fact))
        case AssessmentSeconded():
            return replace(safety, urgency=_seconded(safety.urgency, record, fact))
        case _:
            assert_never(fact)


def _urgency(safety: Safety, record: Recorded[Fact], fact: Assessed) -> Urgency:
    before = safety.urgency
    return Urgency(
        assessed=fact,
        by=record.by,
        at=record.at,
        height=record.height,
        until=fact.until,
        provisional=fact.provisional,
        firm=before.firm if before and fact.provisional else fact.level,
    )


def _seconded(
    urgency: Urgency | None, record: Recorded[Fact], fact: AssessmentSeconded
) -> Urgency | None:
    if urgency is None or urgency.height != fact.height or urgency.by == record.by:
        return urgency
    return replace(urgency, provisional=False, until=fact.until, firm=urgency.assessed.level)


def suggest(*, wish: Wish, reasons: tuple[Reason, ...]) -> Level:
    """The most urgent of what the person wished and what the reasons call for."""
    called = (Level.HOURS if reason in _AT_ONCE else Level.DAYS for reason in reasons)
    return max((_WISHED[wish], *called), key=_RANK.__getitem__)


def assess(safety: Safety, draft: Assessed, *, by: MemberId, at: datetime) -> Assessed:
    """The first level is free. A lower one needs words, and holds only with a second person."""
    words = bounded(draft.words, field="words")
    if draft.second == by:
        raise SecondIsFirstError
    lowered = _lowers(safety, to=draft.level)
    if lowered and not words:
        raise EmptyFieldError("words")
    provisional = lowered and draft.second is None
    until = at + (PROVISIONAL_FOR if provisional else VALID_FOR[draft.level])
    return replace(draft, words=words, provisional=provisional, until=until)


def _lowers(safety: Safety, *, to: Level) -> bool:
    before = safety.urgency
    return before is not None and _RANK[to] < _RANK[before.firm]


def second(safety: Safety, *, by: MemberId, at: datetime) -> AssessmentSeconded:
    urgency = safety.urgency
    if urgency is None or not urgency.provisional:
        raise NothingToSecondError
    if urgency.by == by:
        raise SecondIsFirstError
    until = at + VALID_FOR[urgency.assessed.level]
    return AssessmentSeconded(height=urgency.height, until=until)


def set_rules(draft: ContactRulesSet) -> ContactRulesSet:
    if not is_zone(draft.zone):
        raise UnknownZoneError("zone")
    if any(channel not in RINGS for channel in draft.channels):
        raise NotAChoiceError("channels")
    if not all(0 <= one.start < DAY and 0 <= one.end <= DAY for one in draft.hours):
        raise NotAChoiceError("hours")
    words = tuple(line(word, field="never_say") for word in draft.never_say)
    return replace(draft, never_say=words, how=bounded(draft.how, field="how"))


def may_ring(rules: ContactRulesSet | None, *, at: datetime, channel: Channel) -> bool:
    """An answer behind the code may always be posted; what rings needs leave and its hour."""
    if channel not in RINGS:
        return True
    if rules is None or channel not in rules.channels:
        return False
    local = at.astimezone(ZoneInfo(rules.zone))
    minute = local.hour * 60 + local.minute
    return any(_within(hours, minute) for hours in rules.hours)


def _within(hours: SafeHours, minute: int) -> bool:
    if hours.start <= hours.end:
        return hours.start <= minute < hours.end
    return minute >= hours.start or minute < hours.end


def never_said(rules: ContactRulesSet | None, text: str) -> tuple[str, ...]:
    """Which of the words to avoid stand in `text`, in any case and with any accents."""
    if rules is None:
        return ()
    found = folded(text)
    return tuple(word for word in rules.never_say if folded(word) in found)
