"""One row a measure, printed as soon as it is known: `row | figure | goal | ok` or `short`."""

import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Aim = Literal["at least", "at most"]


@dataclass(frozen=True, kw_only=True)
class Goal:
    aim: Aim
    number: float
    unit: str

    def is_met(self, figure: float) -> bool:
        return figure >= self.number if self.aim == "at least" else figure <= self.number

    def __str__(self) -> str:
        sign = ">=" if self.aim == "at least" else "<="
        return f"{sign} {self.number:,.4g} {self.unit}"


def at_least(number: float, unit: str) -> Goal:
    return Goal(aim="at least", number=number, unit=unit)


def at_most(number: float, unit: str) -> Goal:
    return Goal(aim="at most", number=number, unit=unit)


def show(name: str, figure: float, goal: Goal, *, also: str = "", whole: bool = True) -> None:
    """`whole` is False when something beside the figure went wrong: that is never ok."""
    verdict = "ok" if whole and goal.is_met(figure) else "short"
    shown = f"{figure:,.4g} {goal.unit}" + (f" ({also})" if also else "")
    sys.stdout.write(f"{name} | {shown} | {goal} | {verdict}\n")
    sys.stdout.flush()


def milliseconds(act: Callable[[], object], *, times: int, cpu: bool = False) -> list[float]:
    """How long each of so many acts took, sorted, after one that warms up."""
    clock = time.process_time if cpu else time.perf_counter
    act()
    taken = []
    for _ in range(times):
        started = clock()
        act()
        taken.append((clock() - started) * 1000)
    return sorted(taken)


def percentile(ordered: list[float], part: float) -> float:
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))]


def processor_time(pid: int) -> float:
    """Seconds that a process and its children have worked so far: a busy machine shows less."""
    here = Path(f"/proc/{pid}")
    user, system = here.joinpath("stat").read_text("ascii").rpartition(")")[2].split()[11:13]
    children = here.joinpath(f"task/{pid}/children").read_text("ascii").split()
    own = (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")
    return own + sum(processor_time(int(child)) for child in children)
