"""What may be planned and recorded about a way. Each gives the fact, or refuses."""

from datetime import datetime, timedelta

from msgspec.structs import replace

from corridor.base.ids import AlarmId, LegId, MemberId
from corridor.domain.errors import (
    CheckInSettledError,
    DueOutsideLegError,
    GraceTooShortError,
    InFutureError,
    JourneyPlannedError,
    JourneyUnplannedError,
    LegEndsBeforeItStartsError,
    LegOrderError,
    LegsOverlapError,
    MeaningsUnclearError,
    NoAlarmError,
    NobodyInCaseError,
    NotFoundError,
    NotOfThisCaseError,
    NotYetDueError,
    PersonTwiceError,
    TakenAlreadyError,
    TooEarlyError,
)
from corridor.domain.journeys import (
    AlarmTaken,
    CheckIn,
    CheckInHeard,
    CheckInMissed,
    CheckInPlanned,
    Journey,
    JourneyNoted,
    JourneyPlanned,
    Leg,
    LegEnded,
    LegPlanned,
    LegStarted,
    Verdict,
)
from corridor.domain.people import People, find
from corridor.domain.words import line, needed

LEAST_GRACE = 5
AFTER_ARRIVAL = timedelta(hours=24)


def plan(journey: Journey, draft: JourneyPlanned, *, people: People) -> JourneyPlanned:
    if journey.planned is not None:
        raise JourneyPlannedError
    if not draft.people:
        raise NobodyInCaseError
    if len(set(draft.people)) < len(draft.people):
        raise PersonTwiceError
    if any(find(people, person) is None for person in draft.people):
        raise NotOfThisCaseError
    return replace(
        draft,
        number=line(draft.number, field="number"),
        origin=line(draft.origin, field="origin"),
        goal=line(draft.goal, field="goal"),
    )


def plan_leg(journey: Journey, draft: LegPlanned) -> LegPlanned:
    """A leg may be planned anew until it has started."""
    _planned(journey)
    known = journey.leg(draft.leg)
    if known is not None and known.started_at is not None:
        raise LegOrderError
    if draft.arrives_at <= draft.leaves_at:
        raise LegEndsBeforeItStartsError("arrives_at")
    if any(_overlap(one.planned, draft) for one in journey.legs if one is not known):
        raise LegsOverlapError("leaves_at")
    return replace(
        draft,
        from_area=line(draft.from_area, field="from_area"),
        to_area=line(draft.to_area, field="to_area"),
    )


def _overlap(one: LegPlanned, other: LegPlanned) -> bool:
    return one.leaves_at < other.arrives_at and other.leaves_at < one.arrives_at


def plan_check_in(journey: Journey, draft: CheckInPlanned) -> CheckInPlanned:
    leg = _leg(journey, draft.leg).planned
    known = journey.check_in(draft.alarm)
    if known is not None and (known.heard or known.missed_at):
        raise CheckInSettledError
    if draft.grace < LEAST_GRACE:
        raise GraceTooShortError("grace", least=LEAST_GRACE)
    if not leg.leaves_at <= draft.due_at <= leg.arrives_at + AFTER_ARRIVAL:
        raise DueOutsideLegError("due_at")
    _agreed(draft)
    return replace(draft, where=line(draft.where, field="where"))


def _agreed(draft: CheckInPlanned) -> None:
    answers = [one.answer for one in draft.meanings]
    fine = any(one.verdict is Verdict.FINE for one in draft.meanings)
    if len(set(answers)) < len(answers) or not fine:
        raise MeaningsUnclearError("meanings")


def start_leg(journey: Journey, draft: LegStarted, *, now: datetime) -> LegStarted:
    """One leg at a time: the legs before it have ended."""
    leg = _leg(journey, draft.leg)
    before = (one for one in journey.legs if one.planned.leaves_at < leg.planned.leaves_at)
    if leg.started_at is not None or any(one.ended_at is None for one in before):
        raise LegOrderError
    if draft.at > now:
        raise InFutureError("at")
    return draft


def end_leg(journey: Journey, draft: LegEnded, *, now: datetime) -> LegEnded:
    leg = _leg(journey, draft.leg)
    if leg.started_at is None or leg.ended_at is not None:
        raise LegOrderError
    if draft.at > now:
        raise InFutureError("at")
    if draft.at < leg.started_at:
        raise TooEarlyError("at")
    return draft


def hear(journey: Journey, draft: CheckInHeard, *, now: datetime) -> CheckInHeard:
    """An answer means what was agreed; a sign of life by another way is judged by a worker."""
    check_in = _check_in(journey, draft.alarm)
    if check_in.settled:
        raise CheckInSettledError
    if draft.at > now:
        raise InFutureError("at")
    if draft.answer is None:
        return draft
    return replace(draft, verdict=check_in.verdict(draft.answer))


def miss(journey: Journey, alarm: AlarmId, *, now: datetime) -> CheckInMissed:
    check_in = _check_in(journey, alarm)
    if check_in.heard is not None or check_in.missed_at is not None:
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


def note(journey: Journey, *, text: str) -> JourneyNoted:
    _planned(journey)
    return JourneyNoted(text=needed(text, field="text"))


def _planned(journey: Journey) -> None:
    if journey.planned is None:
        raise JourneyUnplannedError


def _leg(journey: Journey, leg: LegId) -> Leg:
    _planned(journey)
    found = journey.leg(leg)
    if found is None:
        raise NotFoundError
    return found


def _check_in(journey: Journey, alarm: AlarmId) -> CheckIn:
    found = journey.check_in(alarm)
    if found is None:
        raise NotFoundError
    return found
