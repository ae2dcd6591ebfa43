"""Legs of a journey: one more, held, cleared, changed, begun, ended, called off."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_http_methods, require_POST

from corridor.base.ids import AlarmId, ChainId, LegId
from corridor.domain.check_ins import CheckIn
from corridor.domain.errors import NotFoundError
from corridor.domain.journal import Opened, Opening
from corridor.domain.legs import Leg, LegEnd
from corridor.domain.policy import Act
from corridor.services import journey_legs
from corridor.services import journeys as ways
from corridor.services.journal import note_as_member
from corridor.services.journey_files import JourneyFile, open_journey
from corridor.web.desk.entry import Visit, with_desk
from corridor.web.desk.forms.journey import (
    CALL_OFF,
    HOLD,
    ChangeLegForm,
    LegEndForm,
    PlanLegForm,
    SignPlanForm,
    WhyForm,
)
from corridor.web.desk.journeys import show_journey, there
from corridor.web.desk.saying import UNSAVED, Said, answer, press
from corridor.web.desk.showing.common import wording_of
from corridor.web.desk.showing.legs import change_page, sign_page
from corridor.web.desk.typed import bare_leg_of, leg_of, sign_of, typed_leg, typed_sign

_FORM = ["GET", "HEAD", "POST"]


def _opened(visit: Visit, file: JourneyFile) -> Opened:
    """The opening is in the journal before a page with hours is made."""
    return Opened(member=visit.desk.me, chain=file.chain, what=Opening.JOURNEY)


def _leg(visit: Visit, journey: UUID, leg: UUID) -> tuple[JourneyFile, Leg]:
    visit.desk.door(Act.PLAN_JOURNEY)
    file = open_journey(visit.desk, ChainId(journey))
    found = file.journey.leg(LegId(leg))
    if found is None or found.ended_at is not None:
        raise NotFoundError
    return file, found


@require_POST
@with_desk
def add_leg(request: HttpRequest, visit: Visit, journey: UUID) -> HttpResponse:
    visit.desk.door(Act.PLAN_JOURNEY)
    chain, form = ChainId(journey), PlanLegForm(request.POST, region=_region(visit))
    return answer(
        request,
        visit,
        form,
        lambda said: journey_legs.add_leg(visit.desk, chain, leg_of(said)),
        then=there(journey),
        again=lambda _form: show_journey(request, visit, chain, leg_form=form, status=UNSAVED),
    )


def _region(visit: Visit) -> str:
    return wording_of(visit.desk).region


@require_http_methods(_FORM)
@with_desk
def change_leg(request: HttpRequest, visit: Visit, journey: UUID, leg: UUID) -> HttpResponse:
    file, found = _leg(visit, journey, leg)
    if request.method != "POST":
        return _change(request, visit, file, found)
    form = ChangeLegForm(request.POST, region=_region(visit))

    def change(said: Said) -> None:
        draft, why = bare_leg_of(said), said["why"]
        journey_legs.replan(visit.desk, file.chain, LegId(leg), draft, why=why)

    return answer(
        request,
        visit,
        form,
        change,
        then=there(journey),
        again=lambda _form: _change(request, visit, file, found, form=form),
    )


def _change(  # noqa: PLR0913 - any of its forms may be sent back
    request: HttpRequest,
    visit: Visit,
    file: JourneyFile,
    leg: Leg,
    *,
    form: ChangeLegForm | None = None,
    reason: WhyForm | None = None,
) -> HttpResponse:
    note_as_member(visit.desk, _opened(visit, file))
    status = UNSAVED if form or reason else 200
    shown = form or ChangeLegForm(region=_region(visit), initial=typed_leg(leg.planned))
    page = change_page(visit, file, leg, shown, reason=reason)
    return render(request, page.template, {"page": page}, status=status)


@require_POST
@with_desk
def hold_leg(request: HttpRequest, visit: Visit, journey: UUID, leg: UUID) -> HttpResponse:
    file, found = _leg(visit, journey, leg)
    form = WhyForm(request.POST, part=HOLD)
    return _with_reason(request, visit, file, found, form=form, act=journey_legs.hold)


@require_POST
@with_desk
def call_off_leg(request: HttpRequest, visit: Visit, journey: UUID, leg: UUID) -> HttpResponse:
    file, found = _leg(visit, journey, leg)
    form = WhyForm(request.POST, part=CALL_OFF)
    return _with_reason(request, visit, file, found, form=form, act=journey_legs.call_off)


def _with_reason(  # noqa: PLR0913 - one answer is all of these
    request: HttpRequest,
    visit: Visit,
    file: JourneyFile,
    leg: Leg,
    *,
    form: WhyForm,
    act: Callable[..., object],
) -> HttpResponse:
    return answer(
        request,
        visit,
        form,
        lambda said: act(visit.desk, file.chain, leg.planned.leg, why=said["why"]),
        then=there(file.chain),
        again=lambda _form: _change(request, visit, file, leg, reason=form),
    )


@require_POST
@with_desk
def clear_leg(request: HttpRequest, visit: Visit, journey: UUID, leg: UUID) -> HttpResponse:
    return _pressed(request, visit, journey, leg, journey_legs.clear)


@require_POST
@with_desk
def start_leg(request: HttpRequest, visit: Visit, journey: UUID, leg: UUID) -> HttpResponse:
    return _pressed(request, visit, journey, leg, ways.start_leg)


def _pressed(
    request: HttpRequest,
    visit: Visit,
    journey: UUID,
    leg: UUID,
    act: Callable[..., JourneyFile],
) -> HttpResponse:
    return press(
        request,
        visit,
        lambda: act(visit.desk, ChainId(journey), LegId(leg)),
        then=there(journey),
    )


@require_POST
@with_desk
def end_leg(request: HttpRequest, visit: Visit, journey: UUID, leg: UUID) -> HttpResponse:
    """A choice from a list: what is none of them is no leg's end."""
    form = LegEndForm(request.POST)
    if not form.is_valid():
        raise NotFoundError
    how = LegEnd(form.cleaned_data["how"])
    return press(
        request,
        visit,
        lambda: ways.end_leg(visit.desk, ChainId(journey), LegId(leg), how=how),
        then=there(journey),
    )


