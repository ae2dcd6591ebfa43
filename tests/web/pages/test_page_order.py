"""Each page's headings and landmarks stand in the order of its drawing."""

from django.test import RequestFactory

from tests.web.pages.reading import drawn, headings, landmarks, read
from tests.web.pages.samples_case import case
from tests.web.pages.samples_queue import queue
from tests.web.pages.samples_request import enter_request, request
from tests.web.pages.samples_search import search

SHELL = ["navigation Main", "banner", "search", "main"]


def test_the_queue_shows_views_then_filters_then_rows() -> None:
    page = read(drawn(queue()))

    assert headings(page) == ["h1 Queue"]
    assert landmarks(page) == [*SHELL, "navigation Saved views"]
    assert [t.text for t in page.all("th") if t.attributes.get("scope") == "col"] == [
        "Select", "Urgency", "Case", "Where", "Step", "Next", "Owner",
    ]  # fmt: skip


def test_the_queue_says_groups_and_rows_by_their_codes() -> None:
    page = read(drawn(queue()))

    codes = [r.attributes["data-case"] for r in page.all("tr") if "data-case" in r.attributes]

    assert codes[:3] == ["R-0594", "K-0429", "K-0412"]
    assert len(codes) == 10


def test_a_request_shows_safety_then_words_then_work() -> None:
    page = read(drawn(request()))

    assert headings(page) == [
        "h1 Juniper",
        "h2 How to reach them safely",
        "h2 Their words",
        "h2 First assessment",
        "h2 Answer",
        "h2 Contact attempts",
        "h2 Make it a case",
        "h2 Perhaps the same person",
        "h2 Who was woken",
    ]
    assert landmarks(page) == [*SHELL, "complementary Around this request"]


def test_a_case_shows_safety_before_everything_else() -> None:
    page = read(drawn(case()))

    assert headings(page) == [
        "h1 Heron",
        "h2 How to reach them safely",
        "h2 Next steps",
        "h2 Journey",
        "h2 Applications",
        "h2 People",
        "h3 Person 1",
        "h3 Person 2",
        "h3 Taken out of this file",
        "h2 Contact attempts",
        "h2 Timeline",
        "h2 Dates that matter",
        "h2 What they agreed to",
        "h2 Who can open this file",
        "h2 This file",
    ]
    assert landmarks(page) == [
        *SHELL,
        "navigation In this file",
        "navigation Show in the timeline",
        "complementary About this case",
    ]


def test_the_workers_entry_shows_how_it_came_first() -> None:
    page = read(drawn(enter_request()))

    assert headings(page) == [
        "h1 Enter a request",
        "h2 How it came",
        "h2 What they said",
        "h2 Contact attempts",
        "h2 How to reach them safely",
        "h2 The code to hand over",
    ]
    (receipt,) = [e for e in page.all("ol") if e.attributes.get("id") == "receipt"]
    assert [word.text for word in receipt.all("li")][:2] == ["copper", "meadow"]


def test_a_search_says_why_each_hit_was_found() -> None:
    page = read(drawn(search()))

    assert headings(page) == [
        "h1 Search",
        "h2 3 found, closest first",
        "h3 Heron K-0412",
        "h3 Bracken R-0589",
        "h3 Alder K-0418",
        "h2 How it was searched",
        "h2 Nothing that fits?",
    ]
    assert landmarks(page) == [
        *SHELL,
        "search Search again",
        "navigation Kinds",
        "complementary About these results",
    ]


def test_code_names_stand_apart_from_the_direction_around_them() -> None:
    page = read(drawn(queue(), RequestFactory().get("/")))

    apart = {element.text for element in page.all("bdi")}

    assert {"Juniper", "R-0594", "Heron", "K-0412"} <= apart
