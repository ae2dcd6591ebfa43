"""Neutral names for cases: birds, trees, weather, household. Never a person's name."""

from collections.abc import Callable, Collection
from functools import cache
from importlib.resources import files
from itertools import count

LANGUAGES = ("en", "ru")


@cache
def names(language: str) -> tuple[str, ...]:
    listed = files("corridor").joinpath("data", "codenames", f"{language}.txt")
    return tuple(word.capitalize() for word in listed.read_text("utf-8").split())


def choose(taken: Collection[str], pick: Callable[[int], int], *, language: str = "en") -> str:
    """A name that no case bears. `pick(n)` draws evenly from 0 to n - 1.

    When every name is taken they begin again with a number, so that a crisis never runs dry.
    """
    if language not in LANGUAGES:
        language = LANGUAGES[0]
    worn = frozenset(taken)
    rounds = (_free(_numbered(language, round_), worn) for round_ in count(1))
    free = next(names_left for names_left in rounds if names_left)
    return free[pick(len(free))]


def _free(listed: tuple[str, ...], worn: frozenset[str]) -> tuple[str, ...]:
    return tuple(name for name in listed if name not in worn)


def _numbered(language: str, round_: int) -> tuple[str, ...]:
    if round_ == 1:
        return names(language)
    return tuple(f"{name} {round_}" for name in names(language))
