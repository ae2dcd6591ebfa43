"""How a word sounds: every reading that a writer of some alphabet may have meant."""

import re
from collections.abc import Callable
from functools import cache
from typing import Final

from corridor.domain.names.letters import undressed
from corridor.domain.names.reference import (
    added_letters,
    common,
    conventions,
    other_alphabets,
)

_OTHER_ALPHABET: Final = re.compile("[\u0370-\u052f\u0531-\u058f\u10d0-\u10ff]")
# A machine that reads paper takes some letters for digits; a one is two of them.
_DIGITS: Final = tuple(str.maketrans("01358", letters) for letters in ("oiesb", "olesb"))

# What still tells one alphabet from another is settled by these, ends by their last sound.
_LONG_ENDING: Final = re.compile("i?([ieao])i?a$")
_GLIDE: Final = re.compile("i(?=[aeou])")
_DOUBLED: Final = re.compile(r"(.)\1+")
_ENDINGS: Final = {
    "i": (re.compile("[ei]i$"), "i"),
    "f": (re.compile("(?<=[^aeiou][oe])f$"), "v"),
    "u": (re.compile("(?<=[^aeiou][oe])u$"), "v"),
    "v": (re.compile("(?<=[^aeiou])av$"), "ov"),
}
_NOT_A_SOUND: Final = re.compile("[^a-zSZC]")
_VOWELS: Final = str.maketrans("", "", "aeiou")
_FAMILIES: Final = str.maketrans("bdvghzcZSC", "ptfkkssSSS", "aeiou")

Reader = Callable[[str], str]


def readings(word: str) -> tuple[str, ...]:
    """The likeliest first. A word in an alphabet without a table is its own only reading."""
    if _OTHER_ALPHABET.search(word):
        said = _both_ways(_other_reader()(word))
    else:
        said = [sounds for plain in _plain(word) for sounds in _latin(plain)]
    heard = dict.fromkeys([_settled(one) for one in dict.fromkeys(said)])
    heard.pop("", None)
    return tuple(heard) or (word,)


@cache
def _other_reader() -> Reader:
    return _reader(other_alphabets())


@cache
def _common_reader() -> Reader:
    return _reader(common())


@cache
def _conventions() -> tuple[tuple[Callable[[str], object], Reader], ...]:
    """With each, how to see whether it would read a word differently at all."""
    return tuple(
        (re.compile("|".join(map(re.escape, own))).search, _reader({**common(), **own}))
        for own in conventions()
    )


def _reader(sounds: dict[str, str]) -> Reader:
    """The longest group of letters that has a sound of its own is taken first."""
    longest_first = sorted(sounds, key=len, reverse=True)
    parts = re.compile("|".join(map(re.escape, longest_first)) + "|.").findall

    def read(word: str) -> str:
        return "".join([sounds.get(part, part) for part in parts(word)])

    return read


def _plain(word: str) -> tuple[str, ...]:
    if not word.isascii():
        word = undressed(word.translate(added_letters()))
    return (word,) if word.isalpha() else tuple(word.translate(table) for table in _DIGITS)


def _latin(word: str) -> list[str]:
    own = [read(word) for concerns, read in _conventions() if concerns(word)]
    return [_common_reader()(word), *own]


def _both_ways(said: str) -> list[str]:
    """The Russian letter with two dots is written as "e" and said as "o"."""
    return [said.replace("E", "e"), said.replace("E", "o")] if "E" in said else [said]


def _settled(sounds: str) -> str:
    if sounds.endswith("a"):
        sounds = _LONG_ENDING.sub(r"\1a", sounds)
    sounds = _DOUBLED.sub(r"\1", _GLIDE.sub("", sounds.replace("dZ", "Z")))
    if sounds[-1:] in _ENDINGS:
        pattern, sound = _ENDINGS[sounds[-1]]
        sounds = pattern.sub(sound, sounds)
    return sounds if sounds.isalpha() and sounds.isascii() else _NOT_A_SOUND.sub("", sounds)


def bones(reading: str) -> str:
    """Consonants alone: vowels are what spellings disagree on most."""
    return reading.translate(_VOWELS)


def families(reading: str) -> str:
    """Consonants by family: d and t are one, g and h, zh and sh."""
    return reading.translate(_FAMILIES)
