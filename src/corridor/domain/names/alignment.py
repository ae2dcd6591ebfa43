"""Which word of one name stands for which word of the other."""

from collections.abc import Iterator, Sequence
from typing import Final

import msgspec
from rapidfuzz.distance import OSA

from corridor.domain.names.likeness import alike
from corridor.domain.names.reference import weights
from corridor.domain.names.word import Word, make_word

Words = Sequence[Word]
_words = weights().words
_changes = OSA.distance
_SHORTEST_CUT: Final = 2


class Meeting(msgspec.Struct):
    """Places of two words that stand for each other, and how alike they are."""

    one: int
    other: int
    likeness: float
    written_apart: bool = False
    cut_short: bool = False


class Alignment(msgspec.Struct):
    meetings: list[Meeting]
    left_of_one: list[int]
    left_of_other: list[int]


def align(one: Words, other: Words) -> Alignment:
    """The likest meet first; a word written apart, or cut off at the end, is seen after."""
    found = _same(one, other)
    if found.left_of_one and found.left_of_other:
        _meet_the_likest(found, one, other)
    if found.left_of_one or found.left_of_other:
        _join(found, one, other)
    _mend_cuts(found, one, other)
    return found


def _same(one: Words, other: Words) -> Alignment:
    met: list[Meeting] = []
    left, left_of_other = [], list(range(len(other)))
    for i, word in enumerate(one):
        for j in left_of_other:
            if not word.readings.isdisjoint(other[j].readings):
                met.append(Meeting(i, j, 1.0))
                left_of_other.remove(j)
                break
        else:
            left.append(i)
    return Alignment(met, left, left_of_other)


def _meet_the_likest(found: Alignment, one: Words, other: Words) -> None:
    whole = len(one) == len(other) > 2  # noqa: PLR2004 - given name, father's name, surname
    pairs = [
        (_in_their_roles(one[i], other[j], whole=whole), i, j)
        for i in found.left_of_one
        for j in found.left_of_other
    ]
    pairs.sort(reverse=True)
    for likeness, i, j in pairs:
        if i in found.left_of_one and j in found.left_of_other:
            found.meetings.append(Meeting(i, j, likeness))
            found.left_of_one.remove(i)
            found.left_of_other.remove(j)


def _in_their_roles(one: Word, other: Word, *, whole: bool) -> float:
    """Petrov is not Petrovich; yet where both names are whole, one letter may be missing."""
    likeness = alike(one, other)
    if bool(one.fathers) != bool(other.fathers):
        likeness -= _words.role
        if not (whole or one.initial or other.initial):
            likeness = min(likeness, _words.other_role)
    if one.particle != other.particle:
        likeness -= _words.particle
    return max(0.0, likeness)


def _join(found: Alignment, one: Words, other: Words) -> None:
    for meeting in found.meetings:
        if meeting.likeness < _words.joined:
            _join_at(meeting.one, found.left_of_one, one, other[meeting.other], meeting)
            _join_at(meeting.other, found.left_of_other, other, one[meeting.one], meeting)


def _join_at(place: int, left: list[int], words: Words, whole: Word, met: Meeting) -> None:
    """A left word and its neighbour may be what the other name writes as one."""
    for spare in left:
        if abs(spare - place) == 1 and _fit_together(words[spare], words[place], whole):
            together = max(alike(joined, whole) for joined in _joined(words, spare, place))
            if together >= _words.joined:
                met.likeness, met.written_apart = together, True
                left.remove(spare)
                return


def _fit_together(one: Word, other: Word, whole: Word) -> bool:
    """Seen by their consonants alone, before a new word is read in every way.

    "Vaqif oglu" is "Vagifovich": with a word like that, consonants say nothing.
    """
    if one.particle or other.particle:
        return True
    first, second = one.sounds[0].families, other.sounds[0].families
    wanted = whole.sounds[0].families
    return min(_changes(first + second, wanted), _changes(second + first, wanted)) <= 1


def _joined(words: Words, spare: int, place: int) -> Iterator[Word]:
    yield make_word(words[spare].text + words[place].text)
    yield make_word(words[place].text + words[spare].text)


def _mend_cuts(found: Alignment, one: Words, other: Words) -> None:
    for met in found.meetings:
        if met.likeness < _words.cut_short and (
            _cut_short(one, met.one, other[met.other])
            or _cut_short(other, met.other, one[met.one])
        ):
            met.likeness, met.cut_short = _words.cut_short, True


def _cut_short(words: Words, place: int, whole: Word) -> bool:
    """A form or a machine has cut off the end of the last of several words."""
    text = words[place].text
    return (
        place == len(words) - 1 >= 2  # noqa: PLR2004
        and _SHORTEST_CUT <= len(text) <= len(whole.text) - _SHORTEST_CUT
        and whole.text.startswith(text)
    )
