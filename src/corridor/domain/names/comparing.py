"""Whether two names may be one: a figure from 0 to 1, and the same answer both ways round."""

from typing import Final

import msgspec

from corridor.domain.names.alignment import Alignment, Meeting, Words, align
from corridor.domain.names.letters import words_of
from corridor.domain.names.reference import weights
from corridor.domain.names.word import Word, make_word

_weights = weights()
_names = _weights.names
SAME: Final = _weights.same
_MOST_WORDS: Final = 12


class Name(msgspec.Struct, frozen=True):
    """`key` puts two names in one order, whichever was asked first."""

    words: tuple[Word, ...]
    key: str


class Listener:
    """Reads names, and remembers words for as long as its owner keeps it: no longer."""

    __slots__ = ("_words",)

    def __init__(self) -> None:
        self._words: dict[str, Word] = {}

    def read(self, name: str) -> Name:
        words = [self._word(typed.lower()) for typed in words_of(name)[:_MOST_WORDS]]
        without_titles = [word for word in words if not word.title]
        kept = tuple(without_titles or words)
        return Name(kept, " ".join([word.text for word in kept]))

    @property
    def remembered(self) -> int:
        return len(self._words)

    def _word(self, text: str) -> Word:
        known = self._words.get(text)
        if known is None:
            known = self._words[text] = make_word(text)
        return known


def compare(one: Name, other: Name) -> float:
    """From 0 to 1; the same name in other letters, another order or case is 1."""
    if not one.words or not other.words:
        return 0.0
    first, second = (one, other) if one.key <= other.key else (other, one)
    return weigh(first.words, second.words, align(first.words, second.words))


def same(figure: float) -> bool:
    return figure >= SAME


def weigh(one: Words, other: Words, found: Alignment) -> float:
    if len(one) == len(other) == 1:
        return max(0.0, 1.0 - _names.single * (1.0 - found.meetings[0].likeness))
    telling = [met for met in found.meetings if _telling(one, other, met)] or found.meetings
    figure = _mean_and_worst(one, other, telling)
    if len(telling) == 1 and (found.left_of_one or found.left_of_other):
        figure -= _alone(one[telling[0].one])
    left = [one[i] for i in found.left_of_one] + [other[j] for j in found.left_of_other]
    return min(1.0, max(0.0, figure - sum(map(_missed, left))))


def _telling(one: Words, other: Words, met: Meeting) -> bool:
    return not (one[met.one].particle and other[met.other].particle)


def _mean_and_worst(one: Words, other: Words, telling: list[Meeting]) -> float:
    total = weight = 0.0
    worst = 1.0
    for met in telling:
        fathers = one[met.one].fathers and other[met.other].fathers
        counts = _names.father if fathers else 1.0
        total += counts * met.likeness
        weight += counts
        worst = min(worst, met.likeness)
    return _names.mean * total / weight + (1.0 - _names.mean) * worst


def _alone(word: Word) -> float:
    """Many are called Anna: where nothing else agrees, that is next to nothing."""
    return _names.given_name_alone if word.given else _names.one_of_several


def _missed(word: Word) -> float:
    if word.particle:
        return _names.left_particle
    return _names.left_father if word.fathers else _names.left_word
