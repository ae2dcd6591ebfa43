"""The surge: one page for the worst week, and the book of who is there."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.views.decorators.http import require_POST, require_safe

from corridor.base.ids import MemberId
from corridor.domain.policy import Act
from corridor.services import shifts
from corridor.services.surge import hand_out, see_surge
from corridor.web.desk.entry import Visit, with_desk
from corridor.web.desk.forms.surge import HandOutForm, ShiftForm
from corridor.web.desk.saying import UNSAVED, Said, saved
from corridor.web.desk.showing.surge import hand_out_choices, shift_choices, surge_page
from corridor.web.desk.undoing import refs_in, undo_toast, with_undo


@require_safe
@with_desk
def surge(request: HttpRequest, visit: Visit) -> HttpResponse:
    done = refs_in(request.GET.getlist("case"))
    toast = undo_toast(request, visit, *done, back="surge")
    page = surge_page(visit, see_surge(visit.desk), toast=toast)
    return render(request, page.template, {"page": page})


@require_POST
@with_desk
def hand_out_now(request: HttpRequest, visit: Visit) -> HttpResponse:
    desk = visit.desk
    desk.door(Act.HAND_OVER)
    members, languages = hand_out_choices(desk)
    form = HandOutForm(request.POST, members=members, languages=languages)
    handed: list[object] = []

    def give(said: Said) -> None:
        to = [MemberId(UUID(one)) for one in said["to"]]
        handed.extend(hand_out(desk, to=to, many=said["many"], language=said["language"]))

    if saved(form, give):
        there = reverse("surge")
        return HttpResponseRedirect(with_undo(there, handed) if handed else there)
    page = surge_page(visit, see_surge(desk), hand_out=form)
    return render(request, page.template, {"page": page}, status=UNSAVED)


@require_POST
@with_desk
def begin(request: HttpRequest, visit: Visit) -> HttpResponse:
    desk = visit.desk
    desk.door(Act.SEE_QUEUE)
    form = ShiftForm(request.POST, said=shift_choices())
    if saved(form, lambda said: shifts.begin_shift(desk, hours=int(said["hours"]))):
        return HttpResponseRedirect(reverse("surge") + "#shift")
    page = surge_page(visit, see_surge(desk), shift=form)
    return render(request, page.template, {"page": page}, status=UNSAVED)


@require_POST
@with_desk
def end(_request: HttpRequest, visit: Visit) -> HttpResponse:
    shifts.end_shift(visit.desk)
    return HttpResponseRedirect(reverse("surge") + "#shift")


urlpatterns = [
    path("surge", surge, name="surge"),
    path("surge/hand-out", hand_out_now, name="hand-out"),
    path("shift", begin, name="shift"),
    path("shift/end", end, name="end-shift"),
]
