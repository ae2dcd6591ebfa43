"""One row of a list as a request: what it says, or why it cannot be taken as it is."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

import msgspec

from corridor.domain.errors import (
    EmptyFieldError,
    FieldRefusalError,
    InFutureError,
    NotAChoiceError,
    TooLongError,
)
from corridor.domain.imports import Column, DayOrder, Plan
from corridor.domain.intake import Wish
from corridor.domain.list_errors import LostDigitsError, LostLettersError, UnreadableDayError
from corridor.domain.tables import LOST, Line
from corridor.domain.words import LINE_LIMIT, MESSAGE_LIMIT, bounded, folded

_YEAR: Final = re.compile(r"(19|20)\d\d")
_YEAR_FIRST: Final = re.compile(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})(?:[T ].*)?")
_YEAR_LAST: Final = re.compile(r"(\d{1,2})[-./ ](\d{1,2})[-./ ](\d{4})")
_CUT_NUMBER: Final = re.compile(r"\d+([.,]\d+)?[eE]\+?\d+")
_SOON: Final = {
    Wish.HOURS: ("hours", "часы", "urgent", "срочно", "critical", "критично"),
    Wish.DAYS: ("days", "дни", "high", "высокая", "medium", "средняя"),
    Wish.CAN_WAIT: ("can wait", "может ждать", "low", "низкая", "weeks", "недели"),
    Wish.UNSAID: ("", "-", "unknown", "неизвестно"),
}
_WISHES: Final = {said: wish for wish, several in _SOON.items() for said in several}
_LANGUAGES: Final = {
    "en": ("en", "eng", "english", "английский"),
    "ru": ("ru", "rus", "russian", "русский"),
}


class PlannedRow(msgspec.Struct, frozen=True, kw_only=True):
    """What will be written. Names and contacts go to identity's own chain."""

    number: int
    words: str
    language: str
    soon: Wish
    came_on: date | None
    name: str
    born: str
    phone: str
    email: str
    reference: str

    @property
    def says_who(self) -> bool:
        return bool(self.name or self.born or self.phone or self.email)


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """Why one cell keeps its row from being taken. `column` counts from 0; None: the row."""

    column: int | None
    refusal: FieldRefusalError


class RefusedRow(msgspec.Struct, frozen=True, kw_only=True):
    number: int
    faults: tuple[Fault, ...]


def body(lines: tuple[Line, ...], plan: Plan) -> tuple[Line, ...]:
    """The rows that are people."""
    return lines[1:] if plan.has_headings else lines


def read_row(
    line: Line, plan: Plan, *, today: date, languages: tuple[str, ...]
) -> PlannedRow | RefusedRow:
    reader = _Row(line, plan, today=today, languages=languages)
    row = reader.read()
    if reader.faults:
        return RefusedRow(number=line.number, faults=tuple(reader.faults))
    return row


class _Row:
    """Every fault of a row is found at once, so that nobody sends a list ten times."""

    def __init__(
        self, line: Line, plan: Plan, *, today: date, languages: tuple[str, ...]
    ) -> None:
        self._line, self._plan = line, plan
        self._today, self._languages = today, languages
        self.faults = list(_lost(line, plan))

    def read(self) -> PlannedRow:
        return PlannedRow(
            number=self._line.number,
            words=self._words(),
            language=self._language(),
            soon=self._soon(),
            came_on=self._came_on(),
            name=self._short(Column.NAME),
            born=self._born(),
            phone=self._phone(),
            email=self._short(Column.EMAIL),
            reference=self._short(Column.REFERENCE),
        )

    def _at(self, column: Column) -> tuple[int | None, str]:
        if column not in self._plan.columns:
            return None, ""
        place = self._plan.columns.index(column)
        return place, self._line.cell(place)

    def _fault(self, place: int | None, refusal: FieldRefusalError) -> None:
        self.faults.append(Fault(column=place, refusal=refusal))

    def _words(self) -> str:
        """Several columns of words stand under their headings, each on a line of its own."""
        places = [at for at, one in enumerate(self._plan.columns) if one is Column.WORDS]
        said = [(at, self._line.cell(at)) for at in places if self._line.cell(at)]
        if not said:
            self._fault(places[0] if places else None, EmptyFieldError("words"))
            return ""
        text = "\n".join(
            self._under_heading(at, cell, alone=len(places) == 1) for at, cell in said
        )
        try:
            return bounded(text, field="words", limit=MESSAGE_LIMIT)
        except TooLongError as refusal:
            self._fault(said[0][0], refusal)
            return ""

    def _under_heading(self, place: int, cell: str, *, alone: bool) -> str:
        headings = self._plan.headings
        heading = headings[place] if place < len(headings) else ""
        return cell if alone or not heading else f"{heading}: {cell}"

    def _phone(self) -> str:
        """A spreadsheet writes a long number as 7.9E+10, and its last digits are gone."""
        place, cell = self._at(Column.PHONE)
        if _CUT_NUMBER.fullmatch(cell):
            self._fault(place, LostDigitsError("phone"))
            return ""
        return self._short(Column.PHONE)

    def _short(self, column: Column) -> str:
        place, cell = self._at(column)
        try:
            return bounded(" ".join(cell.split()), field=column.value, limit=LINE_LIMIT)
        except TooLongError as refusal:
            self._fault(place, refusal)
            return ""

    def _language(self) -> str:
        place, cell = self._at(Column.LANGUAGE)
        if not cell:
            return self._plan.language
        said = folded(cell)
        for code in self._languages:
            if said in {code, *map(folded, _LANGUAGES.get(code, ()))}:
                return code
        self._fault(place, NotAChoiceError("language"))
        return self._plan.language

    def _soon(self) -> Wish:
        place, cell = self._at(Column.SOON)
        wish = _WISHES.get(" ".join(cell.casefold().split()))
        if wish is None:
            self._fault(place, NotAChoiceError("soon"))
        return wish or Wish.UNSAID

    def _came_on(self) -> date | None:
        place, cell = self._at(Column.CAME_ON)
        return self._day(place, cell) if cell else None

    def _born(self) -> str:
        """A year alone is knowledge too."""
        place, cell = self._at(Column.BORN)
        if not cell or _YEAR.fullmatch(cell):
            return cell
        found = self._day(place, cell)
        return found.isoformat() if found else ""

    def _day(self, place: int | None, cell: str) -> date | None:
        found = read_day(cell, order=self._plan.days)
        if found is None:
            self._fault(place, UnreadableDayError("days"))
        elif found > self._today:
            self._fault(place, InFutureError("days"))
        return found


def _lost(line: Line, plan: Plan) -> Iterator[Fault]:
    for place, column in enumerate(plan.columns):
        if column is not Column.LEAVE_OUT and LOST in line.cell(place):
            yield Fault(column=place, refusal=LostLettersError("alphabet"))


def read_day(text: str, *, order: DayOrder) -> date | None:
    """A year of four digits that stands first is never in doubt; otherwise `order` decides."""
    if found := _YEAR_FIRST.fullmatch(text):
        year, month, day = (int(part) for part in found.groups())
    elif (found := _YEAR_LAST.fullmatch(text)) and order is not DayOrder.UNSAID:
        first, second, year = (int(part) for part in found.groups())
        day, month = (first, second) if order is DayOrder.DAY_FIRST else (second, first)
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
