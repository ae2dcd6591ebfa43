"""The lists that turn eleven bits into a word: one file a language, 2,048 words each."""

import difflib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Final

BITS_IN_A_WORD: Final = 11
_FEWEST_LETTERS: Final = 4  # no two words of a list begin with the same four letters
_LONGEST_WORD: Final = 40  # nobody slips further than that; a cap on the search for neighbours


@cache
def list_languages() -> tuple[str, ...]:
    found = (files("corridor") / "data" / "words").iterdir()
    return tuple(sorted(file.name.removesuffix(".txt") for file in found))


@cache
def word_list(language: str) -> tuple[str, ...]:
    if language not in list_languages():
        raise LookupError("there is no list of words in this language")
    file = files("corridor") / "data" / "words" / f"{language}.txt"
    return tuple(file.read_text(encoding="utf-8").split())


def find_word(typed: str, *, language: str) -> int | None:
    """The number of a word, whole or cut after its fourth letter or later."""
    if len(typed) < _FEWEST_LETTERS:
        return _places(language).get(typed)
    place = _beginnings(language).get(typed[:_FEWEST_LETTERS])
    whole = "" if place is None else word_list(language)[place]
    return place if whole.startswith(typed) else None


def neighbours(typed: str, *, language: str) -> tuple[str, ...]:
    """Up to three words that look like what was typed, the nearest first."""
    words = word_list(language)
    return tuple(difflib.get_close_matches(typed[:_LONGEST_WORD], words, n=3, cutoff=0.6))


@cache
def _places(language: str) -> dict[str, int]:
    return {word: place for place, word in enumerate(word_list(language))}


@cache
def _beginnings(language: str) -> dict[str, int]:
    return dict(_numbered_beginnings(language))


def _numbered_beginnings(language: str) -> Iterator[tuple[str, int]]:
    for word, place in _places(language).items():
        yield word[:_FEWEST_LETTERS], place
