"""A desk founded into a folder, its public face in this process, and a person who visits it."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from gzip import decompress
from html import unescape
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

from django.db import connections
from django.test import Client, override_settings

from corridor.base.clock import system_clock
from corridor.base.ids import ChainId, MemberId, OrganisationId
from corridor.config.databases import databases
from corridor.crypto.random import new_uuid
from corridor.crypto.receipt import read_receipt
from corridor.domain.policy import Role
from corridor.services.asking import Visit, come_back, lookup_of
from corridor.services.chains import dialogue_chain
from corridor.services.desk import Desk
from corridor.services.founding import Pins, found
from corridor.services.opening import OwnKeys, open_desk, unwrap
from corridor.services.premises import make_keys, write_desk_file
from corridor.store.keeping import DjangoStore
from corridor.store.preparing import prepare_databases
from corridor.web import composition
from corridor.web.public.frames import frame_of
from tests.services.staff import REPUBLIC, Watch, keys_of, newcomer
from tests.store.engines import standing_in

CAST: Final = {
    "Deneb": (Role.STEWARD, Role.SECURITY),
    "Capella": (Role.STEWARD, Role.DIRECTOR),
    "Mira": (Role.INTAKE, Role.CASEWORKER),
}
SAID: Final = {"soon": "2", "who": "0", "what": "My brother is gone.", "place": "2"}
_CACHED: Final = (
    composition.premises,
    composition.stores,
    composition.slots,
    composition.gate,
    composition.sessions,
    composition.drafts,
    frame_of,
)
_TOKEN = re.compile(r'name="token" value="([^"]*)"')
_HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')
_WORDS = re.compile(r'id="receipt"[^>]*>(.*?)</ol>', re.DOTALL)


@dataclass
class House:
    """The desk in `folder`; `watch` stands until a test moves it."""

    folder: Path
    pins: Pins
    own: dict[str, OwnKeys]
    watch: Watch

    def open(self, handle: str = "Mira") -> Desk:
        stores, own = composition.stores(), self.own[handle]
        opened = unwrap(stores, self.pins, own)
        return open_desk(stores, self.pins, own, keys=opened, clock=self.watch)

    def visit(self, code: str) -> Visit:
        """What the store holds under a code, read past the pages."""
        return come_back(composition.door(), read_receipt(code))

    def dialogue(self, code: str) -> ChainId:
        lookup = lookup_of(composition.premises().pepper, read_receipt(code))
        return dialogue_chain(lookup)

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        with connections["door"].cursor() as cursor:
            cursor.execute(sql, values)
            return list(cursor.fetchall())

    def count(self, table: str) -> int:
        return int(self.rows(f"SELECT COUNT(*) FROM {table}")[0][0])


@contextmanager
def founded(folder: Path) -> Iterator[House]:
    """Everything of this process that knew another desk forgets it."""
    watch = Watch(now=system_clock())
    places = {"CORRIDOR_DATA": folder, "CORRIDOR_BLOBS": folder / "blobs"}
    with standing_in(databases(data=folder, url="")), override_settings(**places):
        _forget()
        make_keys(folder)
        prepare_databases()
        own = {handle: keys_of(MemberId(new_uuid())) for handle in CAST}
        organisation = OrganisationId(new_uuid())
        pins = found(
            DjangoStore(organisation=organisation),
            organisation=organisation,
            settings=REPUBLIC,
            founder=own["Deneb"].signing,
            members=[newcomer(handle, own[handle], CAST[handle]) for handle in CAST],
            clock=watch,
        )
        write_desk_file(folder, pins, REPUBLIC)
        watch.move(minutes=1)
        yield House(folder=folder, pins=pins, own=own, watch=watch)
    _forget()


def _forget() -> None:
    for made in _CACHED:
        made.cache_clear()


@dataclass(frozen=True)
class Seen:
    """One answer, as a browser without scripts has it."""

    status: int
    html: str
    headers: Mapping[str, str]
    cookies: int

    @property
    def token(self) -> str:
        return str(_TOKEN.findall(self.html)[0])

    @property
    def carried(self) -> dict[str, str]:
        """Every hidden field, as its button would send it."""
        return {name: unescape(value) for name, value in _HIDDEN.findall(self.html)}

    @property
    def code(self) -> str:
        listed = _WORDS.findall(self.html)[0]
        return " ".join(re.findall(r"<li>([^<]+)</li>", unescape(listed)))

    @property
    def digits(self) -> str:
        return " ".join(re.findall(r"<span>(\d{5})</span>", self.html))

    def box(self, name: str) -> str:
        """The words in a text box, without the line break that opens it."""
        opened = rf'<textarea[^>]*id="{name}"[^>]*>\n'
        words = re.findall(opened + "(.*?)</textarea>", self.html, re.DOTALL)[0]
        return unescape(str(words))

    @property
    def trouble(self) -> str:
        """What stands in the red box."""
        found = re.findall(r'id="err">(.*?)</div>', self.html, re.DOTALL)
        return unescape(re.sub(r"<[^>]+>", " ", found[0])) if found else ""


@dataclass
class Person:
    """A visitor: every answer they ever got is kept, to look at its headers."""

    language: str = "en"
    client: Client = field(
        default_factory=lambda: Client(
            SERVER_NAME="127.0.0.1", enforce_csrf_checks=True, raise_request_exception=False
        )
    )
    seen: list[Seen] = field(default_factory=list)

    def get(self, path: str, **headers: str) -> Seen:
        return self._keep(self.client.get(path, headers=headers))

    def post(self, path: str, said: Mapping[str, Any], **headers: str) -> Seen:
        answer = self.client.post(
            path,
            data=_encoded(said),
            content_type="application/x-www-form-urlencoded",
            headers=headers,
        )
        return self._keep(answer)

    def send_raw(self, path: str, body: bytes, content_type: str, method: str = "POST") -> Seen:
        return self._keep(self.client.generic(method, path, body, content_type=content_type))

    def write(self, **said: str) -> Seen:
        """The first page filled in: the answer shows the code."""
        return self.post(f"/{self.language}/", {**SAID, **said})

    def send(self, **said: str) -> str:
        """The whole way in; the code that opens the page."""
        shown = self.write(**said)
        sent = self.post(f"/{self.language}/send", shown.carried)
        if sent.status != 200:
            raise ValueError(sent.status)
        return shown.code

    def come_back(self, code: str, **more: str) -> Seen:
        return self.post(f"/{self.language}/back", {"code": code, **more})

    def press(self, shown: Seen, what: str, **said: str) -> Seen:
        """One of the forms behind the code: `message`, `ok`, `reach`, `withdraw`."""
        return self.post(f"/{self.language}/page/{what}", {"token": shown.token, **said})

    def _keep(self, answer: Any) -> Seen:
        self.seen.append(
            Seen(
                status=answer.status_code,
                html=_text(answer),
                headers=dict(answer.items()),
                cookies=len(answer.cookies),
            )
        )
        return self.seen[-1]


def _text(answer: Any) -> str:
    packed = answer.headers.get("Content-Encoding") == "gzip"
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return (decompress(body) if packed else body).decode(errors="replace")


def _encoded(said: Mapping[str, Any]) -> str:
    return urlencode(said, errors="surrogatepass")
