"""The public face in a browser and over real lines: whole, light, and quiet about people."""

import gzip
import re
import resource
import time
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from corridor.crypto.receipt import new_receipt
from tests.floods.asking import Visitor, come_back, send, write_down
from tests.support.browser import Colours, Scripts, Size, Windows, accessibility_faults
from tests.support.server import RunningDesk

MOST_BYTES = 6_000
WORDS = "My brother did not come home. Two men wait outside."
NO_LIMIT = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)


def fetched(url: str, path: str) -> tuple[HTTPResponse, bytes]:
    """As a browser asks: compressed, and exactly what went over the line."""
    parts = urlsplit(url)
    line = HTTPConnection(parts.hostname or "", parts.port, timeout=30)
    line.request("GET", path, headers={"Accept-Encoding": "gzip, br"})
    answer = line.getresponse()
    body = answer.read()
    line.close()
    return answer, body


@pytest.mark.parametrize("path", ["/en/", "/ru/", "/en/back", "/ru/back"])
def test_a_first_page_is_two_requests_and_six_kilobytes(
    served: RunningDesk, windows: Windows, path: str
) -> None:
    page, asked = windows.open(scripts="off", size="phone"), []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    page.goto(served.url + path)

    over_the_line = sum(len(fetched(served.url, one)[1]) for one in asked)

    assert asked[0] == path
    assert len([one for one in asked if one.startswith("/")]) == 2
    assert over_the_line <= MOST_BYTES


def test_pages_with_a_code_are_light_too(served: RunningDesk) -> None:
    with Visitor.at(served.url) as visitor:
        written = write_down(visitor, what=WORDS, language="ru")
        send(visitor, written, language="ru")

        page = come_back(visitor, written.receipt, language="ru")

    style = re.findall(r'href="(/static/[^"]+)"', page.text)[0]
    weight = len(gzip.compress(page.body)) + len(fetched(served.url, style)[1])
    assert weight <= MOST_BYTES


@pytest.mark.parametrize("path", ["/en/", "/out", "/nothing", "/static/nothing", "/healthz"])
def test_every_answer_of_the_server_is_closed_and_sets_no_cookie(
    served: RunningDesk, path: str
) -> None:
    answer, _ = fetched(served.url, path)

    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers.get_all("Set-Cookie") is None


def test_two_megabytes_over_a_real_line_are_refused_and_the_desk_goes_on(
    served: RunningDesk,
) -> None:
    with Visitor.at(served.url) as visitor:
        try:
            status = visitor.post("/en/", {"what": "x" * 2_000_000}).status
        except (ConnectionError, TimeoutError):
            status = 413  # the line was cut before all of it was read

    assert status == 413
    assert fetched(served.url, "/en/")[0].status == 200


@dataclass(frozen=True, kw_only=True)
class Visit:
    """A browser on its way through the pages; after each step it must have stayed silent."""

    page: Page
    windows: Windows
    scripts: bool
    where: str

    def go(self, path: str) -> None:
        self.page.goto(f"{self.where}/{path}")
        self.look()

    def fill(self, field: str, words: str) -> None:
        self.page.locator(field).fill(words)

    def press(self, button: str) -> None:
        self.page.locator(button).first.click()
        self.look()

    def shown(self, place: str) -> str:
        return self.page.locator(place).inner_text()

    def look(self) -> None:
        """Nothing is kept in the browser; neither its console nor axe has a complaint."""
        assert self.page.context.cookies() == []
        if self.scripts:
            kept = "localStorage.length + sessionStorage.length"
            assert self.page.evaluate(kept) == 0
            assert accessibility_faults(self.page) == []
        refused = "the server responded with a status of 422"
        assert [line for line in self.windows.complaints if refused not in line] == []


WAYS: list[tuple[Scripts, Size, Colours]] = [
    ("off", "phone", "dark"),
    ("on", "desktop", "light"),
    ("on", "phone", "dark"),
]


