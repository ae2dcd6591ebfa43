"""Why two names may be one, word for word: evidence for people, who decide."""

from enum import StrEnum

import msgspec

from corridor.domain.names.alignment import Meeting, align
from corridor.domain.names.comparing import Name
from corridor.domain.names.reference import weights
from corridor.domain.names.word import Word

_words = weights().words
_CLOSE = 0.7


class How(StrEnum):
    SAME_LETTERS = "same_letters"
    SAME_SOUND = "same_sound"
    SAME_GIVEN_NAME = "same_given_name"
    CLOSE = "close"
    INITIAL = "initial"
    CUT_SHORT = "cut_short"
    WRITTEN_APART = "written_apart"
    OTHER_FATHER = "other_father"
    DIFFERENT = "different"
    FATHER_LEFT_OUT = "father_left_out"
    LEFT_OUT = "left_out"


class Reason(msgspec.Struct, frozen=True):
    """`other` is empty for a word that stands in one of the names only."""

    how: How
    one: str
    other: str = ""

    @property
    def speaks_against(self) -> bool:
        return self.how in {How.DIFFERENT, How.OTHER_FATHER}


def why(one: Name, other: Name) -> tuple[Reason, ...]:
    """In the order of the first name, then what is left of either."""
    found = align(one.words, other.words)
    met = sorted(found.meetings, key=lambda meeting: meeting.one)
    left = [
        *(one.words[place] for place in found.left_of_one),
        *(other.words[place] for place in found.left_of_other),
    ]
    return (
        *(_reason(one.words[m.one], other.words[m.other], m) for m in met),
        *(_left(word) for word in left if not word.particle),
    )


def _reason(one: Word, other: Word, met: Meeting) -> Reason:
    return Reason(_how(one, other, met), one.text, other.text)


def _how(one: Word, other: Word, met: Meeting) -> How:
    if met.written_apart:
        return How.WRITTEN_APART
    if met.cut_short:
        return How.CUT_SHORT
    if one.text == other.text:
        return How.SAME_LETTERS
    return How.SAME_SOUND if one.readings & other.readings else _roughly(one, other, met)


def _roughly(one: Word, other: Word, met: Meeting) -> How:
    if met.likeness < _CLOSE:
        fathers = one.fathers and other.fathers
        return How.OTHER_FATHER if fathers else How.DIFFERENT
    if one.initial or other.initial:
        return How.INITIAL
    one_name = one.given & other.given or one.fathers_given & other.fathers_given
    return How.SAME_GIVEN_NAME if one_name else How.CLOSE


def _left(word: Word) -> Reason:
    return Reason(How.FATHER_LEFT_OUT if word.fathers else How.LEFT_OUT, word.text)
