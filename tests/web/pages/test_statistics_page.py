"""The statistics page: figures by id, drawings with the same numbers beside them."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from corridor.base.ids import PersonId
from corridor.domain.milestones import PersonMilestones, Place, Step
from corridor.domain.statistics import Statistics, count
from corridor.web.desk.pages.counting import Counted, place_rows
from corridor.web.desk.pages.statistics import StatisticsPage
from tests.web.pages.reading import Element, drawn, headings, landmarks, read
from tests.web.pages.samples_counted import (
    LAST,
    REPUBLIC,
    Card,
    public_statistics,
    someone,
    statistics_page,
)

SHELL = ["navigation Main", "banner", "search", "main"]


def figures(page: Element) -> dict[str, tuple[str, str]]:
    return {
        data.attributes["id"]: (data.attributes["value"], data.text)
        for data in page.all("data")
        if data.attributes.get("id", "").startswith("figure-")
    }


def page_of(counted: Statistics) -> StatisticsPage:
    inside = Counted(statistics=counted, wording=REPUBLIC).inside()
    return replace(statistics_page(), inside=inside)


def counted(people: int, *, days: int = 30) -> Statistics:
    card = Card(
        tuple(someone(n, out=n % 2 == 0, abroad=n % 8 == 0) for n in range(1, people + 1))
    )
    return count([card], as_of=LAST if days else LAST - timedelta(days=46))


def test_every_figure_stands_once_under_its_own_id() -> None:
    page = read(drawn(statistics_page()))

    assert figures(page)["figure-asked"] == ("83", "83")
    assert figures(page)["figure-out_of_region"] == ("43", "43")
    assert figures(page)["figure-abroad"] == ("9", "9")
    assert figures(page)["figure-granted_lithuania"] == ("2", "2")
    assert figures(page)["figure-reached"][0] == figures(page)["figure-reached"][1]


def test_headings_and_landmarks_stand_in_the_drawn_order() -> None:
    page = read(drawn(statistics_page()))

    assert headings(page) == [
        "h1 Statistics",
        "h2 Asked for help",
        "h2 Out of the republic",
        "h2 Abroad",
        "h2 Granted by Lithuania",
        "h2 How many, day by day",
        "h2 From asking to safety",
        "h2 Applications to countries",
        "h2 Where people are now",
    ]
    assert landmarks(page) == [*SHELL, "navigation Who is this for?"]


def test_every_drawing_has_a_sentence_before_it_and_a_table_after_it() -> None:
    page = read(drawn(statistics_page()))

    for name in ("by-day", "steps", "applications"):
        (card,) = [
            s for s in page.all("section") if s.attributes.get("aria-labelledby") == f"{name}-h"
        ]
        order = [e.tag for e in card.walk() if e.tag in {"p", "svg", "table"}]
        assert order.index("p") < order.index("svg") < order.index("table")


def test_tables_are_open_for_a_member_who_wants_tables() -> None:
    closed, opened = statistics_page(), replace(statistics_page(), tables_open=True)

    def is_open(page: StatisticsPage) -> list[bool]:
        return [
            "open" in d.attributes for d in read(drawn(page)).all("details") if d.inside("main")
        ]

    assert is_open(closed) == [False] * 3
    assert is_open(opened) == [True] * 3


def test_the_last_row_of_the_table_is_the_day_of_the_figures() -> None:
    inside = statistics_page().inside
    assert inside is not None

    last = inside.by_day.table.rows[-1]

    assert last.head == "17 May"
    assert [cell.value for cell in last.cells][0::2] == [83, 43]


def test_the_public_view_offers_no_count_of_ours() -> None:
    page = read(drawn(public_statistics()))

    assert figures(page) == {}
    assert "83" not in page.text
    assert not [s for s in page.all("svg") if s.attributes.get("role") == "img"]


def test_a_small_figure_says_that_it_stays_inside() -> None:
    page = read(drawn(statistics_page()))

    (tile,) = [s for s in page.all("section") if "Granted by Lithuania" in s.text]

    assert "Stays inside: below 5" in tile.text


@pytest.mark.parametrize("people", [0, 1, 2, 2_000])
def test_the_page_is_right_for_any_number_of_people(people: int) -> None:
    html = drawn(page_of(counted(people)))

    assert figures(read(html))["figure-asked"] == (str(people), str(people))
    assert "nan" not in html.lower().replace("finance", "")


def test_the_page_is_right_on_the_first_day() -> None:
    page = read(drawn(page_of(counted(5, days=0))))

    assert figures(page)["figure-asked"][0] == "5"


def lost(number: int, *, missing: bool) -> PersonMilestones:
    return PersonMilestones(
        person=PersonId(UUID(int=number)),
        asked_on=date(2017, 4, 2),
        reached_on=None,
        out_on=None,
        out_by=None,
        abroad_on=None,
        abroad_by=None,
        step=Step.ASKED,
        place=Place.REGION,
        quiet=not missing,
        missing=missing,
    )


@given(missing=st.integers(0, 9), quiet=st.integers(0, 9))
def test_who_is_missing_or_quiet_never_counts_in_the_region(missing: int, quiet: int) -> None:
    people = [lost(n, missing=True) for n in range(missing)]
    people += [lost(100 + n, missing=False) for n in range(quiet)]

    rows = place_rows(count([Card(tuple(people))], as_of=LAST).where, REPUBLIC)

    assert {row.head: row.cells[0].value for row in rows} == {
        "In the republic": 0,
        "Elsewhere in Russia": 0,
        "Abroad": 0,
        "Not known": missing + quiet,
    }


def test_numbers_for_machines_stay_plain_in_every_language() -> None:
    with translation.override("ru"):
        page = read(drawn(page_of(counted(2_000))))

    assert figures(page)["figure-asked"][0] == "2000"
