"""What a stopwatch outside learns: nothing; and what strangers cost a worker: little.

Only ratios within one run are compared, since the machine has other work.
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from functools import partial
from statistics import median
from threading import Event, Thread
from time import perf_counter

import pytest
from django.db import connections

from corridor.accounts.errors import RefusedError
from corridor.accounts.gate import Gate
from corridor.accounts.pace import Pace
from corridor.accounts.slots import Enrolment
from corridor.crypto.stretch import StretchCost
from tests.accounts.cast import NOON, ZAREMA, code, slots

pytestmark = [
    pytest.mark.parametrize("engine", ["sqlite"], indirect=True),
    pytest.mark.usefixtures("database"),
]

FELT = StretchCost(16 * 1024, 2)
STRANGERS = 100


def seconds(act: Callable[[], object]) -> float:
    began = perf_counter()
    with suppress(RefusedError):
        act()
    return perf_counter() - began


def test_known_and_unknown_wrong_code_and_wrong_passphrase_take_equally_long() -> None:
    way_in = slots(cost=FELT)
    zarema = way_in.enrol(ZAREMA, "heron")
    stretching = min(
        seconds(lambda: way_in.stretched(zarema.passphrase, salt=bytes(16), cost=FELT))
        for _ in range(3)
    )
    gate = Gate(slots=way_in, pace=Pace(deadline=timedelta(seconds=stretching * 6)))
    attempts: dict[str, Callable[[int], object]] = {
        "unknown": lambda _: gate.log_in("nobody", "maple", "000000", at=NOON),
        "code": lambda _: gate.log_in("heron", "maple", "000000", at=NOON),
        "passphrase": lambda turn: wrong_passphrase(gate, zarema, turn),
    }

    # The quickest of each: the machine's other work only ever adds to an answer.
    took = {
        reason: min(seconds(partial(attempt, turn)) for turn in range(7))
        for reason, attempt in attempts.items()
    }

    assert max(took.values()) / min(took.values()) < 1.2
    assert min(took.values()) > stretching


def wrong_passphrase(gate: Gate, enrolment: Enrolment, turn: int) -> None:
    """At another half-minute each time, since few tries are allowed for one code."""
    at = NOON + timedelta(seconds=30 * (turn + 1))
    gate.log_in("heron", "maple", code(enrolment, at=at), at=at)


def test_a_hundred_strangers_do_not_slow_a_workers_log_in() -> None:
    way_in = slots(cost=FELT)
    zarema = way_in.enrol(ZAREMA, "heron")
    gate = Gate(slots=way_in)
    alone = median(one_log_in(gate, zarema, turn) for turn in range(5))

    with_strangers, knocks = beside_strangers(gate, zarema)

    assert knocks >= STRANGERS
    assert with_strangers < alone * 8 + 0.5


def one_log_in(gate: Gate, enrolment: Enrolment, turn: int) -> float:
    at = NOON + timedelta(seconds=30 * (turn + 1))
    second, words = code(enrolment, at=at), enrolment.shown_passphrase()
    began = perf_counter()
    gate.log_in("heron", words, second, at=at)
    return perf_counter() - began


def beside_strangers(gate: Gate, enrolment: Enrolment) -> tuple[float, int]:
    """The median log-in while a hundred knock without pause, and how often they knocked."""
    done, knocks = Event(), []

    def knock(number: int) -> None:
        while not done.is_set():
            with suppress(RefusedError):
                gate.log_in(f"nobody-{number}", "maple", "000000", at=NOON)
            knocks.append(number)
        connections.close_all()

    threads = [Thread(target=knock, args=(number,)) for number in range(STRANGERS)]
    for thread in threads:
        thread.start()
    took = median(one_log_in(gate, enrolment, turn) for turn in range(10, 19))
    done.set()
    for thread in threads:
        thread.join()
    return took, len(knocks)
