"""Ringing outside a person's rules: never by one member alone.

One asks with a reason, another agrees in a session of their own; for half a day the way that
they agreed on may then be used. A reply behind the code needs none of this.
"""

from datetime import datetime, timedelta
from typing import Final, assert_never

import msgspec
from msgspec.structs import replace

from corridor.base.ids import MemberId
from corridor.domain.errors import (
    NotAChoiceError,
    NothingToSecondError,
    SecondIsFirstError,
)
from corridor.domain.intake import Channel, Dialogue, ReachRules, Way
from corridor.domain.records import Fact, Recorded
from corridor.domain.safety import RINGS, ContactRulesSet, may_ring, never_said
from corridor.domain.words import bounded, needed

HOLDS_FOR: Final = timedelta(hours=12)


class RingAsked(Fact, frozen=True, kw_only=True, tag="ring_asked/1"):
    """A member wants to ring on this way all the same. `said` is what would be said or sent."""

    way: Channel
    why: str
    said: str


class RingAgreed(Fact, frozen=True, kw_only=True, tag="ring_agreed/1"):
    """A second member agrees with what was asked at `height`."""

    height: int


RingingFact = RingAsked | RingAgreed


class Ring(msgspec.Struct, frozen=True, kw_only=True):
    asked: RingAsked
    by: MemberId | None
    at: datetime
    height: int
    agreed_by: MemberId | None = None
    agreed_at: datetime | None = None

    def waits(self, *, at: datetime) -> bool:
        return self.agreed_at is None and at < self.at + HOLDS_FOR

    def allows(self, way: Channel, *, at: datetime) -> bool:
        """From the minute in which the second agreed: hours are typed without seconds."""
        if self.agreed_at is None or self.asked.way is not way:
            return False
        begins = self.agreed_at.replace(second=0, microsecond=0)
        return begins <= at < self.agreed_at + HOLDS_FOR


Rings = tuple[Ring, ...]


def told(rings: Rings, record: Recorded[Fact], fact: RingingFact) -> Rings:
    match fact:
        case RingAsked():
            asked = Ring(asked=fact, by=record.by, at=record.at, height=record.height)
            return (*rings, asked)
        case RingAgreed():
            return tuple(_agreed(one, record, fact) for one in rings)
        case _:
            assert_never(fact)


def _agreed(ring: Ring, record: Recorded[Fact], fact: RingAgreed) -> Ring:
    """Who asked does not count as the second, and nobody agrees when it is too late."""
    if ring.height != fact.height or ring.by == record.by or not ring.waits(at=record.at):
        return ring
    return replace(ring, agreed_by=record.by, agreed_at=record.at)


def ask(draft: RingAsked) -> RingAsked:
    if draft.way not in RINGS:
        raise NotAChoiceError("way")
    why = needed(draft.why, field="why")
    return replace(draft, why=why, said=bounded(draft.said, field="said"))


def agree(rings: Rings, *, height: int, by: MemberId, at: datetime) -> RingAgreed:
    ring = next((one for one in rings if one.height == height), None)
    if ring is None or not ring.waits(at=at):
        raise NothingToSecondError
    if ring.by == by:
        raise SecondIsFirstError
    return RingAgreed(height=height)


def is_unsafe(
    rules: ContactRulesSet | None,
    *,
    way: Channel,
    at: datetime,
    said: str = "",
    only_here: bool = False,
) -> bool:
    """Whether it breaks a rule: way and hour, a word never to use, or the person's own no."""
    if way not in RINGS:
        return False
    late = only_here or not may_ring(rules, at=at, channel=way)
    return late or bool(never_said(rules, said))


def with_theirs(
    rules: ContactRulesSet | None, theirs: ReachRules | None
) -> ContactRulesSet | None:
    """The desk's own rules, and every word that the person asked never to use."""
    if theirs is None or not theirs.avoid:
        return rules
    known = rules or ContactRulesSet(channels=(), hours=(), zone="UTC", never_say=(), how="")
    return replace(known, never_say=tuple(dict.fromkeys((*known.never_say, *theirs.avoid))))


def only_behind_the_code(dialogue: Dialogue | None, *, rules_since: datetime | None) -> bool:
    """What the person says on their page counts over older rules of the desk."""
    if dialogue is None:
        return False
    said = [one for one in dialogue.timeline if isinstance(one.fact, ReachRules)]
    if not said or not isinstance(said[-1].fact, ReachRules):
        return False
    newer = rules_since is None or said[-1].at > rules_since
    return newer and said[-1].fact.way is Way.ONLY_HERE
