"""Visitors who leave a planted word wherever anything takes one."""

import re
from base64 import b32decode
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

from corridor.base.clock import system_clock
from corridor.crypto.second_factor import code_at
from corridor.crypto.secrets import SecretKey
from tests.floods.asking import Answer
from tests.floods.desks import LogIn
from tests.leaks.pages import Control, PageForm, PageReader
from tests.leaks.words import Plants

MOST_PAGES = 60
# A tracer and the walls around a converter keep each other waiting; that nothing is written
# while a file is drawn is seen where the walls are tested.
_DRAWN = re.compile(r"/desk/files/[^/]+/\d+(/pages/|/sound|$)")
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
# Settings of one's own browser: whatever is sent there is not written down.
# A draft of questions is thrown away again by another of its page's buttons.
KEEPING_NOTHING = ("/desk/keys", "/desk/questions/new", "/desk/questions/change")
# What is published is meant for strangers: it stands in clear beside the desk.
_NOT_FOLLOWED = ("sign-in", "sign-out", "lock", "end-everywhere", "stay", "publish")
_LIKE_ANOTHER = re.compile(r"/desk/questions/(of|look)/")
# So are these words, from their first writing.
_FOR_STRANGERS = "/desk/wording"
_EXACT = {"date": "2026-11-20", "time": "10:00", "datetime-local": "2026-11-20T10:00"}


@dataclass(kw_only=True)
class Browser:
    """Keeps cookies as a browser does, also Secure ones on loopback."""

    url: str
    plants: Plants
    cookies: dict[str, str] = field(default_factory=dict)
    location: str = ""

    def ask(
        self,
        method: str,
        path: str,
        *,
        body: bytes | None = None,
        headers: Mapping[str, str | bytes] | None = None,
    ) -> Answer:
        parts = urlsplit(self.url)
        line = HTTPConnection(parts.hostname or "", parts.port, timeout=120)
        line.putrequest(method, path)
        sent = {**self._headers(), **(headers or {})}
        if body is not None:
            sent["Content-Length"] = str(len(body))
        for name, value in sent.items():
            line.putheader(name, value)
        try:
            line.endheaders(body)
            answer = line.getresponse()
        except OSError:  # refused before its end
            line.close()
            return Answer(status=0, body=b"")
        self._take_cookies(answer.headers.get_all("Set-Cookie") or [])
        self.location = answer.headers.get("Location", "")
        given = Answer(status=answer.status, body=answer.read())
        line.close()
        return given

    def post(self, path: str, form: Mapping[str, str]) -> Answer:
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self.ask("POST", path, body=urlencode(form).encode(), headers=kind)

    def _headers(self) -> dict[str, str | bytes]:
        """A word in every header that a browser, a proxy or a stranger may fill."""
        words = self.plants
        cookies = {**self.cookies, "theirs": words.word("header cookie")}
        return {
            "User-Agent": words.both("header agent").encode(),
            "Referer": f"{self.url}/{words.word('header referer')}",
            "Accept-Language": f"en,{words.word('header language')[:8]};q=0.1",
            "X-Forwarded-For": words.word("header forwarded"),
            "X-Request-Id": words.both("header id").encode(),
            "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
        }

    def _take_cookies(self, said: list[str]) -> None:
        for one in said:
            for name, morsel in SimpleCookie(one).items():
                self.cookies[name] = morsel.value


def read(answer: Answer) -> PageReader:
    page = PageReader()
    page.feed(answer.body.decode(errors="replace"))
    return page


@dataclass(kw_only=True)
class Worker:
    """Signs in, follows every link of the desk, and fills in every form once.

    `taken` are the forms that the desk accepted, each with the places of its words.
    """

    browser: Browser
    log_in: LogIn
    taken: dict[str, list[str]] = field(default_factory=dict)
    filled: set[str] = field(default_factory=set)
    seen: set[str] = field(default_factory=set)

    def sign_in(self) -> Answer:
        page = read(self.browser.ask("GET", "/desk/sign-in"))
        form = next(form for form in page.forms if form.action.endswith("sign-in"))
        secret = SecretKey(b32decode(self.log_in.second))
        hidden = {
            name: control.values[0]
            for name, control in form.controls.items()
            if control.kind == "hidden"
        }
        right = {
            "name": self.log_in.handle,
            "passphrase": self.log_in.passphrase,
            "second": code_at(secret, system_clock()),
        }
        return self.browser.post("/desk/sign-in", {**hidden, **right})

    def work(self, *starts: str) -> None:
        waiting = deque(starts)
        while waiting and len(self.seen) < MOST_PAGES:
            path = urlsplit(waiting.popleft()).path
            if path in self.seen:
                continue
            self.seen.add(path)
            page = read(self.browser.ask("GET", path))
            waiting.extend(link for link in page.links if _is_followed(link))
            waiting.extend(self._fill_in(page, path))

    def _fill_in(self, page: PageReader, path: str) -> Iterator[str]:
        """Submit each new form with each of its buttons; yields where it led.

        Before each, the page is fetched anew: a form knows how far its case had come.
        """
        for shown in page.forms:
            action = shown.action or path
            for button in shown.buttons or [("", "")]:
                name = f"{_plain(action)} {sorted(shown.controls)} {button}"
                if name in self.filled or not _is_followed(action):
                    continue
                self.filled.add(name)
                fresh = read(self.browser.ask("GET", path)).forms
                same = (form for form in fresh if form.is_like(shown))
                yield from self._submit(next(same, shown), action, button, name)

    def _submit(
        self, form: PageForm, action: str, button: tuple[str, str], name: str
    ) -> Iterator[str]:
        places = {
            control.name: f"{self.log_in.handle} {_plain(action)} {control.name} {button[1]}"
            for control in form.controls.values()
        }
        said = {
            control.name: self._value(control, places[control.name])
            for control in form.controls.values()
        }
        if button[0]:
            said[button[0]] = button[1]
        if form.method != "post":
            self.browser.ask("GET", f"{urlsplit(action).path}?{urlencode(said)}")
            return
        answer = self.browser.post(action, said)
        if answer.status in {302, 303} and _keeps_words(form):
            self.taken[name] = [
                places[control.name] for control in form.controls.values() if _is_text(control)
            ]
            yield urlsplit(self.browser.location).path

    def _value(self, control: Control, place: str) -> str:
        if control.values:
            return control.values[-1]
        if control.kind in _EXACT:
            return _EXACT[control.kind]
        return "1" if control.kind == "number" else self.browser.plants.both(place)


def _plain(action: str) -> str:
    return _ID.sub("ID", urlsplit(action).path)


def _is_text(control: Control) -> bool:
    return not control.values and control.kind in {"text", "search", "tel", "email"}


def _keeps_words(form: PageForm) -> bool:
    """A form without an address asks this very page something; it writes nothing down."""
    return form.action != "" and _plain(form.action) not in KEEPING_NOTHING


def _is_followed(link: str) -> bool:
    path = urlsplit(link).path
    return (
        path.startswith("/desk/")
        and path.rsplit("/", 1)[-1] not in _NOT_FOLLOWED
        and not _DRAWN.match(path)
        and not _LIKE_ANOTHER.match(path)
        and not path.startswith(_FOR_STRANGERS)
    )
