"""How a person may safely be reached, and how soon somebody must act."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import msgspec
from msgspec.structs import replace

from corridor.domain import triage
from corridor.domain.errors import NotAChoiceError, UnknownZoneError
from corridor.domain.factors import Level
from corridor.domain.intake import Channel
from corridor.domain.records import Fact, Recorded
from corridor.domain.triage import TriageFact, Urgency
from corridor.domain.words import bounded, folded, line
from corridor.domain.zones import is_zone

DAY = 24 * 60


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


SafetyFact = ContactRulesSet | TriageFact


class Safety(msgspec.Struct, frozen=True, kw_only=True):
    rules: ContactRulesSet | None = None
    urgency: Urgency | None = None

    def level(self, *, at: datetime) -> Level:
        return self.urgency.level(at=at) if self.urgency else Level.UNKNOWN


RINGS = (Channel.PHONE, Channel.MESSENGER, Channel.EMAIL)


def told(safety: Safety, record: Recorded[Fact], fact: SafetyFact) -> Safety:
    match fact:
        case ContactRulesSet():
            return replace(safety, rules=fact)
        case _:
            return replace(safety, urgency=triage.told(safety.urgency, record, fact))


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


def never_said_places(rules: ContactRulesSet | None, text: str) -> tuple[tuple[int, int], ...]:
    """Where they stand in `text` as it was written: beginnings and ends, in order."""
    if rules is None:
        return ()
    signs = _folded_signs(text)
    plain = "".join(sign for sign, _ in signs)
    wanted = (folded(word) for word in rules.never_say)
    found = {
        (signs[begin][1], signs[begin + len(word) - 1][1] + 1)
        for word in wanted
        if word
        for begin in _beginnings(plain, word)
    }
    return tuple(sorted(found))


def _folded_signs(text: str) -> list[tuple[str, int]]:
    """Each sign as it is compared, and where it came from; many spaces are one."""
    signs: list[tuple[str, int]] = []
    for place, sign in enumerate(text):
        if not sign.isspace():
            signs += [(part, place) for part in folded(sign)]
        elif not signs or signs[-1][0] != " ":
            signs.append((" ", place))
    return signs


def _beginnings(text: str, word: str) -> Iterator[int]:
    place = text.find(word)
    while place >= 0:
        yield place
        place = text.find(word, place + 1)
