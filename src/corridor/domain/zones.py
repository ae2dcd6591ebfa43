"""Time zones by name."""

from functools import cache
from zoneinfo import available_timezones


def is_zone(name: str) -> bool:
    return name in _names()


@cache
def _names() -> frozenset[str]:
    return frozenset(available_timezones())
