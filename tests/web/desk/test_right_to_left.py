"""Any other language, and the other direction: proved with a language that nobody speaks."""

import gzip
import re
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from playwright.sync_api import Route
from typing_extensions import override

from tests.support.browser import SIZES, Windows, accessibility_faults
from tests.support.pseudo import LANGUAGE, offer_it, write_all
from tests.web.desk.office import founded
from tests.web.public.house import Person, Seen

# A size keeps its unit in many scripts.
LATIN = re.compile(r"\b(?!MB\b)[A-Za-z]{2,}")
SPOKEN = {"aria-label", "title", "alt", "placeholder", "value"}
# What is in no language: the code, what was typed, names of languages.
UNSAID = {"receipt", "langs"}
TYPED = "1812"


class Text(HTMLParser):
    """What a page says and reads out, without code words, names of languages and values."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self._skipped: list[str] = []

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attrs}
        code = known.get("translate") == "no"
        if self._skipped or code or UNSAID & {known.get("id", ""), known.get("class", "")}:
            self._skipped += [tag] if code or tag in {"ol", "ul", *self._skipped} else []
            return
        spoken = SPOKEN - {"value"} if tag in {"input", "button", "option"} else SPOKEN
        self.said += [value for name, value in known.items() if name in spoken]

    @override
    def handle_endtag(self, tag: str) -> None:
        if self._skipped and tag == self._skipped[-1]:
            self._skipped.pop()

    @override
    def handle_data(self, data: str) -> None:
        if not self._skipped:
            self.said.append(data)


def said_by(html: str) -> list[str]:
    reader = Text()
    reader.feed(html)
    return [one.strip() for one in reader.said if one.strip()]


@pytest.fixture(scope="module")
def pages(
    ready_rows: Path, tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any
) -> Mapping[str, Seen]:
    """In a thread of its own: a browser's is none in which rows may be read."""
    folder = tmp_path_factory.mktemp("mirrored")
    with django_db_blocker.unblock(), ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(_walked, ready_rows, folder).result()


def _walked(ready: Path, folder: Path) -> Mapping[str, Seen]:
    with founded(ready, folder) as office:
        write_all(office.open("Lyra"), office.open("Mira"))
        offer_it(office.open("Deneb"))
        return _every_page(Person(language=LANGUAGE))


def _every_page(person: Person) -> Mapping[str, Seen]:
    """On one person's way; also those on which something is wrong."""
    check = person.write(what=TYPED)
    found = {
        "first": person.get(f"/{LANGUAGE}/"),
        "first, nothing written": person.post(f"/{LANGUAGE}/", {"soon": "1", "what": ""}),
        "check": check,
        "sent": person.post(f"/{LANGUAGE}/send", check.carried),
        "back": person.get(f"/{LANGUAGE}/back"),
        "back, wrong": person.come_back("12345 12345"),
    }
    talk = person.come_back(check.code)
    found["talk"] = talk
    found["more"] = person.post(f"/{LANGUAGE}/more", check.carried)
    for name in ("more", "contact", "words"):
        found[f"talk, {name}"] = person.press(talk, name)
    found["talk, written"] = person.press(talk, "message", text=TYPED)
    found["talk, not sure"] = person.press(talk, "withdraw", sure="no")
    found["withdrawn"] = person.press(talk, "withdraw", sure=check.code.split()[0])
    found["nothing there"] = person.get(f"/{LANGUAGE}/nothing")
    return found


def test_nothing_that_a_stranger_reads_is_left_untranslated(
    pages: Mapping[str, Seen],
) -> None:
    left = {
        name: [one for one in said_by(page.html) if LATIN.search(one)]
        for name, page in pages.items()
    }

    assert {name: said for name, said in left.items() if said} == {}


def test_what_was_never_translated_would_be_noticed(pages: Mapping[str, Seen]) -> None:
    page = pages["first"].html.replace("</main>", "<p>Left behind</p></main>")

    assert [one for one in said_by(page) if LATIN.search(one)] == ["Left behind"]


def test_every_page_runs_from_right_to_left(pages: Mapping[str, Seen]) -> None:
    for name, page in pages.items():
        assert f'<html lang="{LANGUAGE}" dir="rtl">' in page.html, name
        assert '<span lang="en"' not in page.html, name


def test_a_code_is_read_from_left_to_right_on_every_page(pages: Mapping[str, Seen]) -> None:
    page = pages["check"].html

    assert 'id="receipt" lang="en" dir="ltr"' in page
    assert re.search(r'class="code" dir="ltr"', page)


def test_a_page_stays_small_in_any_language(pages: Mapping[str, Seen]) -> None:
    sheet = len(gzip.compress(Path(str(finders.find("public/intake.css"))).read_bytes()))

    for name in ("first", "back", "sent"):
        assert len(gzip.compress(pages[name].html.encode())) + sheet <= 6_000, name


@pytest.fixture
def window(windows: Windows, pages: Mapping[str, Seen]) -> Iterator[Any]:
    """Opens one of the pages as it was answered; its style comes with it."""

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix("http://public.test/")
        if path.startswith("static/"):
            name = re.sub(r"\.[0-9a-f]{12}(?=\.)", "", path.removeprefix("static/"))
            route.fulfill(path=str(finders.find(name)), content_type="text/css")
        else:
            html = pages[unescape(path.replace("%20", " "))].html
            route.fulfill(body=html, content_type="text/html; charset=utf-8")

    def opened(name: str, **looks: Any) -> Any:
        page = windows.open(**looks)
        page.route("**/*", answer)
        page.goto(f"http://public.test/{name}")
        return page

    yield opened
    assert windows.complaints == []


def test_no_page_scrolls_sideways_and_everybody_can_use_it(
    window: Any, pages: Mapping[str, Seen]
) -> None:
    page = window("first", size="phone")

    for name in pages:
        page.goto(f"http://public.test/{name}")
        assert accessibility_faults(page) == [], name
        for width, height in SIZES.values():
            page.set_viewport_size({"width": width, "height": height})
            wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert wide <= 0, (name, width)


def test_what_stands_at_the_start_stands_at_the_right(window: Any) -> None:
    page = window("first", size="desktop")

    box = page.locator(".choice input").first.bounding_box()
    card = page.locator(".choice").first.bounding_box()
    leave = page.locator(".exit").bounding_box()

    assert box["x"] > card["x"] + card["width"] / 2
    assert leave["x"] < card["x"] + card["width"] / 2
