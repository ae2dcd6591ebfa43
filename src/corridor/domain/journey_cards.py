"""A journey's summary for lists: sealed for relocation only, since it holds hours."""

from datetime import datetime

import msgspec

from corridor.base.ids import ChainId, JourneyId, MemberId
from corridor.domain.errors import JourneyUnplannedError
from corridor.domain.journeys import Journey


class JourneyCard(msgspec.Struct, frozen=True, array_like=True, kw_only=True):
    """`due`: the sign of life that is waited for, at `where`; `late_from`: its grace ends.

    `worrying`: one came and was not fine. `missed`: that one did not come is written down.
    """

    journey: JourneyId
    case: ChainId
    number: str
    people: int
    state: str
    origin: str
    goal: str
    leaves_at: datetime | None
    due: datetime | None
    late_from: datetime | None
    worrying: bool
    missed: bool
    taken_by: MemberId | None
    where: str = ""


def journey_card_of(journey: Journey) -> JourneyCard:
    planned = journey.planned
    if planned is None:
        raise JourneyUnplannedError
    waiting = journey.awaited
    return JourneyCard(
        journey=planned.journey,
        case=planned.case,
        number=planned.number,
        people=len(planned.people),
        state=journey.state.value,
        origin=planned.origin,
        goal=planned.goal,
        leaves_at=journey.legs[0].planned.leaves_at if journey.legs else None,
        due=waiting.planned.due_at if waiting else None,
        late_from=waiting.alarm_at if waiting else None,
        worrying=waiting is not None and waiting.heard is not None,
        missed=waiting is not None and waiting.missed_at is not None,
        taken_by=waiting.taken_by if waiting else None,
        where=waiting.planned.where if waiting else "",
    )
