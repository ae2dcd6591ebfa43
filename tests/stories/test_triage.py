"""A night with too many messages: judged by two, handed out by turns, slips taken back."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.stories.demo_house import House
from tests.support.browser import Windows, accessibility_faults

WORDS = "They stood at the gate again this evening, three of them."


@dataclass(kw_only=True)
class Shift:
    """A desk on which each has signed in once: a code opens once."""

    house: House
    cookies: dict[str, list[Any]] = field(default_factory=dict)

    def sit(self, windows: Windows, name: str, **look: Any) -> Page:
        page = windows.open(**{"scripts": "off", **look})
        if name in self.cookies:
            page.context.add_cookies(self.cookies[name])
        else:
            self.house.sign_in(page, name)
            page.wait_for_url("**/desk/queue*")
            self.cookies[name] = page.context.cookies()
        return page

    def ask(self, page: Page, words: str) -> None:
        page.goto(f"{self.house.url}/en/")
        page.locator("#soon input").first.check()
        page.fill("#ask [name=what]", words)
        page.click("#ask .btn")
        page.click("#send button:not([name])")
        page.wait_for_load_state()


@pytest.fixture(scope="module")
def shift(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shift]:
    founded = House.found(tmp_path_factory.mktemp("triage"))
    yield Shift(house=founded)
    founded.end()


def newest(page: Page, shift: Shift) -> str:
    """The address of a request that nobody has taken or judged."""
    page.goto(f"{shift.house.url}/desk/queue?view=needs_first_answer&owner=none")
    found = page.locator("[data-case] a").first.get_attribute("href")
    return f"{shift.house.url}{found}"


def level(page: Page) -> str:
    return page.locator(".head .urg").inner_text()


def test_everything_is_weighed_and_a_lower_level_takes_two(
    shift: Shift, windows: Windows
) -> None:
    shift.ask(windows.open(scripts="off", size="phone"), WORDS)
    lyra, mira = shift.sit(windows, "lyra"), shift.sit(windows, "mira", size="phone")
    request = newest(lyra, shift)

    lyra.goto(f"{request}/triage")
    for name, mark in (("threat", "4"), ("vulnerability", "3"), ("capacity", "2")):
        lyra.select_option(f"#weigh-{name}", mark)
    lyra.get_by_role("button", name="Say what it comes to").click()
    expect(lyra.get_by_role("status").first).to_contain_text("through capacity 2: 6")
    lyra.get_by_label("Hours", exact=True).check()
    lyra.get_by_role("button", name="Save the assessment").click()
    judged = level(lyra)

    lyra.get_by_label("Weeks", exact=True).check()
    lyra.fill("#assess-words", "They have left the town.")
    lyra.select_option("#assess-second", label="mira")
    lyra.get_by_role("button", name="Save the assessment").click()
    named = level(lyra)

    mira.goto(f"{shift.house.url}/desk/queue")
    mira.get_by_role("link", name="Needs a second person").click()
    mira.locator("[data-case] a").first.click()
    expect(mira.locator("#assessment")).to_contain_text("mira was asked.")
    mira.get_by_role("button", name="I agree with it").click()

    assert (judged, named, level(mira)) == ("Hours", "Hours", "Weeks")
    assert windows.complaints == []


def test_a_surge_is_handed_out_by_turns_and_a_slip_taken_back(
    shift: Shift, windows: Windows
) -> None:
    person = windows.open(scripts="off")
    for number in range(3):
        shift.ask(person, f"{WORDS} {number}")
    mira = shift.sit(windows, "mira")
    mira.goto(f"{shift.house.url}/desk/surge")
    waited = mira.locator("a[href='#hand-out'] b").inner_text()

    mira.get_by_role("button", name="Begin my shift").click()
    expect(mira.locator("#shift")).to_contain_text("until")
    chosen = mira.locator("#hand-out input:checked")
    expect(chosen).to_have_count(1)
    mira.get_by_label("lyra", exact=True).check()
    mira.fill("#hand-out-many", "2")
    mira.locator("#hand-out button").click()
    left = mira.locator("a[href='#hand-out'] b").inner_text()
    mira.get_by_role("button", name="Undo").click()

    expect(mira.locator(".toast[role=status]")).to_contain_text("Taken back.")
    assert int(left) == int(waited) - 2
    assert mira.locator("a[href='#hand-out'] b").inner_text() == waited
    assert mira.title() == "Surge"
    assert windows.complaints == []


def test_several_rows_are_assigned_at_once_without_scripts(
    shift: Shift, windows: Windows
) -> None:
    mira = shift.sit(windows, "mira")
    mira.goto(f"{shift.house.url}/desk/queue?view=needs_first_answer&owner=none")
    boxes = mira.locator("[data-case] input[type=checkbox]")
    names = [boxes.nth(place).get_attribute("value") for place in range(2)]

    for place in range(2):
        boxes.nth(place).check()
    mira.get_by_role("button", name="Assign").click()
    mira.select_option("#assign-to", label="lyra")
    mira.get_by_role("button", name="Save").click()

    refs = mira.locator(".toast input[name=case]").all()
    assert [one.get_attribute("value") for one in refs] == names
    mira.get_by_role("button", name="Undo").click()
    expect(mira.locator(".toast[role=status]")).to_contain_text("Taken back.")


def test_the_keys_do_what_the_buttons_do(shift: Shift, windows: Windows) -> None:
    lyra = shift.sit(windows, "lyra", scripts="on")
    waiting = f"{shift.house.url}/desk/queue?view=needs_first_answer&owner=none"
    lyra.goto(waiting)
    many = lyra.locator("[data-case]").count()

    for key in ("j", "j", "k", "x"):
        lyra.keyboard.press(key)
    expect(lyra.locator("[data-count]")).to_have_text("1")
    lyra.keyboard.press("i")
    expect(lyra.locator(".toast[role=status]")).to_contain_text("Done.")
    lyra.goto(waiting)
    taken = lyra.locator("[data-case]").count()
    lyra.go_back()
    lyra.keyboard.press("z")
    expect(lyra.locator(".toast[role=status]")).to_contain_text("Taken back.")
    lyra.goto(waiting)
    again = lyra.locator("[data-case]").count()

    headings = []
    for key in ("a", "u", "t"):
        lyra.goto(waiting)
        lyra.keyboard.press("j")
        lyra.keyboard.press(key)
        headings.append(lyra.locator("h1").inner_text())

    assert (taken, again) == (many - 1, many)
    assert headings == ["Assign", "Set urgency", "Add task"]
    assert windows.complaints == []


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_everybody_can_use_the_page_on_which_it_is_weighed(
    shift: Shift, windows: Windows, size: str
) -> None:
    lyra = shift.sit(windows, "lyra", scripts="on", size=size, colours="dark")

    lyra.goto(f"{newest(lyra, shift)}/triage")
    found = accessibility_faults(lyra)
    lyra.set_viewport_size({"width": 320, "height": 700})

    assert found == []
    assert lyra.evaluate("document.documentElement.scrollWidth") <= 320
    assert lyra.title().startswith("R-")
