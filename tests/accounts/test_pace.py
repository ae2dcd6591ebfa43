from datetime import timedelta

import pytest

from corridor.accounts.errors import RefusedError
from corridor.accounts.pace import Pace, calibrated
from corridor.accounts.stretching import Stretcher
from tests.accounts.cast import CHEAP


class Watch:
    """A clock that moves only when somebody works or rests."""

    def __init__(self) -> None:
        self.now = 100.0
        self.rested = 0.0

    def read(self) -> float:
        return self.now

    def rest(self, seconds: float) -> None:
        self.rested += seconds
        self.now += seconds

    def pace(self, deadline: float = 0.5) -> Pace:
        return Pace(deadline=timedelta(seconds=deadline), timer=self.read, rest=self.rest)


def refuse_after(watch: Watch, work: float) -> None:
    with pytest.raises(RefusedError):
        _refused(watch, work)


def _refused(watch: Watch, work: float) -> None:
    with watch.pace().kept():
        watch.now += work
        raise RefusedError


@pytest.mark.parametrize("work", [0.0, 0.001, 0.3, 0.499])
def test_every_refusal_is_answered_at_the_same_moment(work: float) -> None:
    watch = Watch()

    refuse_after(watch, work)

    assert watch.now == pytest.approx(100.5)


def test_a_refusal_that_took_too_long_is_answered_at_the_next_whole_step() -> None:
    watch = Watch()

    refuse_after(watch, 0.7)

    assert watch.now == pytest.approx(101.0)


def test_who_is_let_in_does_not_wait() -> None:
    watch = Watch()

    with watch.pace().kept():
        watch.now += 0.2

    assert watch.rested == 0


def test_a_fault_of_ours_is_not_a_refusal_and_does_not_wait() -> None:
    watch = Watch()

    with pytest.raises(KeyError), watch.pace().kept():
        raise KeyError

    assert watch.rested == 0


def test_the_pace_is_taken_from_what_stretching_costs_here() -> None:
    stretcher = Stretcher()

    pace = calibrated(stretcher, CHEAP)

    assert stretcher.calls == 2
    assert timedelta(milliseconds=50) < pace.deadline < timedelta(seconds=5)
