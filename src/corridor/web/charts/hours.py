"""What came in each hour, as bars: the hour that runs now is the last, and is not over."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.utils.safestring import SafeString

from corridor.web.charts.lettering import width_of
from corridor.web.charts.scale import Scale, round_values
from corridor.web.charts.svg import element, picture, together

_TOP: Final = 26.0
_FOOT: Final = 28.0
_GAP: Final = 0.22


@dataclass(frozen=True, kw_only=True)
class Hours:
    """`names` say each hour: "14:00"; there are as many as counts."""

    label: str
    counts: tuple[int, ...]
    names: tuple[str, ...]

    def __post_init__(self) -> None:
        if not self.counts or len(self.counts) != len(self.names):
            raise ValueError("every hour has one count and one name")


@dataclass(frozen=True, kw_only=True)
class Paper:
    kind: str
    width: float
    height: float
    left: float = 56.0


WIDE: Final = Paper(kind="chart only-w", width=1100, height=240)
NARROW: Final = Paper(kind="chart only-n", width=370, height=220)


def draw_hours(hours: Hours) -> SafeString:
    """The same bars twice, for desks and for phones; the style sheet shows one of them."""
    return together(draw_on(hours, WIDE), draw_on(hours, NARROW))


def draw_on(hours: Hours, paper: Paper) -> SafeString:
    ground = paper.height - _FOOT
    people = Scale(most=max(1, *hours.counts), start=ground, end=_TOP)
    across = Scale(most=len(hours.counts), start=paper.left, end=paper.width)
    return picture(
        *_grid(people, paper),
        *_bars(hours, people, across),
        *_names(hours, across, paper),
        kind=paper.kind,
        label=hours.label,
        width=paper.width,
        height=paper.height,
    )


def _grid(people: Scale, paper: Paper) -> Iterator[SafeString]:
    for value in round_values(people.most):
        y = people.at(value)
        yield element("line", kind="grid", x1=paper.left, x2=paper.width, y1=y, y2=y)
        yield element("text", str(value), x=paper.left - 8, y=y + 4.5, text_anchor="end")


def _bars(hours: Hours, people: Scale, across: Scale) -> Iterator[SafeString]:
    broad = (across.end - across.start) / across.most
    last = len(hours.counts) - 1
    for place, many in enumerate(hours.counts):
        if many:
            yield element(
                "rect",
                kind="f1" if place == last else "bar",
                x=across.at(place) + broad * _GAP / 2,
                y=people.at(many),
                width=broad * (1 - _GAP),
                height=people.at(0) - people.at(many),
            )


def _names(hours: Hours, across: Scale, paper: Paper) -> Iterator[SafeString]:
    """As many as there is room for, the hour that runs now among them."""
    broad = (across.end - across.start) / across.most
    step = max(1, -(-int(max(map(width_of, hours.names)) * 1.5) // int(broad)))
    last = len(hours.names) - 1
    for place in range(last, -1, -step):
        half = width_of(hours.names[place]) / 2
        middle = min(across.at(place) + broad / 2, paper.width - half - 1)
        yield element(
            "text", hours.names[place], x=middle, y=paper.height - 8, text_anchor="middle"
        )
