"""A journey's summary for lists: sealed for relocation only, since it holds hours."""

from datetime import datetime

import msgspec

from corridor.base.ids import ChainId, JourneyId, MemberId


class JourneyCard(msgspec.Struct, frozen=True, array_like=True):
    """`due`: the next sign of life that is waited for; `late_from`: when its grace ends."""

    journey: JourneyId
    case: ChainId
    name: str
    number: str
    people: int
    state: str
    from_area: str
    to_area: str
    owner: MemberId | None
    leaves_at: datetime | None
    due: datetime | None
    late_from: datetime | None
    alarm_taken_by: MemberId | None
