import logging
from datetime import datetime, timedelta
from threading import Event

import pytest
from django.db import OperationalError
from typing_extensions import override

from corridor.accounts.keys import new_keys
from corridor.accounts.session_rows import MemorySessions
from corridor.accounts.sessions import Sessions
from corridor.accounts.sweeper import EVERY, start_sweeping
from tests.accounts.cast import NOON, PEPPER, ZAREMA

OFTEN = timedelta(milliseconds=5)


def test_keys_of_who_walked_away_are_dropped_though_nobody_asks() -> None:
    sessions = Sessions(keeper=MemorySessions(), pepper=PEPPER)
    dropped = Event()
    sessions.on_last_session_end(dropped.set)
    sessions.open_session(new_keys(ZAREMA), [], roster_height=0, at=NOON)

    stop = start_sweeping(sessions, clock=lambda: NOON + timedelta(minutes=15), every=OFTEN)

    assert dropped.wait(timeout=10)
    stop()


def test_the_timer_is_due_within_the_minute_that_is_promised() -> None:
    assert EVERY.total_seconds() <= 60


def test_a_database_that_does_not_answer_does_not_stop_the_timer(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Setting Django up once more, as another test may have done, silences older loggers.
    monkeypatch.setattr(logging.getLogger("corridor.accounts.sweeper"), "disabled", False)
    sessions, again = Sessions(keeper=Sulking(), pepper=PEPPER), Event()
    reads = iter([NOON, NOON, NOON])

    def clock() -> datetime:
        at = next(reads, None)
        if at is None:
            again.set()
        return NOON

    with caplog.at_level(logging.WARNING, logger="corridor"):
        stop = start_sweeping(sessions, clock=clock, every=OFTEN)
        assert again.wait(timeout=10)
        stop()

    assert "not swept" in caplog.text


class Sulking(MemorySessions):
    """A keeper whose database has gone away."""

    @override
    def live_count(self) -> int:
        raise OperationalError
