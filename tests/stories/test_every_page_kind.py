"""Each kind of page of a served desk, as people of every sight and window may have it.

Nothing for axe to find, nothing that the policy refuses, nothing kept in the browser, nothing
asked of another host, and no sideways scrolling in a window of 320 pixels.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, ViewportSize

from tests.stories.demo_house import House
from tests.support.browser import Windows, accessibility_faults

# What a link leads to, by the page on which it is found.
LISTED: Final = {
    "lyra": {
        "/desk/queue": ["a[href*='/desk/requests/']:not([href$='new'])", "[data-case] a"],
        "/desk/journeys": ["a[href*='/desk/journeys/']"],
    },
    "vega": {"/desk/team": ["a[href*='/desk/team/']"]},
    "capella": {"/desk/statements": ["a[href*='/desk/statements/']"]},
}
PLAIN: Final = {
    "lyra": [
        "/desk/requests/new",
        "/desk/surge",
        "/desk/statistics",
        "/desk/statistics?view=public",
        "/desk/search",
        "/desk/duplicates",
        "/desk/keys",
        "/desk/nowhere",
    ],
    "vega": ["/desk/journal", "/desk/journal?kind=refused", "/desk/recovery"],
    "capella": ["/desk/sign-in", "/desk/sign-in?why=idle"],
}
LOOKS: Final = [
    {"size": "desktop", "colours": "light", "language": "en-GB"},
    {"size": "phone", "colours": "dark", "language": "ru-RU"},
]
NARROW: Final[ViewportSize] = {"width": 320, "height": 700}


@dataclass(kw_only=True)
class Lodgers:
    """A demo house and who has signed in there already: each code opens once."""

    house: House
    cookies: dict[str, list[Any]] = field(default_factory=dict)

    def page_of(self, name: str, windows: Windows, look: dict[str, Any]) -> Page:
        page = windows.open(**look)
        if name in self.cookies:
            page.context.add_cookies(self.cookies[name])
        else:
            self.house.sign_in(page, name)
            page.wait_for_url(lambda url: "sign-in" not in url)
            self.cookies[name] = page.context.cookies()
        return page


@pytest.fixture(scope="module")
def lodgers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lodgers]:
    founded = House.found(tmp_path_factory.mktemp("every-kind"))
    yield Lodgers(house=founded)
    founded.end()


def kinds(page: Page, house: House, name: str) -> Iterator[str]:
    """The plain ones, each list, and the first of what it lists."""
    yield from PLAIN[name]
    for address, leads in LISTED[name].items():
        page.goto(house.url + address)
        found = [page.locator(lead).first.get_attribute("href") or "" for lead in leads]
        yield address
        yield from found


def faults(page: Page, address: str, *, look: dict[str, Any]) -> list[str]:
    """Samples of most pages are looked at by axe in the other look, in the tests of pages."""
    found = accessibility_faults(page) if look["size"] == "phone" else []
    if page.evaluate("localStorage.length + sessionStorage.length"):
        found.append("something is kept in the browser")
    page.set_viewport_size(NARROW)
    over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    if over > 0:
        found.append(f"scrolls sideways by {over}")
    return [f"{address}: {fault}" for fault in found]


@pytest.mark.parametrize("look", LOOKS, ids=["desk", "phone"])
@pytest.mark.parametrize("name", ["lyra", "vega", "capella"])
def test_everybody_can_use_every_kind_of_page(
    lodgers: Lodgers, windows: Windows, name: str, look: dict[str, Any]
) -> None:
    page = lodgers.page_of(name, windows, look)
    house, asked, found = lodgers.house, set[str](), list[str]()
    page.on("request", lambda request: asked.add(urlsplit(request.url).netloc))
    size = page.viewport_size

    for address in kinds(page, house, name):
        page.goto(house.url + address)
        found += faults(page, address, look=look)
        page.set_viewport_size(size or NARROW)

    complaints = [one for one in windows.complaints if "404" not in one]
    assert found == []
    assert complaints == []
    assert asked == {urlsplit(house.url).netloc}


def opened_case(page: Page, house: House) -> None:
    """The first case in the list in which a name is written down."""
    page.goto(f"{house.url}/desk/queue")
    found = page.locator("[data-case] a[href*='/desk/cases/']").all()
    for address in [one.get_attribute("href") or "" for one in found]:
        page.goto(house.url + address)
        if page.locator("form.veil").count():
            return
    pytest.fail("no case with a name")


def test_what_is_printed_names_its_reader_and_no_person(
    lodgers: Lodgers, windows: Windows
) -> None:
    page = lodgers.page_of("lyra", windows, LOOKS[0])
    opened_case(page, lodgers.house)
    page.locator("form.veil button").first.click()
    page.locator(".veil.bare bdi").first.wait_for()

    page.emulate_media(media="print")

    foot = page.locator(".print-foot").inner_text()
    assert foot.startswith("Printed from the screen by lyra, ")
    assert not page.locator(".veil.bare bdi").first.is_visible()
    assert not page.locator(".top").is_visible()


def test_a_sheet_for_paper_is_made_without_scripts(lodgers: Lodgers, windows: Windows) -> None:
    page = lodgers.page_of("lyra", windows, {**LOOKS[0], "scripts": "off"})
    opened_case(page, lodgers.house)

    page.click("form[action$='/sheet'] button")
    page.emulate_media(media="print")

    foot = page.locator(".print-foot").inner_text()
    seen = lodgers.page_of("lyra", windows, LOOKS[1])
    seen.goto(page.url)
    assert foot.startswith("Copy 1, made by lyra, ")
    assert faults(seen, "sheet", look=LOOKS[1]) == []
