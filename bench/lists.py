"""Lists, search and figures over so many cases, each sealed in the desk's store."""

import gc
import resource
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import timezone

from bench.crowd import DAYS, FIRST
from bench.rows import at_most, milliseconds, percentile, show
from bench.stock import stock
from corridor.domain.factors import Level
from corridor.domain.milestones import Place, Step
from corridor.domain.queueing import Filter, View
from corridor.services.casefiles import catch_up
from corridor.services.desk import Desk
from corridor.services.listing import case_index
from corridor.services.queueing import search, see_queue
from corridor.services.statistics import see_statistics
from corridor.web.desk.entry import Visit
from corridor.web.desk.showing.chosen import Chosen
from corridor.web.desk.showing.queue import queue_page

ROUNDS = 20


def lists(desk: Desk, visit: Visit, *, number: int) -> None:
    stock(desk, cases=number - len(case_index(desk).cases))
    catch_up(desk)
    cards = f"{number:,} cards"
    _row(f"first list after signing in, {cards}", 150, lambda: _page(_anew(desk), visit))
    _row(f"list page, drawn, {cards}", 8, lambda: _page(desk, visit))
    show(f"weight of the list page, {cards}", len(_page(desk, visit)), at_most(60_000, "bytes"))
    _row(f"list by four criteria, {cards}", 10, lambda: _four(desk))
    word = next(iter(case_index(desk).cases.values())).card.words.split()[-1]
    _row(f"search for a whole word, {cards}", 5, lambda: search(desk, query=word))
    _row(f"search for two letters, {cards}", 5, lambda: search(desk, query=word[:2]))
    _row(f"figures counted anew, {cards}", 60, lambda: _figures(desk))
    held = _held(desk) / number
    show(f"memory for each of {cards}", held, at_most(1_500, "bytes"))
    show(f"resident memory, {cards}", _resident() / 1e6, at_most(300, "MB"))


def _row(name: str, goal: float, act: Callable[[], object]) -> None:
    """Others on the machine show in the figure, and not in the processor time beside it."""
    taken = percentile(milliseconds(act, times=ROUNDS), 0.95)
    busy = percentile(milliseconds(act, times=ROUNDS, cpu=True), 0.5)
    show(f"{name}, p95", taken, at_most(goal, "ms"), also=f"{busy:,.1f} of the processor")


def _anew(desk: Desk) -> Desk:
    """A process in which nobody was signed in: nothing is opened yet."""
    fresh = type(desk.stores)(desk=desk.stores.desk, door=desk.stores.door)
    return replace(desk, stores=fresh)


def _page(desk: Desk, visit: Visit) -> str:
    with timezone.override(desk.settings.zone):
        found = see_queue(desk, view=View.ALL_OPEN, chosen=Filter())
        page = queue_page(replace(visit, desk=desk), found, Chosen())
        request = RequestFactory().get("/desk/queue")
        return render_to_string(page.template, {"page": page}, request=request)


def _four(desk: Desk) -> object:
    chosen = Filter(
        levels=frozenset({Level.DAYS}),
        places=frozenset({Place.REGION}),
        steps=frozenset({Step.ASKED}),
        languages=frozenset({"ru"}),
    )
    return see_queue(desk, view=View.ALL_OPEN, chosen=chosen)


def _figures(desk: Desk) -> object:
    case_index(desk).opened.counted = None
    return see_statistics(desk, as_of=FIRST + timedelta(days=DAYS))


def _held(desk: Desk) -> float:
    """What a process that has just opened them all keeps, in bytes."""
    with _traced() as grown:
        fresh = _anew(desk)
        case_index(fresh)
        gc.collect()
        return grown()


@contextmanager
def _traced() -> Iterator[Callable[[], float]]:
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        yield lambda: tracemalloc.get_traced_memory()[0] - before
    finally:
        tracemalloc.stop()


def _resident() -> int:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize()
