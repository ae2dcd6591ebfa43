"""Blocks to pages of A4: planned line by line, and drawn only where somebody will look."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from PIL import Image, ImageDraw

from corridor.viewing.limits import Limits
from corridor.viewing.reading.blocks import Block, Figure, PageEnd, Paragraph, Table, Weight
from corridor.viewing.reading.drawn import Drawn, Page
from corridor.viewing.reading.lettering import FONTS, visible
from corridor.viewing.reading.lettering import wrapped as wrapped_lines
from corridor.viewing.shown import Caution, Warned

WIDTH: Final = 1131
HEIGHT: Final = 1600
MARGIN: Final = 80
_ROOM: Final = WIDTH - 2 * MARGIN
_BOTTOM: Final = HEIGHT - MARGIN
_GAP: Final = 10
_PAD: Final = 6
_INK: Final = {
    Weight.BODY: (20, 20, 20),
    Weight.HEADING: (0, 0, 0),
    Weight.CELL: (20, 20, 20),
    Weight.MARK: (95, 95, 95),
}
_RULE: Final = (170, 170, 170)
_PAPER: Final = (255, 255, 255)
COLUMNS_AT_ONCE: Final = 8
_COUNTED: Final = 500
"""Pages that are planned though not drawn, to say how many are left out."""


@dataclass(frozen=True, kw_only=True)
class _Line:
    x: int
    y: int
    text: str
    weight: Weight


@dataclass(frozen=True, kw_only=True)
class _Box:
    x: int
    y: int
    right: int
    bottom: int


@dataclass(frozen=True, kw_only=True)
class _Placed:
    x: int
    y: int
    image: Image.Image


_Item = _Line | _Box | _Placed


def step(weight: Weight) -> int:
    """From one line to the next."""
    return round(weight.value * 1.4)


class _Planner:
    """Fills one page after another, and hands each out when it is full."""

    def __init__(self) -> None:
        self.strange = 0
        self._page: list[_Item] = []
        self._y = MARGIN

    def plan(self, blocks: Iterable[Block]) -> Iterator[list[_Item]]:
        for block in blocks:
            match block:
                case Paragraph():
                    yield from self._paragraph(block)
                case Table():
                    yield from self._table(block)
                case Figure():
                    yield from self._figure(block)
                case PageEnd():
                    yield from self._turn()
        yield from self._turn()

    def _turn(self) -> Iterator[list[_Item]]:
        if self._page:
            page, self._page, self._y = self._page, [], MARGIN
            yield page

    def _make_room(self, height: int) -> Iterator[list[_Item]]:
        if self._y + height > _BOTTOM:
            yield from self._turn()

    def _seen(self, text: str) -> str:
        shown, count = visible(text)
        self.strange += count
        return shown

    def _paragraph(self, block: Paragraph) -> Iterator[list[_Item]]:
        high = step(block.weight)
        for text in wrapped_lines(self._seen(block.text), weight=block.weight, room=_ROOM):
            yield from self._make_room(high)
            line = _Line(x=MARGIN, y=self._y, text=text, weight=block.weight)
            self._page.append(line)
            self._y += high
        self._y += _GAP

    def _figure(self, block: Figure) -> Iterator[list[_Item]]:
        image = block.image
        image.thumbnail((_ROOM, _BOTTOM - MARGIN))
        yield from self._make_room(image.height)
        self._page.append(_Placed(x=MARGIN, y=self._y, image=image))
        self._y += image.height + _GAP

    def _table(self, block: Table) -> Iterator[list[_Item]]:
        columns = max((len(row) for row in block.rows), default=0)
        for first in range(0, columns, COLUMNS_AT_ONCE):
            part = [row[first : first + COLUMNS_AT_ONCE] for row in block.rows]
            count = min(COLUMNS_AT_ONCE, columns - first)
            for row in part:
                yield from self._row(row, columns=count)
            self._y += 2 * _GAP

    def _row(self, row: tuple[str, ...], *, columns: int) -> Iterator[list[_Item]]:
        wide = _ROOM // columns
        cells = [
            wrapped_lines(self._seen(cell), weight=Weight.CELL, room=wide - 2 * _PAD)
            for cell in row
        ]
        most = (_BOTTOM - MARGIN - 2 * _PAD) // step(Weight.CELL)
        longest = max((len(cell) for cell in cells), default=1)
        for begin in range(0, max(longest, 1), most):
            part = [cell[begin : begin + most] for cell in cells]
            part += [[]] * (columns - len(part))
            yield from self._row_part(part, wide=wide)

    def _row_part(self, cells: list[list[str]], *, wide: int) -> Iterator[list[_Item]]:
        lines = max((len(cell) for cell in cells), default=0) or 1
        high = lines * step(Weight.CELL) + 2 * _PAD
        yield from self._make_room(high)
        for column, cell in enumerate(cells):
            x = MARGIN + column * wide
            self._page.append(_Box(x=x, y=self._y, right=x + wide, bottom=self._y + high))
            for at, text in enumerate(cell):
                y = self._y + _PAD + at * step(Weight.CELL)
                self._page.append(_Line(x=x + _PAD, y=y, text=text, weight=Weight.CELL))
        self._y += high


def drawn(blocks: Iterable[Block], *, limits: Limits) -> Iterator[Drawn]:
    """The pages that were asked for, then what is to be said about the rest."""
    planner = _Planner()
    last = limits.first + limits.pages - 1
    number = 0
    for number, items in enumerate(planner.plan(blocks), start=1):
        if limits.first <= number <= last:
            yield Page(number=number, image=_painted(items, edge=limits.edge))
        if number >= last + _COUNTED:
            break
    if number > last:
        yield Warned(caution=Caution.PAGES_LEFT_OUT, count=number - last)
    if planner.strange:
        yield Warned(caution=Caution.CONTROL_CHARACTERS, count=planner.strange)


def _painted(items: list[_Item], *, edge: int) -> Image.Image:
    page = Image.new("RGB", (WIDTH, HEIGHT), _PAPER)
    pen = ImageDraw.Draw(page)
    for item in items:
        match item:
            case _Line(x=x, y=y, text=text, weight=weight):
                pen.text((x, y), text, font=FONTS[weight], fill=_INK[weight])
            case _Box():
                pen.rectangle((item.x, item.y, item.right, item.bottom), outline=_RULE)
            case _Placed(x=x, y=y, image=image):
                page.paste(image, (x, y))
    page.thumbnail((edge, edge))
    return page
