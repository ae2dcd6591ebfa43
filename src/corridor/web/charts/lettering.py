"""How much room words take, a little more rather than less: the server has no font to ask."""

from collections.abc import Sequence
from typing import Final

SMALL: Final = 13.5
BOLD: Final = 15.0
LARGE: Final = 20.0
LEADING: Final = 16.0

_THIN: Final = frozenset("iljtfrI.,:;'’|!()[]/ ·")
_BROAD: Final = frozenset("mwMWОФШЩЮЖЫМфшщюжымЊЉ@%—")


def width_of(words: str, size: float = SMALL) -> float:
    return sum(_share(letter) for letter in words) * size


def wrap(words: str, *, room: float, size: float = SMALL) -> tuple[str, ...]:
    """Lines that fit the room; a word that alone is too long is shortened, never split."""
    lines: list[str] = []
    for word in words.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer, size) <= room:
            lines[-1] = longer
        else:
            lines.append(shorten(word, room=room, size=size))
    return tuple(lines)


def shorten(words: str, *, room: float, size: float = SMALL) -> str:
    if width_of(words, size) <= room:
        return words
    kept = words
    while kept and width_of(f"{kept}…", size) > room:
        kept = kept[:-1]
    return f"{kept}…"


def widest(lines: Sequence[str], size: float = SMALL) -> float:
    return max((width_of(line, size) for line in lines), default=0.0)


def _share(letter: str) -> float:
    if letter in _THIN:
        return 0.36
    if letter in _BROAD:
        return 0.95
    return 0.72 if letter.isupper() else 0.63
