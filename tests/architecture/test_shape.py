import ast
import re
from pathlib import Path

from tests.architecture.tracked import ROOT, files_under, lines_matching, read

LONGEST_MODULE = 400
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b|NotImplementedError")


def source_modules() -> list[Path]:
    return files_under("src/corridor", suffix=".py")


def test_no_module_is_longer_than_one_can_hold_in_mind() -> None:
    lengths = {module: len(read(module).splitlines()) for module in source_modules()}

    too_long = [f"{m.relative_to(ROOT)}: {n}" for m, n in lengths.items() if n > LONGEST_MODULE]

    assert too_long == []


def test_nothing_unfinished_is_kept_in_the_source() -> None:
    marks = lines_matching(UNFINISHED, source_modules())

    assert marks == []


def test_every_import_names_its_layer() -> None:
    relative = [
        f"{module.relative_to(ROOT)}:{node.lineno}"
        for module in source_modules()
        for node in ast.walk(ast.parse(read(module)))
        if isinstance(node, ast.ImportFrom) and node.level > 0
    ]

    assert relative == []


def test_no_promise_rests_on_an_assert_that_python_may_drop() -> None:
    asserts = [
        f"{module.relative_to(ROOT)}:{node.lineno}"
        for module in source_modules()
        for node in ast.walk(ast.parse(read(module)))
        if isinstance(node, ast.Assert)
    ]

    assert asserts == []
