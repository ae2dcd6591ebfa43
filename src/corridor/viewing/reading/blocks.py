"""What our own layout draws: paragraphs, tables, pictures and page ends, one after another."""

from dataclasses import dataclass
from enum import Enum, unique

from PIL import Image


@unique
class Weight(Enum):
    BODY = 22
    HEADING = 30
    CELL = 19
    MARK = 18
    """Not words of the file: which part follows. Written small and grey."""


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    text: str
    weight: Weight = Weight.BODY


@dataclass(frozen=True, kw_only=True)
class Table:
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, kw_only=True)
class Figure:
    image: Image.Image


@dataclass(frozen=True)
class PageEnd:
    pass


Block = Paragraph | Table | Figure | PageEnd
