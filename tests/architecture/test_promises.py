"""A promise without a test is an advertisement: each test that a promise names is there."""

import ast
import re
from functools import cache
from pathlib import Path

from tests.architecture.tracked import ROOT, read

PROMISES = ROOT / "docs" / "security" / "promises.md"
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


def test_every_test_that_a_promise_names_is_there() -> None:
    named = NAMED.findall(read(PROMISES))

    missing = [f"{path}::{name}" for path, name in named if name not in names_in(ROOT / path)]

    assert missing == []
