"""Plain text and tables of plain text, whatever alphabet they were written in."""

import csv
from collections.abc import Iterator
from io import StringIO
from typing import Final

from corridor.viewing.limits import Limits
from corridor.viewing.reading.blocks import Block, Paragraph, Table, Weight
from corridor.viewing.reading.drawn import Drawn
from corridor.viewing.reading.layout import drawn
from corridor.viewing.shown import Caution, Kind, Opened, Warned

_BYTE_ORDER: Final = {
    b"\xef\xbb\xbf": "utf-8-sig",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}
_RUSSIAN: Final = ("cp1251", "koi8-r", "cp866")
_WESTERN: Final = "cp1252"
_COMMON: Final = "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё "
_PLAIN: Final = 0x7F  # the last letter on which all alphabets agree
_SAMPLE: Final = 20_000
_MOST_LETTERS: Final = 4_000_000
_ROWS_AT_ONCE: Final = 200
_SIGNS: Final = ",;\t|"


def read_text(content: bytes, *, code: bool, limits: Limits) -> Iterator[Drawn]:
    text, guessed = decoded(content)
    yield Opened(kind=Kind.TEXT, pages=0)
    if guessed:
        yield Warned(caution=Caution.GUESSED_ALPHABET)
    if code:
        yield Warned(caution=Caution.CODE_SHOWN_AS_TEXT)
    yield from drawn(_paragraphs(text), limits=limits)


def read_table(content: bytes, *, limits: Limits) -> Iterator[Drawn]:
    text, guessed = decoded(content)
    yield Opened(kind=Kind.TABLE, pages=0)
    if guessed:
        yield Warned(caution=Caution.GUESSED_ALPHABET)
    yield from drawn(_tables(text), limits=limits)


def _paragraphs(text: str) -> Iterator[Block]:
    for line in text[:_MOST_LETTERS].replace("\r\n", "\n").split("\n"):
        yield Paragraph(text=line, weight=Weight.BODY)


def _tables(text: str) -> Iterator[Block]:
    first = text[:_MOST_LETTERS].partition("\n")[0]
    sign = max(_SIGNS, key=first.count)
    rows: list[tuple[str, ...]] = []
    for row in csv.reader(StringIO(text[:_MOST_LETTERS]), delimiter=sign):
        rows.append(tuple(row))
        if len(rows) >= _ROWS_AT_ONCE:
            yield Table(rows=tuple(rows))
            rows = []
    yield Table(rows=tuple(rows))


def decoded(content: bytes) -> tuple[str, bool]:
    """The text, and whether its alphabet had to be guessed."""
    for order, name in _BYTE_ORDER.items():
        if content.startswith(order):
            return content.decode(name, errors="replace"), False
    try:
        return content.decode("utf-8"), False
    except UnicodeDecodeError:
        return content.decode(_likeliest(content[:_SAMPLE]), errors="replace"), True


def _likeliest(sample: bytes) -> str:
    """The Russian alphabet in which most letters are small and common; else the western one."""
    high = sum(byte > _PLAIN for byte in sample)
    if high < sum(byte <= _PLAIN and chr(byte).isalpha() for byte in sample):
        return _WESTERN
    scores = {name: _common_in(sample.decode(name, "replace")) for name in _RUSSIAN}
    best = max(scores, key=lambda name: scores[name])
    return best if scores[best] * 2 > high else _WESTERN


def _common_in(text: str) -> int:
    """Common letters count by how common they are, so that capitals for small ones lose."""
    return sum(letter in _COMMON and ord(letter) > _PLAIN for letter in text)
