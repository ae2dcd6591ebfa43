"""Rows of one list that say the same person twice."""

from datetime import date

import pytest
from msgspec.structs import replace

from corridor.domain.import_rows import PlannedRow
from corridor.domain.import_twins import twins
from corridor.domain.intake import Wish

ROW = PlannedRow(
    number=2,
    words="They came at night",
    language="ru",
    soon=Wish.DAYS,
    came_on=date(2017, 4, 3),
    name="Журавль Серый",
    born="1994",
    phone="+7 916 000-00-01",
    email="",
    reference="",
)


@pytest.mark.parametrize(
    "again",
    [
        {"name": "Another", "born": "", "phone": "8 (916) 0000001"},
        {"phone": "", "name": "СЕРЫЙ  Журавль"},
    ],
)
def test_a_row_that_repeats_an_earlier_one_names_it(again: dict[str, str]) -> None:
    other = replace(ROW, number=7, words="Other words", **again)

    assert twins([ROW, other]) == {7: 2}


@pytest.mark.parametrize(
    "other",
    [
        {"phone": "+7 916 000-00-02", "born": "1995"},
        {"phone": "", "born": ""},
        {"phone": "", "name": "Цапля Белая"},
    ],
)
def test_people_who_only_share_something_are_two(other: dict[str, str]) -> None:
    assert twins([ROW, replace(ROW, number=7, **other)]) == {}


def test_words_alone_count_only_where_nothing_says_who_it_is() -> None:
    bare = replace(ROW, name="", born="", phone="")

    assert twins([bare, replace(bare, number=9)]) == {9: 2}
    assert twins([ROW, replace(ROW, number=9, phone="", name="Цапля")]) == {}


def test_of_three_the_first_is_named() -> None:
    rows = [replace(ROW, number=number) for number in (2, 5, 8)]

    assert twins(rows) == {5: 2, 8: 2}
