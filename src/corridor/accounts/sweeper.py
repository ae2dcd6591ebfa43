"""The timer that ends sessions whose members walked away, whether or not anybody asks."""

import logging
from collections.abc import Callable
from datetime import timedelta
from threading import Event, Thread
from typing import Final

from django.db import DatabaseError, InterfaceError, close_old_connections

from corridor.accounts.sessions import Sessions
from corridor.base.clock import Clock

EVERY: Final = timedelta(seconds=30)

logger = logging.getLogger(__name__)


def start_sweeping(
    sessions: Sessions, *, clock: Clock, every: timedelta = EVERY
) -> Callable[[], None]:
    """Sweep in a thread of its own until the returned function is called."""
    stopped = Event()
    thread = Thread(target=_sweep, args=(sessions, clock, every, stopped), daemon=True)
    thread.start()

    def stop() -> None:
        stopped.set()
        thread.join()

    return stop


def _sweep(sessions: Sessions, clock: Clock, every: timedelta, stopped: Event) -> None:
    while not stopped.wait(every.total_seconds()):
        close_old_connections()
        try:
            sessions.sweep(at=clock())
        except (DatabaseError, InterfaceError):
            logger.warning("sessions were not swept: the database does not answer")
    close_old_connections()
