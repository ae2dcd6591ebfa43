"""Who is on shift: everybody says it of themselves, and for how long."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final, assert_never

import msgspec

from corridor.base.ids import MemberId
from corridor.domain.errors import NotAChoiceError
from corridor.domain.records import Fact, Recorded, Unknown

LONGEST: Final = timedelta(hours=16)


class ShiftBegun(Fact, frozen=True, kw_only=True, tag="shift_begun/1"):
    """The member who writes it is there until then, or until they say otherwise."""

    until: datetime


class ShiftEnded(Fact, frozen=True, kw_only=True, tag="shift_ended/1"):
    pass


ShiftFact = ShiftBegun | ShiftEnded


class Shift(msgspec.Struct, frozen=True, kw_only=True):
    member: MemberId
    since: datetime
    until: datetime


def on_shift(records: Iterable[Recorded[ShiftFact]], *, at: datetime) -> dict[MemberId, Shift]:
    """Whoever is there now. No entry keeps anybody there for longer than a shift can be."""
    found: dict[MemberId, Shift] = {}
    for record in records:
        fact = record.fact
        if record.by is None or record.at > at or isinstance(fact, Unknown):
            continue
        match fact:
            case ShiftBegun():
                until = min(fact.until, record.at + LONGEST)
                found[record.by] = Shift(member=record.by, since=record.at, until=until)
            case ShiftEnded():
                found.pop(record.by, None)
            case _:
                assert_never(fact)
    return {member: shift for member, shift in found.items() if at < shift.until}


def begin(*, hours: int, at: datetime) -> ShiftBegun:
    length = timedelta(hours=hours)
    if not timedelta(0) < length <= LONGEST:
        raise NotAChoiceError("hours")
    return ShiftBegun(until=at + length)
