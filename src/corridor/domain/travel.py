"""What may be planned and recorded about a way. Each gives the fact, or refuses."""

from datetime import UTC, datetime

from msgspec.structs import replace

from corridor.base.ids import LegId
from corridor.domain.check_ins import CheckIn, CheckInPlanned, CheckInState
from corridor.domain.errors import (
    AlarmRingsError,
    InFutureError,
    JourneyPlannedError,
    JourneyUnplannedError,
    LegEndsBeforeItStartsError,
    LegHeldError,
    LegOrderError,
    LegsOverlapError,
    NobodyInCaseError,
    NotFoundError,
    NotOfThisCaseError,
    PersonTwiceError,
    TooEarlyError,
)
from corridor.domain.journeys import (
    Journey,
    JourneyFact,
    JourneyNoted,
    JourneyPlanned,
    PlanPrinted,
)
from corridor.domain.legs import (
    Leg,
    LegCalledOff,
    LegCleared,
    LegEnded,
    LegHeld,
    LegPlanned,
    LegReplanned,
    LegStarted,
    LegState,
)
from corridor.domain.people import People, find
from corridor.domain.signs import within
from corridor.domain.words import line, needed


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
    if known is not None and (known.started_at or known.ended_at):
        raise LegOrderError
    return _possible(journey, draft)


def replan(journey: Journey, draft: LegReplanned, *, now: datetime) -> list[JourneyFact]:
    """Another plan, with its reason. What is waited for on this leg moves along.

    Once they have left, only the rest of the way can change.
    """
    leg = _leg(journey, draft.plan.leg)
    if leg.ended_at is not None:
        raise LegOrderError
    begun = {"from_area": leg.planned.from_area, "leaves_at": leg.planned.leaves_at}
    wanted = replace(draft.plan, **begun) if leg.under_way else draft.plan
    plan = _possible(journey, wanted)
    why = needed(draft.why, field="why")
    return [LegReplanned(plan=plan, why=why), *_moved_along(journey, leg, plan, now=now)]


def _moved_along(
    journey: Journey, leg: Leg, plan: LegPlanned, *, now: datetime
) -> list[CheckInPlanned]:
    """By as much as the departure moves; on the way, by as much as the arrival."""
    was = leg.planned
    shift = (
        plan.arrives_at - was.arrives_at if leg.under_way else plan.leaves_at - was.leaves_at
    )
    ahead = [one for one in journey.on_leg(was.leg) if _still_ahead(one, now)]
    moved = [replace(one.planned, due_at=one.planned.due_at + shift) for one in ahead]
    for one in moved:
        within(plan, one.due_at, field="arrives_at")
    return moved if shift else []


def _still_ahead(check_in: CheckIn, now: datetime) -> bool:
    return check_in.state(at=now) in {CheckInState.LATER, CheckInState.DUE}


def _possible(journey: Journey, wanted: LegPlanned) -> LegPlanned:
    """Hours are kept as moments: on the night when clocks change, a zone's hours mislead."""
    draft = replace(
        wanted,
        leaves_at=wanted.leaves_at.astimezone(UTC),
        arrives_at=wanted.arrives_at.astimezone(UTC),
    )
    if draft.arrives_at <= draft.leaves_at:
        raise LegEndsBeforeItStartsError("arrives_at")
    others = (one for one in journey.legs if one.planned.leg != draft.leg)
    if any(_overlap(one, draft) for one in others):
        raise LegsOverlapError("leaves_at")
    return replace(
        draft,
        from_area=line(draft.from_area, field="from_area"),
        to_area=line(draft.to_area, field="to_area"),
    )


def _overlap(leg: Leg, draft: LegPlanned) -> bool:
    """A leg that was called off takes up no time."""
    if leg.ended_at is not None and leg.started_at is None:
        return False
    ends = leg.ended_at or leg.planned.arrives_at
    return leg.planned.leaves_at < draft.arrives_at and draft.leaves_at < ends


def hold(journey: Journey, draft: LegHeld) -> LegHeld:
    _waiting(journey, draft.leg)
    return replace(draft, why=needed(draft.why, field="why"))


def clear(journey: Journey, leg: LegId) -> LegCleared:
    if _waiting(journey, leg).readiness is LegState.CLEARED:
        raise LegOrderError
    return LegCleared(leg=leg)


def call_off(journey: Journey, draft: LegCalledOff, *, now: datetime) -> LegCalledOff:
    """Nobody's silence is called off: first somebody hears from them."""
    _waiting(journey, draft.leg)
    if any(one.alarming(at=now) for one in journey.on_leg(draft.leg)):
        raise AlarmRingsError
    return replace(draft, why=needed(draft.why, field="why"))


def start_leg(journey: Journey, draft: LegStarted, *, now: datetime) -> LegStarted:
    """One leg at a time: the legs before it have ended."""
    leg = _waiting(journey, draft.leg)
    before = (one for one in journey.legs if one.planned.leaves_at < leg.planned.leaves_at)
    if any(one.ended_at is None for one in before):
        raise LegOrderError
    if leg.readiness is LegState.HELD:
        raise LegHeldError
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


def note(journey: Journey, *, text: str) -> JourneyNoted:
    _planned(journey)
    return JourneyNoted(text=needed(text, field="text"))


def print_plan(journey: Journey) -> PlanPrinted:
    _planned(journey)
    return PlanPrinted(copy=journey.copies + 1)


def _planned(journey: Journey) -> None:
    if journey.planned is None:
        raise JourneyUnplannedError


def _leg(journey: Journey, leg: LegId) -> Leg:
    _planned(journey)
    found = journey.leg(leg)
    if found is None:
        raise NotFoundError
    return found


def _waiting(journey: Journey, leg: LegId) -> Leg:
    """A leg that nobody has left on."""
    found = _leg(journey, leg)
    if found.started_at is not None or found.ended_at is not None:
        raise LegOrderError
    return found
