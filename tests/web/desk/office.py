"""A desk founded for one test, and its members at their own browsers."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from gzip import decompress
from html import unescape
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

from django.test import Client, override_settings
from django.urls import reverse

from corridor.accounts.keys import Keys
from corridor.accounts.slots import Enrolment
from corridor.base.clock import system_clock
from corridor.base.ids import ChainId, MemberId, OrganisationId
from corridor.crypto.random import new_uuid
from corridor.crypto.receipt import Receipt
from corridor.crypto.second_factor import code_at
from corridor.domain.intake import Channel, SaidPlace, Who, Wish
from corridor.domain.policy import Role
from corridor.services.cases import make_case
from corridor.services.desk import Desk
from corridor.services.founding import Newcomer, Pins, found
from corridor.services.intake import Entered, enter_request
from corridor.services.opening import OwnKeys, open_desk, unwrap
from corridor.services.premises import make_keys, write_desk_file
from corridor.store.keeping import DjangoStore
from corridor.web import composition
from corridor.web.desk.entry import COOKIE
from tests.services.staff import CAST, REPUBLIC, Watch
from tests.store.engines import copy_sqlite, standing_in

CHEAP: Final = (1024, 1)
_CACHED: Final = (
    composition.premises,
    composition.stores,
    composition.slots,
    composition.gate,
    composition.sessions,
    composition.drafts,
)
_FORM = re.compile(r'<form[^>]*action="([^"]*)"[^>]*>(.*?)</form>', re.DOTALL)


@dataclass(frozen=True)
class Seen:
    """One answer, as a browser without scripts has it."""

    status: int
    html: str
    headers: Mapping[str, str]

    @property
    def there(self) -> str:
        return self.headers.get("Location", "")

    @property
    def words(self) -> str:
        """What stands on the page, without its tags."""
        return " ".join(unescape(re.sub(r"<[^>]+>", " ", self.html)).split())

    @property
    def actions(self) -> list[str]:
        return [action for action, _body in _FORM.findall(self.html)]

    def figure(self, name: str) -> int:
        return int(re.findall(rf'id="figure-{name}" value="(\d+)"', self.html)[0])


@dataclass
class Browser:
    """A member's own browser; nobody's, when it holds no cookie."""

    client: Client = field(
        default_factory=lambda: Client(
            SERVER_NAME="127.0.0.1", enforce_csrf_checks=False, raise_request_exception=True
        )
    )

    def get(self, path: str, **headers: str) -> Seen:
        return _seen(self.client.get(path, secure=True, headers=headers))

    def post(self, path: str, said: Mapping[str, Any] | None = None) -> Seen:
        return _seen(
            self.client.post(
                path,
                data=urlencode(said or {}, doseq=True),
                content_type="application/x-www-form-urlencoded",
                secure=True,
            )
        )

    def read(self, name: str, **place: Any) -> Seen:
        return self.get(reverse(name, kwargs=place or None))

    def do(self, name: str, said: Mapping[str, Any] | None = None, **place: Any) -> Seen:
        return self.post(reverse(name, kwargs=place or None), said)


@dataclass
class Office:
    folder: Path
    pins: Pins
    made: dict[str, Enrolment]
    watch: Watch

    def keys(self, handle: str) -> Keys:
        return self.made[handle].keys

    def id(self, handle: str) -> MemberId:
        return self.keys(handle).member

    def open(self, handle: str) -> Desk:
        own = OwnKeys(
            member=self.id(handle),
            seal=self.keys(handle).seal,
            signing=self.keys(handle).signing,
        )
        opened = unwrap(composition.stores(), self.pins, own)
        return open_desk(composition.stores(), self.pins, own, keys=opened, clock=self.watch)

    def sit(self, handle: str) -> Browser:
        """As after a log-in: a session of one's own, in a browser of one's own."""
        desk, browser = self.open(handle), Browser()
        _session, cookie = composition.sessions().open_session(
            self.keys(handle),
            list(desk.keys),
            roster_height=len(desk.roster.timeline) - 1,
            at=self.watch(),
        )
        browser.client.cookies[COOKIE] = cookie
        return browser

    def three_answers(self, handle: str) -> dict[str, str]:
        made = self.made[handle]
        return {
            "name": handle,
            "passphrase": made.shown_passphrase(),
            "second": code_at(made.second, at=self.watch()),
        }

    def asked(self) -> tuple[Receipt, ChainId]:
        """A case whose person has a code in their hands."""
        receipt, chain = self.entered()
        make_case(self.open("Lyra"), chain, people=1)
        return receipt, chain

    def request(
        self, *, by: str = "Lyra", what: str = "Please help.", soon: Wish = Wish.DAYS
    ) -> ChainId:
        return self.entered(by=by, what=what, soon=soon)[1]

    def entered(
        self, *, by: str = "Lyra", what: str = "Please help.", soon: Wish = Wish.DAYS
    ) -> tuple[Receipt, ChainId]:
        entered = Entered(
            language="en",
            soon=soon,
            who=Who.ME,
            what=what,
            place=SaidPlace.UNSAID,
            channel=Channel.PHONE,
        )
        chain, receipt = enter_request(
            self.open(by),
            entered,
            pepper=composition.premises().pepper,
            languages=("en", "ru"),
        )
        return receipt, chain

    def case(self, *, people: int = 1) -> ChainId:
        chain = self.request()
        make_case(self.open("Lyra"), chain, people=people)
        return chain


@contextmanager
def founded(
    ready: Path, folder: Path, *, cast: Mapping[str, tuple[Role, ...]] = CAST
) -> Iterator[Office]:
    watch = Watch(now=_full_minute(system_clock()))
    chosen = copy_sqlite(ready, folder)
    places = {"CORRIDOR_DATA": folder, "CORRIDOR_BLOBS": folder / "blobs"}
    with standing_in(chosen), override_settings(**places, CORRIDOR_STRETCH=CHEAP):
        forget()
        make_keys(folder)
        organisation = OrganisationId(new_uuid())
        _write_first(folder, organisation)
        slots = composition.slots()
        made = {handle: slots.enrol(MemberId(new_uuid()), handle) for handle in cast}
        pins = found(
            DjangoStore(organisation=organisation),
            organisation=organisation,
            settings=REPUBLIC,
            founder=next(iter(made.values())).keys.signing,
            members=[_newcomer(handle, made[handle], cast[handle]) for handle in cast],
            clock=watch,
        )
        write_desk_file(folder, pins, REPUBLIC)
        forget()
        watch.move(minutes=1)
        yield Office(folder=folder, pins=pins, made=made, watch=watch)
    forget()


def _write_first(folder: Path, organisation: OrganisationId) -> None:
    """Slots need the pepper of a desk whose file stands; its pins come a moment later."""
    empty = Pins(
        organisation=organisation, root=b"", mailbox=b"", mailbox_epoch=0, security=b""
    )
    write_desk_file(folder, empty, REPUBLIC)


def _newcomer(handle: str, made: Enrolment, roles: tuple[Role, ...]) -> Newcomer:
    return Newcomer(
        member=made.keys.member,
        handle=handle,
        roles=roles,
        signing_key=made.keys.signing.public,
        seal_key=made.keys.seal.public,
    )


def _full_minute(at: datetime) -> datetime:
    return at.replace(second=0, microsecond=0)


def forget() -> None:
    for made in _CACHED:
        made.cache_clear()


def _seen(answer: Any) -> Seen:
    packed = answer.headers.get("Content-Encoding") == "gzip"
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    text = (decompress(body) if packed else body).decode()
    return Seen(status=answer.status_code, html=text, headers=dict(answer.items()))
