"""A case on paper. Each sheet is numbered in the file and written into the journal first."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.views.decorators.http import require_POST, require_safe

from corridor.domain.journal import Opened, Opening
from corridor.services.cases import print_sheet
from corridor.services.journal import note_as_member
from corridor.web.desk.cases import CASE
from corridor.web.desk.entry import Visit, with_desk
from corridor.web.desk.rooms import open_in
from corridor.web.desk.showing.sheet import sheet_page


@require_POST
@with_desk
def make(request: HttpRequest, visit: Visit, case: UUID) -> HttpResponse:  # noqa: ARG001
    """Looking at the sheet again makes no second copy; asking again does."""
    file = print_sheet(visit.desk, open_in(CASE, visit, case).chain)
    place = {"case": case, "height": file.height}
    return HttpResponseRedirect(reverse("sheet", kwargs=place))


@require_safe
@with_desk
def sheet(request: HttpRequest, visit: Visit, case: UUID, height: int) -> HttpResponse:
    file = open_in(CASE, visit, case)
    page = sheet_page(visit, file, height)
    opened = Opened(member=visit.desk.me, chain=file.chain, what=Opening.CASE)
    note_as_member(visit.desk, opened)
    return render(request, page.template, {"page": page})


urlpatterns = [
    path("cases/<uuid:case>/sheet", make, name="print-sheet"),
    path("cases/<uuid:case>/sheets/<int:height>", sheet, name="sheet"),
]
