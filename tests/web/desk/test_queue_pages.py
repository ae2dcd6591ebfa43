"""What the queue says around its rows: the next page, the tiles, and what must be heard."""

import re
from dataclasses import replace

from corridor.crypto.random import new_key
from corridor.crypto.wrap import SealKey
from corridor.domain.people import ReportedMissing
from corridor.services.casefiles import open_file
from corridor.services.people import tell_of_person
from corridor.services.premises import write_desk_file
from corridor.services.queueing import PAGE
from corridor.web import composition
from tests.services.staff import REPUBLIC
from tests.web.desk.office import Browser, Office, Seen
from tests.web.desk.test_queue import QUESTION, ask

_TILE = re.compile(
    r'<a class="card( hot)?" href="[^"]*"><b>(\d+)</b><span>([^<]*)<small>([^<]*)'
)


def tiles(page: Seen) -> dict[str, tuple[bool, int, str]]:
    """By what each counts: whether it is hot, how many, and the words below."""
    return {
        words: (bool(hot), int(count), detail)
        for hot, count, words, detail in _TILE.findall(page.html)
    }


def rows(page: Seen) -> list[str]:
    return re.findall(r'data-case="([^"]+)"', page.html)


def test_what_does_not_fit_a_page_stands_on_the_next_one(office: Office) -> None:
    for number in range(PAGE + 1):
        office.request(what=f"Please help, {number}.")
    lyra = office.sit("Lyra")

    first, second = lyra.read("queue"), lyra.get("/desk/queue?page=2")

    assert len(rows(first)) == PAGE
    assert len({*rows(first), *rows(second)}) == PAGE + 1
    assert "Next page" in first.words
    assert "Page before" not in first.words
    assert "Page before" in second.words
    assert "Next page" not in second.words
    assert tiles(first)
    assert tiles(second) == {}


def test_one_page_leads_to_no_other(office: Office) -> None:
    office.request()

    page = office.sit("Lyra").read("queue")

    assert "Next page" not in page.words
    assert "Page before" not in page.words


def test_the_first_tile_counts_who_waits_and_is_hot_for_who_cannot(office: Office) -> None:
    nobody = office.sit("Mira").read("queue")
    ask()
    office.request()

    page = office.sit("Mira").read("queue")

    assert tiles(nobody)["wait for a first answer"] == (False, 0, "0 are urgent")
    assert tiles(page)["wait for a first answer"] == (True, 2, "1 is urgent")


def test_people_whom_we_look_for_stand_above_the_queue(office: Office) -> None:
    case, lyra = office.case(people=2), office.open("Lyra")
    before = tiles(office.sit("Lyra").read("queue"))["people we are looking for"]
    person = open_file(lyra, case).case.people[1].person

    tell_of_person(lyra, case, ReportedMissing(person=person, on=lyra.today()))

    after = tiles(office.sit("Lyra").read("queue"))["person we are looking for"]
    assert (before[:2], after[:2]) == ((False, 0), (True, 1))


def test_a_message_that_does_not_open_is_told_above_the_queue(office: Office) -> None:
    strange = replace(office.pins, mailbox=SealKey(new_key()).public)
    write_desk_file(office.folder, strange, REPUBLIC)
    composition.premises.cache_clear()
    ask()
    write_desk_file(office.folder, office.pins, REPUBLIC)
    composition.premises.cache_clear()
    ask()

    page = office.sit("Mira").read("queue")

    assert "1 message in the mailbox does not open. Tell security." in page.words
    assert len(rows(page)) == 1


def test_all_that_opens_is_told_of_by_no_warning(office: Office) -> None:
    ask()

    page = office.sit("Mira").read("queue")

    assert "does not open" not in page.words


def test_an_empty_queue_offers_to_enter_what_came_by_phone(office: Office) -> None:
    page = office.sit("Mira").read("queue")

    assert "Nobody waits" in page.words
    assert 'href="/desk/requests/new"' in page.html.split("Nobody waits")[1]


def test_who_can_wait_makes_no_tile_hot(office: Office) -> None:
    person = Browser()
    calm = {**QUESTION, "soon": "2"}
    token = person.post("/en/", calm).html.split('name="token" value="')[1].split('"')[0]
    person.post("/en/send", {**calm, "token": token})

    page = office.sit("Mira").read("queue")

    assert tiles(page)["waits for a first answer"] == (False, 1, "0 are urgent")
