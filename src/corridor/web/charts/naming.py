"""Names beside dots: where there is room, inside the sheet, not over another name or dot."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.safestring import SafeString

from corridor.web.charts.lettering import shorten, width_of
from corridor.web.charts.svg import element

_SIZE: Final = 14.0
_LINE: Final = 17.0
_AWAY: Final = 12.0


@dataclass(frozen=True, kw_only=True)
class Box:
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom


@dataclass(frozen=True, kw_only=True)
class Name:
    words: str
    note: str
    x: float
    y: float

    @property
    def dot(self) -> Box:
        return Box(left=self.x - 9, top=self.y - 9, right=self.x + 9, bottom=self.y + 9)


@dataclass(frozen=True, kw_only=True)
class PlacedName:
    words: str
    note: str
    box: Box

    def draw(self) -> Iterator[SafeString]:
        """Always from the left: a map is not turned round where writing is."""
        left, base = self.box.left, self.box.top + 13
        yield element("text", self.words, x=left, y=base, direction="ltr")
        if self.note:
            yield element(
                "text", self.note, kind="sub", x=left, y=base + _LINE, direction="ltr"
            )


def place_names(
    names: Sequence[Name], *, sheet: Box, lines: Sequence[Box] = ()
) -> tuple[PlacedName, ...]:
    """Over a line only if there is no other room; without any room it is left to the words."""
    taken = [name.dot for name in names]
    placed: list[PlacedName] = []
    for name in names:
        found = _place(name, sheet=sheet, taken=[*taken, *lines]) or _place(
            name, sheet=sheet, taken=taken
        )
        if found is not None:
            taken.append(found.box)
            placed.append(found)
    return tuple(placed)


def _place(name: Name, *, sheet: Box, taken: Sequence[Box]) -> PlacedName | None:
    room = (sheet.right - sheet.left) * 0.45
    words = shorten(name.words, room=room, size=_SIZE)
    note = shorten(name.note, room=room, size=_SIZE)
    long = max(width_of(words, _SIZE), width_of(note, _SIZE))
    for box in _boxes(name, long=long, high=_LINE * (2 if note else 1)):
        if _within(box, sheet) and not any(box.meets(other) for other in taken):
            return PlacedName(words=words, note=note, box=box)
    return None


def _boxes(name: Name, *, long: float, high: float) -> Iterator[Box]:
    """Right, left, below, above, and the four corners."""
    beside, over = name.y - high / 2, name.y - _AWAY - high
    corners = (
        (name.x + _AWAY, beside),
        (name.x - _AWAY - long, beside),
        (name.x - long / 2, name.y + _AWAY),
        (name.x - long / 2, over),
        (name.x + _AWAY, name.y + _AWAY / 2),
        (name.x + _AWAY, over),
        (name.x - _AWAY - long, name.y + _AWAY / 2),
        (name.x - _AWAY - long, over),
    )
    for left, top in corners:
        yield Box(left=left, top=top, right=left + long, bottom=top + high)


def _within(box: Box, sheet: Box) -> bool:
    across = sheet.left <= box.left and box.right <= sheet.right
    return across and sheet.top <= box.top and box.bottom <= sheet.bottom
