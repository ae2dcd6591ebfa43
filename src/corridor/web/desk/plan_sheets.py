"""A journey's plan on paper. Each copy is numbered in it and written into the journal first."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.views.decorators.http import require_POST, require_safe

from corridor.base.ids import ChainId
from corridor.domain.journal import Opened, Opening
from corridor.services.journal import note_as_member
from corridor.services.journey_files import open_journey
from corridor.services.journeys import print_plan
from corridor.web.desk.entry import Visit, with_desk
from corridor.web.desk.showing.plan_sheet import plan_sheet_page


@require_POST
@with_desk
def make(request: HttpRequest, visit: Visit, journey: UUID) -> HttpResponse:  # noqa: ARG001
    """Looking at the sheet again makes no second copy; asking again does."""
    file = print_plan(visit.desk, ChainId(journey))
    place = {"journey": journey, "height": file.history.head.height}
    return HttpResponseRedirect(reverse("plan-sheet", kwargs=place))


@require_safe
@with_desk
def sheet(request: HttpRequest, visit: Visit, journey: UUID, height: int) -> HttpResponse:
    file = open_journey(visit.desk, ChainId(journey))
    page = plan_sheet_page(visit, file, height)
    opened = Opened(member=visit.desk.me, chain=file.chain, what=Opening.JOURNEY)
    note_as_member(visit.desk, opened)
    return render(request, page.template, {"page": page})


urlpatterns = [
    path("journeys/<uuid:journey>/sheet", make, name="print-plan"),
    path("journeys/<uuid:journey>/sheets/<int:height>", sheet, name="plan-sheet"),
]
