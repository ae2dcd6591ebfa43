"""`corridor names score`: how alike are the two names of each line? No desk, no key, no net."""

import argparse
import contextlib
import csv
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final, TextIO

from corridor.domain.names.comparing import Listener, compare, same

NEEDED: Final = ("name_a", "name_b")
ADDED: Final = ("score", "same")
UNUSABLE: Final = 2
_LONGEST_NAME: Final = 1_000
_LONGEST_LINE: Final = 64 * 1024


class UnusableTableError(Exception):
    """The table cannot be scored. The sentence names a line, never what stands in it."""


def describe(parser: argparse.ArgumentParser) -> None:
    acts = parser.add_subparsers(dest="act", metavar="ACT", required=True)
    score = acts.add_parser("score", help="compare the two names of each line of a table")
    score.add_argument("file", type=Path, help="CSV in UTF-8 with name_a and name_b")
    score.add_argument("--output", type=Path, help="write here instead of to the screen")


def run(arguments: argparse.Namespace) -> int:
    try:
        with _source(arguments.file) as source, _target(arguments.output) as target:
            csv.writer(target, lineterminator="\n").writerows(_scored(_read(source)))
    except UnusableTableError as error:
        sys.stderr.write(f"{error}\n")
        return UNUSABLE
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return 0


@contextlib.contextmanager
def _source(file: Path) -> Iterator[TextIO]:
    try:
        opened = file.open(encoding="utf-8-sig", newline="")
    except OSError:
        raise UnusableTableError("The table cannot be opened.") from None
    with opened:
        yield opened


@contextlib.contextmanager
def _target(file: Path | None) -> Iterator[TextIO]:
    """A file appears when it is whole: a refused table leaves nothing behind."""
    if file is None:
        with open(sys.stdout.fileno(), "w", encoding="utf-8", newline="", closefd=False) as out:
            yield out
        return
    part = file.with_name(f"{file.name}.part")
    try:
        with part.open("w", encoding="utf-8", newline="") as out:
            yield out
        part.replace(file)
    except OSError:
        raise UnusableTableError("The output cannot be written.") from None
    finally:
        part.unlink(missing_ok=True)


def _read(source: TextIO) -> Iterator[list[str]]:
    """The columns first, then each row with as many fields."""
    rows = csv.reader(_lines(source), strict=True)
    try:
        yield from rows
    except UnicodeDecodeError:
        raise UnusableTableError("The table is not in UTF-8: save it again as such.") from None
    except csv.Error:
        raise UnusableTableError(
            f"Line {rows.line_num} breaks off: a quotation mark is missing or too many."
        ) from None


def _lines(source: TextIO) -> Iterator[str]:
    """Line by line, and never more of one than two names and their notes can be."""
    number = 0
    while line := source.readline(_LONGEST_LINE + 1):
        number += 1
        if len(line) > _LONGEST_LINE:
            raise UnusableTableError(f"Line {number} is longer than any two names are.")
        if "\0" in line:
            raise UnusableTableError(f"Line {number} has a zero byte: this is no text.")
        yield line


def _scored(rows: Iterator[list[str]]) -> Iterator[list[str]]:
    """What stood in a row stays; the figures of an earlier run are written anew."""
    columns = next(rows, [])
    one, other = (_place(columns, name) for name in NEEDED)
    kept = [place for place, name in enumerate(columns) if name not in ADDED]
    yield [*(columns[place] for place in kept), *ADDED]
    listener = Listener()
    for number, row in enumerate(rows, start=2):
        if row:
            _check(row, number, fields=len(columns))
            names = (listener.read(_bounded(row[place], number)) for place in (one, other))
            figure = round(compare(*names), 4)
            yield [*(row[place] for place in kept), f"{figure:.4f}", str(int(same(figure)))]


def _place(columns: list[str], name: str) -> int:
    if columns.count(name) != 1:
        raise UnusableTableError(f"The first row has to name this column once: {name}.")
    return columns.index(name)


def _check(row: list[str], number: int, *, fields: int) -> None:
    if len(row) != fields:
        raise UnusableTableError(
            f"Row {number} has {len(row)} fields, the first row has {fields}."
        )


def _bounded(name: str, number: int) -> str:
    if len(name) > _LONGEST_NAME:
        raise UnusableTableError(f"Row {number} has a name longer than any name is.")
    return name
