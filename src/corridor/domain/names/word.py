"""One word of a name, with all that is worth knowing of it."""

import re
from functools import cache
from typing import Final

import msgspec

from corridor.domain.names.letters import undressed, words_of
from corridor.domain.names.reference import given_names, roles
from corridor.domain.names.sounds import bones, families, readings

# -ovich and -ovna, -ich and -inichna, -oglu and -kyzy, as any alphabet makes them sound.
_FATHERS: Final = re.compile(
    "(?:[aeiou]*v(?:i[CcSZhkt]i?|na)|iniCna|iCna|(?<=[lkmt])i[CS]|[ou]gl[iu]?|[kg]izi)$"
)
_COMMON_ENDING: Final = re.compile(
    "(?:[oe]va?|ina?|sk(?:i|aa?)|enko|[oe]viC|iC|Cuk|uk|Svili|dze|[ai]an)$"
)
_VOWELS_AT_THE_END: Final = re.compile("[aeiou]+$")
_FIRST_SOUNDS: Final = {
    "c": "cCkS", "e": "eia", "g": "ghZ", "h": "hgaeiou", "j": "iZaeou", "k": "kh", "s": "sS",
    "t": "tc", "u": "uv", "v": "vu", "w": "vu", "x": "hk", "y": "iaeou", "z": "zZ", "d": "dZ",
}  # fmt: skip
_SHORTEST: Final = 3
_NONE: Final[frozenset[int]] = frozenset()


class Sound(msgspec.Struct, frozen=True):
    """One reading, its two shadows, and how many of its sounds tell people apart."""

    whole: str
    bones: str
    families: str
    weight: int


class Word(msgspec.Struct, frozen=True):
    text: str
    readings: frozenset[str]
    sounds: tuple[Sound, ...]
    fathers: tuple[Sound, ...]  # what is left of a father's name without its ending
    given: frozenset[int]  # which known given names it may be
    fathers_given: frozenset[int]
    initial: bool
    title: bool
    particle: bool
    vowelless: bool


def make_word(text: str) -> Word:
    """`text` in small letters."""
    heard = readings(text)
    written = (text, undressed(text))
    stems = tuple(dict.fromkeys([stem for one in heard if (stem := _stem(one)) != one]))
    return Word(
        text=text,
        readings=frozenset(heard),
        sounds=tuple([_sound(one) for one in heard]),
        fathers=tuple([_sound(stem) for stem in stems]),
        given=_either(_given(), heard),
        fathers_given=_either(_fathers_given(), stems),
        initial=len(text) == 1,
        title=not roles().titles.isdisjoint(written),
        particle=not roles().particles.isdisjoint(written),
        vowelless=_vowelless(heard[0]),
    )


def _sound(reading: str) -> Sound:
    """Half of a people is called -ov or -ski: such an ending tells nobody apart."""
    ending = _COMMON_ENDING.search(reading)
    weight = ending.start() if ending else len(reading)
    return Sound(reading, bones(reading), families(reading), max(_SHORTEST, weight))


def _stem(reading: str) -> str:
    return _FATHERS.sub("", reading) or reading


def first_sounds(word: Word) -> frozenset[str]:
    """A letter that stands alone may be the first of several sounds."""
    possible = _FIRST_SOUNDS.get(word.text, "") if word.initial else ""
    return frozenset([*possible, *[one[0] for one in word.readings]])


def _vowelless(reading: str) -> bool:
    vowels = len(reading) - len(bones(reading))
    return len(reading) >= _SHORTEST and vowels <= len(reading) // 5


def _either(known: dict[str, frozenset[int]], heard: tuple[str, ...]) -> frozenset[int]:
    found = [known[one] for one in heard if one in known]
    return frozenset().union(*found) if found else _NONE


@cache
def _given() -> dict[str, frozenset[int]]:
    table: dict[str, set[int]] = {}
    for number, forms in enumerate(given_names()):
        for form in forms:
            for reading in readings(words_of(form)[0].lower()):
                table.setdefault(reading, set()).add(number)
    return {reading: frozenset(numbers) for reading, numbers in table.items()}


@cache
def _fathers_given() -> dict[str, frozenset[int]]:
    """A father's name loses the last vowels of the given name that it is made of."""
    table: dict[str, set[int]] = {}
    for reading, numbers in _given().items():
        table.setdefault(_VOWELS_AT_THE_END.sub("", reading), set()).update(numbers)
    return {stem: frozenset(numbers) for stem, numbers in table.items()}
