"""The only reader of time. Everything else takes a `Clock`."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """Now, in UTC, in whole milliseconds: what an entry can hold."""
    now = datetime.now(UTC)
    return now.replace(microsecond=now.microsecond // 1000 * 1000)


def to_milliseconds(at: datetime) -> int:
    """Milliseconds since 1970 in UTC; a naive time is refused, since its zone is a guess."""
    if at.tzinfo is None:
        raise ValueError("a time needs its zone")
    return int(at.timestamp() * 1000)


def from_milliseconds(milliseconds: int) -> datetime:
    return datetime.fromtimestamp(milliseconds // 1000, UTC).replace(
        microsecond=milliseconds % 1000 * 1000
    )
