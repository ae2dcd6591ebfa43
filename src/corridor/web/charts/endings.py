"""The names at the ends of lines: beside their line when they can be, never over each other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from django.utils.safestring import SafeString

from corridor.web.charts.lettering import BOLD, LEADING, width_of, wrap
from corridor.web.charts.svg import element

_GAP: Final = 4.0
_INDENT: Final = 10.0


@dataclass(frozen=True, kw_only=True)
class Ending:
    count: int
    name: str
    kind: str
    y: float


@dataclass(frozen=True, kw_only=True)
class Placed:
    """An ending with its words in lines and the upper edge where they begin."""

    ending: Ending
    lines: tuple[str, ...]
    top: float

    @property
    def height(self) -> float:
        return LEADING * (1 + len(self.lines))

    @property
    def bottom(self) -> float:
        return self.top + self.height

    def draw(self, *, x: float, size: float) -> Iterator[SafeString]:
        kind = self.ending.kind
        yield element("circle", kind=kind, cx=x, cy=self.ending.y, r=4.5)
        yield from self._leader(x=x)
        left, base = x + _INDENT, self.top + size
        yield element("text", str(self.ending.count), kind=f"lbl {kind}", x=left, y=base)
        for place, line in enumerate(self.lines, start=1):
            yield element("text", line, kind=kind, x=left, y=base + LEADING * place)

    def _leader(self, *, x: float) -> Iterator[SafeString]:
        """A thin line to a name that had to move away from its point."""
        middle = self.top + LEADING / 2
        if not self.top <= self.ending.y <= self.bottom:
            ends = {"x1": x, "y1": self.ending.y, "x2": x + _INDENT - 2, "y2": middle}
            yield element("line", kind="note", **ends)


def room_for(names: Sequence[str], *, least: float, most: float) -> float:
    """Room beside the lines for the longest word of any name, between `least` and `most`."""
    words = [word for name in names for word in name.split()]
    longest = max((width_of(word) for word in words), default=0.0)
    return min(most, max(longest + _INDENT + 6, width_of("8888", BOLD) + _INDENT, least))


def place_endings(
    endings: Sequence[Ending], *, room: float, top: float, bottom: float
) -> tuple[Placed, ...]:
    """Downwards, each as near its point as the one above allows; then up from below."""
    wanted = sorted((_beside(ending, room=room) for ending in endings), key=_order)
    fallen = _push_down(wanted, top=top)
    return tuple(reversed(_push_up(fallen, bottom=bottom)))


def _beside(ending: Ending, *, room: float) -> Placed:
    lines = wrap(ending.name, room=room)
    return Placed(ending=ending, lines=lines, top=ending.y - LEADING * 0.75)


def _order(placed: Placed) -> tuple[float, int]:
    return placed.ending.y, -placed.ending.count


def _push_down(wanted: Sequence[Placed], *, top: float) -> list[Placed]:
    placed: list[Placed] = []
    for one in wanted:
        free = placed[-1].bottom + _GAP if placed else top
        placed.append(replace(one, top=max(one.top, free)))
    return placed


def _push_up(placed: Sequence[Placed], *, bottom: float) -> list[Placed]:
    """The lowest first, in the answer too."""
    raised: list[Placed] = []
    for one in reversed(placed):
        free = raised[-1].top - _GAP if raised else bottom
        raised.append(replace(one, top=min(one.top, free - one.height)))
    return raised
