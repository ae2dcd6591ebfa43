"""A way by region: quiet land, a dot for each area, an arc for each leg."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from typing import Final

from django.utils.safestring import SafeString

from corridor.web.charts.geography import Point, outline, point_of
from corridor.web.charts.naming import Box, Name, place_names
from corridor.web.charts.svg import element, number, picture, together

_LIFT: Final = 0.16
_MARGIN: Final = 70.0
_PARTS: Final = 14


class Leg(Enum):
    DONE = "leg"
    PLANNED = "leg plan"


@dataclass(frozen=True, kw_only=True)
class Stop:
    """One area on the way; `note` is a word about time or state, never an hour."""

    area: str
    name: str
    note: str = ""
    reached: bool = False


@dataclass(frozen=True, kw_only=True)
class Way:
    """The stops in order; a leg leads to each stop but the first."""

    label: str
    stops: tuple[Stop, ...]

    @property
    def drawn(self) -> tuple[tuple[Stop, Point], ...]:
        found = ((stop, point_of(stop.area)) for stop in self.stops)
        return tuple((stop, point) for stop, point in found if point is not None)


@dataclass(frozen=True, kw_only=True)
class Sheet:
    kind: str
    width: float


WIDE: Final = Sheet(kind="map only-w", width=760)
NARROW: Final = Sheet(kind="map only-n", width=400)


@dataclass(frozen=True, kw_only=True)
class View:
    """The part of the land on the sheet: letters keep their size, the land is scaled."""

    scale: float
    left: float
    height: float

    def at(self, point: Point) -> Point:
        return Point(x=(point.x - self.left) * self.scale, y=point.y * self.scale)


def draw_way(way: Way, *, key: str) -> SafeString | None:
    """Two sheets that share one outline; `key` keeps ids apart. None if all is outside."""
    if not way.drawn:
        return None
    return together(
        _shared_outline(key), draw_on(way, WIDE, key=key), draw_on(way, NARROW, key=key)
    )


def draw_on(way: Way, sheet: Sheet, *, key: str) -> SafeString:
    view = _view(way, sheet)
    edges = Box(left=2, top=2, right=sheet.width - 2, bottom=view.height - 2)
    points = [view.at(point) for _, point in way.drawn]
    stops = [stop for stop, _ in way.drawn]
    return picture(
        _land(view, key=key),
        *_areas(points),
        *_legs(stops, points),
        *_dots(stops, points),
        *_words(stops, points, sheet=edges),
        kind=sheet.kind,
        label=way.label,
        width=sheet.width,
        height=view.height,
    )


def _shared_outline(key: str) -> SafeString:
    sheet = outline()
    land = element("path", id=f"{key}-land", d=sheet.land)
    borders = element("path", id=f"{key}-bord", d=sheet.borders)
    shared = element("defs", land, borders)
    return element("svg", shared, hidden="", aria_hidden="true")


def _view(way: Way, sheet: Sheet) -> View:
    land = outline()
    across = [point.x for _, point in way.drawn]
    spread = max(across) - min(across) + 2 * _MARGIN
    scale = max(min(sheet.width / spread, 1.0), sheet.width / land.w)
    shown = sheet.width / scale
    begin = (max(across) + min(across) - shown) / 2
    return View(scale=scale, left=min(max(begin, 0.0), land.w - shown), height=land.h * scale)


def _land(view: View, *, key: str) -> SafeString:
    moved = f"scale({view.scale:.3f}) translate({number(-view.left)} 0)"
    land = element("use", kind="land", href=f"#{key}-land")
    borders = element("use", kind="bord", href=f"#{key}-bord")
    return element("g", land, borders, transform=moved)


def _areas(points: Sequence[Point]) -> Iterator[SafeString]:
    for point in points:
        yield element("circle", kind="area", cx=point.x, cy=point.y, r=26)


def _legs(stops: Sequence[Stop], points: Sequence[Point]) -> Iterator[SafeString]:
    for stop, start, end in zip(stops[1:], points, points[1:], strict=False):
        leg = Leg.DONE if stop.reached else Leg.PLANNED
        if start != end:
            yield element("path", kind=leg.value, d=_arc(start, end))


def _bend(start: Point, end: Point) -> Point:
    across, down = end.x - start.x, end.y - start.y
    side = 1 if across < 0 else -1
    return Point(
        x=(start.x + end.x) / 2 + side * _LIFT * down,
        y=(start.y + end.y) / 2 - side * _LIFT * across,
    )


def _arc(start: Point, end: Point) -> str:
    bend = _bend(start, end)
    ends = [number(value) for value in (start.x, start.y, bend.x, bend.y, end.x, end.y)]
    return "M{} {}Q{} {} {} {}".format(*ends)


def _along(start: Point, end: Point) -> Iterator[Box]:
    """Small boxes along a leg, for names to keep away from."""
    bend = _bend(start, end)
    for step in range(1, _PARTS):
        there = step / _PARTS
        back = 1 - there
        x = back * back * start.x + 2 * back * there * bend.x + there * there * end.x
        y = back * back * start.y + 2 * back * there * bend.y + there * there * end.y
        yield Box(left=x - 3, top=y - 3, right=x + 3, bottom=y + 3)


def _dots(stops: Sequence[Stop], points: Sequence[Point]) -> Iterator[SafeString]:
    for stop, point in zip(stops, points, strict=True):
        kind = "dot" if stop.reached else "dot soon"
        yield element("circle", kind=kind, cx=point.x, cy=point.y, r=7)


def _words(
    stops: Sequence[Stop], points: Sequence[Point], *, sheet: Box
) -> Iterator[SafeString]:
    names = [
        Name(words=stop.name, note=stop.note, x=point.x, y=point.y)
        for stop, point in zip(stops, points, strict=True)
    ]
    lines = [box for start, end in pairwise(points) for box in _along(start, end)]
    for placed in place_names(names, sheet=sheet, lines=lines):
        yield from placed.draw()
