"""What may be said outside: every number tied to a figure or to somebody's claim."""

import re
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from functools import cache

import msgspec

from corridor.domain.claims import Claim, claim_sentence
from corridor.domain.errors import RefusalError
from corridor.domain.figures import Figure, Measure, Qualifier
from corridor.domain.numerals import Language, above_in_words, in_words
from corridor.domain.sentences import (
    MONTHS,
    Telling,
    exact_in_digits,
    exact_in_words,
    more_than,
)

SMALL = 5
LAST_EXACT = 10
TOLD = (Measure.ASKED, Measure.REACHED, Measure.OUT_OF_REGION, Measure.ABROAD)


class Rule(StrEnum):
    """How a count was worded, and so when the wording changes."""

    EXACT = "exact"
    MORE_THAN_TEN_BELOW = "more_than_ten_below"
    CLAIM = "claim"
    PLAIN = "plain"


class Fault(StrEnum):
    TOO_FEW = "too_few"
    OLD_FIGURE = "old_figure"
    HOUR_OR_ROUTE = "hour_or_route"
    NUMBER_UNTIED = "number_untied"
    NO_SPEAKER = "no_speaker"


class TooFewError(RefusalError):
    """A figure so small that it points at people stays inside."""


class LanguagesDifferError(RefusalError):
    """A translation that tells another figure, or drops who says it, is a new statement."""


class Sentence(msgspec.Struct, frozen=True, kw_only=True):
    """`next_change` is the count from which the figure would be worded anew."""

    text: str
    rule: Rule
    figure: Figure | None = None
    claim: Claim | None = None
    next_change: int | None = None


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """`withheld` are our figures that are too small to be told."""

    language: Language
    as_of: date
    sentences: tuple[Sentence, ...]
    withheld: tuple[Figure, ...] = ()

    @property
    def text(self) -> str:
        return " ".join(sentence.text for sentence in self.sentences)


def inside(figure: Figure, telling: Telling) -> str:
    """For the desk alone: the exact count."""
    return exact_in_digits(figure.measure, figure.count, telling)


def outward(figure: Figure, telling: Telling, *, small: int = SMALL) -> Sentence:
    """Exact up to ten, then "more than" the round ten strictly below; too few is refused."""
    released = for_readers(figure, small=small)
    exact = released.qualifier is Qualifier.EXACTLY
    say = exact_in_words if exact else more_than
    return Sentence(
        text=say(figure.measure, released.count, telling),
        rule=Rule.EXACT if exact else Rule.MORE_THAN_TEN_BELOW,
        figure=figure,
        next_change=figure.count + 1 if exact else released.count + 11,
    )


def for_readers(figure: Figure, *, small: int = SMALL) -> Figure:
    """The figure as readers may have it: 9 stays 9, 83 becomes more than 80, 90 as well."""
    if figure.count < max(small, SMALL):
        raise TooFewError
    if figure.count <= LAST_EXACT:
        return figure
    return msgspec.structs.replace(
        figure, count=(figure.count - 1) // 10 * 10, qualifier=Qualifier.MORE_THAN
    )


def attributed(claim: Claim, language: Language) -> Sentence:
    """A claim is nobody's figure but the speaker's: it may be smaller than ours may."""
    return Sentence(text=claim_sentence(claim, language), rule=Rule.CLAIM, claim=claim)


def draft(
    figures: Iterable[Figure], *, claims: Iterable[Claim], as_of: date, telling: Telling
) -> Draft:
    told: list[Sentence] = []
    withheld: list[Figure] = []
    for figure in figures:
        try:
            told.append(outward(figure, telling))
        except TooFewError:
            withheld.append(figure)
    told += [attributed(claim, telling.language) for claim in claims]
    return Draft(
        language=telling.language,
        as_of=as_of,
        sentences=tuple(told),
        withheld=tuple(withheld),
    )


def plain(text: str) -> Sentence:
    """A sentence without any count: thanks, an appeal, a way to write to us."""
    return Sentence(text=text, rule=Rule.PLAIN)


def faults(written: Draft, *, on: date, small: int = SMALL) -> tuple[Fault, ...]:
    """What stands in the way of telling this to readers on this day, in the order of harm."""
    found = {
        Fault.TOO_FEW: any(_too_few(sentence, small=small) for sentence in written.sentences),
        Fault.HOUR_OR_ROUTE: bool(_HOUR_OR_ROUTE.search(written.text)),
        Fault.NO_SPEAKER: any(_unattributed(line, written) for line in written.sentences),
        Fault.NUMBER_UNTIED: any(_untied(line, written) for line in written.sentences),
        Fault.OLD_FIGURE: any(_old(sentence, on=on) for sentence in written.sentences),
    }
    return tuple(fault for fault, stands in found.items() if stands)


def check_agree(one: Draft, other: Draft) -> None:
    """Return quietly, or raise: two languages tell the same figures and the same claims."""
    if _told(one) != _told(other):
        raise LanguagesDifferError


_HOUR_OR_ROUTE = re.compile(
    r"\b\d{1,2}[:.]\d{2}\b"
    r"|\b(?:flight|train|airport|border crossing|platform|route)s?\b"
    r"|\b(?:рейс|поезд|аэропорт|маршрут|вокзал|погранпереход)\w*",
    re.IGNORECASE,
)
_MONTH = "|".join(month for months in MONTHS.values() for month in months)
_DATES = re.compile(rf"\b\d{{1,2}} (?:{_MONTH})\b|\b(?:19|20)\d{{2}}\b")
_COLLECTIVE = frozenset({
    "both", "dozen", "оба", "обе", "обоих", "обоим", "двое", "двоих", "двоим",
    "трое", "троих", "троим", "четверо", "четверых", "четверым",
})  # fmt: skip


def _too_few(sentence: Sentence, *, small: int) -> bool:
    return sentence.figure is not None and sentence.figure.count < max(small, SMALL)


def _unattributed(sentence: Sentence, written: Draft) -> bool:
    if sentence.claim is None:
        return False
    speaker = sentence.claim.in_language(written.language).speaker
    return speaker.casefold() not in sentence.text.casefold()


def _untied(sentence: Sentence, written: Draft) -> bool:
    """A plain sentence counts nothing; a tied one still says its number."""
    if sentence.figure is not None:
        return _number_told(sentence.figure, written.language) not in sentence.text.casefold()
    if sentence.claim is not None:
        return False
    words = set(re.findall(r"[^\W_]+", _DATES.sub(" ", sentence.text).casefold()))
    return not words.isdisjoint(_counting_words(written.language)) or any(
        word.isdigit() for word in words
    )


def _number_told(figure: Figure, language: Language) -> str:
    try:
        released = for_readers(figure)
    except TooFewError:
        return in_words(figure.count, language)
    exact = released.qualifier is Qualifier.EXACTLY
    return (in_words if exact else above_in_words)(released.count, language)


@cache
def _counting_words(language: Language) -> frozenset[str]:
    """One is left out: "one of us" and "один из нас" count nobody."""
    numbers = (*range(2, 21), *range(30, 100, 10), 1000)
    forms = (in_words, above_in_words)
    written = " ".join(form(number, language) for number in numbers for form in forms)
    return frozenset(written.split()) | _COLLECTIVE


def _old(sentence: Sentence, *, on: date) -> bool:
    return sentence.figure is not None and sentence.figure.as_of != on


def _told(written: Draft) -> list[tuple[Rule, Figure | None, Claim | None]]:
    return [
        (line.rule, line.figure, line.claim)
        for line in written.sentences
        if line.rule is not Rule.PLAIN
    ]
