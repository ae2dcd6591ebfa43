"""What a stranger's guessing costs, without a lock that a stranger could turn on a member.

Nobody is locked out by wrong codes. When many were typed at one door, a single right code is no
longer enough: two, three or four right ones in a row are asked for, of different periods. A
member notices "once more, with the next code"; a guesser multiplies one in 333,333 by itself.
The arithmetic stands in docs/adr/0004-guessing-codes.md.

Counted in the memory of each process: a stranger causes no write.
"""

from datetime import datetime, timedelta
from threading import Lock
from typing import Final

import msgspec

from corridor.base.ids import MemberId

WINDOW: Final = timedelta(hours=24)
CROWDED: Final = (10, 1_000, 100_000)
PERIODS_BETWEEN: Final = 4
TRIES_PER_CODE: Final = 3


class _Knocks(msgspec.Struct):
    since: datetime
    wrong: int = 0
    right: list[int] = []
    tries: int = 0


class Crowd:
    """Who has been knocking, member by member, in the last day."""

    def __init__(self) -> None:
        self._knocks: dict[MemberId, _Knocks] = {}
        self._lock = Lock()

    def wrong_code(self, member: MemberId, *, at: datetime) -> None:
        with self._lock:
            self._at(member, at).wrong += 1

    def right_code(self, member: MemberId, *, period: int, at: datetime) -> bool:
        """Whether this code, with those right before it, may try a passphrase."""
        with self._lock:
            knocks = self._at(member, at)
            _line_up(knocks, period)
            enough = len(knocks.right) >= _asked(knocks.wrong)
            if enough and period == knocks.right[-1]:
                knocks.tries += 1
            return enough and knocks.tries <= TRIES_PER_CODE

    def entered(self, member: MemberId) -> None:
        """The next log-in starts a new row of right codes; wrong ones stay counted."""
        with self._lock:
            if member in self._knocks:
                self._knocks[member].right = []
                self._knocks[member].tries = 0

    def wrong_codes(self, member: MemberId, *, at: datetime) -> int:
        """For the page on which security sees that somebody is guessing."""
        with self._lock:
            return self._at(member, at).wrong

    def _at(self, member: MemberId, at: datetime) -> _Knocks:
        knocks = self._knocks.get(member)
        if knocks is None or at - knocks.since >= WINDOW:
            knocks = self._knocks[member] = _Knocks(since=at)
        return knocks


def _line_up(knocks: _Knocks, period: int) -> None:
    """Keep `period` if it follows soon on the last right one; else it is the first."""
    last = knocks.right[-1] if knocks.right else None
    if last is None or not last <= period <= last + PERIODS_BETWEEN:
        knocks.right, knocks.tries = [period], 0
    elif period > last:
        knocks.right.append(period)
        knocks.tries = 0


def _asked(wrong: int) -> int:
    return 1 + sum(wrong > limit for limit in CROWDED)
