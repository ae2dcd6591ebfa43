"""What the Unicode consortium knows of a language: its name, direction, plural forms, dates.

Nothing here is ours. A language is named by the two or three letters that stand in addresses.
"""

import re
from datetime import date, datetime, time
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.dates import format_skeleton
from babel.units import format_unit

if TYPE_CHECKING:
    from collections.abc import Mapping

_CODE: Final = re.compile(r"[a-z]{2,3}")
# Names in the consortium's list that nobody speaks: several, unknown, none, not a language.
_NOT_SPOKEN: Final = frozenset({"mul", "und", "zxx", "root"})
_CASES: Final = ("zero", "one", "two", "few", "many", "other")
_COUNTED: Final = 200
_EXAMPLES: Final = 4
_MEGABYTE: Final = 1024 * 1024
_UNITS: Final = (
    (_MEGABYTE, "digital-megabyte"),
    (1024, "digital-kilobyte"),
    (1, "digital-byte"),
)
_RIGHT_TO_LEFT: Final = frozenset(
    {"Adlm", "Arab", "Hebr", "Mand", "Nkoo", "Rohg", "Syrc", "Thaa"}
)
# "17 May", not "May 17": dates of this project read as in most of the world.
_VARIANTS: Final = {"en": "en_GB"}


class PluralCase(NamedTuple):
    """One of the forms in which a language counts, and whole numbers that take it."""

    name: str
    numbers: tuple[int, ...]


def is_language(code: str) -> bool:
    return code in known_languages()


@cache
def known_languages() -> frozenset[str]:
    """Every language that has a name; of many, Ingush or Avar, not much more is known."""
    named: Mapping[str, str] = _locale("en").languages
    return frozenset(code for code in named if _CODE.fullmatch(code)) - _NOT_SPOKEN


def is_described(code: str) -> bool:
    """Whether its own name, its dates and its plural forms are known."""
    return _described(code) is not None


def own_name(code: str) -> str:
    """As its speakers call it: нохчийн, العربية. In English where that is not known."""
    known = _described(code)
    return (known.get_display_name(code) if known else None) or name_in(code, "en")


@cache
def name_in(code: str, language: str) -> str:
    """As speakers of another language call it; the code itself where they have no name."""
    named: Mapping[str, str] = _locale(language).languages
    return named.get(code, code)


def direction(code: str) -> str:
    return "rtl" if _script(code) in _RIGHT_TO_LEFT else "ltr"


def in_cyrillic(code: str) -> bool:
    """Whether the language is mostly written in Cyrillic letters."""
    return _script(code) == "Cyrl"


def _script(code: str) -> str:
    likely: Mapping[str, str] = get_global("likely_subtags")
    return next((part for part in likely.get(code, "").split("_") if len(part) == 4), "")  # noqa: PLR2004 - as ISO 15924 writes them


@cache
def plural_cases(code: str) -> tuple[PluralCase, ...]:
    """The forms that whole numbers take, in the consortium's order."""
    rule = _locale(code).plural_form
    found: dict[str, list[int]] = {}
    for number in range(_COUNTED):
        found.setdefault(rule(number), []).append(number)
    return tuple(
        PluralCase(case, tuple(found[case][:_EXAMPLES])) for case in _CASES if case in found
    )


@cache
def _places(code: str) -> dict[str, int]:
    return {case.name: place for place, case in enumerate(plural_cases(code))}


def plural_place(code: str, number: int) -> int:
    """Which of the forms this number takes; the last where the number is out of the common."""
    places = _places(code)
    return places.get(_locale(code).plural_form(number), len(places) - 1)


def day_in(code: str, day: date) -> str:
    """A day and its month: 17 May, 17 мая, 17 مايو."""
    noon = datetime.combine(day, time(12))
    return str(format_skeleton("MMMMd", noon, locale=_VARIANTS.get(code, _locale(code))))


def size_in(code: str, size: int) -> str:
    """How large something is: 1.2 MB, 1,2 МБ."""
    least, unit = next((one for one in _UNITS if size >= one[0]), _UNITS[-1])
    value = round(size / least, 1)
    shown = int(value) if value.is_integer() else value
    return str(format_unit(shown, unit, length="short", locale=_locale(code)))


def _locale(code: str) -> Locale:
    """Where a language is not described, it counts and dates as English does."""
    return _described(code) or Locale.parse("en")


@cache
def _described(code: str) -> Locale | None:
    try:
        return Locale.parse(code)
    except (UnknownLocaleError, ValueError):
        return None
