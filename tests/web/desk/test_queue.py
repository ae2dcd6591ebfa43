"""The queue: collected by itself, filtered by the address, worked through by the handful."""

import pytest

from corridor.services.casefiles import open_file
from tests.web.desk.office import Browser, Office

QUESTION = {"what": "Please help.", "soon": "0", "who": "0", "place": "2"}


def ask(*, language: str = "en") -> None:
    person = Browser()
    page = person.post(f"/{language}/", QUESTION)
    token = page.html.split('name="token" value="')[1].split('"')[0]
    person.post(f"/{language}/send", {**QUESTION, "token": token})


def test_a_new_request_is_in_the_queue_when_somebody_looks(office: Office) -> None:
    ask()

    page = office.sit("Mira").read("queue")

    assert "New request" in page.words
    assert page.html.count("data-case=") == 1


def test_a_filter_that_is_none_of_the_choices_counts_as_not_chosen(office: Office) -> None:
    office.request()

    page = office.sit("Lyra").get("/desk/queue?level=<b>&owner=me&page=-4&language=xx&view=all")

    assert page.status == 200
    assert page.html.count("data-case=") == 1
    assert "&lt;b&gt;" not in page.html


def test_the_filters_leave_out_what_was_not_chosen(office: Office) -> None:
    office.request()
    lyra = office.sit("Lyra")

    taken = lyra.get(f"/desk/queue?owner={office.id('Lyra')}")
    waiting = lyra.get("/desk/queue?owner=none")

    assert taken.html.count("data-case=") == 0
    assert waiting.html.count("data-case=") == 1


def test_several_are_taken_at_once(office: Office) -> None:
    chains = [office.request(), office.request()]

    office.sit("Mira").do("queue-act", {"do": "take", "case": chains})

    owners = {open_file(office.open("Lyra"), chain).case.owner for chain in chains}
    assert owners == {office.id("Mira")}


def test_nothing_is_done_before_the_act_is_filled_in(office: Office) -> None:
    chain, lyra = office.request(), office.sit("Lyra")
    said = {"do": "task", "case": chain, "title": "Call", "due": "", "owner": ""}

    asked = lyra.do("queue-act", said)
    before = open_file(office.open("Lyra"), chain).case.tasks
    done = lyra.do("queue-act", {**said, "filled": "yes"})

    assert (asked.status, done.status) == (200, 302)
    assert before == ()
    assert [one.title for one in open_file(office.open("Lyra"), chain).case.tasks] == ["Call"]


def test_no_row_chosen_says_so_and_does_nothing(office: Office) -> None:
    office.request()

    page = office.sit("Lyra").do("queue-act", {"do": "take"})

    assert page.status == 422
    assert "Choose at least one file" in page.words


@pytest.mark.parametrize("do", ["destroy", ""])
def test_an_act_that_is_not_offered_is_refused(office: Office, do: str) -> None:
    chain = office.request()

    page = office.sit("Lyra").do("queue-act", {"do": do, "case": chain})

    assert page.status == 422


def test_what_refuses_stays_on_the_page_and_the_rest_is_done(office: Office) -> None:
    mine, free, lyra = office.request(), office.request(), office.sit("Lyra")
    lyra.do("request-take", case=mine)
    said = {"do": "assign", "case": [mine, free], "to": office.id("Lyra"), "filled": "yes"}

    page = lyra.do("queue-act", said)

    assert page.status == 422
    assert str(mine) in page.html
    assert str(free) not in page.html
    assert open_file(office.open("Lyra"), free).case.owner == office.id("Lyra")


def test_the_queue_leads_intake_to_requests_and_into_no_case(office: Office) -> None:
    case, request = office.case(), office.request()

    page = office.sit("Mira").read("queue")

    assert f"/desk/requests/{request}" in page.html
    assert f"/desk/cases/{case}" not in page.html
