"""The shift book: one sealed chain a month, in which everybody writes of themselves alone.

It is open to everybody of the desk and to nobody else. No hour of it stands outside the seal.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime

from corridor.base.ids import MemberId
from corridor.domain.errors import NotFoundError
from corridor.domain.policy import Act, may
from corridor.domain.records import Recorded
from corridor.domain.shifts import LONGEST, Shift, ShiftEnded, ShiftFact, begin, on_shift
from corridor.ledger.errors import LedgerError
from corridor.services.books import Book, records_in, write_in
from corridor.services.chains import Kind, shift_chain
from corridor.services.codec import Codec
from corridor.services.desk import Desk

_CODEC: Codec[ShiftFact] = Codec(ShiftFact)
Shifts = dict[MemberId, Shift]


def see_shifts(desk: Desk) -> Shifts:
    """Who is on shift now, whoever has left taken out."""
    desk.door(Act.SEE_QUEUE)
    return _shifts(desk)


def alone_on_shift(desk: Desk) -> bool:
    """This member is on shift, and nobody else who could agree with an assessment is."""
    there = _shifts(desk)
    return desk.me in there and not any(
        one.member in there
        for one in desk.roster.members
        if one.member != desk.me and may(one.roles, Act.ASSESS)
    )


def begin_shift(desk: Desk, *, hours: int) -> None:
    _write(desk, lambda: begin(hours=hours, at=desk.clock()))


def end_shift(desk: Desk) -> None:
    """Ended twice, it is ended once."""
    if desk.me in see_shifts(desk):
        _write(desk, ShiftEnded)


def _shifts(desk: Desk) -> Shifts:
    """A shift that began on the last night of a month stands in that month's chain."""
    at = desk.clock()
    months = dict.fromkeys((_month(at - LONGEST), _month(at)))
    records = [record for month in months for record in _readable(desk, month)]
    here = {one.member for one in desk.roster.members if one.here}
    found = on_shift(records, at=at)
    return {member: shift for member, shift in found.items() if member in here}


def _month(at: datetime) -> str:
    return f"{at:%Y-%m}"


def _readable(desk: Desk, month: str) -> Sequence[Recorded[ShiftFact]]:
    """A book that was tampered with names nobody; `verify` names it."""
    with suppress(LedgerError, NotFoundError):
        return records_in(desk, _book(desk, month))
    return ()


def _write(desk: Desk, decide: Callable[[], ShiftFact]) -> None:
    desk.door(Act.SEE_QUEUE)
    write_in(desk, _book(desk, _month(desk.clock())), lambda _records: decide())


def _book(desk: Desk, month: str) -> Book[ShiftFact]:
    chain = shift_chain(desk.organisation, month)
    return Book(store=desk.stores.desk, chain=chain, kind=Kind.SHIFTS, codec=_CODEC)
