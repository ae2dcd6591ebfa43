"""Journeys: who is on the way, when we expect to hear from them, and an alarm to take."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from corridor.base.ids import AlarmId, ChainId, PersonId
from corridor.domain.casefile import Case
from corridor.domain.check_ins import Verdict
from corridor.domain.errors import NotFoundError
from corridor.domain.journal import Opened, Opening
from corridor.domain.policy import Act
from corridor.services import journey_watch
from corridor.services import journeys as ways
from corridor.services.casefiles import open_file
from corridor.services.journal import note_as_member
from corridor.services.journey_cases import agree_with_case
from corridor.services.journey_files import open_journey, see_journeys
from corridor.web.desk.entry import Visit, with_desk
from corridor.web.desk.forms.journey import PlanJourneyForm, PlanLegForm, SignOfLifeForm
from corridor.web.desk.saying import UNSAVED, Said, answer, press
from corridor.web.desk.showing.common import wording_of
from corridor.web.desk.showing.journey import journey_page, plan_page
from corridor.web.desk.showing.journeys import Kind, journeys_page
from corridor.web.desk.typed import leg_of
from corridor.web.desk.waking import carry_who_was_woken, nobody_woken
from corridor.web.ui.forms import Choices


@require_safe
@with_desk
def journeys(request: HttpRequest, visit: Visit) -> HttpResponse:
    visit.desk.door(Act.SEE_JOURNEYS)
    journey_watch.keep_current(visit.desk)
    carry_who_was_woken(visit.desk)
    kind = Kind.ENDED if request.GET.get("show") == Kind.ENDED else Kind.OPEN
    page = journeys_page(
        visit,
        see_journeys(visit.desk),
        kind=kind,
        strays=journey_watch.stray_alarms(visit.desk),
        notices=nobody_woken(),
    )
    return render(request, page.template, {"page": page})


@require_POST
@with_desk
def clear_strays(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Those that the page showed: each of them is looked at again before it is cleared."""
    try:
        shown = [AlarmId(UUID(one)) for one in request.POST.getlist("alarm")]
    except ValueError:
        raise NotFoundError from None
    journey_watch.clear_strays(visit.desk, shown)
    return HttpResponseRedirect(reverse("journeys"))


@require_safe
@with_desk
def journey(request: HttpRequest, visit: Visit, journey: UUID) -> HttpResponse:
    journey_watch.keep_current(visit.desk)
    carry_who_was_woken(visit.desk)
    return show_journey(request, visit, ChainId(journey))


def show_journey(  # noqa: PLR0913 - either of its forms may be sent back
    request: HttpRequest,
    visit: Visit,
    chain: ChainId,
    *,
    form: SignOfLifeForm | None = None,
    leg_form: PlanLegForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The opening is in the journal before the page is made."""
    desk = visit.desk
    file = open_journey(desk, chain)
    note_as_member(desk, Opened(member=desk.me, chain=chain, what=Opening.JOURNEY))
    alarming = file.journey.alarms(at=desk.clock())
    notice = journey_watch.notice_of(desk, alarming[0].planned.alarm) if alarming else None
    case = journey_watch.case_of(desk, file)
    if case is not None and desk.may(Act.PLAN_JOURNEY):
        agree_with_case(desk, file, case)
    page = journey_page(
        visit,
        file,
        case,
        notice=notice,
        notices=nobody_woken(),
        sign_form=form,
        leg_form=leg_form,
    )
    return render(request, page.template, {"page": page}, status=status)


def there(journey: UUID) -> str:
    return reverse("journey", kwargs={"journey": journey})


@require_http_methods(["GET", "HEAD", "POST"])
@with_desk
def plan(request: HttpRequest, visit: Visit, case: UUID) -> HttpResponse:
    visit.desk.door(Act.PLAN_JOURNEY)
    file = open_file(visit.desk, ChainId(case))
    sent = request.POST if request.method == "POST" else None
    form = PlanJourneyForm(
        sent, region=wording_of(visit.desk).region, people=_people(file.case)
    )

    def show(_form: object = form) -> HttpResponse:
        page = plan_page(visit, file, form)
        status = 200 if sent is None else UNSAVED
        return render(request, page.template, {"page": page}, status=status)

    if sent is None:
        return show()
    return answer(
        request,
        visit,
        form,
        lambda said: _plan(visit, file.chain, said),
        then=reverse("journeys"),
        again=show,
    )


def _plan(visit: Visit, case: ChainId, said: Said) -> None:
    ways.plan(
        visit.desk,
        case,
        people=tuple(PersonId(UUID(one)) for one in said["people"]),
        origin=said["from_area"],
        goal=said["to_area"],
        leg=leg_of(said),
    )


def _people(case: Case) -> Choices:
    """Lists name nobody: a label, or the case's code name and a number."""
    return [
        (str(one.person), one.label or f"{case.name} {number}")
        for number, one in enumerate(case.people, start=1)
    ]


@require_POST
@with_desk
def take(request: HttpRequest, visit: Visit, journey: UUID, alarm: UUID) -> HttpResponse:
    return press(
        request,
        visit,
        lambda: ways.take_alarm(visit.desk, ChainId(journey), AlarmId(alarm)),
        then=there(journey),
    )


@require_POST
@with_desk
def sign_of_life(
    request: HttpRequest, visit: Visit, journey: UUID, alarm: UUID
) -> HttpResponse:
    chain, form = ChainId(journey), SignOfLifeForm(request.POST)

    def judge(said: Said) -> None:
        verdict = Verdict(said["verdict"])
        journey_watch.judge(
            visit.desk, chain, AlarmId(alarm), verdict=verdict, words=said["words"]
        )

    def again(_form: object) -> HttpResponse:
        return show_journey(request, visit, chain, form=form, status=UNSAVED)

    return answer(request, visit, form, judge, then=there(journey), again=again)


urlpatterns = [
    path("journeys", journeys, name="journeys"),
    path("journeys/alarms", clear_strays, name="clear-strays"),
    path("journeys/<uuid:journey>", journey, name="journey"),
    path("cases/<uuid:case>/journey", plan, name="plan-journey"),
    path("journeys/<uuid:journey>/alarms/<uuid:alarm>/take", take, name="take-alarm"),
    path("journeys/<uuid:journey>/alarms/<uuid:alarm>/sign", sign_of_life, name="sign-of-life"),
]
