"""Running totals by day, as steps: nobody is a fraction, and no day is guessed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum
from typing import Final

from django.utils.safestring import SafeString

from corridor.web.charts.endings import Ending, place_endings, room_for
from corridor.web.charts.lettering import SMALL, width_of
from corridor.web.charts.scale import Scale, round_values, tick_days
from corridor.web.charts.svg import element, number, picture, together


class Look(Enum):
    """How a line differs: tone, ground or dash, and always its name at its end."""

    PLAIN = "1"
    SHADED = "2"
    DASHED = "3"


@dataclass(frozen=True, kw_only=True)
class Line:
    """One running total for each day, the first day first."""

    name: str
    look: Look
    totals: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Curve:
    label: str
    first: date
    lines: tuple[Line, ...]
    name_day: Callable[[date], str]
    name_day_and_month: Callable[[date], str]

    def __post_init__(self) -> None:
        lengths = {len(line.totals) for line in self.lines}
        if len(lengths) != 1 or 0 in lengths:
            raise ValueError("every line has one total for each of the same days")

    @property
    def days(self) -> int:
        return len(self.lines[0].totals) - 1

    @property
    def most(self) -> int:
        return max(max(line.totals) for line in self.lines)


@dataclass(frozen=True, kw_only=True)
class Paper:
    kind: str
    width: float
    height: float
    left: float = field(default=44)
    top: float = field(default=34)
    foot: float = field(default=30)
    margin: float = field(default=70)

    @property
    def bottom(self) -> float:
        return self.height - self.foot


WIDE: Final = Paper(kind="chart only-w", width=1100, height=380, margin=130)
NARROW: Final = Paper(kind="chart only-n", width=370, height=330)


def draw_curve(curve: Curve) -> SafeString:
    """The same curve twice, for desks and for phones; the style sheet shows one of them."""
    return together(draw_on(curve, WIDE), draw_on(curve, NARROW))


def draw_on(curve: Curve, paper: Paper) -> SafeString:
    names = tuple(line.name for line in curve.lines)
    right = paper.width - room_for(names, least=paper.margin, most=paper.width * 0.38)
    days = Scale(most=curve.days, start=paper.left, end=right)
    people = Scale(most=curve.most, start=paper.bottom, end=paper.top)
    return picture(
        *_grid(curve, people, days),
        *_names_of_days(curve, days, paper),
        *_shade(curve, days, people),
        *_steps(curve, days, people),
        *_ends(curve, people, paper, right=right),
        kind=paper.kind,
        label=curve.label,
        width=paper.width,
        height=paper.height,
    )


def _grid(curve: Curve, people: Scale, days: Scale) -> Iterator[SafeString]:
    for value in round_values(curve.most):
        y = people.at(value)
        yield element("line", kind="grid", x1=days.start, x2=days.end, y1=y, y2=y)
        yield element("text", str(value), x=days.start - 8, y=y + 4.5, text_anchor="end")


def _names_of_days(curve: Curve, days: Scale, paper: Paper) -> Iterator[SafeString]:
    for day, words in _named_days(curve, days):
        at, half = days.at(day), width_of(words) / 2
        middle = min(max(at, half), paper.width - half)
        yield element("text", words, x=middle, y=paper.height - 8, text_anchor="middle")


def _named_days(curve: Curve, days: Scale) -> Iterator[tuple[int, str]]:
    broadest = max(width_of(curve.name_day_and_month(curve.first)), width_of("88")) * 1.25
    room = int((days.end - days.start) // broadest)
    month = None
    for place in tick_days(curve.days, room=room):
        day = curve.first + timedelta(days=place)
        name = curve.name_day if (day.year, day.month) == month else curve.name_day_and_month
        month = (day.year, day.month)
        yield place, name(day)


def _shade(curve: Curve, days: Scale, people: Scale) -> Iterator[SafeString]:
    ground = number(people.at(0))
    for line in curve.lines:
        if line.look is Look.SHADED:
            path = f"{_path(line, days, people)}V{ground}H{number(days.start)}Z"
            yield element("path", kind="a2", d=path)


def _steps(curve: Curve, days: Scale, people: Scale) -> Iterator[SafeString]:
    for line in curve.lines:
        yield element("path", kind=f"s{line.look.value}", d=_path(line, days, people))


def _path(line: Line, days: Scale, people: Scale) -> str:
    """A step at each change, one at most for each unit of paper: years stay light."""
    totals = line.totals
    path = [f"M{number(days.start)} {number(people.at(totals[0]))}"]
    drawn, x = totals[0], days.start
    for day, total in enumerate(totals):
        last = day == len(totals) - 1
        if total != drawn and (days.at(day) - x >= 1 or last):
            x = days.at(day)
            path.append(f"H{number(x)}V{number(people.at(total))}")
            drawn = total
    return "".join((*path, f"H{number(days.end)}"))


def _ends(curve: Curve, people: Scale, paper: Paper, *, right: float) -> Iterator[SafeString]:
    endings = tuple(
        Ending(
            count=line.totals[-1],
            name=line.name,
            kind=f"l{line.look.value}",
            y=people.at(line.totals[-1]),
        )
        for line in curve.lines
    )
    room = paper.width - right - 10
    for placed in place_endings(endings, room=room, top=4, bottom=paper.bottom):
        yield from placed.draw(x=right, size=SMALL)
