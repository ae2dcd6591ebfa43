"""Counts in words, and the grammar that a count asks of the words beside it."""

from enum import StrEnum

from num2words import num2words


class Language(StrEnum):
    ENGLISH = "en"
    RUSSIAN = "ru"


class Agreement(StrEnum):
    """How a count binds its noun and verb: 1, 21, 101 / 2-4, 22-24 / all others."""

    ONE = "one"
    FEW = "few"
    MANY = "many"


def in_words(number: int, language: Language) -> str:
    """One of a masculine noun: "eighty-three", "восемьдесят три"."""
    words = str(num2words(number, lang=language.value))
    match language:
        case Language.ENGLISH:
            return words.replace(",", "")
        case Language.RUSSIAN:
            return _russian(words)


def above_in_words(number: int, language: Language) -> str:
    """The form that follows "more than": in Russian the genitive, "более восьмидесяти"."""
    match language:
        case Language.ENGLISH:
            return in_words(number, language)
        case Language.RUSSIAN:
            return _russian(str(num2words(number, lang="ru", case="g")))


def agreement(number: int, language: Language) -> Agreement:
    match language:
        case Language.ENGLISH:
            return Agreement.ONE if number == 1 else Agreement.MANY
        case Language.RUSSIAN:
            return _russian_agreement(number)


def _russian_agreement(number: int) -> Agreement:
    if number % 10 == 1 and number % 100 != 11:  # noqa: PLR2004 - eleven has a form of its own
        return Agreement.ONE
    if number % 10 in {2, 3, 4} and number % 100 not in {12, 13, 14}:
        return Agreement.FEW
    return Agreement.MANY


def _russian(words: str) -> str:
    """A speaker says "тысяча", not "одна тысяча"."""
    return words.removeprefix("одна ").removeprefix("одной ") if "тысяч" in words else words
