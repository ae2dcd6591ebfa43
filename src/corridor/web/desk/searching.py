"""Search: the words travel in the body and stand on the page, and nowhere else."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_http_methods

from corridor.domain.policy import Act
from corridor.services import queueing
from corridor.services.queueing import Found
from corridor.web.desk.entry import Visit, with_desk
from corridor.web.desk.forms.search import SearchForm
from corridor.web.desk.saying import UNSAVED
from corridor.web.desk.showing.search import search_page


@require_http_methods(["GET", "HEAD", "POST"])
@with_desk
def search(request: HttpRequest, visit: Visit) -> HttpResponse:
    visit.desk.door(Act.SEARCH)
    if request.method != "POST":
        return _show(request, visit, SearchForm())
    form = SearchForm(request.POST)
    if not form.is_valid():
        return _show(request, visit, form, status=UNSAVED)
    return _show(
        request, visit, form, queueing.search(visit.desk, query=form.cleaned_data["words"])
    )


def _show(
    request: HttpRequest,
    visit: Visit,
    form: SearchForm,
    found: Found | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    page = search_page(visit, form, found)
    return render(request, page.template, {"page": page}, status=status)


urlpatterns = [path("search", search, name="search")]
