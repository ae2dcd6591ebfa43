"""What every public view does: its language, its own forms only, one way to show a page."""

import logging
from collections.abc import Callable, Sequence
from functools import lru_cache, wraps
from http import HTTPStatus
from typing import Final

from django.db import DatabaseError
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
)
from django.middleware.gzip import GZipMiddleware
from django.urls import reverse
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.csrf import csrf_exempt

from corridor.ledger.errors import ConflictError
from corridor.web.composition import tongues
from corridor.web.public.bodies import read_words
from corridor.web.public.frames import frame
from corridor.web.public.origin import from_elsewhere
from corridor.web.public.pages import Dead, ErrorPage, Frame, PublicPage
from corridor.web.public.stencils import draw

UNCHANGED, BAD, BUSY = 200, 422, 503
NOT_TAKEN: Final = (DatabaseError, ConflictError)
TYPED: Final = ("what", "text", "how", "code")
READING: Final = ("GET", "HEAD")
_log = logging.getLogger(__name__)

View = Callable[..., HttpResponseBase]


def in_language(view: View) -> View:
    """Answer in the language of the address, and only to forms of this very site."""

    @csrf_exempt
    @wraps(view)
    def wrapper(request: HttpRequest, language: str) -> HttpResponseBase:
        spoken = tongues()
        if language not in spoken.offered:
            raise Http404
        with spoken.speaking(language):
            if request.method in READING:
                return _packed(request, view(request, language))
            if request.method != "POST":
                return HttpResponseNotAllowed([*READING, "POST"])
            return _refused(request, language) or view(request, language)

    return wrapper


def chosen(offered: Sequence[str], request: HttpRequest) -> str:
    """What the browser asks for, of the languages that are offered; else the first of them."""
    for asked, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        language = asked.partition("-")[0]
        if language in offered:
            return language
    return offered[0]


def posted(*, otherwise: str) -> Callable[[View], View]:
    """For what only a button reaches: whoever comes by the address is led to `otherwise`."""

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapper(request: HttpRequest, language: str) -> HttpResponseBase:
            if request.method == "POST":
                return view(request, language)
            url = reverse(otherwise, kwargs={"language": language})
            return HttpResponseRedirect(url, status=HTTPStatus.SEE_OTHER)

        return wrapper

    return decorate


def show(page: PublicPage, *, status: int = UNCHANGED) -> HttpResponse:
    return HttpResponse(draw(page), status=status)


def show_unchanging(build: Callable[[str], PublicPage], language: str) -> HttpResponse:
    """A page in which nothing depends on who asks: drawn once in each language."""
    return HttpResponse(_drawn(build, frame(language)))


@lru_cache(maxsize=64)
def _drawn(build: Callable[[str], PublicPage], around: Frame) -> bytes:
    return draw(build(around.language))


def note(error: Exception) -> None:
    """For whoever runs the desk: what kind of failure it was, and nothing that was sent."""
    _log.error("words of a person were not stored: %s", type(error).__name__)


def _refused(request: HttpRequest, language: str) -> HttpResponse | None:
    if not read_words(request):
        return _dead(request, language, Dead.NOT_UNDERSTOOD)
    if from_elsewhere(request):
        return _dead(request, language, Dead.REFUSED)
    return None


def _dead(request: HttpRequest, language: str, kind: Dead) -> HttpResponse:
    typed = (request.POST.get(name, "") for name in TYPED)
    kept = "\n\n".join(text for text in typed if text)
    page = ErrorPage(frame=frame(language), kind=kind, kept=kept)
    return show(page, status=kind.value)


def _packed(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Only pages that repeat nothing and hold no code: their length gives nothing away."""
    packed = GZipMiddleware(lambda _request: response)(request)
    return packed if isinstance(packed, HttpResponseBase) else response
