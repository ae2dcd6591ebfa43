"""What may be agreed and recorded about signs of life. Each gives the fact, or refuses."""

from datetime import UTC, datetime, timedelta
from typing import Final

from msgspec.structs import replace

from corridor.base.ids import AlarmId, MemberId
from corridor.domain.check_ins import (
    AlarmTaken,
    CheckIn,
    CheckInHeard,
    CheckInMissed,
    CheckInPlanned,
    NoticesTold,
    Verdict,
)
from corridor.domain.errors import (
    AlarmRingsError,
    CheckInSettledError,
    DueOutsideLegError,
    GraceTooShortError,
    InFutureError,
    JourneyUnplannedError,
    LegOrderError,
    MeaningsUnclearError,
    NoAlarmError,
    NotFoundError,
    NotYetDueError,
    TakenAlreadyError,
)
from corridor.domain.intake import Answer
from corridor.domain.journeys import Journey
from corridor.domain.legs import LegPlanned
from corridor.domain.words import line

LEAST_GRACE: Final = 5
AFTER_ARRIVAL: Final = timedelta(hours=24)
# An answer that comes sooner than this before its hour says nothing about that hour.
EARLY: Final = timedelta(hours=1)


def within(leg: LegPlanned, due_at: datetime, *, field: str) -> None:
    if not leg.leaves_at <= due_at <= leg.arrives_at + AFTER_ARRIVAL:
        raise DueOutsideLegError(field)


def plan_check_in(journey: Journey, draft: CheckInPlanned) -> CheckInPlanned:
    if journey.planned is None:
        raise JourneyUnplannedError
    leg = journey.leg(draft.leg)
    if leg is None:
        raise NotFoundError
    known = journey.check_in(draft.alarm)
    if known is not None and (known.heard or known.missed_at):
        raise CheckInSettledError
    if leg.ended_at is not None:
        raise LegOrderError
    if draft.grace < LEAST_GRACE:
        raise GraceTooShortError("grace", least=LEAST_GRACE)
    due_at = draft.due_at.astimezone(UTC)  # a moment: a zone's hours repeat or are left out
    within(leg.planned, due_at, field="due_at")
    _agreed(draft)
    return replace(draft, where=line(draft.where, field="where"), due_at=due_at)


def move_check_in(journey: Journey, draft: CheckInPlanned, *, now: datetime) -> CheckInPlanned:
    """Moved while it lies ahead. An alarm is answered or taken, never put off."""
    known = _check_in(journey, draft.alarm)
    if known.alarming(at=now):
        raise AlarmRingsError
    return plan_check_in(journey, replace(draft, leg=known.planned.leg))


def _agreed(draft: CheckInPlanned) -> None:
    answers = [one.answer for one in draft.meanings]
    fine = any(one.verdict is Verdict.FINE for one in draft.meanings)
    if len(set(answers)) < len(answers) or not fine:
        raise MeaningsUnclearError("meanings")


def hear(journey: Journey, draft: CheckInHeard, *, now: datetime) -> CheckInHeard:
    """An answer means what was agreed; a sign of life by another way is judged by a worker.

    After an answer under duress no answer of that page is believed to be fine: somebody may
    have made them give it.
    """
    check_in = _check_in(journey, draft.alarm)
    if not check_in.awaited:
        raise CheckInSettledError
    if draft.at > now:
        raise InFutureError("at")
    if draft.answer is None:
        return draft
    verdict = check_in.verdict(draft.answer)
    made = check_in.duress and verdict is Verdict.FINE
    return replace(draft, verdict=Verdict.UNCLEAR if made else verdict)


def hear_all(journey: Journey, draft: CheckInHeard, *, now: datetime) -> list[CheckInHeard]:
    """A fine sign of life also speaks for every other that was due by then."""
    heard = hear(journey, draft, now=now)
    if heard.verdict is not Verdict.FINE:
        return [heard]
    others = (
        one.planned.alarm
        for one in journey.check_ins
        if one.awaited and one.planned.alarm != draft.alarm and one.planned.due_at <= draft.at
    )
    return [heard, *(hear(journey, replace(draft, alarm=alarm), now=now) for alarm in others)]


def answered(
    journey: Journey, answer: Answer, *, at: datetime, now: datetime
) -> list[CheckInHeard]:
    """What an answer of their page says about each sign of life that is waited for.

    It speaks for those that are due, or nearly, and were agreed upon before. One that comes
    sooner says nothing when it is fine, and counts for the next when it is not.
    """
    agreed = [one for one in journey.check_ins if one.awaited and at > one.since]
    due = [one for one in agreed if at >= one.planned.due_at - EARLY]
    next_one = [one for one in agreed[:1] if one.verdict(answer) is not Verdict.FINE]
    return [_answer(journey, one, answer, at=at, now=now) for one in due or next_one]


def _answer(
    journey: Journey, check_in: CheckIn, answer: Answer, *, at: datetime, now: datetime
) -> CheckInHeard:
    draft = CheckInHeard(
        alarm=check_in.planned.alarm, answer=answer, verdict=Verdict.UNCLEAR, at=at
    )
    return hear(journey, draft, now=now)


def miss(journey: Journey, alarm: AlarmId, *, now: datetime) -> CheckInMissed:
    check_in = _check_in(journey, alarm)
    if not check_in.awaited or check_in.heard is not None or check_in.missed_at is not None:
        raise CheckInSettledError
    if now < check_in.alarm_at:
        raise NotYetDueError
    return CheckInMissed(alarm=alarm)


def take_alarm(journey: Journey, alarm: AlarmId, *, by: MemberId, now: datetime) -> AlarmTaken:
    check_in = _check_in(journey, alarm)
    if not check_in.alarming(at=now):
        raise NoAlarmError
    if check_in.taken_by == by:
        raise TakenAlreadyError
    return AlarmTaken(alarm=alarm, by=by)


def tell_notices(journey: Journey, draft: NoticesTold) -> NoticesTold:
    """What is known already is not told twice."""
    known = _check_in(journey, draft.alarm)
    new = tuple(one for one in draft.rings if one not in known.rings)
    if not new:
        raise CheckInSettledError
    return replace(draft, rings=new)


def _check_in(journey: Journey, alarm: AlarmId) -> CheckIn:
    found = journey.check_in(alarm)
    if found is None:
        raise NotFoundError
    return found
