"""Names compared pair by pair, and found again among many, all of them invented."""

import csv
import resource
import subprocess
import time
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Final

import iuliia

from bench.rows import at_least, at_most, percentile, show
from corridor.crypto.random import random_below
from corridor.domain.names.comparing import SAME
from corridor.domain.names.reference import given_names
from corridor.services.name_index import NameIndex
from tests.support.server import COMMAND

PAIRS: Final = 7_500
ASKED: Final = 300
_SCHEMAS: Final = [getattr(iuliia, name) for name in dir(iuliia) if name.isupper()]
_BEGINNINGS: Final = "бар вол гор дуд ер жук зай ис кар лаз маг нов орл пет руд сав тар ус фед"
_MIDDLES: Final = "ан ев ик ин ов ул ат ид ур ор ем иш ач ок"
_ENDINGS: Final = "ов ев ин ский енко ович иев"
_SURNAMES: Final = [
    "".join(one) for one in product(*map(str.split, (_BEGINNINGS, _MIDDLES, _ENDINGS)))
]
_GIVEN: Final = [forms[0] for forms in given_names()]


def invented_name() -> str:
    """Given names are everybody's; these surnames nobody bears."""
    father = _one_of(_GIVEN).rstrip("аеийоуья")
    return f"{_one_of(_GIVEN)} {father}ович {_one_of(_SURNAMES).capitalize()}"


def told_again(name: str) -> str:
    """In some passport's spelling, often without the father's name or surname first."""
    words: list[str] = _SCHEMAS[random_below(len(_SCHEMAS))].translate(name).split()
    if random_below(10) < 4:
        del words[1]
    if random_below(10) < 3:
        words.reverse()
    return " ".join(words)


def _one_of(words: list[str]) -> str:
    return words[random_below(len(words))]


def measure(folder: Path, *, number: int) -> None:
    pairs_a_second(folder)
    candidates(number)


def pairs_a_second(folder: Path) -> None:
    """The command as people start it: its own start is in the time."""
    table, names = folder / "pairs.csv", [invented_name() for _ in range(PAIRS)]
    with table.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("name_a", "name_b"))
        rows.writerows(_pairs(names))
    before = _spent_by_children()
    done = subprocess.run(
        [COMMAND, "names", "score", table, "--output", folder / "scored.csv"], check=False
    )
    seconds = _spent_by_children() - before
    show(
        "names compared, its start included",
        PAIRS / seconds,
        at_least(5_000, "pairs/s"),
        whole=done.returncode == 0,
    )


def _spent_by_children() -> float:
    """Processor time: what else runs on the machine is not in it."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _pairs(names: list[str]) -> Iterator[tuple[str, str]]:
    """Half of them one person, half two."""
    for place, name in enumerate(names):
        other = told_again(name if place % 2 else _one_of(names))
        yield name, other


def candidates(number: int) -> None:
    index: NameIndex[int] = NameIndex()
    names = [invented_name() for _ in range(number)]
    for place, name in enumerate(names):
        index.put(place, [name])
    waits, found = [], 0
    for _ in range(ASKED):
        asked = _one_of(names)
        told = told_again(asked)
        began = time.process_time()
        near = index.near([told], from_figure=SAME)
        waits.append((time.process_time() - began) * 1_000)
        found += any(names[other] == asked for _, other in near)
    show(
        f"likely duplicates among {number:,} names, p95",
        percentile(sorted(waits), 0.95),
        at_most(50, "ms"),
        also=f"{found / ASKED:.1%} found again",
        whole=found >= 0.95 * ASKED,
    )
