"""Eight words that two people compare by voice: 88 bits of what a key is known by."""

from typing import Final

from corridor.crypto.digest import digest
from corridor.crypto.word_lists import BITS_IN_A_WORD, word_list

WORDS: Final = 8


def fingerprint(label: bytes, *parts: bytes, language: str = "en") -> tuple[str, ...]:
    """The same bits in any language's words: they are compared within one."""
    number = int.from_bytes(digest(label, *parts), "big") >> (256 - WORDS * BITS_IN_A_WORD)
    listed = word_list(language)
    places = (number >> BITS_IN_A_WORD * left for left in reversed(range(WORDS)))
    return tuple(listed[place % len(listed)] for place in places)
