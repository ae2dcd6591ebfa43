"""Writers of one file wait in a line, first come first served, without asking the disk."""

from collections import deque
from threading import Lock


class Turn:
    """A lock that is handed over: nobody overtakes, so 64 threads wait equally long."""

    def __init__(self) -> None:
        self._guard = Lock()
        self._taken = False
        self._waiting: deque[Lock] = deque()

    def take(self) -> None:
        with self._guard:
            if not self._taken:
                self._taken = True
                return
            place = Lock()
            place.acquire()
            self._waiting.append(place)
        place.acquire()

    def hand_over(self) -> None:
        with self._guard:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._taken = False


_guard = Lock()
_turns: dict[str, Turn] = {}


def turn_of(name: str) -> Turn:
    """The line of one file, the same for every connection of this process."""
    with _guard:
        return _turns.setdefault(name, Turn())
