"""How answers leave: each in one piece, and not too many being made at once."""

from collections.abc import Callable, Iterable
from io import BytesIO
from typing import Any, Final

from django.db import connections
from django.http import HttpResponse

from corridor.base.room import PUBLIC_PAGES

Application = Callable[..., Iterable[bytes]]

# The desk is let through: a refused log-in sleeps on purpose until all refusals answer.
DESK: Final = "/desk/"
# Files come slowly: they have places of their own and keep nobody's words waiting.
FILES: Final = "/attach"
# A form of words is below; what is larger is refused, and is no reason to wait either.
A_FORM: Final = 1024 * 1024
# So many keep their line to the database; whoever comes beyond them gives it back.
STANDING: Final = 64


def in_good_order(application: Application) -> Application:
    """The server need not come back for the parts of a page; streams go on being streamed."""

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if _has_its_own_place(environ):
            return _whole(application(environ, start_response))
        _read_ahead(environ)
        with PUBLIC_PAGES:
            answered = _whole(application(environ, start_response))
            if PUBLIC_PAGES.line > STANDING:
                connections.close_all()
            return answered

    return answer


def _has_its_own_place(environ: dict[str, Any]) -> bool:
    path = environ["PATH_INFO"]
    return path.startswith(DESK) or path.endswith(FILES) or _length(environ) > A_FORM


def _read_ahead(environ: dict[str, Any]) -> None:
    """Whoever sends a form one byte at a time waits for it alone, outside the room."""
    came, left, source = bytearray(), _length(environ), environ["wsgi.input"]
    while left > 0 and (piece := source.read(left)):
        came += piece
        left -= len(piece)
    environ["wsgi.input"] = BytesIO(came)


def _length(environ: dict[str, Any]) -> int:
    try:
        return int(environ.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


def _whole(response: Iterable[bytes]) -> Iterable[bytes]:
    if not isinstance(response, HttpResponse):
        return response
    try:
        return [response.content]
    finally:
        response.close()
