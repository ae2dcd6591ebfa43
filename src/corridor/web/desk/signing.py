"""In and out: sign in, lock, sign out, end everywhere, and the text that was kept meanwhile."""

from typing import Final
from urllib.parse import parse_qs
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, get_language_bidi, gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from corridor.accounts.errors import Over, RefusedError
from corridor.accounts.keys import Keys
from corridor.domain.errors import NotFoundError
from corridor.domain.journal import Locked, LoggedIn, LoggedOut, LogInFailed
from corridor.services.checkpointing import checkpoint
from corridor.services.journal import note, note_as_member
from corridor.services.opening import OwnKeys, open_desk, unwrap
from corridor.web.composition import (
    clock,
    drafts,
    gate,
    machine_diarist,
    premises,
    sessions,
    stores,
)
from corridor.web.desk.drafting import late_forms
from corridor.web.desk.entry import (
    COOKIE,
    LATE,
    Visit,
    drop_cookie,
    set_cookie,
    with_desk,
)
from corridor.web.desk.forms.sign_in import SignInForm
from corridor.web.desk.pages.errors import ErrorPage, Fault, Resend, keep
from corridor.web.desk.pages.sign_in import LockPage, SignInPage, Why
from corridor.web.desk.shells import shell_of
from corridor.web.desk.tending import tend
from corridor.web.desk.viewing import copies

_WHY: Final = {
    Over.IDLE.value: Why.IDLE,
    Over.EXPIRED.value: Why.ENDED,
    Over.ENDED.value: Why.ENDED,
    "locked": Why.LOCKED,
}


@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _door(request, SignInForm())
    form = SignInForm(request.POST)
    if not form.is_valid():
        return _door(request, form, status=422)
    said = form.cleaned_data
    try:
        keys = gate().log_in(said["name"], said["passphrase"], said["second"], at=clock()())
        return _let_in(keys)
    except (RefusedError, NotFoundError):
        note(machine_diarist(), LogInFailed())
        form.add_error(
            None,
            gettext("The three do not belong together. Look at each and try again."),
        )
        return _door(request, form, status=422)


def _let_in(keys: Keys) -> HttpResponse:
    """The log-in is in the journal before anything opens."""
    here, at = premises(), clock()()
    own = OwnKeys(member=keys.member, seal=keys.seal, signing=keys.signing)
    opened = unwrap(stores(), here.pins, own)
    desk = open_desk(stores(), here.pins, own, keys=opened, clock=premises().calendar)
    note_as_member(desk, LoggedIn(member=desk.me))
    tend(desk)
    _session, cookie = sessions().open_session(
        keys, opened, roster_height=len(desk.roster.timeline) - 1, at=at
    )
    waiting = bool(late_forms(keys))
    response = HttpResponseRedirect(reverse("kept" if waiting else "home"))
    set_cookie(response, cookie)
    return response


def _door(request: HttpRequest, form: SignInForm, *, status: int = 200) -> HttpResponse:
    why = _WHY.get(request.GET.get("why", ""), Why.FRESH)
    model = LockPage if why in {Why.LOCKED, Why.IDLE} else SignInPage
    page = model(
        language=get_language() or "en",
        direction="rtl" if get_language_bidi() else "ltr",
        action=reverse("sign-in"),
        form=form,
        why=why,
        holding=request.GET.get("kept") == "1",
        recovery_url=reverse("recovery"),
    )
    return render(request, page.template, {"page": page}, status=status)


@require_POST
@with_desk
def lock(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The keys go now; a checkpoint is left behind."""
    note_as_member(visit.desk, Locked(member=visit.desk.me))
    return _leave(request, visit, why="locked")


@require_POST
@with_desk
def sign_out(request: HttpRequest, visit: Visit) -> HttpResponse:
    note_as_member(visit.desk, LoggedOut(member=visit.desk.me))
    return _leave(request, visit, why="")


@require_POST
@with_desk
def end_everywhere(request: HttpRequest, visit: Visit) -> HttpResponse:
    note_as_member(visit.desk, LoggedOut(member=visit.desk.me))
    response = _leave(request, visit, why="")
    sessions().end_all(visit.desk.me, at=clock()())
    return response


def _leave(request: HttpRequest, visit: Visit, *, why: str) -> HttpResponse:
    checkpoint(visit.desk)
    copies().forget(visit.desk.me)
    sessions().end(request.COOKIES.get(COOKIE, ""), at=clock()())
    query = f"?why={why}" if why else ""
    response = HttpResponseRedirect(reverse("sign-in") + query)
    drop_cookie(response)
    return response


@require_POST
@with_desk
def stay(_request: HttpRequest, _visit: Visit) -> HttpResponse:
    """Puts the lock off: opening the session was all that it takes."""
    return HttpResponse(status=204)


@require_safe
@with_desk
def kept(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The oldest form that came after the lock, ready to be sent again."""
    held = late_forms(visit.keys)
    if not held:
        return HttpResponseRedirect(reverse("home"))
    first = held[0]
    fields = parse_qs(first.text.decode(), keep_blank_values=True)
    page = ErrorPage(
        fault=Fault.NOT_ACCEPTED,
        language=get_language() or "en",
        shell=shell_of(visit),
        resend=Resend(
            url=first.form_key,
            kept=keep({**fields, LATE: [str(first.id)]}),
            drop_url=reverse("drop-kept", kwargs={"draft": first.id}),
        ),
    )
    return render(request, page.template, {"page": page})


@require_POST
@with_desk
def drop_kept(_request: HttpRequest, visit: Visit, draft: UUID) -> HttpResponse:
    drafts().drop(visit.desk.me, draft)
    return HttpResponseRedirect(reverse("kept"))
