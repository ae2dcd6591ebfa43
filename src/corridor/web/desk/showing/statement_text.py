"""A statement's text in pieces: the words, and the numbers that hang on figures or claims."""

from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext

from corridor.domain.figures import Qualifier
from corridor.domain.numerals import Language, above_in_words, in_words
from corridor.domain.releases import Quote
from corridor.domain.statements import Draft, Rule, Sentence, for_readers
from corridor.services.press import title_of
from corridor.web.desk.pages.statement import FigureRow, Piece, Text, Tie
from corridor.web.desk.showing.common import language_name
from corridor.web.desk.words import UNITS

TAKE_BACK: Final = "take-back"


def text_of(draft: Draft) -> Text:
    return Text(
        language=draft.language.value,
        name=language_name(draft.language.value),
        title=title_of(draft),
        paragraphs=tuple(_paragraphs(draft)),
    )


def _paragraphs(draft: Draft) -> Iterator[tuple[Piece, ...]]:
    told: list[Piece] = []
    for number, sentence in enumerate(draft.sentences):
        pieces = _pieces(sentence, draft.language, row=f"figure-row-{number}")
        if sentence.figure is not None:
            told += [*pieces, Piece(words=" ")]
            continue
        if told:
            yield tuple(told)
            told = []
        yield tuple(pieces)
    if told:
        yield tuple(told)


def _pieces(sentence: Sentence, language: Language, *, row: str) -> list[Piece]:
    if sentence.figure is None:
        tie = Tie.CLAIM if sentence.rule is Rule.CLAIM else Tie.WORDS
        return [Piece(words=sentence.text, tie=tie, row=row)]
    number = _number_words(sentence, language)
    start = sentence.text.casefold().find(number)
    end = start + len(number)
    parts = (
        Piece(words=sentence.text[:start]),
        Piece(words=sentence.text[start:end], tie=Tie.FIGURE, row=row),
        Piece(words=sentence.text[end:]),
    )
    return [part for part in parts if part.words]


def _number_words(sentence: Sentence, language: Language) -> str:
    """The number as the sentence says it."""
    if sentence.figure is None:
        return ""
    told = for_readers(sentence.figure)
    exact = told.qualifier is Qualifier.EXACTLY
    return (in_words if exact else above_in_words)(told.count, language)


def figure_rows(draft: Draft, *, quotes: tuple[Quote, ...]) -> Iterator[FigureRow]:
    """`quotes` are the claims that may still be taken back."""
    heights = {one.claim: one.height for one in quotes}
    for number, sentence in enumerate(draft.sentences):
        row = f"figure-row-{number}"
        if sentence.figure is not None:
            yield _figure_row(sentence, draft.language, row)
        elif sentence.claim is not None:
            claim = sentence.claim
            yield FigureRow(
                row=row,
                words=claim.in_language(draft.language).speaker,
                count=None,
                unit=str(UNITS[claim.unit]),
                as_of=claim.as_of,
                wording=gettext("A claim, not our count"),
                next_change=gettext("with new words of theirs"),
                take_back=str(heights.get(claim, "")),
            )


def _figure_row(sentence: Sentence, language: Language, row: str) -> FigureRow:
    figure = sentence.figure
    if figure is None:
        raise ValueError(row)
    exact = sentence.rule is Rule.EXACT
    return FigureRow(
        row=row,
        words=_number_words(sentence, language),
        count=figure.count,
        unit=str(UNITS[figure.unit]),
        as_of=figure.as_of,
        wording=gettext("Exact") if exact else gettext("More than the ten below it"),
        next_change=gettext("at %(count)s") % {"count": sentence.next_change},
    )
