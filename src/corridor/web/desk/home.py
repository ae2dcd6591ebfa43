"""The first room that a member may enter, and the list of keys."""

from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods, require_safe

from corridor.domain.policy import Act
from corridor.web.desk.entry import NO_LETTERS, Visit, with_desk
from corridor.web.desk.pages.shell import KeysPage
from corridor.web.desk.shells import shell_of

_ROOMS: Final = (
    (Act.SEE_QUEUE, "queue"),
    (Act.SEE_STATISTICS, "statistics"),
    (Act.SEE_STATEMENTS, "statements"),
    (Act.SEE_JOURNAL, "journal"),
    (Act.SEE_TEAM, "team"),
)


@require_safe
@with_desk
def home(_request: HttpRequest, visit: Visit) -> HttpResponse:
    """Everybody may see the team, so there is always a room."""
    room = next(name for act, name in _ROOMS if visit.desk.may(act))
    return HttpResponseRedirect(reverse(room))


@require_http_methods(["GET", "HEAD", "POST"])
@with_desk
def keys(request: HttpRequest, visit: Visit) -> HttpResponse:
    if request.method == "POST":
        return _choose_letters(on="letter_keys" in request.POST)
    page = KeysPage(shell=shell_of(visit))
    return render(request, page.template, {"page": page})


def _choose_letters(*, on: bool) -> HttpResponse:
    """Kept in this browser: it says nothing of anybody and outlives the session."""
    response = HttpResponseRedirect(reverse("keys"))
    response.set_cookie(
        NO_LETTERS,
        "on" if on else "off",
        path="/",
        secure=True,
        httponly=True,
        samesite="Strict",
    )
    return response


urlpatterns = [
    path("", home, name="home"),
    path("keys", keys, name="keys"),
]
