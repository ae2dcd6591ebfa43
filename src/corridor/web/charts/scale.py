"""Where a value stands on paper, and which values are worth a line."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from typing import Final

_STEPS: Final = (1, 2, 5)


@dataclass(frozen=True, kw_only=True)
class Scale:
    """Values from 0 (or a first day) to `most`, laid between two edges of the paper."""

    most: int
    start: float
    end: float

    def at(self, value: float) -> float:
        return self.start + (self.end - self.start) * value / max(1, self.most)


def round_values(most: int, *, lines: int = 5) -> tuple[int, ...]:
    """0 and the round numbers up to `most`, in steps of 1, 2 or 5 times a power of ten."""
    step = _round_step(most, lines=lines)
    return tuple(range(0, most + 1, step))


def _round_step(most: int, *, lines: int) -> int:
    steps = (share * int(10**power) for power in count() for share in _STEPS)
    return next(step for step in steps if most / step < lines)


def tick_days(days: int, *, room: int) -> tuple[int, ...]:
    """Days worth a name, at even distances that people count in: at most `room` of them."""
    step = next(step for step in _day_steps() if days // step < max(1, room))
    return tuple(range(0, days + 1, step))


def _day_steps() -> Iterator[int]:
    return map(_day_step, count())


def _day_step(place: int) -> int:
    known = (1, 2, 7, 14, 28, 91, 182)
    return known[place] if place < len(known) else 364 << (place - len(known))
