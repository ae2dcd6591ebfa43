"""Somebody writes twice in one night; who reads it links the two, is wrong, and undoes it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.stories.demo_house import House
from tests.support.browser import Windows

STORY = (
    "Neighbours warned yesterday evening, four strangers arrived this morning asking about "
    "photographs, grandfather promised everybody silence. Ring 8 928 000-11-22 after midnight."
)
AGAIN = f"Nobody answered, therefore again. {STORY} Please hurry."


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    founded = House.found(tmp_path_factory.mktemp("here-twice"))
    yield founded
    founded.end()


def ask(page: Page, house: House, words: str) -> None:
    page.goto(f"{house.url}/en/")
    page.locator("#soon input").first.check()
    page.fill("#ask [name=what]", words)
    page.click("#ask .btn")
    page.click("#send button:not([name])")
    page.wait_for_load_state()


def asked(page: Page, house: House) -> int:
    page.goto(f"{house.url}/desk/statistics")
    return int(page.locator("data#figure-asked").get_attribute("value") or "")


def twice(page: Page, house: House) -> Locator:
    """What is offered for the first of the two, by its own page of reasons."""
    page.goto(f"{house.url}/desk/duplicates")
    return page.locator("li[data-case]").filter(has_text="the same phone number").first


def test_two_requests_of_one_person_are_linked_and_parted(
    house: House, windows: Windows
) -> None:
    person = windows.open(scripts="off", size="phone")
    worker = windows.open(scripts="off")
    house.sign_in(worker, "lyra")
    before = asked(worker, house)
    for words in (STORY, AGAIN):
        ask(person, house, words)
    both = asked(worker, house)

    offered = twice(worker, house)
    expect(offered).to_contain_text("rare words of their stories")
    offered.get_by_role("button", name="The same person").click()
    expect(worker.locator("main")).to_contain_text("Linked: counted once")
    linked = asked(worker, house)

    worker.go_back()
    worker.get_by_role("button", name="Undo the link").click()
    expect(worker.locator("main")).not_to_contain_text("Linked: counted once")
    parted = asked(worker, house)

    assert (both, linked, parted) == (before + 2, before + 1, before + 2)
    assert windows.complaints == []


def test_the_address_and_the_title_say_nothing_of_anybody(
    house: House, windows: Windows
) -> None:
    page = windows.open(scripts="off")
    house.sign_in(page, "altair")

    page.goto(f"{house.url}/desk/duplicates")

    assert page.url == f"{house.url}/desk/duplicates"
    assert page.title().startswith("Here twice?")
