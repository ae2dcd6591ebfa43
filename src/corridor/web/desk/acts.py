"""What is done with a request and with a case alike: take it, judge it, try to reach them."""

from datetime import datetime
from typing import Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.views.decorators.http import require_POST

from corridor.base.ids import ChainId
from corridor.domain.cases import Outcome
from corridor.domain.intake import Channel
from corridor.domain.policy import Act
from corridor.domain.safety import ContactRulesSet
from corridor.services import cases, intake
from corridor.services.desk import Desk
from corridor.services.safety import agree_to_ring, ask_to_ring, set_contact_rules
from corridor.web.desk.entry import Visit, with_desk
from corridor.web.desk.forms.request import AttemptForm, ContactRulesForm, RingForm
from corridor.web.desk.rooms import Room, open_in, show_again
from corridor.web.desk.saying import Said, answer, press, seen
from corridor.web.desk.triage import assess, second, triage
from corridor.web.desk.undoing import with_undo


@require_POST
@with_desk
def take(request: HttpRequest, visit: Visit, case: UUID, room: Room) -> HttpResponse:
    chain, at = open_in(room, visit, case, act=Act.TAKE_CASE).chain, seen(request)
    return press(
        request,
        visit,
        lambda: cases.take(visit.desk, chain, seen=at),
        then=with_undo(room.url(case)),
    )


@require_POST
@with_desk
def attempt(request: HttpRequest, visit: Visit, case: UUID, room: Room) -> HttpResponse:
    chain = open_in(room, visit, case, act=Act.TRY_CONTACT).chain
    return answer(
        request,
        visit,
        AttemptForm(request.POST),
        lambda said: try_contact(visit.desk, chain, said),
        then=room.url(case) + "#attempts",
        again=show_again(request, visit, room, case),
    )


def try_contact(desk: Desk, chain: ChainId, said: Said) -> None:
    intake.contact_tried(
        desk,
        chain,
        way=Channel(said["way"]),
        outcome=Outcome(said["outcome"]),
        words=said["words"],
        said=said["said"],
        tried_at=in_zone(said["tried_at"]),
    )


@require_POST
@with_desk
def ring(request: HttpRequest, visit: Visit, case: UUID, room: Room) -> HttpResponse:
    chain = open_in(room, visit, case, act=Act.TRY_CONTACT).chain
    return answer(
        request,
        visit,
        RingForm(request.POST),
        lambda said: ask_to_ring(
            visit.desk, chain, way=Channel(said["way"]), why=said["why"], said=said["said"]
        ),
        then=room.url(case) + "#attempts",
        again=show_again(request, visit, room, case),
    )


@require_POST
@with_desk
def agree_ring(
    request: HttpRequest, visit: Visit, case: UUID, height: int, room: Room
) -> HttpResponse:
    """Pressed by who asked, or too late, it changes nothing."""
    chain = open_in(room, visit, case, act=Act.TRY_CONTACT).chain
    return press(
        request,
        visit,
        lambda: agree_to_ring(visit.desk, chain, height=height),
        then=room.url(case) + "#attempts",
    )


def in_zone(moment: datetime) -> datetime:
    """Forms take hours of the organisation's zone; facts know where their hour is."""
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment)


@require_POST
@with_desk
def rules(request: HttpRequest, visit: Visit, case: UUID, room: Room) -> HttpResponse:
    chain, at = open_in(room, visit, case, act=Act.SET_CONTACT_RULES).chain, seen(request)
    return answer(
        request,
        visit,
        ContactRulesForm(request.POST),
        lambda said: set_contact_rules(visit.desk, chain, rules_of(visit.desk, said), seen=at),
        then=room.url(case),
        again=show_again(request, visit, room, case),
    )


def rules_of(desk: Desk, said: Said) -> ContactRulesSet:
    return ContactRulesSet(
        channels=tuple(Channel(channel) for channel in said["channels"]),
        hours=(said["hours"],) if said["hours"] else (),
        zone=desk.settings.zone,
        never_say=tuple(
            part for word in said["never_say"].split(",") if (part := word.strip())
        ),
        how=said["how"],
    )


_SHARED: Final = {
    "take": take,
    "assess": assess,
    "second": second,
    "triage": triage,
    "attempt": attempt,
    "rules": rules,
    "ring": ring,
}


def shared_paths(room: Room, *, folder: str) -> list[URLPattern]:
    here, kwargs = f"{folder}/<uuid:case>", {"room": room}
    plain = [
        path(f"{here}/{name}", view, kwargs, name=f"{room.name}-{name}")
        for name, view in _SHARED.items()
    ]
    agreed = f"{here}/ring/<int:height>"
    return [*plain, path(agreed, agree_ring, kwargs, name=f"{room.name}-agree-ring")]
