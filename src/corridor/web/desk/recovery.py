"""Recovery at the door: two stewards in turn, each with their own three answers.

Between the turns this process keeps the new keys and the first steward's kernels in memory, for
a quarter of an hour, behind a random address. A restart forgets them: then it is begun again.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock
from typing import Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from corridor.accounts.errors import NoSuchMemberError, RefusedError
from corridor.accounts.keys import Keys, new_keys
from corridor.crypto.random import new_uuid
from corridor.domain.errors import NotFoundError, RefusalError
from corridor.domain.journal import LogInFailed
from corridor.domain.policy import Act
from corridor.services.desk import Desk
from corridor.services.journal import note
from corridor.services.opening import OwnKeys, open_desk, unwrap
from corridor.services.restoring import Half, begin, finish
from corridor.web.composition import (
    clock,
    gate,
    machine_diarist,
    premises,
    sessions,
    slots,
    stores,
)
from corridor.web.desk.forms.recovery import OpenRecoveryForm, StewardPartForm
from corridor.web.desk.refusals import field_of, sentence
from corridor.web.desk.saying import UNSAVED
from corridor.web.desk.showing.enrolment import enrol_page
from corridor.web.desk.showing.recovery import Turn, recovery_page
from corridor.web.desk.tending import settle
from corridor.web.ui.forms import DeskForm

LASTS: Final = timedelta(minutes=15)
MOST: Final = 20


@dataclass(frozen=True, kw_only=True)
class Begun:
    half: Half
    keys: Keys
    handle: str
    reason: str
    first: str
    at: datetime

    def turn(self, *, at: datetime) -> Turn:
        left = (self.at + LASTS - at).total_seconds()
        return Turn(
            handle=self.handle,
            reason=self.reason,
            first=self.first,
            minutes_left=max(1, int(left // 60)),
        )


@dataclass
class Turns:
    """Recoveries that wait for their second steward."""

    _begun: dict[UUID, Begun] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def keep(self, begun: Begun) -> UUID:
        with self._lock:
            self._forget_old(begun.at)
            while len(self._begun) >= MOST:
                self._begun.pop(next(iter(self._begun)))
            name = new_uuid()
            self._begun[name] = begun
            return name

    def get(self, name: UUID, *, at: datetime) -> Begun:
        with self._lock:
            self._forget_old(at)
            if name not in self._begun:
                raise NotFoundError
            return self._begun[name]

    def drop(self, name: UUID) -> None:
        with self._lock:
            self._begun.pop(name, None)

    def _forget_old(self, at: datetime) -> None:
        self._begun = {name: one for name, one in self._begun.items() if at - one.at < LASTS}


turns: Final = Turns()


@require_http_methods(["GET", "HEAD", "POST"])
def recovery(request: HttpRequest) -> HttpResponse:
    """The first steward's turn."""
    if request.method != "POST":
        return _show(request, OpenRecoveryForm(), StewardPartForm())
    about, part = OpenRecoveryForm(request.POST), StewardPartForm(request.POST)
    if about.is_valid() and part.is_valid():
        with _refusals_on(part, about):
            said = about.cleaned_data
            name = _begin(_steward(part), handle=said["member"], reason=said["reason"])
            return HttpResponseRedirect(reverse("recovery-turn", kwargs={"turn": name}))
    return _show(request, about, part, status=UNSAVED)


def _show(
    request: HttpRequest,
    about: OpenRecoveryForm,
    part: StewardPartForm,
    *,
    status: int = 200,
) -> HttpResponse:
    page = recovery_page(part, open_form=about)
    return render(request, page.template, {"page": page}, status=status)


@contextmanager
def _refusals_on(part: StewardPartForm, about: DeskForm | None = None) -> Iterator[None]:
    """A wrong answer, no steward, nobody of that name: one sentence for all of them."""
    try:
        yield
    except (RefusedError, NotFoundError, NoSuchMemberError):
        note(machine_diarist(), LogInFailed())
        part.add_error(None, gettext("This does not open a recovery. Look at each answer."))
    except RefusalError as refusal:
        form = about or part
        name = field_of(refusal)
        form.add_error(name if name in form.fields else None, sentence(refusal))


def _steward(part: StewardPartForm) -> Desk:
    """A desk for this one act: no session begins."""
    said = part.cleaned_data
    keys = gate().log_in(said["name"], said["passphrase"], said["second"], at=clock()())
    own = OwnKeys(member=keys.member, seal=keys.seal, signing=keys.signing)
    opened = unwrap(stores(), premises().pins, own)
    desk = open_desk(stores(), premises().pins, own, keys=opened, clock=premises().calendar)
    desk.door(Act.RECOVER)
    return desk


def _begin(desk: Desk, *, handle: str, reason: str) -> UUID:
    member = desk.roster.named(handle)
    if member is None or not member.here:
        raise NotFoundError
    keys = new_keys(member.member)
    half = begin(
        desk,
        member.member,
        signing_key=keys.signing.public,
        seal_key=keys.seal.public,
        reason=reason,
    )
    me = desk.roster.member(desk.me)
    begun = Begun(
        half=half,
        keys=keys,
        handle=member.handle,
        reason=reason,
        first=me.handle if me else "",
        at=clock()(),
    )
    return turns.keep(begun)


@require_http_methods(["GET", "HEAD", "POST"])
def second_turn(request: HttpRequest, turn: UUID) -> HttpResponse:
    """The second steward's turn: the member's new way in is shown once."""
    begun = turns.get(turn, at=clock()())
    part = StewardPartForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and part.is_valid():
        with _refusals_on(part):
            return _finish(request, turn, begun, _steward(part))
    page = recovery_page(part, turn=begun.turn(at=clock()()), name=turn)
    status = UNSAVED if request.method == "POST" else 200
    return render(request, page.template, {"page": page}, status=status)


def _finish(request: HttpRequest, turn: UUID, begun: Begun, desk: Desk) -> HttpResponse:
    """First the roster, then the way in: cut short between them, it is begun again."""
    outcome = finish(desk, begun.half)
    made = slots().replace(begun.keys.member, keys=begun.keys)
    turns.drop(turn)
    settle(outcome)
    end_sessions(begun.keys)
    page = enrol_page(begun.handle, made, waits=False, back_url=reverse("sign-in"))
    return render(request, page.template, {"page": page})


def end_sessions(keys: Keys) -> None:
    """Whoever sits there with the old keys is out."""
    sessions().end_all(keys.member, at=clock()())


@require_POST
def stop(_request: HttpRequest, turn: UUID) -> HttpResponse:
    """What is kept here goes; the proposal stays for stewards to decline on the team page."""
    turns.drop(turn)
    return HttpResponseRedirect(reverse("sign-in"))


urlpatterns = [
    path("recovery", recovery, name="recovery"),
    path("recovery/<uuid:turn>", second_turn, name="recovery-turn"),
    path("recovery/<uuid:turn>/stop", stop, name="stop-recovery"),
]
