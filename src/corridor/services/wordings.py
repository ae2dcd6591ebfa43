"""The public face's words: written by one member, read by another, then said to strangers."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from corridor.crypto.digest import digest
from corridor.domain import reviewing
from corridor.domain.policy import Act
from corridor.domain.reviewing import Line, Shipped
from corridor.domain.wordings import (
    Forms,
    LanguageHeldBack,
    LanguageOffered,
    Sentence,
    SentencesReviewed,
    SentencesWritten,
    WordingFact,
    Wordings,
    Words,
    fold,
)
from corridor.services.books import Book, records_in, write_in
from corridor.services.chains import Kind, wording_chain
from corridor.services.codec import Codec
from corridor.services.desk import Desk

_CODEC: Codec[WordingFact] = Codec(WordingFact)


@dataclass(frozen=True, kw_only=True)
class Source:
    """What this release can say in public, and its own words for it in each language."""

    sentences: Callable[[str], Sequence[Sentence]]
    shipped: Callable[[str], Shipped]


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What somebody wrote on a page that showed `seen` as the newest; no forms: take back."""

    sentence: Sentence
    forms: Forms
    seen: int


def name_of(sentence: Sentence) -> str:
    """What finds a sentence in a form, whatever its words are."""
    parts = (sentence.context, sentence.text, sentence.plural)
    return digest(b"corridor/1/sentence", *(part.encode() for part in parts))[:8].hex()


def see_wordings(desk: Desk) -> Wordings:
    desk.door(Act.SEE_WORDING)
    return standing_words(desk)


def standing_words(desk: Desk) -> Wordings:
    """What stands, for whoever publishes it: every member holds its key."""
    return fold(records_in(desk, _book(desk)))


def lines_of(wordings: Wordings, language: str, source: Source) -> tuple[Line, ...]:
    return reviewing.survey(
        wordings, language, source.sentences(language), shipped=source.shipped(language)
    )


def write(desk: Desk, language: str, drafts: Sequence[Draft], *, source: Source) -> Wordings:
    """All of them or none: a refusal leaves every sentence as it was."""
    desk.door(Act.WRITE_WORDING)

    def decide(wordings: Wordings) -> WordingFact:
        lines = lines_of(wordings, language, source)
        words = tuple(_drafted(lines, one, language) for one in drafts)
        return SentencesWritten(language=language, words=words)

    return _write(desk, decide)


def _drafted(lines: Iterable[Line], draft: Draft, language: str) -> Words:
    line = reviewing.find(lines, draft.sentence)
    if not draft.forms:
        return reviewing.take_back(line, seen=draft.seen)
    return reviewing.write(line, draft.forms, language=language, seen=draft.seen)


def review(
    desk: Desk, language: str, read: Iterable[tuple[Sentence, int]], *, source: Source
) -> Wordings:
    desk.door(Act.WRITE_WORDING)
    known = list(read)

    def decide(wordings: Wordings) -> SentencesReviewed:
        lines = lines_of(wordings, language, source)
        return reviewing.review(lines, known, language=language, by=desk.me)

    return _write(desk, decide)


def offer(desk: Desk, language: str, *, source: Source) -> Wordings:
    desk.door(Act.OFFER_LANGUAGE)

    def decide(wordings: Wordings) -> LanguageOffered:
        lines = lines_of(wordings, language, source)
        return reviewing.offer(wordings.tongue(language), lines)

    return _write(desk, decide)


def hold_back(desk: Desk, language: str) -> Wordings:
    desk.door(Act.OFFER_LANGUAGE)

    def decide(wordings: Wordings) -> LanguageHeldBack:
        return reviewing.hold_back(wordings.tongue(language))

    return _write(desk, decide)


def _write(desk: Desk, decide: Callable[[Wordings], WordingFact]) -> Wordings:
    return fold(write_in(desk, _book(desk), lambda records: decide(fold(records))))


def _book(desk: Desk) -> Book[WordingFact]:
    chain = wording_chain(desk.organisation)
    return Book(store=desk.stores.desk, chain=chain, kind=Kind.WORDING, codec=_CODEC)
