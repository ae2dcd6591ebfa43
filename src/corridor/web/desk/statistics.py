"""Figures: everything counted, inside; what may be told, outside."""

import csv

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from corridor.domain.journal import Export, Exported
from corridor.services.journal import note_as_member
from corridor.services.statistics import see_statistics
from corridor.web.desk.entry import Visit, with_desk
from corridor.web.desk.pages.common import Toast
from corridor.web.desk.pages.statistics import View
from corridor.web.desk.showing.statistics import csv_rows, statistics_page


@require_safe
@with_desk
def statistics(request: HttpRequest, visit: Visit) -> HttpResponse:
    counted = see_statistics(visit.desk, as_of=visit.desk.today())
    view = View.PUBLIC if request.GET.get("view") == View.PUBLIC else View.INSIDE
    done = Toast(words=gettext("Done.")) if request.GET.get("done") == "yes" else None
    page = statistics_page(visit, counted, view=view, toast=done)
    return render(request, page.template, {"page": page})


@require_safe
@with_desk
def as_csv(_request: HttpRequest, visit: Visit) -> HttpResponse:
    """The export is in the journal before it leaves."""
    desk = visit.desk
    counted = see_statistics(desk, as_of=desk.today())
    note_as_member(desk, Exported(member=desk.me, chain=None, what=Export.FIGURES))
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="figures-{counted.as_of}.csv"'
    csv.writer(answer).writerows(csv_rows(desk, counted))
    return answer


urlpatterns = [
    path("statistics", statistics, name="statistics"),
    path("statistics.csv", as_csv, name="statistics-csv"),
]
