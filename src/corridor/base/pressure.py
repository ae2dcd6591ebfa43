"""How hard this process is pressed: who stands in line now, and how much came in of late.

Nobody is told apart: through Tor all strangers come from one address, and a quota that they
shared would shut out whoever needs help most.
"""

from collections.abc import Callable
from threading import Lock
from time import monotonic
from typing import Final

from corridor.base.room import PUBLIC_PAGES

# A line that is served within a second, and what is left of it ten seconds later.
_CALM_LINE: Final = 80
_LINE_HALVES: Final = 10.0
# What was taken in of late, halved every ten minutes: thirty-five a second without an end.
_CALM_INTAKE: Final = 30_000
_INTAKE_HALVES: Final = 600.0


class Pressure:
    """`line` tells how many stand in it. Kept in memory: a restart begins calmly."""

    def __init__(
        self, *, line: Callable[[], int], timer: Callable[[], float] = monotonic
    ) -> None:
        self._line = line
        self._timer = timer
        self._lock = Lock()
        self._looked = timer()
        self._longest = 0.0
        self._taken = 0.0

    def took_in(self) -> None:
        """One more that was stored."""
        with self._lock:
            self._fade()
            self._taken += 1

    def now(self) -> float:
        """Below one nobody would notice a wait; at two there is twice as much as at one."""
        with self._lock:
            self._fade()
            self._longest = max(self._longest, float(self._line()))
            return max(self._longest / _CALM_LINE, self._taken / _CALM_INTAKE)

    def _fade(self) -> None:
        passed, self._looked = self._timer() - self._looked, self._timer()
        self._longest *= 0.5 ** (passed / _LINE_HALVES)
        self._taken *= 0.5 ** (passed / _INTAKE_HALVES)


ON_PUBLIC_PAGES: Final = Pressure(line=lambda: PUBLIC_PAGES.line)
