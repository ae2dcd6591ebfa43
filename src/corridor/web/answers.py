"""How answers leave: each in one piece, and not too many being made at once."""

from collections.abc import Callable, Iterable
from typing import Any, Final

from django.http import HttpResponse

from corridor.base.room import PUBLIC_PAGES

Application = Callable[..., Iterable[bytes]]

# The desk is let through: a refused log-in sleeps on purpose until all refusals answer.
DESK: Final = "/desk/"


def in_good_order(application: Application) -> Application:
    """The server need not come back for the parts of a page; streams go on being streamed."""

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if environ["PATH_INFO"].startswith(DESK):
            return _whole(application(environ, start_response))
        with PUBLIC_PAGES:
            return _whole(application(environ, start_response))

    return answer


def _whole(response: Iterable[bytes]) -> Iterable[bytes]:
    if not isinstance(response, HttpResponse):
        return response
    try:
        return [response.content]
    finally:
        response.close()
