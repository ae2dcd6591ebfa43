"""Signs of life on a way: what was agreed, what came, and what silence means."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import assert_never

import msgspec
from msgspec.structs import replace

from corridor.base.ids import AlarmId, LegId, MemberId
from corridor.domain.intake import Answer
from corridor.domain.records import Fact


class Verdict(StrEnum):
    """What an answer means. Only people with keys ever read it."""

    FINE = "fine"
    DURESS = "duress"
    UNCLEAR = "unclear"


class Meaning(msgspec.Struct, frozen=True, kw_only=True):
    answer: Answer
    verdict: Verdict


class CheckInPlanned(Fact, frozen=True, kw_only=True, tag="check_in_planned/1"):
    alarm: AlarmId
    leg: LegId
    where: str
    due_at: datetime
    grace: int
    meanings: tuple[Meaning, ...]


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


class Ring(msgspec.Struct, frozen=True, kw_only=True):
    """One notice of an alarm: the how manieth, to which address, and whether it went out.

    `place` is the address's place in the notice plan and `to` its name there, which may be
    empty; `at` is told to the quarter of an hour.
    """

    turn: int
    place: int
    to: str
    at: datetime
    went_out: bool


class NoticesTold(Fact, frozen=True, kw_only=True, tag="notices_told/1"):
    """Who was woken, as the worker that woke them wrote it down."""

    alarm: AlarmId
    rings: tuple[Ring, ...]


CheckInFact = CheckInPlanned | CheckInHeard | CheckInMissed | AlarmTaken | NoticesTold


class CheckInState(StrEnum):
    LATER = "later"
    DUE = "due"
    OVERDUE = "overdue"
    CAME = "came"
    WORRYING = "worrying"
    DROPPED = "dropped"


class CheckIn(msgspec.Struct, frozen=True, kw_only=True):
    """`heard` is the last sign of life; `taken_by` holds the alarm in hand.

    `since`: when it was planned as it is. `duress`: an answer said so, and nobody with keys has
    judged since. `dropped`: its leg was called off.
    """

    planned: CheckInPlanned
    since: datetime
    heard: CheckInHeard | None = None
    duress: bool = False
    missed_at: datetime | None = None
    taken_by: MemberId | None = None
    dropped: bool = False
    rings: tuple[Ring, ...] = ()

    @property
    def alarm_at(self) -> datetime:
        return self.planned.due_at + timedelta(minutes=self.planned.grace)

    @property
    def settled(self) -> bool:
        return self.heard is not None and self.heard.verdict is Verdict.FINE

    @property
    def awaited(self) -> bool:
        return not self.settled and not self.dropped

    def state(self, *, at: datetime) -> CheckInState:
        if self.settled:
            return CheckInState.CAME
        if self.dropped:
            return CheckInState.DROPPED
        if self.heard is not None:
            return CheckInState.WORRYING
        if self.missed_at is not None or at >= self.alarm_at:
            return CheckInState.OVERDUE
        return CheckInState.DUE if at >= self.planned.due_at else CheckInState.LATER

    def alarming(self, *, at: datetime) -> bool:
        return self.state(at=at) in {CheckInState.OVERDUE, CheckInState.WORRYING}

    def verdict(self, answer: Answer) -> Verdict:
        """What was not agreed upon means nothing sure."""
        agreed = {one.answer: one.verdict for one in self.planned.meanings}
        return agreed.get(answer, Verdict.UNCLEAR)


def told(
    check_ins: Sequence[CheckIn], fact: CheckInFact, *, at: datetime
) -> tuple[CheckIn, ...]:
    """The signs of life in the order of their hours, with what this fact says of one."""
    known = next((one for one in check_ins if one.planned.alarm == fact.alarm), None)
    if known is None:
        new = (CheckIn(planned=fact, since=at),) if isinstance(fact, CheckInPlanned) else ()
        found = (*check_ins, *new)
    else:
        changed = _after(known, fact, at=at)
        found = tuple(changed if one is known else one for one in check_ins)
    return tuple(sorted(found, key=lambda one: one.planned.due_at))


def drop(check_ins: Sequence[CheckIn], leg: LegId) -> tuple[CheckIn, ...]:
    """Nobody left on this leg: what it still waited for is waited for no more."""
    return tuple(
        replace(one, dropped=True) if one.planned.leg == leg and one.awaited else one
        for one in check_ins
    )


def _after(check_in: CheckIn, fact: CheckInFact, *, at: datetime) -> CheckIn:
    match fact:
        case CheckInPlanned():
            return replace(check_in, planned=fact, since=at)
        case CheckInHeard():
            return replace(check_in, heard=fact, duress=_under_duress(check_in, fact))
        case CheckInMissed():
            return replace(check_in, missed_at=check_in.missed_at or at)
        case AlarmTaken():
            return replace(check_in, taken_by=fact.by)
        case NoticesTold():
            return replace(check_in, rings=(*check_in.rings, *fact.rings))
        case _:
            assert_never(fact)


def _under_duress(check_in: CheckIn, heard: CheckInHeard) -> bool:
    """A later answer of the same page may have been made for them; a worker's word counts."""
    if heard.verdict is Verdict.DURESS:
        return True
    return check_in.duress and heard.answer is not None
