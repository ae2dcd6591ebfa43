"""The small things that pages say: days, steps, and the domain's values in people's words."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any, get_args, get_type_hints

import pytest
from django.template import Context, Template
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from corridor.domain.intake import SaidPlace
from corridor.domain.milestones import Place, Step
from corridor.web.desk import words
from corridor.web.desk.pages.common import Quoted, due_mark, say_people
from corridor.web.desk.pages.shell import Entrance, Section, group_entrances
from corridor.web.ui.marks import STEPS, Member, StepMark
from tests.web.pages.samples_request import REPUBLIC

TODAY = date(2017, 5, 17)
TABLES = [
    (name, vars(words)[name], get_args(get_args(hint)[0])[0])
    for name, hint in get_type_hints(words).items()
]


@pytest.mark.parametrize(("name", "table", "value"), TABLES)
def test_every_value_of_the_domain_has_words(
    name: str, table: Mapping[StrEnum, Any], value: type[StrEnum]
) -> None:
    said = [str(table[one]) for one in value]

    assert all(said), name
    assert len(set(said)) == len(said), name


@pytest.mark.parametrize("step", Step)
def test_every_step_has_words_and_the_regions_are_the_organisations(step: Step) -> None:
    said = words.step_words(step, wording=REPUBLIC)

    assert said
    assert (said == "Out of the republic") is (step is Step.OUT_OF_REGION)


def test_not_known_is_a_place_and_never_the_region() -> None:
    places = {place: words.place_words(place, wording=REPUBLIC) for place in Place}
    said = {place: words.said_place_words(place, wording=REPUBLIC) for place in SaidPlace}

    assert len(set(places.values())) == len(Place)
    assert places[Place.NOT_KNOWN] == said[SaidPlace.UNKNOWN] == "Not known"
    assert said[SaidPlace.UNSAID] == "They did not say"


def test_a_value_that_is_left_out_is_not_offered() -> None:
    offered = words.choices(words.WISHES, leave_out=[next(iter(words.WISHES))])

    assert [value for value, _ in offered] == ["days", "can_wait", "unsaid"]


@pytest.mark.parametrize(
    ("due", "said", "tone"),
    [
        (date(2017, 5, 15), "Late since 15 May", "red"),
        (date(2017, 5, 17), "Today", "amber"),
        (date(2017, 5, 18), "Tomorrow", "amber"),
        (date(2017, 5, 19), "Fri 19 May", ""),
        (date(2017, 8, 11), "Fri 11 August", ""),
    ],
)
def test_a_day_is_said_as_near_as_it_is(due: date, said: str, tone: str) -> None:
    mark = due_mark(due, today=TODAY)

    assert (mark.words, mark.tone) == (said, tone)


@given(st.dates(), st.dates())
def test_any_two_days_can_be_said(due: date, today: date) -> None:
    assert due_mark(due, today=today).words


def test_people_are_counted_in_words() -> None:
    assert [say_people(count) for count in (1, 2)] == ["1 person", "2 people"]


@given(st.integers(1, STEPS))
def test_the_bar_shows_six_steps_and_one_of_them_is_now(number: int) -> None:
    bars = StepMark(number=number, words="").bars

    assert len(bars) == STEPS
    assert bars.index("now") == number - 1
    assert set(bars[number:]) <= {""}


def test_initials_come_from_the_handle() -> None:
    assert Member(handle="lyra").initials == "LY"


def test_empty_lines_are_no_paragraphs() -> None:
    assert Quoted(text="one\n\n two \n", language="en").paragraphs == ("one", " two ")


def test_a_heading_with_nothing_under_it_is_left_out() -> None:
    groups = group_entrances([Entrance(section=Section.JOURNAL, url="/journal")])

    assert [(group.heading, len(group.entrances)) for group in groups] == [("Running it", 1)]


def test_entrances_keep_one_order_whatever_order_they_come_in() -> None:
    entrances = [Entrance(section=section, url=f"/{section}") for section in reversed(Section)]

    shown = [e.section for group in group_entrances(entrances) for e in group.entrances]

    assert shown == list(Section)


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("K-0412", "K-0412"),
        ("R-1", "R-1"),
        ("Zaur", "File"),
        ("K-0412 Zaur", "File"),
        ("K-0412\nZaur", "File"),
        ("k-0412", "File"),
        ("", "File"),
    ],
)
def test_only_a_code_reaches_a_title(code: str, shown: str) -> None:
    template = Template("{% load ui %}{{ code|code_only }}")

    assert template.render(Context({"code": code})) == shown


def test_days_are_written_in_the_readers_language() -> None:
    template = Template("{% load ui %}{{ day|day }}|{{ day|full_day }}|{{ day|week_day }}")

    assert template.render(Context({"day": TODAY})) == "17 May|17 May 2017|Wednesday 17 May"
    with translation.override("ru"):
        assert template.render(Context({"day": TODAY})).startswith("17 мая|17 мая 2017|")
