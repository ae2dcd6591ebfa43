"""Letters: one font that is in memory before the door closes, and how wide things come out."""

from functools import lru_cache
from importlib.resources import files
from io import BytesIO
from typing import Final
from unicodedata import category

from PIL import ImageFont

from corridor.viewing.reading.blocks import Weight

FONT_FILE: Final = (files("corridor.viewing.reading") / "fonts" / "DejaVuSans.ttf").read_bytes()
FONTS: Final = {
    weight: ImageFont.truetype(BytesIO(FONT_FILE), weight.value) for weight in Weight
}
_PLAIN: Final = "\n\t"
_FIRST_SIGN: Final = 0x2400  # the picture of control character 0
_DELETE: Final = 0x7F
_SIGN_OF_DELETE: Final = "\u2421"
_C0_END: Final = 0x20


def visible(text: str) -> tuple[str, int]:
    """Every control or direction mark as something to be seen; and how many there were."""
    strange = {mark for mark in set(text) if mark not in _PLAIN and _is_strange(mark)}
    if not strange:
        return text, 0
    count = sum(text.count(mark) for mark in strange)
    return text.translate({ord(mark): _sign(mark) for mark in strange}), count


def _is_strange(mark: str) -> bool:
    return category(mark) in {"Cc", "Cf", "Zl", "Zp", "Co", "Cs"}


def _sign(mark: str) -> str:
    if ord(mark) < _C0_END:
        return chr(_FIRST_SIGN + ord(mark))
    if ord(mark) == _DELETE:
        return _SIGN_OF_DELETE
    return f"⟦U+{ord(mark):04X}⟧"


@lru_cache(maxsize=20_000)
def width(word: str, weight: Weight) -> float:
    return FONTS[weight].getlength(word)


def wrapped(text: str, *, weight: Weight, room: float) -> list[str]:
    """Lines that fit; a word that does not is broken where it must be."""
    lines: list[str] = []
    for paragraph in text.expandtabs(4).split("\n"):
        lines += _lines_of(paragraph, weight=weight, room=room)
    return lines


def _lines_of(paragraph: str, *, weight: Weight, room: float) -> list[str]:
    space = width(" ", weight)
    lines, line, used = [], "", 0.0
    for word in _short_words(paragraph, weight=weight, room=room):
        wide = width(word, weight)
        if line and used + space + wide > room:
            lines.append(line)
            line, used = word, wide
        else:
            line, used = (f"{line} {word}", used + space + wide) if line else (word, wide)
    return [*lines, line]


def _short_words(paragraph: str, *, weight: Weight, room: float) -> list[str]:
    words = []
    for word in paragraph.split(" "):
        rest = word
        while len(rest) > 1 and width(rest[:200], weight) > room:
            fits = _fitting(rest, weight=weight, room=room)
            words.append(rest[:fits])
            rest = rest[fits:]
        words.append(rest)
    return words


def _fitting(word: str, *, weight: Weight, room: float) -> int:
    used = 0.0
    for at, letter in enumerate(word):
        used += width(letter, weight)
        if used > room:
            return max(1, at)
    return len(word)
