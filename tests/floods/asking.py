"""People who ask for help over HTTP, as a browser without scripts would for them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape
from http.client import HTTPConnection
from typing import Self
from urllib.parse import urlencode, urlsplit

_TOKEN = re.compile(rb'name="token" value="([^"]+)"')
_WORDS = re.compile(rb'id="receipt"[^>]*>(.*?)</ol>', re.DOTALL)
_ITEM = re.compile(r"<li>([^<]+)</li>")

Fields = Mapping[str, str]


class RefusedError(Exception):
    """The page did not answer as it does for people who are let through."""


@dataclass(frozen=True, kw_only=True)
class Answer:
    status: int
    body: bytes

    @property
    def text(self) -> str:
        return unescape(self.body.decode())

    @property
    def token(self) -> str:
        found = _TOKEN.search(self.body)
        if found is None:
            raise RefusedError(self.status)
        return found[1].decode()

    @property
    def receipt(self) -> str:
        found = _WORDS.search(self.body)
        if found is None:
            raise RefusedError(self.status)
        return " ".join(_ITEM.findall(unescape(found[1].decode())))


@dataclass(frozen=True, kw_only=True)
class Visitor:
    """One connection that stays open from page to page."""

    line: HTTPConnection
    headers: Fields = field(default_factory=dict)

    @classmethod
    def at(cls, url: str, *, seconds: float = 60, headers: Fields | None = None) -> Self:
        parts = urlsplit(url)
        line = HTTPConnection(parts.hostname or "", parts.port, timeout=seconds)
        return cls(line=line, headers=headers or {})

    def get(self, path: str) -> Answer:
        self.line.request("GET", path, headers=dict(self.headers))
        return self._answer()

    def post(self, path: str, form: Fields) -> Answer:
        headers = {**self.headers, "Content-Type": "application/x-www-form-urlencoded"}
        self.line.request("POST", path, body=urlencode(form), headers=headers)
        return self._answer()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.line.close()

    def _answer(self) -> Answer:
        answer = self.line.getresponse()
        return Answer(status=answer.status, body=answer.read())


@dataclass(frozen=True, kw_only=True)
class Written:
    """A request as its check page shows it: nothing is sent yet, the code is known."""

    form: Fields
    receipt: str


def write_down(visitor: Visitor, *, what: str, language: str = "en", **more: str) -> Written:
    said = {"soon": "2", "who": "0", "what": what, "place": "1", **more}
    shown = visitor.post(f"/{language}/", said)
    return Written(form={**said, "token": shown.token}, receipt=shown.receipt)


def send(visitor: Visitor, written: Written, *, language: str = "en") -> Answer:
    return visitor.post(f"/{language}/send", written.form)


def come_back(visitor: Visitor, receipt: str, *, language: str = "en") -> Answer:
    return visitor.post(f"/{language}/back", {"code": receipt})
