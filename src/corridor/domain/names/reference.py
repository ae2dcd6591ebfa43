"""What is known of letters, roles, given names and weights: read from data, not from code."""

from functools import cache
from importlib.resources import files

import msgspec


class Spelling(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which letters are written for each sound."""

    alphabets: dict[str, dict[str, str]]
    letters: dict[str, str]
    common: dict[str, str]
    latin: dict[str, dict[str, str]]


class Letters(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    any: float
    consonant: float
    family: float


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    same_name: float
    other_name: float
    initial: float
    without_vowels: float
    cut_short: float
    other_role: float
    role: float
    particle: float
    joined: float


class Names(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    mean: float
    father: float
    left_father: float
    left_word: float
    left_particle: float
    one_of_several: float
    given_name_alone: float
    single: float


class Weights(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    same: float
    letters: Letters
    words: Words
    names: Names


class Roles(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    titles: frozenset[str]
    particles: frozenset[str]


@cache
def weights() -> Weights:
    return msgspec.toml.decode(_text("weights.toml"), type=Weights)


@cache
def roles() -> Roles:
    listed = msgspec.toml.decode(_text("roles.toml"), type=dict[str, str])
    return Roles(**{name: frozenset(words.split()) for name, words in listed.items()})


@cache
def other_alphabets() -> dict[str, str]:
    """Cyrillic and its neighbours share no letter, so that one table reads them all."""
    tables = _spelling().alphabets.values()
    return {letters: sound for one in tables for letters, sound in _by_letter(one).items()}


@cache
def added_letters() -> dict[int, str]:
    return str.maketrans(_by_letter(_spelling().letters))


@cache
def common() -> dict[str, str]:
    return _by_letter(_spelling().common)


@cache
def conventions() -> tuple[dict[str, str], ...]:
    """What each language of the Latin alphabet reads in its own way."""
    return tuple(_by_letter(own) for own in _spelling().latin.values())


@cache
def _spelling() -> Spelling:
    return msgspec.toml.decode(_text("spelling.toml"), type=Spelling)


def _by_letter(table: dict[str, str]) -> dict[str, str]:
    """The file lists the letters of each sound; a reader asks for the sound of a letter."""
    return {
        letters: "" if sound == "silent" else sound
        for sound, spelled in table.items()
        for letters in spelled.split()
    }


@cache
def given_names() -> tuple[tuple[str, ...], ...]:
    """One name in all its languages and short forms, a line each."""
    lines = (line for line in _text("given.txt").splitlines() if line and line[0] != "#")
    return tuple(tuple(line.replace("|", " ").split()) for line in lines)


def _text(name: str) -> str:
    return files("corridor").joinpath("data", "names", name).read_text("utf-8")
