"""Tables as people send them: bytes to rows of words, in an alphabet and a sign they choose.

What is guessed is only offered: a wrong alphabet shows at once, a wrong sign makes one column.
"""

import csv
from collections.abc import Iterator
from enum import StrEnum
from io import StringIO
from typing import Final

import msgspec

from corridor.domain.list_errors import TooManyRowsError, UnreadableTableError

MOST_ROWS: Final = 5000
MOST_COLUMNS: Final = 64
_SAMPLE: Final = 64 * 1024
_SAMPLE_LINES: Final = 20
_WIDE: Final = (0x00, 0x04)
_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")
LOST: Final = "\N{REPLACEMENT CHARACTER}"


class Alphabet(StrEnum):
    UTF_8 = "utf-8"
    UTF_16 = "utf-16"
    WINDOWS_1251 = "cp1251"


class Sign(StrEnum):
    """What stands between two columns."""

    COMMA = "comma"
    SEMICOLON = "semicolon"
    TAB = "tab"


_SIGNS: Final = {Sign.COMMA: ",", Sign.SEMICOLON: ";", Sign.TAB: "\t"}


class Line(msgspec.Struct, frozen=True):
    """One row; `number` is the one that the sender sees beside it."""

    number: int
    cells: tuple[str, ...]

    def cell(self, column: int) -> str:
        return self.cells[column].strip() if column < len(self.cells) else ""


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """How the bytes of a text become rows."""

    alphabet: Alphabet
    sign: Sign


def guess(content: bytes) -> Reading:
    alphabet = _likely_alphabet(content)
    return Reading(alphabet=alphabet, sign=_likely_sign(content, alphabet))


def read_text(content: bytes, reading: Reading) -> tuple[Line, ...]:
    """Rows with something in them. Letters that the alphabet has not come as `LOST`."""
    text = decoded(content, reading.alphabet)
    return checked(
        Line(number, tuple(cells)) for number, cells in _rows(text, sign=reading.sign)
    )


def checked(lines: Iterator[Line]) -> tuple[Line, ...]:
    kept: list[Line] = []
    for line in lines:
        if not any(cell.strip() for cell in line.cells):
            continue
        if len(kept) > MOST_ROWS:
            raise TooManyRowsError("file", MOST_ROWS)
        if len(line.cells) > MOST_COLUMNS or (kept and line.number <= kept[-1].number):
            raise UnreadableTableError("file")
        kept.append(line)
    return tuple(kept)


def decoded(content: bytes, alphabet: Alphabet) -> str:
    if alphabet is Alphabet.UTF_16:
        name = "utf-16" if content.startswith(_MARKS) else _unmarked(content)
    else:
        name = "utf-8-sig" if alphabet is Alphabet.UTF_8 else alphabet.value
    return content.decode(name, errors="replace")


def _rows(text: str, *, sign: Sign) -> Iterator[tuple[int, list[str]]]:
    """Numbered as a spreadsheet numbers them: a cell of several lines is one row."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=_SIGNS[sign])
    try:
        yield from enumerate(reader, start=1)
    except csv.Error:
        raise UnreadableTableError("file") from None


def _likely_alphabet(content: bytes) -> Alphabet:
    if content.startswith(_MARKS) or _is_wide(content[:_SAMPLE]):
        return Alphabet.UTF_16
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return Alphabet.WINDOWS_1251
    return Alphabet.UTF_8


def _is_wide(sample: bytes) -> bool:
    """Every second byte of a wide text says only which alphabet a letter belongs to."""
    return len(sample) > 1 and max(_wide(sample[0::2]), _wide(sample[1::2])) * 4 > len(sample)


def _wide(half: bytes) -> int:
    return sum(byte in _WIDE for byte in half)


def _unmarked(content: bytes) -> str:
    sample = content[:_SAMPLE]
    return "utf-16-be" if _wide(sample[0::2]) > _wide(sample[1::2]) else "utf-16-le"


def _likely_sign(content: bytes, alphabet: Alphabet) -> Sign:
    """The sign by which most of the first lines have the same number of columns, and many."""
    text = decoded(content[:_SAMPLE], alphabet)

    def even(sign: Sign) -> tuple[int, int]:
        widths = _widths(text, sign=sign)
        common = max(set(widths), key=widths.count, default=1)
        return (widths.count(common) if common > 1 else 0, common)

    return max(Sign, key=even)


def _widths(text: str, *, sign: Sign) -> list[int]:
    try:
        several = zip(_rows(text, sign=sign), range(_SAMPLE_LINES), strict=False)
        return [len(cells) for (_number, cells), _place in several]
    except UnreadableTableError:
        return []


def safe_cell(text: str) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe before what begins one."""
    return (
        f"'{text}" if text.lstrip().startswith(("=", "+", "-", "@", "\t", "\r", "|")) else text
    )


def written(rows: Iterator[tuple[str, ...]]) -> bytes:
    """A table that Excel opens in the right alphabet and in which nothing is worked out."""
    text = StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    for row in rows:
        writer.writerow([safe_cell(cell) for cell in row])
    return text.getvalue().encode("utf-8-sig")