@pytest.fixture(params=WAYS, ids=["no scripts", "desktop", "phone"])
def visit(request: pytest.FixtureRequest, served: RunningDesk, windows: Windows) -> Visit:
    scripts, size, colours = request.param
    page = windows.open(scripts=scripts, size=size, colours=colours)
    return Visit(page=page, windows=windows, scripts=scripts == "on", where=served.url)


@pytest.mark.parametrize("language", ["en", "ru"])
def test_somebody_asks_comes_back_writes_and_withdraws(visit: Visit, language: str) -> None:
    visit.go(f"{language}/")
    visit.fill("#what", WORDS)
    visit.page.locator("#soon input").first.check()
    visit.press("#ask .btn")
    code = " ".join(visit.page.locator("#receipt li").all_inner_texts())
    visit.press("#send button:not([name])")
    visit.go(f"{language}/back")
    visit.fill("#code", code)
    visit.press("#back .btn")

    visit.fill("#text", "They have gone.")
    visit.press("#message .btn")
    said = visit.shown("#talk")
    visit.press("#ok .btn")
    visit.press("#stop summary")
    visit.fill("#sure", code.split()[0])
    visit.press("#withdraw .btn")

    assert WORDS in said
    assert "They have gone." in said
    assert visit.shown("#next") != ""
    assert not any(word in visit.page.url for word in code.split())


def test_a_slip_in_the_code_is_shown_beside_what_was_typed(visit: Visit) -> None:
    visit.go("en/back")
    visit.fill("#code", "maple river")

    visit.press("#back .btn")

    assert "There are 2 words here" in visit.shown("#err")
    assert visit.page.locator("#code").input_value() == "maple river"


def test_a_page_never_scrolls_sideways(served: RunningDesk, windows: Windows) -> None:
    page = windows.open(size="phone")
    page.set_viewport_size({"width": 320, "height": 640})

    for path in ("/en/", "/ru/", "/ru/back", "/ru/nothing"):
        page.goto(served.url + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_words_outlive_a_real_restart(
    data: Path, desk_server: Callable[..., RunningDesk]
) -> None:
    first = desk_server("--face", "public", data=data)
    with Visitor.at(first.url) as visitor:
        written = write_down(visitor, what=WORDS)
    first.stop()
    second = desk_server("--face", "public", data=data)

    with Visitor.at(second.url) as visitor:
        late = send(visitor, written)
        sent = visitor.post("/en/send", {**written.form, "token": late.token})
        opened = come_back(visitor, late.receipt)

    assert (late.status, sent.status) == (422, 200)
    assert WORDS in late.text
    assert WORDS in opened.text


def test_a_full_disk_takes_no_word_away(
    data: Path, desk_server: Callable[..., RunningDesk]
) -> None:
    desk = desk_server("--face", "public", data=data)
    with Visitor.at(desk.url) as visitor:
        written = write_down(visitor, what=WORDS)
        _limit_files(desk, 1)

        failed = send(visitor, written)
        _limit_files(desk, resource.RLIM_INFINITY)
        sent = send(visitor, written)
        opened = come_back(visitor, written.receipt)

    assert (failed.status, sent.status) == (503, 200)
    assert WORDS in failed.text
    assert failed.receipt == written.receipt
    assert WORDS in opened.text
    assert WORDS not in desk.said


def _limit_files(desk: RunningDesk, size: int) -> None:
    """From now on no file of this desk may grow past `size`, as on a full disk."""
    for process in _family(desk.process.pid):
        resource.prlimit(process, resource.RLIMIT_FSIZE, (size, NO_LIMIT[1]))


def _family(process: int) -> list[int]:
    found = [process]
    for task in Path(f"/proc/{process}/task").iterdir():
        for child in (task / "children").read_text(encoding="ascii").split():
            found += _family(int(child))
    return found


def test_a_code_that_never_was_costs_the_desk_next_to_nothing(served: RunningDesk) -> None:
    never = [" ".join(new_receipt().words("en")) for _ in range(24)]
    begun = time.monotonic()

    with Visitor.at(served.url) as visitor:
        statuses = {come_back(visitor, code).status for code in never}

    assert statuses == {422}
    assert time.monotonic() - begun < 5
