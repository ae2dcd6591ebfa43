"""What others say, kept as theirs: who, with which verb, how many of what, when, and where."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

import msgspec

from corridor.domain.errors import RefusalError
from corridor.domain.figures import Qualifier, Unit
from corridor.domain.numerals import Agreement, Language, above_in_words, agreement, in_words
from corridor.domain.sentences import finished


class Verb(StrEnum):
    SAYS = "says"
    DENIES = "denies"
    DOCUMENTED = "documented"
    COULD_NOT_VERIFY = "could_not_verify"


class ClaimWords(msgspec.Struct, frozen=True, kw_only=True):
    """A claim in one language: "Lithuania’s foreign minister", "have been granted visas".

    `about_one` and `about_many` follow the count and agree with it; without a count,
    `about_many` is the whole of what is claimed.
    """

    language: Language
    speaker: str
    about_one: str
    about_many: str
    speakers: Agreement = Agreement.ONE


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    words: tuple[ClaimWords, ...]
    verb: Verb
    count: int | None
    unit: Unit
    as_of: date
    source: str
    qualifier: Qualifier = Qualifier.EXACTLY

    def in_language(self, language: Language) -> ClaimWords:
        for words in self.words:
            if words.language is language:
                return words
        raise NotTranslatedError


class NotTranslatedError(RefusalError):
    """The claim has not been put into this language; nobody's words are invented for them."""


# The Russian verbs stand in the present: the past would need the speaker's gender.
_VERBS: Mapping[Language, Mapping[Verb, tuple[str, str]]] = {
    Language.ENGLISH: {
        Verb.SAYS: ("says that", "say that"),
        Verb.DENIES: ("denies that", "deny that"),
        Verb.DOCUMENTED: ("has documented that", "have documented that"),
        Verb.COULD_NOT_VERIFY: ("could not verify that", "could not verify that"),
    },
    Language.RUSSIAN: {
        Verb.SAYS: ("говорит, что", "говорят, что"),
        Verb.DENIES: ("отрицает, что", "отрицают, что"),
        Verb.DOCUMENTED: ("документально подтверждает, что", "документально подтверждают, что"),
        Verb.COULD_NOT_VERIFY: ("не может подтвердить, что", "не могут подтвердить, что"),
    },
}
_QUALIFIERS: Mapping[Language, Mapping[Qualifier, str]] = {
    Language.ENGLISH: {
        Qualifier.EXACTLY: "",
        Qualifier.AT_LEAST: "at least ",
        Qualifier.MORE_THAN: "more than ",
        Qualifier.ABOUT: "about ",
        Qualifier.UP_TO: "up to ",
    },
    Language.RUSSIAN: {
        Qualifier.EXACTLY: "",
        Qualifier.AT_LEAST: "не менее ",
        Qualifier.MORE_THAN: "более ",
        Qualifier.ABOUT: "около ",
        Qualifier.UP_TO: "до ",
    },
}
_ENGLISH_NOUNS: Mapping[Unit, tuple[str, str]] = {
    Unit.PERSON: ("person", "people"),
    Unit.REQUEST: ("request", "requests"),
    Unit.APPLICATION: ("application", "applications"),
}
# One, two to four, five and more; the last two serve as genitives: "одного человека", "людей".
_RUSSIAN_NOUNS: Mapping[Unit, tuple[str, str, str]] = {
    Unit.PERSON: ("человек", "человека", "человек"),
    Unit.REQUEST: ("запрос", "запроса", "запросов"),
    Unit.APPLICATION: ("заявление", "заявления", "заявлений"),
}


def claim_sentence(claim: Claim, language: Language) -> str:
    """Who says it stands first: "Lithuania’s foreign minister says that two people …"."""
    words = claim.in_language(language)
    singular, plural = _VERBS[language][claim.verb]
    verb = singular if words.speakers is Agreement.ONE else plural
    return finished(f"{words.speaker} {verb} {_claimed(claim, words)}")


def _claimed(claim: Claim, words: ClaimWords) -> str:
    if claim.count is None:
        return words.about_many
    one = agreement(claim.count, words.language) is Agreement.ONE
    alone = one and claim.qualifier is Qualifier.EXACTLY
    about = words.about_one if alone else words.about_many
    return f"{_counted(claim, claim.count, words.language)} {about}"


def _counted(claim: Claim, count: int, language: Language) -> str:
    qualifier = _QUALIFIERS[language][claim.qualifier]
    match language:
        case Language.ENGLISH:
            one, many = _ENGLISH_NOUNS[claim.unit]
            noun = one if count == 1 else many
            return f"{qualifier}{in_words(count, language)} {noun}"
        case Language.RUSSIAN:
            return f"{qualifier}{_russian_count(claim, count)}"


def _russian_count(claim: Claim, count: int) -> str:
    one, few, many = _RUSSIAN_NOUNS[claim.unit]
    agrees = agreement(count, Language.RUSSIAN)
    if claim.qualifier is not Qualifier.EXACTLY:
        noun = few if agrees is Agreement.ONE else many
        return f"{_number(claim.unit, count, genitive=True)} {noun}"
    noun = {Agreement.ONE: one, Agreement.FEW: few, Agreement.MANY: many}[agrees]
    return f"{_number(claim.unit, count, genitive=False)} {noun}"


def _number(unit: Unit, count: int, *, genitive: bool) -> str:
    """Words for people; digits for things, whose grammatical gender would change the words."""
    if unit is not Unit.PERSON:
        return f"{count:d}"
    words = above_in_words if genitive else in_words
    return words(count, Language.RUSSIAN)
