"""Few work at once, and whoever only waits makes room for the next."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock, Semaphore, local
from typing import Final


class Room:
    def __init__(self, *, places: int) -> None:
        self._free = Semaphore(places)
        self._here = local()
        self._line = 0
        self._counting = Lock()

    @property
    def line(self) -> int:
        """How many have come and not gone: at work, at the door, or waiting for something."""
        return self._line

    def __enter__(self) -> None:
        self._come(1)
        self._take()

    def __exit__(self, *_raised: object) -> None:
        self._give()
        self._come(-1)

    def _come(self, one: int) -> None:
        with self._counting:
            self._line += one

    def _take(self) -> None:
        self._free.acquire()
        self._here.inside = True

    def _give(self) -> None:
        self._here.inside = False
        self._free.release()

    @contextmanager
    def stepped_out(self) -> Iterator[None]:
        """For as long as there is nothing to do but wait; who was not inside stays outside."""
        if not getattr(self._here, "inside", False):
            yield
            return
        self._give()
        try:
            yield
        finally:
            self._take()


# Public pages in the making. While one is written to the disk another is drawn. More would only
# fight for the interpreter: all of them together would get less done, and the desk would wait.
PUBLIC_PAGES: Final = Room(places=2)
