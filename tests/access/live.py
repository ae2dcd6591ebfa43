"""The desk as it is served, and members who ask it byte by byte."""

import http.client
import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

from corridor.base.clock import system_clock
from corridor.cli.worker import HEARTBEAT
from corridor.web.desk.entry import COOKIE
from tests.support.server import RunningDesk
from tests.web.desk.office import Office

FORM_COOKIE: Final = "__Host-form"
FORM_SECRET: Final = "k" * 32
_TOKEN: Final = re.compile(rb'(name="csrfmiddlewaretoken" value=")[^"]*')
_SECONDS: Final = 120


@dataclass(frozen=True)
class Answer:
    """Everything that came over the line."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    asked: str

    @property
    def there(self) -> str:
        return dict(self.headers).get("location", "")

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def levelled(self) -> tuple[int, tuple[tuple[str, str], ...], bytes]:
        """All but the hour, and what only says back what was asked.

        A form's token is masked anew for every page; an address may be repeated in a form that
        is offered again. Its length is that of the address, so the body says it all.
        """
        headers = [
            (name, text.replace(self.asked, "[asked]"))
            for name, text in self.headers
            if name != "date" and not (name == "content-length" and self.body)
        ]
        body = _TOKEN.sub(rb"\1", self.body).replace(self.asked.encode(), b"[asked]")
        return self.status, tuple(headers), body


@dataclass
class Caller:
    """Somebody with a browser of their own; nobody's, when it holds no session."""

    url: str
    session: str = ""

    def ask(
        self,
        method: str,
        path: str,
        said: Mapping[str, Any] | None = None,
        *,
        token: bool = True,
        **headers: str,
    ) -> Answer:
        body = urlencode(said or {}, doseq=True) if method in {"POST", "PUT", "PATCH"} else None
        sent = {"Cookie": self._cookies(), **headers}
        if token:  # a form's field counts in a POST alone
            sent["X-CSRFToken"] = FORM_SECRET
        if body is not None:
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        with closing(self._line()) as line:
            line.request(method, path, body=body, headers=sent)
            came = line.getresponse()
            found = tuple(sorted((name.lower(), text) for name, text in came.getheaders()))
            return Answer(came.status, found, came.read(), path)

    def _cookies(self) -> str:
        kept = [f"{FORM_COOKIE}={FORM_SECRET}"]
        return "; ".join([*kept, f"{COOKIE}={self.session}"] if self.session else kept)

    def _line(self) -> http.client.HTTPConnection:
        place = urlsplit(self.url)
        return http.client.HTTPConnection(place.hostname or "", place.port, timeout=_SECONDS)


@dataclass
class Witness:
    """Sees every change of what is stored, whoever makes it: rows, and files beside them."""

    folder: Path
    _faces: list[sqlite3.Connection] = field(default_factory=list)

    def commits(self) -> tuple[Any, ...]:
        """Another value after every commit of anybody else, even of the same words."""
        if not self._faces:
            self._faces = [
                sqlite3.connect(self.folder / f"{face}.sqlite3") for face in ("desk", "door")
            ]
        versions = [one.execute("PRAGMA data_version").fetchone()[0] for one in self._faces]
        return (*versions, self._files())

    def _files(self) -> tuple[tuple[str, int], ...]:
        return tuple(
            sorted(
                (str(one), one.stat().st_mtime_ns)
                for one in self.folder.rglob("*")
                if one.is_file() and one.name != HEARTBEAT and ".sqlite3" not in one.name
            )
        )

    def written(self, *, beside: bytes) -> dict[str, list[Any]]:
        """How high every chain stands but one: the journal tells of looks that were allowed."""
        return {
            face: self._rows(
                face, "SELECT chain, height FROM store_head WHERE chain <> ?", beside
            )
            for face in ("desk", "door")
        } | {"alarms": self._rows("door", "SELECT * FROM store_alarm WHERE ? <> ''", beside)}

    def _rows(self, face: str, query: str, beside: bytes) -> list[Any]:
        with closing(sqlite3.connect(self.folder / f"{face}.sqlite3")) as line:
            return sorted(line.execute(query, [beside]).fetchall(), key=repr)

    def leave(self) -> None:
        for one in self._faces:
            one.close()


@dataclass
class Live:
    office: Office
    running: RunningDesk
    witness: Witness
    callers: dict[str, Caller] = field(default_factory=dict)

    def by(self, handle: str) -> Caller:
        return self.callers[handle]

    def stranger(self) -> Caller:
        return Caller(self.running.url)


@contextmanager
def served(office: Office, *, members: Iterable[str]) -> Iterator[Live]:
    """`corridor run` over the office's folder, with every member signed in by its own door."""
    running = RunningDesk.start(data=office.folder)
    live = Live(office, running, Witness(office.folder))
    try:
        with ThreadPoolExecutor(4) as doors:
            live.callers.update(doors.map(partial(signed_in, live), members))
        yield live
    finally:
        live.witness.leave()
        running.stop()
        running.log.unlink()


def signed_in(live: Live, handle: str) -> tuple[str, Caller]:
    caller = live.stranger()
    live.office.watch.now = system_clock()  # a code of half a minute ago opens nothing
    came = caller.ask("POST", "/desk/sign-in", live.office.three_answers(handle))
    cookies = " ".join(text for name, text in came.headers if name == "set-cookie")
    found = re.search(rf"{COOKIE}=([^;]+)", cookies)
    assert found is not None, (handle, came.status)
    caller.session = found[1]
    return handle, caller
