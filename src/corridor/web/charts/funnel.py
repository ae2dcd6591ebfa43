"""How far people came, and in words under each step where the others are."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from django.utils.safestring import SafeString

from corridor.web.charts.lettering import LARGE, LEADING, SMALL, shorten, width_of, wrap
from corridor.web.charts.svg import element, number, picture, together

_BAR: Final = 38.0
_NOTE: Final = 22.0


class Tone(Enum):
    ASKED = "f1"
    OUT = "bar"
    ABROAD = "f4"


@dataclass(frozen=True, kw_only=True)
class Stage:
    """A step that `count` people reached; `others` says where those are who came no further."""

    name: str
    count: int
    share: str
    tone: Tone
    others: str = ""


@dataclass(frozen=True, kw_only=True)
class Column:
    kind: str
    width: float


WIDE: Final = Column(kind="chart only-w", width=540)
NARROW: Final = Column(kind="chart only-n", width=360)


def draw_funnel(stages: Sequence[Stage], *, label: str) -> SafeString:
    return together(draw_on(stages, WIDE, label=label), draw_on(stages, NARROW, label=label))


def draw_on(stages: Sequence[Stage], column: Column, *, label: str) -> SafeString:
    most = max((stage.count for stage in stages), default=0)
    parts: list[SafeString] = []
    y = 0.0
    for stage in stages:
        parts += _draw_stage(stage, width=column.width, most=most, y=y)
        y += _height(stage, column.width)
    return picture(*parts, kind=column.kind, label=label, width=column.width, height=max(y, 1))


def _height(stage: Stage, width: float) -> float:
    lines = wrap(stage.others, room=width - _NOTE)
    return 32 + _BAR + (LEADING * len(lines) + 18 if lines else 14)


def _draw_stage(stage: Stage, *, width: float, most: int, y: float) -> Iterator[SafeString]:
    room = width - width_of(stage.share) - 12
    yield element("text", shorten(stage.name, room=room, size=15), kind="t-b", x=0, y=y + 22)
    yield element("text", stage.share, x=width, y=y + 22, text_anchor="end")
    yield element("rect", kind="bar0", x=0, y=y + 32, width=width, height=_BAR, rx=6)
    yield from _bar(stage, long=width * stage.count / max(1, most), y=y + 32)
    yield from _others(stage, width=width, y=y + 32 + _BAR)


def _bar(stage: Stage, *, long: float, y: float) -> Iterator[SafeString]:
    """The count stands in its bar, or beside it when the bar is too short to hold it."""
    count = str(stage.count)
    if stage.count:
        corner = min(6.0, long / 2)
        yield element(
            "rect", kind=stage.tone.value, x=0, y=y, width=long, height=_BAR, rx=corner
        )
    if width_of(count, LARGE) + 24 <= long:
        yield element("text", count, kind="t-on", x=12, y=y + 26)
    else:
        yield element("text", count, kind="t-b", x=long + 10, y=y + 25)


def _others(stage: Stage, *, width: float, y: float) -> Iterator[SafeString]:
    lines = wrap(stage.others, room=width - _NOTE)
    if lines:
        arrow = f"M8 {number(y + 6)}v16m-4-5l4 5 4-5"
        yield element("path", kind="axis", fill="none", d=arrow)
    for place, line in enumerate(lines):
        yield element("text", line, x=_NOTE, y=y + 6 + SMALL + LEADING * place)
