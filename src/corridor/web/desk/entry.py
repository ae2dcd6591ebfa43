"""The desk for one request: the cookie opens the session, the session opens the desk."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import wraps
from http import HTTPStatus
from typing import Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from corridor.accounts.errors import DraftsFullError, Over, SessionOverError
from corridor.accounts.keys import Keys
from corridor.accounts.sessions import Session
from corridor.domain.errors import NotFoundError
from corridor.ledger.errors import MissingKeyError
from corridor.services.desk import Desk
from corridor.services.opening import OwnKeys, open_desk, unwrap
from corridor.web.composition import clock, drafts, premises, sessions, stores
from corridor.web.desk.tending import sign_logs_daily, tend

COOKIE: Final = "__Host-desk"
NO_LETTERS: Final = "__Host-letters"
LATE: Final = "late"


@dataclass(frozen=True, kw_only=True)
class Visit:
    """An open desk, and what the page around it needs to know of the session."""

    desk: Desk
    keys: Keys
    minutes_left: int
    letter_keys: bool = True


DeskView = Callable[..., HttpResponseBase]


def with_desk(view: DeskView) -> DeskView:
    """Call `view(request, visit, …)` with an open desk, or lead to the door.

    A form that arrives too late is kept, sealed to who sent it, and offered after sign-in.
    """

    @wraps(view)
    def wrapper(request: HttpRequest, **place: object) -> HttpResponseBase:
        try:
            visit = open_visit(request)
        except SessionOverError as over:
            return to_the_door(request, over.reason)
        with timezone.override(visit.desk.settings.zone):
            response = view(request, visit, **place)
        sign_logs_daily(visit.desk)
        _forget_late(request, visit, response)
        return response

    return wrapper


def open_visit(request: HttpRequest) -> Visit:
    cookie = request.COOKIES.get(COOKIE, "")
    session = sessions().resume(cookie, at=clock()())
    try:
        desk = desk_of(session)
    except (NotFoundError, MissingKeyError):
        sessions().end(cookie, at=clock()())
        raise SessionOverError(Over.ENDED) from None
    _keep_newer_keys(cookie, session, desk)
    return Visit(
        desk=desk,
        keys=session.keys,
        minutes_left=session.minutes_left,
        letter_keys=request.COOKIES.get(NO_LETTERS) != "off",
    )


def _keep_newer_keys(cookie: str, session: Session, desk: Desk) -> None:
    height = len(desk.roster.timeline) - 1
    if height > session.roster_height:
        sessions().refresh(cookie, desk.keys, roster_height=height, at=clock()())


def desk_of(session: Session) -> Desk:
    """Keys come with the session; when the roster has moved on, they are unwrapped anew."""
    keys, pins = session.keys, premises().pins
    own = OwnKeys(member=keys.member, seal=keys.seal, signing=keys.signing)
    opened = list(session.compartments)
    with suppress(MissingKeyError):  # somebody has left: the roster has a new key
        desk = open_desk(stores(), pins, own, keys=opened, clock=premises().calendar)
        if len(desk.roster.timeline) - 1 <= session.roster_height:
            return desk
    opened = unwrap(stores(), pins, own)
    desk = open_desk(stores(), pins, own, keys=opened, clock=premises().calendar)
    tend(desk)
    return desk


def to_the_door(request: HttpRequest, reason: Over) -> HttpResponse:
    holding = request.method == "POST" and _hold(request)
    query = f"?why={reason.value}" + ("&kept=1" if holding else "")
    return HttpResponseRedirect(reverse("sign-in") + query)


def _forget_late(request: HttpRequest, visit: Visit, response: HttpResponseBase) -> None:
    """A form that came too late and was sent again has arrived: it is kept no longer."""
    late = request.POST.get(LATE, "") if request.method == "POST" else ""
    if not late or response.status_code != HTTPStatus.FOUND:
        return
    try:
        drafts().drop(visit.desk.me, UUID(late))
    except ValueError:
        return


def _hold(request: HttpRequest) -> bool:
    holder = sessions().holder_of(request.COOKIES.get(COOKIE, ""))
    if holder is None:
        return False
    try:
        drafts().hold(holder, request.path, request.POST.urlencode().encode(), at=clock()())
    except DraftsFullError:
        return False
    return True


def set_cookie(response: HttpResponse, value: str) -> None:
    """`__Host-`: this host alone, https or loopback alone, out of reach of any script."""
    response.set_cookie(COOKIE, value, path="/", secure=True, httponly=True, samesite="Strict")


def drop_cookie(response: HttpResponse) -> None:
    response.delete_cookie(COOKIE, path="/", samesite="Strict")
    response.cookies[COOKIE]["secure"] = True
