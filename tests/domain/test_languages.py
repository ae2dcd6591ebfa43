from datetime import date

import pytest

from corridor.domain import languages


@pytest.mark.parametrize(
    ("code", "name", "runs"),
    [("ce", "нохчийн", "ltr"), ("ar", "العربية", "rtl"), ("he", "עברית", "rtl")],
)
def test_a_language_is_called_and_runs_as_its_speakers_write_it(
    code: str, name: str, runs: str
) -> None:
    assert languages.own_name(code) == name
    assert languages.direction(code) == runs


def test_a_language_of_which_little_is_known_can_be_written_in_all_the_same() -> None:
    assert languages.is_language("inh")
    assert not languages.is_described("inh")
    assert languages.own_name("inh") == "Ingush"
    assert languages.in_cyrillic("inh")
    assert len(languages.plural_cases("inh")) == 2


@pytest.mark.parametrize("code", ["", "qqq", "und", "mul", "zxx", "ru-RU", "../ru", "RU"])
def test_what_nobody_speaks_is_no_language(code: str) -> None:
    assert not languages.is_language(code)


def test_every_known_language_counts_and_runs_in_some_way() -> None:
    for code in languages.known_languages():
        assert languages.plural_cases(code)
        assert languages.direction(code) in {"ltr", "rtl"}
        assert all(
            0 <= languages.plural_place(code, number) < len(languages.plural_cases(code))
            for number in (0, 1, 2, 5, 21, 100, 1_000_000)
        ), code


def test_russian_and_arabic_count_in_their_own_forms() -> None:
    russian = [languages.plural_place("ru", number) for number in (1, 21, 2, 24, 5, 11, 0)]

    assert russian == [0, 0, 1, 1, 2, 2, 2]
    assert [one.name for one in languages.plural_cases("ar")] == [
        *("zero", "one", "two"),
        *("few", "many", "other"),
    ]


def test_days_and_sizes_are_written_as_in_the_language() -> None:
    day = date(2017, 5, 17)

    assert [languages.day_in(code, day) for code in ("en", "ru", "uk")] == [
        "17 May",
        "17 мая",
        "17 травня",
    ]
    assert languages.size_in("uk", 1_300_000) == "1,2 МБ"
    assert languages.size_in("ar", 2048) == "2 كيلوبايت"
