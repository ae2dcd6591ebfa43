"""Pages for what did not work: the text is kept, the status is honest, no person is named."""

import logging
import sys
import traceback
from collections.abc import Callable, Mapping, Sequence
from typing import Final, NamedTuple

from django.conf import settings
from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.core.signals import got_request_exception
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language, get_language_bidi, gettext

from corridor.crypto.random import new_uuid
from corridor.domain.errors import NotFoundError, RefusalError
from corridor.ledger.errors import ConflictError, LedgerError
from corridor.services.casefiles import ChangedMeanwhileError
from corridor.services.premises import NoDeskError
from corridor.web.composition import tongues
from corridor.web.desk.pages.errors import ErrorPage, Fault, Resend, keep
from corridor.web.desk.refusals import sentence
from corridor.web.public.frames import frame
from corridor.web.public.pages import Dead
from corridor.web.public.pages import ErrorPage as PublicErrorPage
from corridor.web.public.stencils import draw

_DEAD = {
    Fault.UNREADABLE: Dead.NOT_UNDERSTOOD,
    Fault.FORM_TOO_OLD: Dead.REFUSED,
    Fault.NOT_FOUND: Dead.NOT_FOUND,
    Fault.TOO_LARGE: Dead.TOO_LARGE,
    Fault.BUSY: Dead.BUSY,
}
_KEPT_ON_PUBLIC_PAGES = ("what", "text", "how", "code")
# A body that cannot be read is not read again for the page that says so.
_UNREADABLE: Final = (BadRequest, SuspiciousOperation, OSError)
_log = logging.getLogger(__name__)


class Told(NamedTuple):
    """What one failure says beyond its kind; the number stands in the log too."""

    words: str = ""
    number: str = ""


NOTHING_MORE: Final = Told()


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Only the kind of the exception is looked at: its words may hold what was sent."""
    too_large = isinstance(exception, RequestDataTooBig)
    return failure(request, Fault.TOO_LARGE if too_large else Fault.UNREADABLE)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    del exception
    return failure(request, Fault.FORM_TOO_OLD)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    del exception
    return failure(request, Fault.NOT_FOUND)


def broken(request: HttpRequest) -> HttpResponse:
    return failure(request, Fault.BROKEN)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was too old or came from two windows: look at the text, send it again."""
    del reason
    return failure(request, Fault.FORM_TOO_OLD)


def failure(
    request: HttpRequest,
    fault: Fault,
    *,
    theirs: str = "",
    instead: Mapping[str, str] | None = None,
    told: Told = NOTHING_MORE,
) -> HttpResponse:
    """Show what failed. `instead` replaces hidden fields of the form that is sent again."""
    if request.path.startswith("/desk/") and settings.CORRIDOR_FACE in {"all", "desk"}:
        return _on_the_desk(request, fault, theirs=theirs, instead=instead or {}, told=told)
    return _in_public(request, fault)


def _on_the_desk(
    request: HttpRequest,
    fault: Fault,
    *,
    theirs: str,
    instead: Mapping[str, str],
    told: Told,
) -> HttpResponse:
    kept = keep({**_posted(request), **{name: [text] for name, text in instead.items()}})
    page = ErrorPage(
        fault=fault,
        language=get_language() or "en",
        direction="rtl" if get_language_bidi() else "ltr",
        resend=Resend(url=request.path, kept=kept) if kept else None,
        theirs=theirs,
        said=told.words,
        number=told.number,
        back_url=reverse("home"),
    )
    return render(request, page.template, {"page": page}, status=fault.value)


def _posted(request: HttpRequest) -> dict[str, list[str]]:
    try:
        posted = request.POST
    except _UNREADABLE:
        return {}
    return {name: posted.getlist(name) for name in posted}


def _in_public(request: HttpRequest, fault: Fault) -> HttpResponse:
    """Without public pages, or without a desk in the folder, the status stands alone."""
    try:
        spoken = tongues()
        language = _public_language(request, spoken.offered)
        with spoken.speaking(language):
            page = PublicErrorPage(
                frame=frame(language),
                kind=_DEAD.get(fault, Dead.FAILED),
                kept=_kept_in_public(request),
            )
            return HttpResponse(draw(page), status=fault.value)
    except (NoDeskError, NoReverseMatch):
        return HttpResponse(status=fault.value)


def _public_language(request: HttpRequest, offered: Sequence[str]) -> str:
    """The language of the address, else what the browser asks for, of those that we have."""
    for language in (request.path.split("/")[1], get_language() or ""):
        if language in offered:
            return language
    return offered[0]


def _kept_in_public(request: HttpRequest) -> str:
    posted = _posted(request)
    kept = (text for name in _KEPT_ON_PUBLIC_PAGES for text in posted.get(name, ()))
    return "\n\n".join(text for text in kept if text)


@receiver(got_request_exception)
def note_where(**_signal: object) -> None:
    """What kind of mistake it was and where in our code: never its words, path or values."""
    kind, error, _ = sys.exc_info()
    if kind is not None and error is not None:
        _log.error("a page failed: %s at %s", kind.__name__, _place(error))


def _place(error: BaseException) -> str:
    """The innermost line of Corridor on the way to the mistake."""
    ours = [
        f"{at.f_globals['__name__']}:{line}"
        for at, line in traceback.walk_tb(error.__traceback__)
        if str(at.f_globals.get("__name__", "")).startswith("corridor.")
    ]
    return ours[-1] if ours else "the framework"


def refused(request: HttpRequest, refusal: RefusalError) -> HttpResponse:
    return failure(request, Fault.NOT_ACCEPTED, told=Told(words=sentence(refusal)))


def ledger_fault(request: HttpRequest, error: LedgerError) -> HttpResponse:
    """What is stored is not what was written: neither the chain nor the height is told here."""
    number = new_uuid().hex[:8]
    _log.error("the ledger has a fault: %s, number %s", type(error).__name__, number)
    words = gettext(
        "What is stored here is not what was written, so the desk does not show it. Tell a"
        " steward this number; “corridor verify” finds the place."
    )
    return failure(request, Fault.BROKEN, told=Told(words=words, number=number))


class RefusalsToPages:
    """Refusals that no page took become pages; forbidden and absent are the same 404."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._answer = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self._answer(request)

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponse | None:
        match exception:
            case NotFoundError():
                return failure(request, Fault.NOT_FOUND)
            case RefusalError():
                return refused(request, exception)
            case ConflictError() | ChangedMeanwhileError():
                return failure(request, Fault.CHANGED_MEANWHILE)
            case LedgerError():
                return ledger_fault(request, exception)
            case _:
                return None
