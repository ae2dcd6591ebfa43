"""A table of counts: what stands under every chart, since a drawing is not for everybody."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Cell:
    """`figure` names the figure that the count is, for those who read the page by machine."""

    words: str
    figure: str = ""
    value: int = 0


@dataclass(frozen=True, kw_only=True)
class Row:
    head: str
    cells: tuple[Cell, ...]
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Table:
    caption: str
    heads: tuple[str, ...]
    rows: tuple[Row, ...]


def counts(*numbers: int) -> tuple[Cell, ...]:
    return tuple(Cell(words=str(number), value=number) for number in numbers)
