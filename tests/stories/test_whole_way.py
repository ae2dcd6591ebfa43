"""The whole first way on a demo desk: asked, answered, on the way, silent, found, counted."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.cli.duty import WORDS as NOTICE
from tests.stories.demo_house import House
from tests.support.browser import Scripts, Windows
from tests.support.server import run_corridor

ASKED = "Two men asked for me at the mill. My uncle is on his way here."
ANSWER = "We have read it. Leave the telephone at home and write here again."
WRITTEN = "I am out of the house. I can come tonight."
POINT = "Changed buses"
NIGHT, ROAD = "night-phone", "road-phone"
FAILED = "a page failed"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    founded = House.found(tmp_path_factory.mktemp("whole-way"))
    founded.wake(intake=NIGHT, relocation=ROAD)
    yield founded
    founded.end()


@dataclass(kw_only=True)
class Person:
    """Somebody with a small phone and no scripts; the code is all that they keep."""

    page: Page
    code: str = ""

    def ask(self, house: House) -> None:
        self.page.goto(f"{house.url}/en/")
        self.page.locator("#soon input").first.check()
        self.page.fill("#ask [name=what]", ASKED)
        self.page.click("#ask .btn")
        self.code = " ".join(self.page.locator("#receipt li").all_inner_texts())
        self.page.click("#send button:not([name]):not([name])")

    def come_back(self, house: House) -> None:
        self.page.goto(f"{house.url}/en/back")
        self.page.fill("#back [name=code]", self.code)
        self.page.click("#back .btn")

    def write(self, words: str) -> None:
        self.page.fill("#message [name=text]", words)
        self.page.click("#message .btn")


@dataclass(frozen=True, kw_only=True)
class Worker:
    """A member at a browser of their own, who goes by what the pages offer."""

    page: Page
    house: House
    name: str

    def enter(self) -> None:
        self.house.sign_in(self.page, self.name)

    def go(self, room: str) -> None:
        self.page.goto(f"{self.house.url}/desk/{room}")

    def figures(self) -> dict[str, int]:
        self.go("statistics")
        tiles = self.page.locator("data[id^=figure-]").all()
        return {
            (tile.get_attribute("id") or "").removeprefix("figure-"): int(
                tile.get_attribute("value") or ""
            )
            for tile in tiles
        }

    def unanswered(self) -> set[str]:
        """The codes of all requests that nobody has answered."""
        self.go("queue?view=needs_first_answer")
        rows = self.page.locator("tr[data-case]").all()
        return {row.get_attribute("data-case") or "" for row in rows}

    def open_row(self, code: str) -> None:
        self.page.locator(f"tr[data-case='{code}'] a").first.click()

    def fill_in(self, action: str, **said: str) -> None:
        """Unfold the form if it is folded, write and choose, press its own button."""
        form = self.page.locator(f"form[action$='{action}']").first
        button = form.locator("button.btn").last
        if not button.is_visible():
            self.page.locator(f"details:has(form[action$='{action}']) > summary").first.click()
        for name, value in said.items():
            _say(form.locator(f"[name={name}]"), value)
        button.click()


def _say(control: Locator, value: str) -> None:
    first = control.first
    if first.get_attribute("type") in {"radio", "checkbox"}:
        control.and_(control.page.locator(f"[value='{value}']")).check()
    elif first.evaluate("one => one.tagName") == "SELECT":
        first.select_option(value)
    else:
        first.fill(value)


@pytest.mark.parametrize(("scripts", "name"), [("on", "lyra"), ("off", "altair")])
def test_from_a_frightened_message_to_a_true_figure(
    house: House, windows: Windows, scripts: Scripts, name: str
) -> None:
    person = Person(page=windows.open(scripts="off", size="phone"))
    worker = Worker(page=windows.open(scripts=scripts), house=house, name=name)
    worker.enter()
    before, known = worker.figures(), worker.unanswered()
    on_the_road = house.night.woken.count(ROAD)

    _ask_and_be_answered(house, person, worker, known)
    case = _become_a_case(worker)
    journey = _set_out(worker)
    said = house.time_passes(minutes=20)
    person.come_back(house)
    expect(person.page.locator("#talk")).to_contain_text(ANSWER)
    house.until_woken(ROAD, beyond=on_the_road)
    _be_missed_and_looked_for(worker, journey)
    _apply_for_a_visa(worker, case)

    after = worker.figures()
    assert house.night.woken.count(ROAD) == on_the_road + 1
    assert {row[2] for row in house.night.told} == {NOTICE}
    assert after["asked"] - before["asked"] == 1
    assert after["reached"] - before["reached"] == 1
    assert after["abroad"] == before["abroad"]
    assert run_corridor("verify", data=house.data).returncode == 0
    assert windows.complaints == []
    assert FAILED not in said + house.running.said


def _ask_and_be_answered(house: House, person: Person, worker: Worker, known: set[str]) -> None:
    page = worker.page
    rung = house.night.woken.count(NIGHT)
    person.ask(house)
    house.until_woken(NIGHT, beyond=rung)
    (code,) = worker.unanswered() - known
    worker.open_row(code)
    expect(page.locator("#words")).to_contain_text(ASKED)
    worker.fill_in("/reply", text=ANSWER)
    expect(page.locator("#conversation")).to_contain_text(ANSWER)
    person.come_back(house)
    person.write(WRITTEN)


def _become_a_case(worker: Worker) -> str:
    """The case's own address, which stays when the server starts anew."""
    page = worker.page
    worker.fill_in("/make-case")
    expect(page.locator("#timeline")).to_contain_text(WRITTEN)
    case = urlsplit(page.url).path
    worker.fill_in("/step", step="in_touch", on=worker.house.typed(in_minutes=0)[:10])
    expect(page.locator(".steps [aria-current]")).to_contain_text("touch")
    return case


def _set_out(worker: Worker) -> str:
    """One leg with one sign of life; the journey's own address."""
    page, typed = worker.page, worker.house.typed
    name = page.locator("h1").inner_text()
    page.locator("#journey a").last.click()
    page.locator("[name=people]").first.check()
    worker.fill_in(
        "/journey",
        mode="bus",
        from_area="region",
        to_area="central_russia",
        leaves_at=typed(in_minutes=0),
        where=POINT,
        due_at=typed(in_minutes=8),
        grace="5",
        arrives_at=typed(in_minutes=240),
    )
    page.get_by_role("link", name=name, exact=True).click()
    worker.fill_in("/start")
    expect(page.locator("h1 ~ .pill")).to_contain_text("On the way")
    return urlsplit(page.url).path


def _be_missed_and_looked_for(worker: Worker, journey: str) -> None:
    """The server had rested: nobody was signed in when the notice went out."""
    page = worker.page
    worker.enter()
    worker.go("journeys")
    row = page.locator("tr", has=page.locator(f"a[href='{journey}']"))
    expect(row).to_contain_text("overdue")
    row.locator("a").click()
    expect(page.locator("#alarm")).to_contain_text(f"No sign of life at “{POINT}”")
    worker.fill_in("/take")
    expect(page.locator("#alarm")).to_contain_text(f"{worker.name} has taken it")


def _apply_for_a_visa(worker: Worker, case: str) -> None:
    worker.page.goto(f"{worker.house.url}{case}")
    today = worker.house.typed(in_minutes=0)[:10]
    worker.fill_in("/filings", country="LT", route="visa", on=today)
    expect(worker.page.locator("#applications")).to_contain_text("Lithuania")
    expect(worker.page.locator("#journey")).to_contain_text("The republic to Central Russia")
