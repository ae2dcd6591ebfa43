"""A way to see the queue, kept under a name for everybody of the desk."""

import pytest

from corridor.domain.saved_views import MOST_VIEWS
from corridor.services.saved_views import keep_view, kept_views
from tests.web.desk.office import Office

URGENT = "?view=needs_first_answer&level=hours"


def names(office: Office) -> list[str]:
    return [one.name for one in kept_views(office.open("Mira"))]


def test_what_one_keeps_everybody_finds_and_anybody_drops(office: Office) -> None:
    lyra, mira = office.sit("Lyra"), office.sit("Mira")

    led = lyra.post(f"/desk/queue/views{URGENT}", {"name": "New  and urgent"})
    page = mira.get(led.there)
    mira.do("drop-view", {"name": "New and urgent"})
    mira.do("drop-view", {"name": "New and urgent"})

    assert led.there == f"/desk/queue{URGENT}"
    assert "Drop the view “New and urgent”" in page.words
    assert 'class="chip on" href="/desk/queue?view=needs_first_answer' in page.html
    assert names(office) == []


def test_a_name_that_is_kept_again_means_the_newer_choice(office: Office) -> None:
    lyra = office.sit("Lyra")

    for query in (URGENT, "?language=ru"):
        lyra.post(f"/desk/queue/views{query}", {"name": "Mine"})

    assert [(one.name, one.chosen) for one in kept_views(office.open("Lyra"))] == [
        ("Mine", "?language=ru")
    ]


def test_nothing_but_choices_is_kept_of_an_address(office: Office) -> None:
    lyra = office.sit("Lyra")

    lyra.post("/desk/queue/views?language=ru&level=high&words=Quixote&page=4", {"name": "A"})

    assert [one.chosen for one in kept_views(office.open("Lyra"))] == ["?language=ru"]


@pytest.mark.parametrize("name", ["", "  ", "x" * 41])
def test_a_view_without_a_usable_name_is_refused(office: Office, name: str) -> None:
    page = office.sit("Lyra").post(f"/desk/queue/views{URGENT}", {"name": name})

    assert page.status == 422
    assert names(office) == []


def test_more_views_than_fit_are_refused(office: Office) -> None:
    for number in range(MOST_VIEWS):
        keep_view(office.open("Lyra"), name=f"View {number}", chosen=URGENT)

    page = office.sit("Lyra").post(f"/desk/queue/views{URGENT}", {"name": "One more"})

    assert page.status == 422
    assert "Drop one first" in page.words
    assert len(names(office)) == MOST_VIEWS


def test_a_name_never_becomes_markup(office: Office) -> None:
    lyra = office.sit("Lyra")

    lyra.post(f"/desk/queue/views{URGENT}", {"name": "<b>bold</b>"})

    assert "<b>bold</b>" not in lyra.get(f"/desk/queue{URGENT}").html


def test_without_a_choice_nothing_is_offered_to_keep(office: Office) -> None:
    assert "Keep this view" not in office.sit("Lyra").read("queue").words


def test_who_has_no_queue_keeps_nothing(office: Office) -> None:
    assert office.sit("Vega").post(f"/desk/queue/views{URGENT}", {"name": "A"}).status == 404
    assert names(office) == []
