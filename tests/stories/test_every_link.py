"""Members of a demo desk follow every link that pages offer: none fails, none is missing."""

import re
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urljoin, urlsplit

import pytest
from typing_extensions import override

from tests.leaks.pages import Attributes, PageReader
from tests.stories.demo_house import House

ROOMS = ("/desk/", "/en/", "/press/")
# Of a hundred cases that are drawn alike some are opened, of every other page each.
ALIKE = 4
LEFT_ALONE = ("/out", "/desk/sign-out", "/desk/lock")
EVERYBODY = ["lyra", "vega", "altair", "mira", "rigel", "deneb", "capella", "nunki", "polaris"]
# Between them they open every room.
IN_RUSSIAN = ["lyra", "vega", "deneb", "polaris"]
# Ids, and the languages of what strangers read: each has the same pages.
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|(?<=/wording/)[A-Za-z-]+")


@dataclass(frozen=True, kw_only=True)
class Seen:
    """`places` are what a link may lead to inside this page."""

    status: int
    location: str = ""
    links: tuple[str, ...] = ()
    places: frozenset[str] = frozenset()


class Reader(PageReader):
    def __init__(self) -> None:
        super().__init__()
        self.places: set[str] = set()

    @override
    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        super().handle_starttag(tag, attrs)
        self.places.update(value for name, value in attrs if name == "id" and value)


@dataclass(kw_only=True)
class Walker:
    """Follows links only. `faults` are what was offered and is not there."""

    house: House
    language: str
    cookies: dict[str, str] = field(default_factory=dict)
    seen: dict[str, Seen] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    _alike: Counter[str] = field(default_factory=Counter)

    def sign_in(self, name: str) -> None:
        form = Reader()
        form.feed(self._ask("GET", "/desk/sign-in")[1])
        (said,) = (one for one in form.forms if one.action.endswith("sign-in"))
        hidden = {
            one.name: one.values[0] for one in said.controls.values() if one.kind == "hidden"
        }
        words = {
            "name": name,
            "passphrase": self.house.log_ins[name]["passphrase"],
            "second": self.house.code(name),
        }
        found, _page = self._ask("POST", "/desk/sign-in", {**hidden, **words})
        assert found.status == 302

    def walk(self) -> None:
        waiting = deque((room, "") for room in ROOMS)
        while waiting:
            link, source = waiting.popleft()
            path, _, place = link.partition("#")
            if path not in self.seen:
                if not self._is_wanted(path):
                    continue
                self.seen[path] = self._look(path)
                waiting.extend((one, path) for one in self._onward(path))
            self._judge(path, place, source)

    def _is_wanted(self, path: str) -> bool:
        """Filters are followed one at a time; their combinations are only more of the same."""
        parts = urlsplit(path)
        if parts.path in LEFT_ALONE or parts.query.count("&"):
            return False
        if _ID.search(parts.path):
            kind = f"{_ID.sub('', parts.path)}?{parts.query.partition('=')[0]}"
            self._alike[kind] += 1
            return self._alike[kind] <= ALIKE
        return True

    def _onward(self, path: str) -> Iterator[str]:
        seen = self.seen[path]
        for link in filter(None, (*seen.links, seen.location)):
            there = urlsplit(urljoin(self.house.url + path, link))
            if there.netloc == urlsplit(self.house.url).netloc:
                yield there._replace(scheme="", netloc="").geturl()
            elif there.scheme in {"http", "https"}:
                self.faults.append(f"{path} leads away from this desk")

    def _judge(self, path: str, place: str, source: str) -> None:
        seen = self.seen[path]
        if seen.status not in {200, 302}:
            self.faults.append(f"{path} answers {seen.status}, offered by {source}")
        elif place and seen.status == 200 and place not in seen.places:
            self.faults.append(f"{path} has no {place}, offered by {source}")

    def _look(self, path: str) -> Seen:
        found, body = self._ask("GET", path)
        page = Reader()
        page.feed(body)
        return Seen(
            status=found.status,
            location=found.location,
            links=tuple(page.links),
            places=frozenset(page.places),
        )

    def _ask(
        self, method: str, path: str, form: dict[str, str] | None = None
    ) -> tuple[Seen, str]:
        line = HTTPConnection(urlsplit(self.house.url).netloc, timeout=60)
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Accept-Language": self.language, "Cookie": cookies}
        if form is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        line.request(method, path, body=urlencode(form) if form else None, headers=headers)
        answer = line.getresponse()
        body = answer.read().decode(errors="replace")
        for one in answer.headers.get_all("Set-Cookie") or []:
            self.cookies.update(
                {name: morsel.value for name, morsel in SimpleCookie(one).items()}
            )
        line.close()
        location = answer.headers.get("Location", "")
        return Seen(status=answer.status, location=location), body


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    founded = House.found(tmp_path_factory.mktemp("every-link"))
    yield founded
    founded.end()


@pytest.mark.parametrize(
    ("name", "language"),
    [*((name, "en") for name in EVERYBODY), *((name, "ru") for name in IN_RUSSIAN)],
)
def test_every_link_that_a_member_is_offered_leads_somewhere(
    house: House, name: str, language: str
) -> None:
    walker = Walker(house=house, language=language)
    walker.sign_in(name)

    walker.walk()

    assert walker.faults == []
    assert len(walker.seen) > 10
    assert "a page failed" not in house.running.said
