"""Sentences about figures, right for every count, in English and Russian."""

from collections.abc import Mapping
from datetime import date

import msgspec

from corridor.domain.figures import Measure
from corridor.domain.numerals import Agreement, Language, above_in_words, agreement, in_words


class Region(msgspec.Struct, frozen=True, kw_only=True):
    """The organisation's own words, as they stand inside a sentence of one language.

    `origin` follows "people" ("from the republic", "из республики"); `left` goes with the verb
    of leaving ("left the republic", "из республики выехали").
    """

    origin: str
    left: str


class Form(msgspec.Struct, frozen=True, kw_only=True):
    """One sentence for one person, for several, for "more than …", and for nobody."""

    one: str
    many: str
    above: str
    none: str


class NoSentenceError(ValueError):
    """This measure has no sentence for people to read."""


_ENGLISH: Mapping[Measure, Form] = {
    Measure.ASKED: Form(
        one="{since}{people} {origin} has asked us for help",
        many="{since}{people} {origin} have asked us for help",
        above="{since}{people} {origin} have asked us for help",
        none="{since}nobody {origin} has asked us for help",
    ),
    Measure.REACHED: Form(
        one="we have been in touch with {people}",
        many="we have been in touch with {people}",
        above="we have been in touch with {people}",
        none="we have not been in touch with anybody yet",
    ),
    Measure.OUT_OF_REGION: Form(
        one="{people} has left {left}",
        many="{people} have left {left}",
        above="{people} have left {left}",
        none="nobody has left {left} yet",
    ),
    Measure.ABROAD: Form(
        one="{people} has reached another country",
        many="{people} have reached another country",
        above="{people} have reached another country",
        none="nobody has reached another country yet",
    ),
}
# After "более" the verb is singular and neuter: «обратилось более восьмидесяти человек».
_RUSSIAN: Mapping[Measure, Form] = {
    Measure.ASKED: Form(
        one="{since}к нам за помощью обратился {people} {origin}",
        many="{since}к нам за помощью обратились {people} {origin}",
        above="{since}к нам за помощью обратилось {people} {origin}",
        none="{since}к нам за помощью никто {origin} не обращался",
    ),
    Measure.REACHED: Form(
        one="с нами на связи был или остаётся {people}",
        many="с нами на связи были или остаются {people}",
        above="с нами на связи было или остаётся {people}",
        none="пока нам ни с кем не удалось связаться",
    ),
    Measure.OUT_OF_REGION: Form(
        one="{left} выехал {people}",
        many="{left} выехали {people}",
        above="{left} выехало {people}",
        none="{left} пока никто не выехал",
    ),
    Measure.ABROAD: Form(
        one="до другой страны добрался {people}",
        many="до другой страны добрались {people}",
        above="до другой страны добралось {people}",
        none="до другой страны пока никто не добрался",
    ),
}
_FORMS: Mapping[Language, Mapping[Measure, Form]] = {
    Language.ENGLISH: _ENGLISH,
    Language.RUSSIAN: _RUSSIAN,
}
MONTHS: Mapping[Language, tuple[str, ...]] = {
    Language.ENGLISH: (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
    Language.RUSSIAN: (
        "января", "февраля", "марта", "апреля", "мая", "июня",
        "июля", "августа", "сентября", "октября", "ноября", "декабря",
    ),
}  # fmt: skip
_PERSON: Mapping[Language, Mapping[Agreement, str]] = {
    Language.ENGLISH: {Agreement.ONE: "person", Agreement.MANY: "people"},
    Language.RUSSIAN: {
        Agreement.ONE: "человек",
        Agreement.FEW: "человека",
        Agreement.MANY: "человек",
    },
}


class Telling(msgspec.Struct, frozen=True, kw_only=True):
    """In whose words a sentence is said: a language, its region, the first day counted."""

    language: Language
    region: Region
    since: date | None = None


def exact_in_digits(measure: Measure, count: int, telling: Telling) -> str:
    """For the desk, where exact counts are read: "83 people from the republic …"."""
    return _exact(measure, count, f"{count:d}", telling)


def exact_in_words(measure: Measure, count: int, telling: Telling) -> str:
    return _exact(measure, count, in_words(count, telling.language), telling)


def more_than(measure: Measure, count: int, telling: Telling) -> str:
    """`count` is the round number below the true one: "more than eighty people"."""
    people = above_people(count, telling.language)
    return _fill(_form(measure, telling.language).above, people, telling)


def above_people(count: int, language: Language) -> str:
    """With its people; in Russian both in the genitive: "более двадцати одного человека"."""
    words = above_in_words(count, language)
    match language:
        case Language.ENGLISH:
            return f"more than {words} {_PERSON[language][agreement(count, language)]}"
        case Language.RUSSIAN:
            one = agreement(count, language) is Agreement.ONE
            return f"более {words} {'человека' if one else 'человек'}"


def people(number: str, count: int, language: Language) -> str:
    """The number as already written, with its noun: "21 человек", "two people"."""
    return f"{number} {_PERSON[language][agreement(count, language)]}"


def long_date(on: date, language: Language) -> str:
    """1 April 2017; 1 апреля 2017 года, in the genitive that follows «с» and stands alone."""
    day = f"{on.day} {MONTHS[language][on.month - 1]} {on.year}"
    match language:
        case Language.ENGLISH:
            return day
        case Language.RUSSIAN:
            return f"{day} года"


def finished(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def _exact(measure: Measure, count: int, number: str, telling: Telling) -> str:
    form = _form(measure, telling.language)
    if count == 0:
        return _fill(form.none, "", telling)
    one = agreement(count, telling.language) is Agreement.ONE
    written = people(number, count, telling.language)
    return _fill(form.one if one else form.many, written, telling)


def _form(measure: Measure, language: Language) -> Form:
    try:
        return _FORMS[language][measure]
    except KeyError:
        raise NoSentenceError from None


def _fill(template: str, written: str, telling: Telling) -> str:
    text = template.format(
        people=written,
        origin=telling.region.origin,
        left=telling.region.left,
        since=_since(telling),
    )
    return finished(text)


def _since(telling: Telling) -> str:
    if telling.since is None:
        return ""
    day = long_date(telling.since, telling.language)
    match telling.language:
        case Language.ENGLISH:
            return f"since {day}, "
        case Language.RUSSIAN:
            return f"с {day} "
