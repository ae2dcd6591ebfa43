"""Who is slow waits alone: a page is drawn for everybody else meanwhile."""

from collections.abc import Callable, Iterable
from io import BytesIO
from threading import Event, Thread
from typing import Any

import pytest
from django.http import HttpResponse

from corridor.web.answers import A_FORM, in_good_order


class Slow:
    """A form whose first byte comes at once and whose last one when somebody lets it."""

    def __init__(self, length: int = 2) -> None:
        self.go, self.begun = Event(), Event()
        self._left = length

    def read(self, size: int = -1, /) -> bytes:
        self.begun.set()
        if not self._left:
            return b""
        if self._left == 1:
            self.go.wait(20)
        came = min(max(self._left - 1, 1), size) if size > 0 else 1
        self._left -= came
        return b"x" * came


def application(environ: dict[str, Any], _start: Callable[..., Any]) -> Iterable[bytes]:
    length = int(environ.get("CONTENT_LENGTH") or 0)
    came = b"".join(iter(lambda: environ["wsgi.input"].read(length), b""))
    return HttpResponse(str(len(came)).encode())


def environ(path: str, source: object, length: int | str) -> dict[str, Any]:
    return {"PATH_INFO": path, "wsgi.input": source, "CONTENT_LENGTH": str(length)}


def start(_status: str, _headers: list[tuple[str, str]]) -> None:
    return None


@pytest.mark.parametrize(
    ("path", "length"), [("/en/send", 2), ("/en/attach", 2), ("/en/", A_FORM + 1)]
)
def test_slow_forms_keep_nobody_waiting(path: str, length: int) -> None:
    answer = in_good_order(application)
    slow = [Slow(length) for _ in range(3)]
    waiting = [
        Thread(target=lambda one=one: answer(environ(path, one, length), start), daemon=True)
        for one in slow
    ]
    for thread, one in zip(waiting, slow, strict=True):
        thread.start()
        assert one.begun.wait(10)

    got: list[Iterable[bytes]] = []
    quick = Thread(
        target=lambda: got.append(answer(environ("/en/", BytesIO(b"abc"), 3), start)),
        daemon=True,
    )
    quick.start()
    quick.join(10)

    assert got == [[b"3"]]
    for one in slow:
        one.go.set()
    for thread in waiting:
        thread.join(10)


@pytest.mark.parametrize("announced", ["", "nonsense", "-4", "0"])
def test_a_length_that_is_none_is_no_form(announced: str) -> None:
    def told(given: dict[str, Any], _start: Callable[..., Any]) -> Iterable[bytes]:
        return HttpResponse(given["wsgi.input"].read())

    answer = in_good_order(told)

    assert answer(environ("/en/", BytesIO(b"abc"), announced), start) == [b""]


def test_a_form_that_breaks_off_is_handed_on_as_it_came() -> None:
    answer = in_good_order(application)

    assert answer(environ("/en/", BytesIO(b"abc"), 900), start) == [b"3"]
