"""The pages in a real browser: what axe, the policy, keys and htmx make of them."""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from playwright.sync_api import Page, Route

from tests.support.browser import Windows, accessibility_faults
from tests.web.pages.gallery_pages import SAMPLES

HOST = "http://desk.test"
KINDS = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}


class Desk:
    """Answers a browser from the gallery without a network, and remembers what was posted."""

    def __init__(self) -> None:
        self.posted: list[tuple[str, str]] = []
        self.elsewhere: list[str] = []

    def answer(self, route: Route) -> None:
        parts = urlsplit(route.request.url)
        if parts.netloc != "desk.test":
            self.elsewhere.append(route.request.url)
            route.abort()
        elif parts.path.startswith("/static/"):
            self._give_file(route, parts.path.removeprefix("/static/"))
        else:
            self._give_page(route, parts.path)

    def _give_file(self, route: Route, name: str) -> None:
        found = finders.find(name)
        assert isinstance(found, str), name
        kind = KINDS.get(name.rpartition(".")[2], "font/woff2")
        route.fulfill(path=found, content_type=kind)

    def _give_page(self, route: Route, path: str) -> None:
        if route.request.method == "POST":
            self.posted.append((path, route.request.post_data or ""))
        answer = Client().get(path)
        route.fulfill(
            status=answer.status_code,
            body=answer.content,
            headers={name: str(value) for name, value in answer.items()},
        )


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def opened(windows: Windows, desk: Desk) -> Iterator[Callable[..., Page]]:
    """Open a sample page; in the end nothing was complained of or asked elsewhere."""

    def open_page(name: str, **looks: Any) -> Page:
        page = windows.open(**looks)
        page.route("**/*", desk.answer)
        page.goto(f"{HOST}/{name}")
        return page

    yield open_page
    assert windows.complaints == []
    assert desk.elsewhere == []


@pytest.mark.parametrize(("size", "colours"), [("desktop", "light"), ("phone", "dark")])
@pytest.mark.parametrize("name", SAMPLES)
def test_everybody_can_use_it(
    opened: Callable[..., Page], name: str, size: str, colours: str
) -> None:
    page = opened(name, size=size, colours=colours)

    faults = accessibility_faults(page)
    kept = page.evaluate("localStorage.length + sessionStorage.length")
    page.set_viewport_size({"width": 320, "height": 700})
    over = page.evaluate("document.documentElement.scrollWidth - innerWidth")

    assert faults == []
    assert kept == 0
    assert over <= 0


@pytest.mark.parametrize("name", ["queue", "case", "request"])
def test_right_to_left_scrolls_one_way_only(opened: Callable[..., Page], name: str) -> None:
    page = opened(name)

    page.evaluate("document.documentElement.dir = 'rtl'")

    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert page.locator(".rail").bounding_box()["x"] > 1000  # type: ignore[index]


def test_keys_walk_the_rows_and_select_them(opened: Callable[..., Page]) -> None:
    page = opened("queue")

    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("x")

    assert page.locator("tr.cur").get_attribute("data-case") == "R-0594"
    assert page.locator(".q tbody input:checked").count() == 1
    assert page.locator("[data-count]").inner_text() == "1"
    assert page.locator(".bulk").is_visible()


def test_a_letter_acts_on_the_row_under_the_cursor(
    opened: Callable[..., Page], desk: Desk
) -> None:
    page = opened("queue")

    page.keyboard.press("j")
    page.keyboard.press("a")
    page.wait_for_url("**/queue-act")

    ((path, sent),) = desk.posted
    assert path == "/queue-act"
    assert "do=assign" in sent
    assert sent.count("case=") == 1


def test_letters_are_letters_while_somebody_writes(opened: Callable[..., Page]) -> None:
    page = opened("case")

    page.locator("#write-text").fill("")
    page.locator("#write-text").press_sequentially("jx?nt/")

    assert page.locator("#write-text").input_value() == "jx?nt/"
    assert page.locator("dialog[open]").count() == 0


def test_letters_can_be_switched_off(opened: Callable[..., Page]) -> None:
    page = opened("queue-without-letters")

    page.keyboard.press("j")
    page.keyboard.press("?")

    assert page.locator("tr.cur").count() == 0
    assert page.locator("dialog[open]").count() == 0


def test_note_task_and_urgency_are_one_letter_away(opened: Callable[..., Page]) -> None:
    case = opened("case")

    case.keyboard.press("t")
    focused_task = case.evaluate("document.activeElement.id")
    case.locator("h1").click()
    case.evaluate("document.activeElement.blur()")
    case.keyboard.press("n")
    focused_note = case.evaluate("document.activeElement.id")

    request = opened("request")
    request.keyboard.press("u")

    assert (focused_task, focused_note) == ("task-title", "write-text")
    assert request.evaluate("document.activeElement.closest('section').id") == "assessment"


def test_shift_three_times_locks_and_typing_capitals_does_not(
    opened: Callable[..., Page], desk: Desk
) -> None:
    page = opened("queue")

    page.locator("#find").focus()
    for letter in ("A", "B", "C"):
        page.keyboard.press(f"Shift+{letter}")
    typed_only = list(desk.posted)
    page.evaluate("document.activeElement.blur()")
    for _ in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url("**/lock")

    assert typed_only == []
    assert [path for path, _ in desk.posted] == ["/lock"]


def test_lists_open_and_close_by_keys(opened: Callable[..., Page]) -> None:
    page = opened("queue")

    page.keyboard.press("?")
    keys_open = page.locator("#keys").is_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("Control+k")
    page.locator("#pal-in").press_sequentially("stati")
    left = page.locator("#pal li:visible").all_inner_texts()

    assert keys_open
    assert not page.locator("#keys").is_visible()
    assert [text.split()[0] for text in left] == ["Statistics"]


def test_a_search_is_one_key_away_and_travels_in_the_body(
    opened: Callable[..., Page], desk: Desk
) -> None:
    page = opened("queue")

    page.keyboard.press("/")
    page.keyboard.type("Aslanbek")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search")

    assert "Aslanbek" not in page.url
    assert "words=Aslanbek" in desk.posted[0][1]


def test_saving_by_keys_uses_the_button_that_is_seen(
    opened: Callable[..., Page], desk: Desk
) -> None:
    page = opened("case")

    page.locator(".seg label.them").click()
    page.locator("#write-text").focus()
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/case/write")

    sent = dict(desk.posted)["/case/write"]
    assert "as=message" in sent
    assert "kind=message" in sent


def test_a_draft_is_kept_on_the_server_while_typing(
    opened: Callable[..., Page], desk: Desk
) -> None:
    page = opened("request")

    page.locator("#reply-text").press_sequentially(" И ещё")
    page.locator("#reply-saved", has_text="Draft kept, ").wait_for()

    path, sent = desk.posted[0]
    assert path == "/draft"
    assert "csrfmiddlewaretoken=" in sent
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_a_shown_name_takes_the_place_of_the_veil(
    opened: Callable[..., Page], desk: Desk
) -> None:
    page = opened("case")

    page.locator(".veil button").first.click()
    page.locator(".person p.veil").wait_for()

    assert page.locator("form.veil").count() == 1
    assert desk.posted[0][0] == "/name"
    assert urlsplit(page.url).path == "/case"


def test_everything_is_there_without_scripts(opened: Callable[..., Page], desk: Desk) -> None:
    page = opened("case", scripts="off")

    page.locator("summary", has_text="Add a task").click()
    page.locator("#task-title").fill("Call the office")
    page.locator("#next form.form button").click()

    assert desk.posted[0][0] == "/case/act"
    assert "title=Call" in desk.posted[0][1]
