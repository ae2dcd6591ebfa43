"""Many people at once, some of them on a line that breaks; and what became of each word."""

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import TypeVar

from tests.floods.asking import Visitor, come_back, send, write_down

RESENT_OF = 10
_Result = TypeVar("_Result")


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One acknowledged request: its words, its code, and what its sender saw."""

    what: str
    receipt: str
    statuses: tuple[int, ...]
    seconds: float


@dataclass(kw_only=True)
class Flood:
    """What came of a flood."""

    clients: int
    seconds: float = 0.0
    asked: list[Asked] = field(default_factory=list)

    @property
    def per_second(self) -> float:
        return len(self.asked) / self.seconds

    @property
    def broken(self) -> list[int]:
        """Every answer that was not the page it should have been."""
        return [status for one in self.asked for status in one.statuses if status != 200]

    def percentile(self, part: float) -> float:
        ordered = sorted(one.seconds for one in self.asked)
        return ordered[min(len(ordered) - 1, int(len(ordered) * part))]


def pour(url: str, *, requests: int, clients: int, label: str) -> Flood:
    """Send `requests` from `clients` lines; every tenth is sent again on a new line."""
    flood = Flood(clients=clients)
    numbers = count()

    def one_client() -> list[Asked]:
        done = []
        with Visitor.at(url) as visitor:
            while (number := next(numbers)) < requests:
                what = f"{label} {number:06d} asks"
                done.append(_ask(visitor, url, what=what, twice=number % RESENT_OF == 0))
        return done

    started = time.perf_counter()
    for some in at_once([one_client] * clients):
        flood.asked.extend(some)
    flood.seconds = time.perf_counter() - started
    return flood


def _ask(visitor: Visitor, url: str, *, what: str, twice: bool) -> Asked:
    started = time.perf_counter()
    written = write_down(visitor, what=what)
    statuses = [send(visitor, written).status]
    seconds = time.perf_counter() - started
    if twice:
        with Visitor.at(url) as another:
            statuses.append(send(another, written).status)
    return Asked(what=what, receipt=written.receipt, statuses=tuple(statuses), seconds=seconds)


def reopen(url: str, asked: Iterable[Asked], *, label: str, clients: int = 4) -> list[str]:
    """The words of every request whose code does not open exactly its own page."""
    waiting = iter(list(asked))
    taking = threading.Lock()
    lost: list[str] = []

    def one_client() -> None:
        with Visitor.at(url) as visitor:
            while (one := _next(waiting, taking)) is not None:
                page = come_back(visitor, one.receipt)
                own = one.what in page.text and page.text.count(label) == 1
                if page.status != 200 or not own:
                    lost.append(one.what)

    at_once([one_client] * clients)
    return lost


def _next(waiting: Iterator[Asked], taking: threading.Lock) -> Asked | None:
    with taking:
        return next(waiting, None)


def at_once(tasks: Iterable[Callable[[], _Result]]) -> list[_Result]:
    """Each in a thread of its own; the first failure is the caller's failure."""
    results: list[_Result] = []
    failures: list[BaseException] = []

    def run(task: Callable[[], _Result]) -> None:
        try:
            results.append(task())
        except BaseException as error:  # noqa: BLE001 - raised again below
            failures.append(error)

    threads = [threading.Thread(target=run, args=(task,)) for task in tasks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
    return results
