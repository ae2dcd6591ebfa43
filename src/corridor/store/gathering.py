"""Who comes to write while others wait for the disk is written down with the next of them.

The first to come leads: one transaction for all who came meanwhile, and each is told only when
it is on the disk. Nobody waits for others to come: alone, one writes at once.
"""

from collections import deque
from collections.abc import Callable, Sequence
from threading import Lock
from typing import Any, Final, Generic, TypeVar

from django.db import OperationalError

from corridor.base.room import PUBLIC_PAGES

_Hand = TypeVar("_Hand")
_Result = TypeVar("_Result")
_MOST: Final = 64


class Place:
    """One writer's place in the line: called to lead, or with what became of their act."""

    def __init__(self, act: Callable[[Any], Any]) -> None:
        self.act = act
        self.settled = False
        self._result: Any = None
        self._error: BaseException | None = None
        self._called = Lock()
        self._called.acquire()

    def wait(self) -> None:
        self._called.acquire()

    def call(self) -> None:
        self._called.release()

    def settle(self, result: Any = None, *, error: BaseException | None = None) -> None:
        self._result, self._error, self.settled = result, error, True

    def outcome(self) -> Any:
        if self._error is not None:
            raise self._error
        return self._result


class Gathering(Generic[_Hand]):
    """`together` does several acts in one transaction: all of them, or it raises."""

    def __init__(
        self, together: Callable[[Sequence[Callable[[_Hand], Any]]], list[Any]]
    ) -> None:
        self._together = together
        self._guard = Lock()
        self._waiting: deque[Place] = deque()
        self._led = False

    def write(self, act: Callable[[_Hand], _Result]) -> _Result:
        """What `act` returned; its own failure, where it failed, and nobody else's."""
        place = Place(act)
        if not self._comes_first(place):
            with PUBLIC_PAGES.stepped_out():
                place.wait()
        if not place.settled:
            self._lead(place)
        result: _Result = place.outcome()
        return result

    def _comes_first(self, place: Place) -> bool:
        with self._guard:
            self._waiting.append(place)
            first, self._led = not self._led, True
            return first

    def _lead(self, own: Place) -> None:
        with self._guard:
            group = [self._waiting.popleft() for _ in range(min(_MOST, len(self._waiting)))]
        try:
            self._settle(group)
        except BaseException:  # this thread is being ended, and the others are not
            for place in group:
                place.settle(error=OperationalError("who wrote for all was stopped"))
            raise
        finally:
            self._hand_over()
            for place in group:
                if place is not own:
                    place.call()

    def _settle(self, group: Sequence[Place]) -> None:
        try:
            results = self._together([place.act for place in group])
        except OperationalError as error:  # the disk or the file, and so everybody's failure
            for place in group:
                place.settle(error=error)
        except Exception as error:  # noqa: BLE001 - somebody's own: it is theirs alone
            self._settle_each(group, error)
        else:
            for place, result in zip(group, results, strict=True):
                place.settle(result)

    def _settle_each(self, group: Sequence[Place], error: Exception) -> None:
        if len(group) == 1:
            group[0].settle(error=error)
            return
        for place in group:
            self._settle([place])

    def _hand_over(self) -> None:
        with self._guard:
            if self._waiting:
                self._waiting[0].call()
            else:
                self._led = False
