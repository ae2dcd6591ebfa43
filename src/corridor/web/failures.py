"""Pages for what did not work: the text is kept, the status is honest, no person is named."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, get_language_bidi

from corridor.domain.errors import NotFoundError
from corridor.services.premises import NoDeskError
from corridor.web.desk.pages.errors import ErrorPage, Fault, Resend, keep
from corridor.web.public.frames import frame
from corridor.web.public.pages import Dead
from corridor.web.public.pages import ErrorPage as PublicErrorPage

_DEAD = {
    Fault.UNREADABLE: Dead.NOT_UNDERSTOOD,
    Fault.FORM_TOO_OLD: Dead.REFUSED,
    Fault.NOT_FOUND: Dead.NOT_FOUND,
    Fault.TOO_LARGE: Dead.TOO_LARGE,
    Fault.BUSY: Dead.BUSY,
}
_KEPT_ON_PUBLIC_PAGES = ("what", "text", "how", "code")


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    del exception  # its words may hold what was sent
    return failure(request, Fault.UNREADABLE)


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


def failure(request: HttpRequest, fault: Fault, *, theirs: str = "") -> HttpResponse:
    if request.path.startswith("/desk/"):
        return _on_the_desk(request, fault, theirs=theirs)
    return _in_public(request, fault)


def _on_the_desk(request: HttpRequest, fault: Fault, *, theirs: str) -> HttpResponse:
    kept = keep(_posted(request))
    page = ErrorPage(
        fault=fault,
        language=get_language() or "en",
        direction="rtl" if get_language_bidi() else "ltr",
        resend=Resend(url=request.path, kept=kept) if kept else None,
        theirs=theirs,
        back_url=reverse("home"),
    )
    return render(request, page.template, {"page": page}, status=fault.value)


def _posted(request: HttpRequest) -> dict[str, list[str]]:
    return {name: request.POST.getlist(name) for name in request.POST}


def _in_public(request: HttpRequest, fault: Fault) -> HttpResponse:
    language = request.path.split("/")[1] if request.path.count("/") > 1 else ""
    kept = "\n\n".join(
        request.POST[name] for name in _KEPT_ON_PUBLIC_PAGES if request.POST.get(name)
    )
    try:
        around = frame(language if language.isalpha() else get_language() or "en")
    except (NoDeskError, Http404, KeyError):
        return HttpResponse(status=fault.value)
    page = PublicErrorPage(frame=around, kind=_DEAD.get(fault, Dead.FAILED), kept=kept)
    return render(request, page.template, {"page": page}, status=fault.value)


class RefusalsToPages:
    """Refusals of the domain become pages; forbidden and absent are the same 404."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._answer = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self._answer(request)

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponse | None:
        if isinstance(exception, NotFoundError):
            return failure(request, Fault.NOT_FOUND)
        return None
