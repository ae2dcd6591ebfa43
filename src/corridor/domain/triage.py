"""How soon somebody must act, as a worker judged it, and who else has to agree to less.

A first assessment may set any level, and anybody may raise one. Less than what stands firm
needs words and a second person. Until that person has agreed,

- it orders nothing while colleagues are on shift (`PROPOSED`): what stood firm still does;
- for a worker who is alone on shift it holds at once (`PROVISIONAL`), for twelve hours in all,
  and then falls back to what stood firm.

Whatever has run out reads as unknown, never as what it once said.
"""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, assert_never

import msgspec
from msgspec.structs import replace

from corridor.base.ids import MemberId
from corridor.domain.errors import EmptyFieldError, NothingToSecondError, SecondIsFirstError
from corridor.domain.factors import RANK, Level, Reason, Weighed, valid_for, weigh
from corridor.domain.records import Fact, Recorded
from corridor.domain.words import bounded

PROVISIONAL_FOR: Final = timedelta(hours=12)


class Standing(StrEnum):
    HOLDS = "holds"
    PROPOSED = "proposed"
    PROVISIONAL = "provisional"


class EarlierAssessed(Fact, frozen=True, kw_only=True, tag="assessed/1"):
    """As releases wrote it in which a second person had only to be named."""

    level: Level
    suggested: Level
    reasons: tuple[Reason, ...]
    words: str
    second: MemberId | None
    provisional: bool
    until: datetime


class Assessed(Fact, frozen=True, kw_only=True, tag="assessed/2"):
    """What was suggested and what a person chose are both kept. `second` was asked to agree."""

    level: Level
    suggested: Level
    reasons: tuple[Reason, ...]
    words: str
    until: datetime
    weighed: Weighed = Weighed()
    second: MemberId | None = None
    standing: Standing = Standing.HOLDS


class AssessmentSeconded(Fact, frozen=True, kw_only=True, tag="assessment_seconded/1"):
    """A second member agrees with the assessment at `height`."""

    height: int
    until: datetime


TriageFact = EarlierAssessed | Assessed | AssessmentSeconded


class Urgency(msgspec.Struct, frozen=True, kw_only=True):
    """`firm` stands without a second person; `lent_until` ends what one alone may lower."""

    assessed: Assessed
    by: MemberId | None
    at: datetime
    height: int
    until: datetime
    standing: Standing
    firm: Level
    firm_until: datetime
    lent_until: datetime | None = None

    def level(self, *, at: datetime) -> Level:
        holds = self.standing is Standing.HOLDS or self.provisional(at=at)
        level, until = (
            (self.assessed.level, self.until) if holds else (self.firm, self.firm_until)
        )
        return level if at < until else Level.UNKNOWN

    def provisional(self, *, at: datetime) -> bool:
        return self.standing is Standing.PROVISIONAL and at < self.until

    def waits(self, *, at: datetime) -> bool:
        """For a second person, who can still agree."""
        return self.standing is not Standing.HOLDS and at < self.until


def told(urgency: Urgency | None, record: Recorded[Fact], fact: TriageFact) -> Urgency | None:
    match fact:
        case EarlierAssessed():
            return _assessed(urgency, record, _as_written_today(fact))
        case Assessed():
            return _assessed(urgency, record, _believed(urgency, record, fact))
        case AssessmentSeconded():
            return _seconded(urgency, record, fact)
        case _:
            assert_never(fact)


def _as_written_today(fact: EarlierAssessed) -> Assessed:
    return Assessed(
        level=fact.level,
        suggested=fact.suggested,
        reasons=fact.reasons,
        words=fact.words,
        until=fact.until,
        second=fact.second,
        standing=Standing.PROVISIONAL if fact.provisional else Standing.HOLDS,
    )


def _believed(urgency: Urgency | None, record: Recorded[Fact], fact: Assessed) -> Assessed:
    """An entry that lowers and says that it holds was written past the rule: it proposes."""
    if urgency is None or not lowers(urgency, to=fact.level):
        return replace(fact, standing=Standing.HOLDS)
    standing = Standing.PROPOSED if fact.standing is Standing.HOLDS else fact.standing
    until = min(fact.until, record.at + PROVISIONAL_FOR)
    if standing is Standing.PROVISIONAL and urgency.lent_until is not None:
        until = min(until, urgency.lent_until)
    return replace(fact, standing=standing, until=until)


def _assessed(urgency: Urgency | None, record: Recorded[Fact], fact: Assessed) -> Urgency:
    firm, lent = (fact.level, fact.until), None
    if urgency is not None and fact.standing is not Standing.HOLDS:
        firm, lent = (urgency.firm, urgency.firm_until), urgency.lent_until
        if fact.standing is Standing.PROVISIONAL:
            lent = lent or fact.until
    return Urgency(
        assessed=fact,
        by=record.by,
        at=record.at,
        height=record.height,
        until=fact.until,
        standing=fact.standing,
        firm=firm[0],
        firm_until=firm[1],
        lent_until=lent,
    )


def _seconded(
    urgency: Urgency | None, record: Recorded[Fact], fact: AssessmentSeconded
) -> Urgency | None:
    if urgency is None or urgency.height != fact.height or urgency.by == record.by:
        return urgency
    if not urgency.waits(at=record.at):
        return urgency
    return replace(
        urgency,
        standing=Standing.HOLDS,
        until=fact.until,
        firm=urgency.assessed.level,
        firm_until=fact.until,
        lent_until=None,
    )


def lowers(urgency: Urgency | None, *, to: Level) -> bool:
    """Less than what stands firm, also where that has run out."""
    return urgency is not None and RANK[to] < RANK[urgency.firm]


def assess(
    urgency: Urgency | None, draft: Assessed, *, by: MemberId, at: datetime, alone: bool
) -> Assessed:
    """`alone`: nobody else on shift could agree now."""
    words = bounded(draft.words, field="words")
    if draft.second == by:
        raise SecondIsFirstError
    if lowers(urgency, to=draft.level) and not words:
        raise EmptyFieldError("words")
    standing, until = _stands(urgency, draft.level, at=at, alone=alone)
    return replace(
        draft, words=words, weighed=weigh(draft.weighed), standing=standing, until=until
    )


def _stands(
    urgency: Urgency | None, level: Level, *, at: datetime, alone: bool
) -> tuple[Standing, datetime]:
    """What one person lowered alone ends once: nobody prolongs it by writing it again."""
    if not lowers(urgency, to=level):
        return Standing.HOLDS, at + valid_for(level)
    lent = urgency.lent_until if urgency else None
    until = at + PROVISIONAL_FOR
    if alone and (lent is None or at < lent):
        return Standing.PROVISIONAL, min(until, lent or until)
    return Standing.PROPOSED, until


def second(urgency: Urgency | None, *, by: MemberId, at: datetime) -> AssessmentSeconded:
    if urgency is None or not urgency.waits(at=at):
        raise NothingToSecondError
    if urgency.by == by:
        raise SecondIsFirstError
    return AssessmentSeconded(
        height=urgency.height, until=at + valid_for(urgency.assessed.level)
    )