@require_http_methods(_FORM)
@with_desk
def add_sign(request: HttpRequest, visit: Visit, journey: UUID, leg: UUID) -> HttpResponse:
    file, found = _leg(visit, journey, leg)
    return _sign_form(
        request,
        visit,
        file,
        found,
        lambda said: journey_legs.add_sign(visit.desk, file.chain, LegId(leg), sign_of(said)),
    )


@require_http_methods(_FORM)
@with_desk
def move_sign(request: HttpRequest, visit: Visit, journey: UUID, alarm: UUID) -> HttpResponse:
    file, known = _sign(visit, journey, alarm)
    _file, found = _leg(visit, journey, known.planned.leg)
    moved = AlarmId(alarm)
    return _sign_form(
        request,
        visit,
        file,
        found,
        lambda said: journey_legs.move_sign(visit.desk, file.chain, moved, sign_of(said)),
        instead_of=known,
    )


def _sign_form(  # noqa: PLR0913 - one answer is all of these
    request: HttpRequest,
    visit: Visit,
    file: JourneyFile,
    leg: Leg,
    act: Callable[[Said], object],
    *,
    instead_of: CheckIn | None = None,
) -> HttpResponse:
    known = instead_of.planned if instead_of else None
    sent = request.POST if request.method == "POST" else None
    form = SignPlanForm(sent, initial=typed_sign(known) if known else None)

    def show(_form: object = form) -> HttpResponse:
        note_as_member(visit.desk, _opened(visit, file))
        page = sign_page(visit, file, leg, form, alarm=known.alarm if known else None)
        status = 200 if sent is None else UNSAVED
        return render(request, page.template, {"page": page}, status=status)

    if sent is None:
        return show()
    return answer(request, visit, form, act, then=there(file.chain), again=show)


def _sign(visit: Visit, journey: UUID, alarm: UUID) -> tuple[JourneyFile, CheckIn]:
    visit.desk.door(Act.PLAN_JOURNEY)
    file = open_journey(visit.desk, ChainId(journey))
    known = file.journey.check_in(AlarmId(alarm))
    if known is None:
        raise NotFoundError
    return file, known


urlpatterns = [
    path("journeys/<uuid:journey>/legs", add_leg, name="add-leg"),
    path("journeys/<uuid:journey>/legs/<uuid:leg>/start", start_leg, name="start-leg"),
    path("journeys/<uuid:journey>/legs/<uuid:leg>/end", end_leg, name="end-leg"),
    path("journeys/<uuid:journey>/legs/<uuid:leg>/change", change_leg, name="change-leg"),
    path("journeys/<uuid:journey>/legs/<uuid:leg>/hold", hold_leg, name="hold-leg"),
    path("journeys/<uuid:journey>/legs/<uuid:leg>/clear", clear_leg, name="clear-leg"),
    path("journeys/<uuid:journey>/legs/<uuid:leg>/call-off", call_off_leg, name="call-off-leg"),
    path("journeys/<uuid:journey>/legs/<uuid:leg>/sign", add_sign, name="add-sign"),
    path("journeys/<uuid:journey>/alarms/<uuid:alarm>/move", move_sign, name="move-sign"),
]
