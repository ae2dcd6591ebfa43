"""Deciding about the public face's words: write, read, offer a language, hold it back."""

import difflib
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

import msgspec
from msgspec.structs import replace

from corridor.base.ids import MemberId
from corridor.domain.errors import (
    NotAChoiceError,
    NotFoundError,
    NothingToSecondError,
    SecondIsFirstError,
)
from corridor.domain.languages import is_language
from corridor.domain.phrases import phrased
from corridor.domain.wording_errors import LanguageUnfinishedError, WrittenMeanwhileError
from corridor.domain.wordings import (
    SOURCE_LANGUAGE,
    Forms,
    LanguageHeldBack,
    LanguageOffered,
    ReadWords,
    Sentence,
    SentencesReviewed,
    Standing,
    Told,
    Tongue,
    Wordings,
    Words,
    spoken,
    standing,
)

_ALIKE: Final = 0.6
FINISHED: Final = frozenset({Standing.SAID, Standing.SHIPPED})
Shipped = Callable[[Sentence], Forms | None]


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One sentence as a list of a language shows it.

    `source` is the English as it stands now, `former` the sentence whose words are near but
    were written for other English, `left` those words, `shipped` what comes with the program.
    """

    sentence: Sentence
    standing: Standing
    source: Forms
    told: Told | None = None
    former: Sentence | None = None
    left: Told | None = None
    shipped: Forms | None = None
    spoken: Forms | None = None

    @property
    def seen(self) -> int:
        """The height of the newest words; -1 before the first."""
        return -1 if self.told is None else self.told.newest.height


def survey(
    wordings: Wordings, language: str, sentences: Sequence[Sentence], *, shipped: Shipped
) -> tuple[Line, ...]:
    tongue = wordings.tongue(language)
    left = _left_behind(tongue, sentences)
    return tuple(
        _line(wordings, tongue, sentence, shipped=shipped(sentence), left=left)
        for sentence in sentences
    )


def _line(
    wordings: Wordings,
    tongue: Tongue,
    sentence: Sentence,
    *,
    shipped: Forms | None,
    left: Mapping[str, Sentence],
) -> Line:
    source = wordings.english(sentence)
    if tongue.language == SOURCE_LANGUAGE:
        source = sentence.english
    told = tongue.told.get(sentence)
    line = Line(
        sentence=sentence,
        standing=standing(tongue, sentence, source=source, shipped=shipped is not None),
        source=source,
        told=told,
        shipped=shipped,
        spoken=spoken(tongue, sentence, source=source) or shipped,
    )
    former = None if told is not None else _former(sentence, left)
    if former is None:
        return line
    return replace(line, standing=Standing.STALE, former=former, left=tongue.told[former])


def _left_behind(tongue: Tongue, sentences: Iterable[Sentence]) -> dict[str, Sentence]:
    """Sentences with words that the program says no more, by their English."""
    gone = tongue.told.keys() - set(sentences)
    return {one.text: one for one in sorted(gone) if tongue.told[one].newest.forms}


def _former(sentence: Sentence, left: Mapping[str, Sentence]) -> Sentence | None:
    near = difflib.get_close_matches(sentence.text, left, n=1, cutoff=_ALIKE)
    return left[near[0]] if near else None


def find(lines: Iterable[Line], sentence: Sentence) -> Line:
    found = next((line for line in lines if line.sentence == sentence), None)
    if found is None:
        raise NotFoundError
    return found


def write(line: Line, forms: Forms, *, language: str, seen: int) -> Words:
    """New words for one sentence. The same words may be written again, for new English."""
    if line.seen != seen:
        raise WrittenMeanwhileError
    said = phrased(line.sentence, forms, language=language)
    return Words(sentence=line.sentence, source=line.source, forms=said)


def take_back(line: Line, *, seen: int) -> Words:
    """Back to what is shipped, once another member has agreed."""
    if line.seen != seen:
        raise WrittenMeanwhileError
    if line.told is None or not line.told.newest.forms:
        raise NotFoundError
    return Words(sentence=line.sentence, source=line.source, forms=())


def review(
    lines: Iterable[Line], read: Iterable[tuple[Sentence, int]], *, language: str, by: MemberId
) -> SentencesReviewed:
    """Another than the writer has read exactly these words."""
    known = {line.sentence: line for line in lines}
    found = [_readable(known.get(sentence), seen, by) for sentence, seen in read]
    if not found:
        raise NothingToSecondError
    return SentencesReviewed(language=language, read=tuple(found))


def _readable(line: Line | None, seen: int, by: MemberId) -> ReadWords:
    if line is None or line.told is None or not line.told.waits:
        raise NothingToSecondError
    if line.seen != seen:
        raise WrittenMeanwhileError
    if line.told.newest.by == by:
        raise SecondIsFirstError
    return ReadWords(sentence=line.sentence, height=seen)


def offer(tongue: Tongue, lines: Sequence[Line]) -> LanguageOffered:
    """Strangers may choose it from now on: nothing is missing, old or unread."""
    if not is_language(tongue.language):
        raise NotAChoiceError("language")
    if tongue.offered:
        raise NothingToSecondError
    left = sum(line.standing not in FINISHED for line in lines)
    if left or not lines:
        raise LanguageUnfinishedError(left)
    return LanguageOffered(language=tongue.language)


def hold_back(tongue: Tongue) -> LanguageHeldBack:
    if not tongue.offered:
        raise NothingToSecondError
    return LanguageHeldBack(language=tongue.language)
