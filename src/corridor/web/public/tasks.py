"""A task for a moment of a person's time: words and numbers to read, nothing to look at.

It is in the language of the page and needs no picture, no sound, no mouse and no script.
Whoever writes a program for it passes: it makes a flood dearer and shuts nobody out.
"""

from dataclasses import dataclass, field
from typing import Final

from django.utils.translation import gettext, gettext_lazy, pgettext_lazy

from corridor.crypto.random import random_below
from corridor.crypto.word_lists import list_languages, word_list
from corridor.domain.words import folded

_WHICH: Final = (
    gettext_lazy("Write the first of these words: %(words)s"),
    gettext_lazy("Write the second of these words: %(words)s"),
    gettext_lazy("Write the third of these words: %(words)s"),
    gettext_lazy("Write the fourth of these words: %(words)s"),
    gettext_lazy("Write the last of these words: %(words)s"),
)
_NUMBERS: Final = (
    pgettext_lazy("in a sum", "two"),
    pgettext_lazy("in a sum", "three"),
    pgettext_lazy("in a sum", "four"),
    pgettext_lazy("in a sum", "five"),
    pgettext_lazy("in a sum", "six"),
    pgettext_lazy("in a sum", "seven"),
    pgettext_lazy("in a sum", "eight"),
    pgettext_lazy("in a sum", "nine"),
)
_LEAST: Final = 2


@dataclass(frozen=True, kw_only=True)
class Task:
    question: str
    answer: str = field(repr=False)


def new_task(language: str) -> Task:
    """A language without a list of words is asked for sums only."""
    if language in list_languages() and random_below(2):
        return _a_word(word_list(language))
    return _a_sum()


def read(typed: str) -> str:
    """What was meant, however it was typed: capital letters, quotes, digits of any script."""
    bare = "".join(sign for sign in folded(typed) if sign.isalnum())
    return str(int(bare)) if bare.isdecimal() else bare


def _a_word(words: tuple[str, ...]) -> Task:
    shown = _different(words, many=len(_WHICH))
    place = random_below(len(_WHICH))
    question = _WHICH[place] % {"words": ", ".join(shown)}
    return Task(question=question, answer=read(shown[place]))


def _different(words: tuple[str, ...], *, many: int) -> tuple[str, ...]:
    """No word stands twice, or two places would have one answer."""
    drawn: dict[str, None] = {}
    while len(drawn) < many:
        drawn[words[random_below(len(words))]] = None
    return tuple(drawn)


def _a_sum() -> Task:
    one, other = random_below(len(_NUMBERS)), random_below(len(_NUMBERS))
    question = gettext("How much is %(one)s and %(other)s together? Write it in digits.") % {
        "one": _NUMBERS[one],
        "other": _NUMBERS[other],
    }
    return Task(question=question, answer=str(one + other + 2 * _LEAST))
