"""Every refusal is answered at one moment, counted from its start: time tells no reason."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from math import ceil
from time import monotonic, sleep
from typing import Final

from corridor.accounts.errors import RefusedError
from corridor.accounts.stretching import Stretcher
from corridor.crypto.random import new_key
from corridor.crypto.stretch import StretchCost, new_salt

_ROOM: Final = 2.5  # two stretched at once take twice as long, and a busy machine a bit more
_LEAST: Final = timedelta(milliseconds=50)


class Pace:
    """`rest` waits without computing: a hundred refusals cost the machine nothing."""

    def __init__(
        self,
        *,
        deadline: timedelta,
        timer: Callable[[], float] = monotonic,
        rest: Callable[[float], None] = sleep,
    ) -> None:
        self.deadline = deadline
        self._timer = timer
        self._rest = rest

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Hold a `RefusedError` back until the deadline, or a whole multiple of it."""
        began = self._timer()
        try:
            yield
        except RefusedError:
            passed, step = self._timer() - began, self.deadline.total_seconds()
            self._rest(max(1, ceil(passed / step)) * step - passed)
            raise


def calibrated(stretcher: Stretcher, cost: StretchCost) -> Pace:
    """A pace for this machine, from the quicker of two stretchings when the process starts."""
    took = min(_seconds(stretcher, cost) for _ in range(2))
    return Pace(deadline=_LEAST + timedelta(seconds=took * _ROOM))


def _seconds(stretcher: Stretcher, cost: StretchCost) -> float:
    began = monotonic()
    stretcher.stretch(new_key(), salt=new_salt(), cost=cost)
    return monotonic() - began
