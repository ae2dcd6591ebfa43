"""One mark, one person's application to one country; bars when there are too many."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from django.utils.safestring import SafeString

from corridor.web.charts.lettering import BOLD, shorten, width_of
from corridor.web.charts.svg import element, number, picture, together

_ROW: Final = 36.0
_LINE: Final = 26.0
_ROWS_OF_MARKS: Final = 3


class Mark(Enum):
    """Shapes differ, so that the marks read without colour."""

    GRANTED = "granted"
    WAITING = "waiting"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, kw_only=True)
class Country:
    name: str
    granted: int = 0
    waiting: int = 0
    refused: int = 0
    withdrawn: int = 0

    @property
    def counts(self) -> tuple[tuple[Mark, int], ...]:
        return (
            (Mark.GRANTED, self.granted),
            (Mark.WAITING, self.waiting),
            (Mark.REFUSED, self.refused),
            (Mark.WITHDRAWN, self.withdrawn),
        )

    @property
    def total(self) -> int:
        return sum(count for _, count in self.counts)


@dataclass(frozen=True, kw_only=True)
class Column:
    kind: str
    width: float
    apart: float


WIDE: Final = Column(kind="chart only-w", width=540, apart=26)
NARROW: Final = Column(kind="chart only-n", width=340, apart=23)


@dataclass(frozen=True, kw_only=True)
class Drawn:
    drawing: SafeString
    one_mark_is_one: bool


def draw_applications(countries: Sequence[Country], *, label: str) -> Drawn:
    """Both sizes are drawn the same way, so that the words above them hold for both."""
    marked = all(
        _lines(country.total, _per_line(column, _left(countries, column))) <= _ROWS_OF_MARKS
        for country in countries
        for column in (WIDE, NARROW)
    )
    draw = _draw_marks if marked else _draw_bars
    drawings = (draw(countries, column, label=label) for column in (WIDE, NARROW))
    return Drawn(drawing=together(*drawings), one_mark_is_one=marked)


def draw_key(mark: Mark) -> SafeString:
    """The mark alone, for a legend that says its meaning beside it."""
    shape = together(*_shape(mark, x=10, y=10))
    return element("svg", shape, kind="chart k", view_box="0 0 20 20", aria_hidden="true")


def _left(countries: Sequence[Country], column: Column) -> float:
    longest = max((width_of(country.name, BOLD) for country in countries), default=0.0)
    return min(max(longest + 16, 90), column.width * 0.4)


def _per_line(column: Column, left: float) -> int:
    return max(1, int((column.width - left - 34) // column.apart))


def _lines(total: int, per_line: int) -> int:
    return max(1, -(-total // per_line))


def _draw_marks(countries: Sequence[Country], column: Column, *, label: str) -> SafeString:
    left = _left(countries, column)
    per_line = _per_line(column, left)
    parts: list[SafeString] = []
    y = 0.0
    for country in countries:
        parts += _row_names(country, column, left=left, y=y)
        parts += _marks_of(country, column, left=left, y=y)
        y += _ROW + _LINE * (_lines(country.total, per_line) - 1)
    return _whole(parts, column, label=label, height=y)


def _marks_of(
    country: Country, column: Column, *, left: float, y: float
) -> Iterator[SafeString]:
    per_line = _per_line(column, left)
    marks = (mark for mark, count in country.counts for _ in range(count))
    for place, mark in enumerate(marks):
        line, along = divmod(place, per_line)
        yield from _shape(mark, x=left + 10 + column.apart * along, y=y + 18 + _LINE * line)


def _draw_bars(countries: Sequence[Country], column: Column, *, label: str) -> SafeString:
    left = _left(countries, column)
    most = max(country.total for country in countries)
    parts: list[SafeString] = []
    for place, country in enumerate(countries):
        y = _ROW * place
        parts += _row_names(country, column, left=left, y=y)
        long = (column.width - left - 54) / most
        x = left
        for mark, count in country.counts:
            parts += _bar(mark, x=x, y=y + 9, long=long * count)
            x += long * count
    return _whole(parts, column, label=label, height=_ROW * len(countries))


def _row_names(country: Country, column: Column, *, left: float, y: float) -> list[SafeString]:
    name = shorten(country.name, room=left - 12, size=BOLD)
    return [
        element("text", name, kind="t-b", x=0, y=y + 23),
        element("text", str(country.total), x=column.width, y=y + 23, text_anchor="end"),
    ]


def _whole(
    parts: Sequence[SafeString], column: Column, *, label: str, height: float
) -> SafeString:
    return picture(
        *parts,
        kind=column.kind,
        label=label,
        width=column.width,
        height=height + 10,
    )


_BAR_KIND: Final = {
    Mark.GRANTED: "gr",
    Mark.WAITING: "wo",
    Mark.REFUSED: "ro",
    Mark.WITHDRAWN: "axis",
}


def _bar(mark: Mark, *, x: float, y: float, long: float) -> Iterator[SafeString]:
    """Full, tinted, empty, dashed: the four states differ without colour here too."""
    if long > 0:
        withdrawn = mark is Mark.WITHDRAWN
        yield element(
            "rect",
            kind=_BAR_KIND[mark],
            x=x,
            y=y,
            width=long,
            height=18,
            fill="none" if withdrawn else None,
            stroke_dasharray="3 3" if withdrawn else None,
        )


def _shape(mark: Mark, *, x: float, y: float) -> Iterator[SafeString]:
    match mark:
        case Mark.GRANTED:
            yield element("circle", kind="gr", cx=x, cy=y, r=9)
            tick = f"M{number(x - 4)} {number(y + 0.5)}l3 3 5-6"
            yield element("path", kind="tickm", d=tick)
        case Mark.WAITING:
            yield element("circle", kind="wo", cx=x, cy=y, r=8)
        case Mark.REFUSED:
            yield element("circle", kind="ro", cx=x, cy=y, r=8)
            cross = f"M{number(x - 3.5)} {number(y - 3.5)}l7 7m0-7l-7 7"
            yield element("path", kind="rx", d=cross)
        case Mark.WITHDRAWN:
            yield element(
                "circle", kind="axis", cx=x, cy=y, r=8, fill="none", stroke_dasharray="3 3"
            )
