"""A promise without a test is an advertisement: each test that a promise names is there."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from tests.architecture.tracked import ROOT, read

PROMISES = ROOT / "docs" / "security" / "promises.md"
CASES = ROOT / "docs" / "security" / "attack-cases.md"
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")


@cache
def names_in(path: Path) -> frozenset[str]:
    if not path.is_file():
        return frozenset()
    nodes = ast.walk(ast.parse(path.read_text("utf-8")))
    return frozenset(node.name for node in nodes if isinstance(node, ast.FunctionDef))


def rows() -> list[str]:
    told = [line for line in read(PROMISES).splitlines() if line.startswith("| ")]
    return [line for line in told if not line.endswith("| shown by |")]


def test_every_promise_names_a_test() -> None:
    assert rows()
    assert [line for line in rows() if not NAMED.search(line)] == []


def test_every_attack_case_is_tried() -> None:
    told = [
        line.split(" | ") for line in read(CASES).splitlines() if re.match(r"\| [A-F]\d", line)
    ]

    ends = {"A": 8, "B": 15, "C": 24, "D": 29, "E": 34, "F": 39}
    letters = [next(letter for letter, end in ends.items() if n <= end) for n in range(1, 40)]
    wanted = [f"{letter}{n}" for n, letter in enumerate(letters, start=1)]
    assert [cells[0].removeprefix("| ") for cells in told] == wanted
    assert [cells[0] for cells in told if not NAMED.search(cells[2])] == []


@pytest.mark.parametrize("page", [PROMISES, CASES], ids=["promises", "attack cases"])
def test_every_test_that_is_named_is_there(page: Path) -> None:
    named = NAMED.findall(read(page))

    missing = [f"{path}::{name}" for path, name in named if name not in names_in(ROOT / path)]

    assert missing == []
