"""What a turn costs while many write at once: time first, then a short task."""

from dataclasses import dataclass
from typing import Final

SECONDS: Final = (5, 10, 20, 40, 60)
_WAIT_FROM: Final = 1.0
_TASK_FROM: Final = 1.5


@dataclass(frozen=True, kw_only=True)
class Price:
    seconds: int = 0
    task: bool = False

    @property
    def is_free(self) -> bool:
        return not self.seconds


def price_at(pressure: float) -> Price:
    """It rises faster than the pressure: twice as hard pressed, four times as long."""
    if pressure < _WAIT_FROM:
        return Price()
    asked = SECONDS[0] * pressure**2
    seconds = next((one for one in SECONDS if one >= asked), SECONDS[-1])
    return Price(seconds=seconds, task=pressure >= _TASK_FROM)
