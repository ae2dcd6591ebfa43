"""Somebody is missing; who writes is asked what fits, while a steward changes the questions.

The public face is a process of its own: what is published reaches it without a restart.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from tests.stories.demo_house import House
from tests.support.browser import Windows, accessibility_faults
from tests.support.server import RunningDesk

WORDS = "Our lodger did not come back from the bakery on Thursday."
OLD = "When was the last sign of life?"
MISSING = "Could it harm somebody if we asked about them openly?"
CHILDREN = "Are there children among them?"
NEW = "Was anybody there when it happened?"
REWORDED = "Which door was left open?"


@dataclass(frozen=True)
class Place:
    house: House
    public: RunningDesk


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    house = House.found(tmp_path_factory.mktemp("questions"))
    public = RunningDesk.start("--face", "public", data=house.data)
    yield Place(house, public)
    public.stop()
    public.log.unlink()
    house.end()


def begin(page: Page, place: Place, *, who: str, words: str = WORDS) -> None:
    page.goto(f"{place.public.url}/en/")
    page.get_by_label(who, exact=True).check()
    page.fill("#ask [name=what]", words)
    page.click("#ask .btn")
    page.get_by_role("button", name="Answer a few questions first").click()


def publish(page: Page, place: Place) -> None:
    page.goto(f"{place.house.url}/desk/questions")
    page.get_by_label("I have looked at it").check()
    page.get_by_role("button", name="Publish these questions").click()
    expect(page.locator("#publish")).to_have_count(0)


def test_the_questions_fit_who_needs_help_and_bend_to_another_language(
    place: Place, windows: Windows
) -> None:
    page = windows.open(scripts="off", size="phone")

    begin(page, place, who="Someone has disappeared")
    expect(page.locator("#more")).to_contain_text(MISSING)
    expect(page.locator("#more")).not_to_contain_text(CHILDREN)
    page.fill("#q_tongues", "Chechen, slowly")
    page.get_by_role("button", name="Русский").click()

    expect(page.locator("html")).to_have_attribute("lang", "ru")
    expect(page.locator("#q_tongues")).to_have_value("Chechen, slowly")
    page.get_by_role("button", name="Сохранить ответы").click()
    expect(page.locator(".answers")).to_contain_text("Chechen, slowly")
    page.get_by_role("button", name="English").click()
    expect(page.locator(".answers")).to_contain_text("In which languages may we answer?")
    begin(page, place, who="Me and people with me")
    expect(page.locator("#more")).to_contain_text(CHILDREN)
    expect(page.locator("#more")).not_to_contain_text(MISSING)
    assert windows.complaints == []


def add_one_and_end_another(steward: Page, place: Place) -> None:
    steward.goto(f"{place.house.url}/desk/questions/new")
    steward.get_by_label("One of several answers").check()
    steward.get_by_label("Someone has disappeared").check()
    steward.fill("[name=words_en]", NEW)
    steward.fill("[name=options_en]", "I was\nSomebody else\nNobody")
    steward.get_by_role("button", name="Keep in my draft").click()
    row = steward.locator("#asked li").filter(has_text=OLD)
    row.get_by_role("button", name="Ask no longer").click()
    publish(steward, place)


def reword(steward: Page, place: Place) -> None:
    steward.goto(f"{place.house.url}/desk/questions")
    steward.get_by_role("link", name=NEW).click()
    steward.fill("[name=words_en]", REWORDED)
    steward.get_by_role("button", name="Keep in my draft").click()
    publish(steward, place)


def send(person: Page) -> str:
    """What is on the page goes out; the code that leads back."""
    person.fill("#q_heard", "Thursday at seven")
    person.get_by_role("button", name="Keep these answers").click()
    expect(person.locator(".answers")).to_contain_text(OLD)
    words = person.locator("#receipt li").all_inner_texts()
    person.get_by_role("button", name="Send", exact=True).click()
    expect(person.locator("h1")).to_have_text("Your message is with us")
    return " ".join(words)


def tell_more(person: Page, place: Place, code: str) -> None:
    person.goto(f"{place.public.url}/en/back")
    person.fill("#code", code)
    person.get_by_role("button", name="Open my page").click()
    person.get_by_role("button", name="Show the questions").click()
    expect(person.locator("#more")).not_to_contain_text(OLD)
    person.get_by_label(NEW).select_option(label="Nobody")
    person.get_by_role("button", name="Send", exact=True).click()


def opened(worker: Page, place: Place) -> Page:
    place.house.sign_in(worker, "mira")
    worker.goto(f"{place.house.url}/desk/queue")  # what waits in the mailbox is taken in
    worker.fill("#find", "lodger bakery")
    worker.locator("#find").press("Enter")
    worker.locator("main a[href*='/requests/']").first.click()
    return worker


def test_a_form_changed_meanwhile_loses_nothing(place: Place, windows: Windows) -> None:
    person = windows.open(scripts="off", size="phone")
    steward = windows.open(scripts="off")
    place.house.sign_in(steward, "vega")
    begin(person, place, who="Someone has disappeared")

    add_one_and_end_another(steward, place)
    code = send(person)
    tell_more(person, place, code)
    reword(steward, place)

    expect(person.locator("#talk")).to_contain_text("Thursday at seven")
    expect(person.locator("#talk")).to_contain_text("Nobody")
    worker = opened(windows.open(scripts="off"), place)
    given = worker.locator("#given")
    expect(given).to_contain_text(OLD)
    expect(given).to_contain_text(NEW)
    expect(given).not_to_contain_text(REWORDED)
    expect(given).to_contain_text("Asked on an earlier form")
    assert windows.complaints == []


def test_what_a_steward_and_a_stranger_see_is_open_to_everybody(
    place: Place, windows: Windows
) -> None:
    steward, person = windows.open(), windows.open(size="phone")
    place.house.sign_in(steward, "vega")

    steward.goto(f"{place.house.url}/desk/questions")
    listed = accessibility_faults(steward)
    steward.locator("#look a").first.click()
    expect(steward.locator("#more legend").first).to_be_visible()
    looked = accessibility_faults(steward)
    begin(person, place, who="Someone else")

    assert listed == looked == accessibility_faults(person) == []
    assert windows.complaints == []
