"""Journeys: the alarm first, who has it, what is waited for, and a leg that makes sense."""

from dataclasses import replace
from typing import Any

import pytest
from django.utils import timezone

from corridor.web.charts.geography import areas
from corridor.web.desk.forms.journey import PlanJourneyForm, PlanLegForm, SignOfLifeForm
from corridor.web.desk.pages.areas import area_choices, area_name
from tests.web.pages.reading import drawn, headings, read
from tests.web.pages.samples_counted import REPUBLIC
from tests.web.pages.samples_journey import (
    change_leg,
    journey,
    journey_taken,
    journeys,
    plan_journey,
    plan_sheet,
    plan_sign,
)

LEG = {
    "mode": "train",
    "from_area": "region",
    "to_area": "central_russia",
    "leaves_at": "17.05.2017 07:05",
    "arrives_at": "17.05.2017 21:15",
    "where": "Changed trains",
    "due_at": "17.05.2017 12:40",
    "grace": "30",
    "answer_a": "fine",
    "answer_b": "unclear",
    "answer_c": "duress",
}


def leg(**changes: str) -> PlanLegForm:
    return PlanLegForm(LEG | changes, region="the republic")


def test_the_alarm_stands_before_everything_else() -> None:
    assert headings(read(drawn(journey()))) == [
        "h1 Wren",
        "h2 No sign of life at “Changed trains”",
        "h2 The way",
        "h2 Plan a leg",
        "h2 How to reach them safely",
        "h2 What each answer means",
        "h2 On duty",
    ]


def test_an_alarm_that_nobody_has_can_be_taken() -> None:
    page = read(drawn(journey()))

    assert [f for f in page.all("form") if f.attributes.get("id") == "take"]


def test_an_alarm_that_somebody_has_says_who_and_offers_no_button() -> None:
    page = read(drawn(journey_taken()))

    assert not [f for f in page.all("form") if f.attributes.get("id") == "take"]
    assert "Altair has taken it." in page.text


def test_only_the_overdue_check_in_is_drawn_as_overdue() -> None:
    page = read(drawn(journey()))

    (over,) = [li for li in page.all("li") if li.attributes.get("class") == "over"]

    assert "Changed trains" in over.text
    assert "Overdue:" in over.text


def test_a_journey_without_alarm_map_or_form_is_whole() -> None:
    bare = replace(
        journey(),
        alarm=None,
        way=None,
        leg_form=None,
        case=None,
        agreed=(),
        safe_ways=(),
        duty=(),
    )

    page = read(drawn(bare))

    assert headings(page) == ["h1 Wren", "h2 The way", "h2 On duty"]
    assert "Nobody is on duty." in page.text


def test_a_number_that_is_no_code_stays_out_of_the_title() -> None:
    page = read(drawn(replace(journey(), number="Wren from the hills")))

    assert "Wren" not in page.all("title")[0].text


def test_each_journey_of_the_list_carries_its_code() -> None:
    page = read(drawn(journeys()))

    codes = [
        row.attributes["data-case"] for row in page.all("tr") if "data-case" in row.attributes
    ]

    assert codes == ["J-0061", "J-0064"]


def test_a_journey_sent_back_keeps_what_was_typed() -> None:
    html = drawn(plan_journey())

    assert 'value="soon"' in html
    assert "Give them at least 5 minutes" in html


def test_a_sensible_leg_is_taken() -> None:
    assert leg().is_valid()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"arrives_at": "17.05.2017 07:05"}, "arrives_at"),
        ({"due_at": "17.05.2017 22:00"}, "due_at"),
        ({"due_at": "16.05.2017 12:00"}, "due_at"),
        ({"grace": "4"}, "grace"),
        ({"leaves_at": "in the morning"}, "leaves_at"),
        ({"to_area": "Lenin street 5"}, "to_area"),
        ({"where": ""}, "where"),
        ({"answer_a": "duress", "answer_b": "duress"}, "answer_a"),
    ],
)
def test_a_leg_that_cannot_be_is_sent_back(changes: dict[str, str], field: str) -> None:
    assert set(leg(**changes).errors) == {field}


def test_somebody_has_to_travel() -> None:
    form = PlanJourneyForm(LEG, region="the republic", people=[("1", "Wren")])

    assert set(form.errors) == {"people"}


def test_a_sign_of_life_needs_a_judgement() -> None:
    assert set(SignOfLifeForm({"words": "They called."}).errors) == {"verdict"}


def test_every_area_of_the_map_has_a_name_and_may_be_chosen() -> None:
    offered: list[tuple[str, Any]] = area_choices("the republic")

    assert {area for area, _ in offered} == set(areas())
    assert all(str(name) for _, name in offered)


def test_words_from_before_the_list_stay_as_they_were() -> None:
    assert area_name("a village", REPUBLIC) == "a village"
    assert area_name("region", REPUBLIC) == "The republic"


@pytest.mark.parametrize("hour", ["26.03.2017 03:30", "29.10.2017 03:30"])
def test_an_hour_that_is_not_or_that_comes_twice_is_asked_again(hour: str) -> None:
    with timezone.override("Europe/Vilnius"):
        form = leg(leaves_at="01.01.2017 08:00", due_at=hour, arrives_at="31.12.2017 20:00")

        errors = set(form.errors)

    assert errors == {"due_at"}


def test_a_leg_that_was_held_says_why_and_a_dropped_check_in_is_quiet() -> None:
    page = read(drawn(journey()))

    assert "Held by Altair, today, 08:10 The visa is not here yet." in page.text
    assert [li for li in page.all("li") if li.attributes.get("class") == "off"]


def test_what_has_no_hour_shows_none_and_a_coarse_one_is_marked() -> None:
    page = read(drawn(journey()))

    (nobody,) = [li for li in page.all("li") if "Nobody will be woken" in li.text]
    (coarse,) = [li for li in page.all("li") if "No way to night phone" in li.text]
    assert ":" not in nobody.text.replace("Alarm:", "")
    assert "about~13:30" in coarse.text


def test_each_form_of_the_change_page_says_what_is_missing_in_it() -> None:
    page = read(drawn(change_leg()))

    assert page.text.count("Write why: colleagues will ask") >= 2
    assert headings(page)[1:] == [
        "h1 Central Russia to Lithuania",
        "h2 Another plan",
        "h2 Hold it",
        "h2 Call it off",
    ]


def test_who_has_left_is_neither_held_nor_called_off() -> None:
    page = read(drawn(replace(change_leg(), hold=None, call_off=None)))

    assert headings(page)[1:] == ["h1 Central Russia to Lithuania", "h2 Another plan"]


def test_a_sign_of_life_to_agree_upon_is_sent_back_with_its_slip() -> None:
    assert "Give them at least 5 minutes" in drawn(plan_sign())


def test_the_paper_of_a_plan_offers_no_button_and_no_link_but_the_way_back() -> None:
    page = read(drawn(plan_sheet()))

    sheet = page.all("article")[0]
    assert "Changed trains" in sheet.text
    assert "Copy 2, made by Altair" in page.text
    assert "Move" not in sheet.text


def test_what_answers_mean_is_not_printed_from_the_screen() -> None:
    html = drawn(journey())

    assert '<section class="card screen" aria-labelledby="agreed-h">' in html
