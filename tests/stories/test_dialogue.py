"""The dialogue with scripts off: a code kept as a note, words mended, answers taken back."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.stories.demo_house import House
from tests.support.browser import Windows

ASKED = "My cousin Bartholomew waits at the north gate."
MENDED = "Somebody waits at the north gate."
CALL = {"tried_at": "17.05.2017 12:00", "words": "Nobody answered"}


@dataclass(kw_only=True)
class Evening:
    """A desk on which each has signed in once: a code opens once."""

    house: House
    cookies: dict[str, list[Any]] = field(default_factory=dict)

    def sit(self, windows: Windows, name: str) -> Page:
        page = windows.open(scripts="off")
        if name in self.cookies:
            page.context.add_cookies(self.cookies[name])
        else:
            self.house.sign_in(page, name)
            page.wait_for_url("**/desk/queue*")
            self.cookies[name] = page.context.cookies()
        return page

    def ask(self, page: Page) -> str:
        """Type the code back from a note, send; the note."""
        page.goto(f"{self.house.url}/en/")
        page.locator("#soon input").first.check()
        page.fill("#ask [name=what]", ASKED)
        page.click("#ask .btn")
        page.get_by_text("As an ordinary note on a phone").click()
        note = page.get_by_label("The code as meter readings").input_value()
        page.get_by_text("Check that you wrote it down right").click()
        page.fill("#again", note)
        page.get_by_role("button", name="Compare").click()
        expect(page.get_by_role("status")).to_contain_text("This is right.")
        page.fill("#again", "")
        page.get_by_role("button", name="Send", exact=True).click()
        expect(page.locator("#receipt")).to_have_count(0)
        return note

    def come_back(self, page: Page, note: str) -> None:
        page.goto(f"{self.house.url}/en/back")
        page.fill("#back [name=code]", note)
        page.click("#back .btn")

    def waiting(self, page: Page, *, words: str = "") -> str:
        """The address of a request that nobody has answered, with these words in it."""
        page.goto(f"{self.house.url}/desk/queue?view=needs_first_answer&owner=none")
        links = page.locator("[data-case] a").all()
        for link in dict.fromkeys(one.get_attribute("href") for one in links):
            page.goto(f"{self.house.url}{link}")
            if words in page.locator("main").inner_text():
                break
        return page.url


@pytest.fixture(scope="module")
def evening(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Evening]:
    founded = House.found(tmp_path_factory.mktemp("dialogue"))
    yield Evening(house=founded)
    founded.end()


def test_a_code_is_kept_as_a_note_words_are_mended_and_an_answer_is_taken_back(
    evening: Evening, windows: Windows
) -> None:
    person, lyra = windows.open(scripts="off", size="phone"), evening.sit(windows, "lyra")
    note = evening.ask(person)

    evening.come_back(person, note)
    _mend(person)
    evening.waiting(lyra, words=MENDED)
    _answer_and_take_back(lyra)
    while "Stay inside." not in person.locator("main").inner_text():  # for half a minute
        person.wait_for_timeout(3_000)
        person.get_by_role("button", name="Look for new messages").click()
    expect(person.locator("main")).not_to_contain_text("Our help costs nothing")
    expect(person.locator("#talk li.me")).to_contain_text("Seen by the desk on")
    lyra.reload()
    expect(lyra.locator("#conversation")).to_contain_text("Seen on their page on")
    person.get_by_text("What happens then, and the buttons").click()
    person.fill("#sure", _first(note))
    person.get_by_role("button", name="Delete my words").click()
    expect(person.locator("#talk li")).to_have_count(0)
    lyra.reload()
    expect(lyra.locator("main")).not_to_contain_text("Bartholomew")
    assert windows.complaints == []


def _mend(person: Page) -> None:
    person.get_by_role("button", name="Correct or delete").click()
    person.fill("#correct [name=text]", MENDED)
    person.click("#correct .btn")
    expect(person.locator("#talk li")).to_have_count(1)
    expect(person.locator("#talk li")).to_contain_text(MENDED)


def _answer_and_take_back(lyra: Page) -> None:
    expect(lyra.locator("#conversation")).to_contain_text(MENDED)
    lyra.select_option("#reply-template", "en-never-charge")
    lyra.get_by_role("button", name="Insert").click()
    lyra.get_by_role("button", name="Post the answer").click()
    lyra.get_by_role("button", name="Take it back").click()
    expect(lyra.locator("#conversation")).to_contain_text("Taken back before it could be seen")
    assert lyra.locator("#reply-text").input_value().startswith("Our help costs nothing")
    lyra.fill("#reply-text", "We read it. Stay inside.")
    lyra.get_by_role("button", name="Post the answer").click()


def _first(note: str) -> str:
    """The first five digits of the code."""
    return next(part for part in note.split() if part.isdigit())


def test_outside_the_rules_two_ring_and_an_answer_needs_two_readers(
    evening: Evening, windows: Windows
) -> None:
    lyra, mira = evening.sit(windows, "lyra"), evening.sit(windows, "mira")
    request = evening.waiting(lyra)

    lyra.goto(request)
    lyra.get_by_text("Add an attempt").click()
    for name, words in CALL.items():
        lyra.fill(f"#attempt-{name}", words)
    lyra.get_by_role("button", name="Save the attempt").click()
    expect(lyra.locator("main")).to_contain_text("ask a colleague below to agree")
    lyra.get_by_text("Ring outside the rules").click()
    lyra.fill("#ring-why", "Men wait at the other door.")
    lyra.get_by_role("button", name="Ask a second person").click()
    expect(lyra.get_by_role("button", name="I agree with it")).to_have_count(0)
    mira.goto(request)
    expect(mira.locator("#rings")).to_contain_text("Men wait at the other door.")
    mira.locator("#rings").get_by_role("button", name="I agree with it").click()
    expect(mira.locator("#rings")).to_contain_text("agreed, until")

    lyra.goto(f"{evening.house.url}/desk/templates?language=en")
    lyra.fill("#template-title", "The house is full")
    lyra.fill("#template-text", "The house is full until [[the day]].")
    lyra.get_by_role("button", name="Save for a second person").last.click()
    expect(lyra.locator("main")).to_contain_text("Waits for a second person")
    mira.goto(f"{evening.house.url}/desk/templates?language=en")
    mira.get_by_role("button", name="I have read it: offer it").click()
    expect(mira.locator("main")).to_contain_text("The house is full")
    (said,) = windows.complaints
    assert "a status of 422" in said
