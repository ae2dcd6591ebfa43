"""Excel files: every sheet as a table, with the values that were last worked out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Final

from corridor.viewing.errors import BrokenFileError
from corridor.viewing.reading.archive import Archive
from corridor.viewing.reading.blocks import Block, PageEnd, Paragraph, Table, Weight
from corridor.viewing.reading.open_xml import Found
from corridor.viewing.reading.xml import End, Start, Words
from corridor.viewing.shown import Caution, SheetRow

WORKBOOK: Final = "xl/workbook.xml"
_STRINGS: Final = "xl/sharedStrings.xml"
_STYLES: Final = "xl/styles.xml"
_MOST_COLUMNS: Final = 64
_EVERY_COLUMN: Final = 26**4
_MOST_ROWS: Final = 5000
_ROWS_AT_ONCE: Final = 200
_BUILT_IN_DATES: Final = {*range(14, 23), *range(45, 48)}
_A_DATE: Final = re.compile(r"[dyhs]|m{3,}", re.IGNORECASE)
_QUOTED: Final = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
_DAY_ONE: Final = datetime(1899, 12, 30)  # noqa: DTZ001 - a sheet knows no time zone
_LAST_DAY: Final = 2_958_466
_LETTERS: Final = 26
_DIGITS: Final = 9
_SECONDS_A_DAY: Final = 86_400


@dataclass(frozen=True, kw_only=True)
class _Book:
    strings: tuple[str, ...]
    dates: frozenset[int]
    """Which styles show a number as a day or an hour."""


def sheets(archive: Archive, *, found: Found) -> Iterator[Block]:
    relations = archive.relations(WORKBOOK)
    book = _Book(strings=_strings(archive), dates=_date_styles(archive))
    for event in archive.events(WORKBOOK):
        if not isinstance(event, Start) or event.name != "sheet":
            continue
        if event.facts.get("state", "visible") != "visible":
            found.add(Caution.HIDDEN_WORDS)
        relation = relations.get(event.facts.get("id", ""))
        yield Paragraph(text=event.facts.get("name", ""), weight=Weight.HEADING)
        if relation is None or relation.outside or relation.target not in archive:
            found.add(Caution.PARTS_UNREADABLE)
            continue
        yield from _sheet(archive, relation.target, book=book, found=found)
        yield PageEnd()


def sheet_rows(archive: Archive) -> Iterator[SheetRow]:
    """Every visible sheet, row by row, with the numbers that Excel shows beside them."""
    relations = archive.relations(WORKBOOK)
    book = _Book(strings=_strings(archive), dates=_date_styles(archive))
    visible = (
        event.facts
        for event in archive.events(WORKBOOK)
        if isinstance(event, Start)
        and event.name == "sheet"
        and event.facts.get("state", "visible") == "visible"
    )
    for sheet, facts in enumerate(visible):
        yield SheetRow(sheet, 0, (facts.get("name", ""),))
        relation = relations.get(facts.get("id", ""))
        if relation is None or relation.outside or relation.target not in archive:
            raise BrokenFileError
        cells = _cells(archive, relation.target, book=book, most=_EVERY_COLUMN)
        for number, several in groupby(cells, key=lambda cell: cell.row):
            texts = {cell.column: cell.text for cell in several}
            row = tuple(texts.get(at, "") for at in range(max(texts) + 1))
            yield SheetRow(sheet, number, row)


def _strings(archive: Archive) -> tuple[str, ...]:
    if _STRINGS not in archive:
        return ()
    strings: list[str] = []
    words: list[str] = []
    inside = False
    for event in archive.events(_STRINGS):
        match event:
            case Start(name="t"):
                inside = True
            case End(name="t"):
                inside = False
            case Words(text=text) if inside:
                words.append(text)
            case End(name="si"):
                strings.append("".join(words))
                words.clear()
            case _:
                pass
    return tuple(strings)


def _date_styles(archive: Archive) -> frozenset[int]:
    if _STYLES not in archive:
        return frozenset()
    dates = set(_BUILT_IN_DATES)
    styles: list[int] = []
    inside = False
    for event in archive.events(_STYLES):
        match event:
            case Start(name="numFmt", facts=facts):
                if _A_DATE.search(_QUOTED.sub("", facts.get("formatCode", ""))):
                    dates.add(_number(facts.get("numFmtId", "")))
            case Start(name="cellXfs"):
                inside = True
            case End(name="cellXfs"):
                inside = False
            case Start(name="xf", facts=facts) if inside:
                styles.append(_number(facts.get("numFmtId", "")))
            case _:
                pass
    return frozenset(at for at, number in enumerate(styles) if number in dates)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _DIGITS else 0


@dataclass(frozen=True, kw_only=True)
class _Cell:
    row: int
    column: int
    text: str


def _sheet(archive: Archive, name: str, *, book: _Book, found: Found) -> Iterator[Block]:
    rows: list[tuple[str, ...]] = []
    cells = _cells(archive, name, book=book)
    several_rows = groupby(cells, key=lambda cell: cell.row)
    for count, (_row, several) in enumerate(several_rows, start=1):
        texts = {cell.column: cell.text for cell in several}
        rows.append(tuple(texts.get(at, "") for at in range(max(texts) + 1)))
        if count >= _MOST_ROWS:
            found.add(Caution.PARTS_UNREADABLE)
            break
        if len(rows) >= _ROWS_AT_ONCE:
            yield Table(rows=tuple(rows))
            rows = []
    if rows:
        yield Table(rows=tuple(rows))


def _cells(
    archive: Archive, name: str, *, book: _Book, most: int = _MOST_COLUMNS
) -> Iterator[_Cell]:
    facts: dict[str, str] = {}
    words: list[str] = []
    row, column, inside = 0, -1, False
    for event in archive.events(name):
        match event:
            case Start(name="row", facts=of_row):
                row, column = _number(of_row.get("r", "")) or row + 1, -1
            case Start(name="c"):
                facts, words = event.facts, []
                column = _column(facts.get("r", ""), after=column)
            case Start(name="v" | "t"):
                inside = True
            case End(name="v" | "t"):
                inside = False
            case Words(text=text) if inside:
                words.append(text)
            case End(name="c") if words and column < most:
                yield _Cell(row=row, column=column, text=_shown(facts, words, book=book))
            case _:
                pass


def _column(place: str, *, after: int) -> int:
    """The column of a place like BC12; the next one where a cell says no place."""
    letters = "".join(letter for letter in place[:4] if letter.isalpha() and letter.isascii())
    if not letters:
        return after + 1
    number = 0
    for letter in letters.upper():
        number = number * _LETTERS + ord(letter) - ord("A") + 1
    return number - 1


def _shown(facts: dict[str, str], words: list[str], *, book: _Book) -> str:
    text, kind = "".join(words), facts.get("t", "n")
    if kind == "s":
        at = _number(text)
        return book.strings[at] if at < len(book.strings) else ""
    if kind == "n" and _number(facts.get("s", "")) in book.dates:
        return _day(text)
    return text


def _day(text: str) -> str:
    try:
        days = float(text)
    except ValueError:
        return text
    if not 0 <= days < _LAST_DAY:
        return text
    at = _DAY_ONE + timedelta(seconds=round(days * _SECONDS_A_DAY))
    return f"{at:%Y-%m-%d}" if days.is_integer() else f"{at:%Y-%m-%d %H:%M}"
