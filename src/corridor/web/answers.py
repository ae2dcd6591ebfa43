"""How answers leave: each in one piece, and not too many being made at once."""

from collections.abc import Callable, Iterable
from threading import BoundedSemaphore
from typing import Any, Final

from django.http import HttpResponse

Application = Callable[..., Iterable[bytes]]

# While one waits for the disk another draws its page. More would only fight for the
# interpreter, and all of them together would get less done.
AT_ONCE: Final = 2
# The desk is let through: a refused log-in sleeps on purpose until all refusals answer.
DESK: Final = "/desk/"


def in_good_order(application: Application) -> Application:
    """The server need not come back for the parts of a page; streams go on being streamed."""
    room = BoundedSemaphore(AT_ONCE)

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if environ["PATH_INFO"].startswith(DESK):
            return _whole(application(environ, start_response))
        with room:
            return _whole(application(environ, start_response))

    return answer


def _whole(response: Iterable[bytes]) -> Iterable[bytes]:
    if not isinstance(response, HttpResponse):
        return response
    try:
        return [response.content]
    finally:
        response.close()
