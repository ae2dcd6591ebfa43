"""Set a heap aside: look at what is alike, then choose who, and what they are answered."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods, require_safe

from corridor.base.ids import ChainId
from corridor.domain.errors import NotFoundError
from corridor.domain.policy import Act
from corridor.services.likeness import Heap, see_heap, see_heaps, set_aside
from corridor.web.desk.entry import Visit, with_desk
from corridor.web.desk.forms.likeness import SetAsideForm
from corridor.web.desk.saying import UNSAVED, Said, saved
from corridor.web.desk.showing.likeness import begun, heap_page, heaps_page, offered
from corridor.web.desk.undoing import refs_in, with_undo


@require_safe
@with_desk
def alike(request: HttpRequest, visit: Visit) -> HttpResponse:
    visit.desk.door(Act.ASSESS)
    page = heaps_page(visit, see_heaps(visit.desk))
    return render(request, page.template, {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@with_desk
def alike_to(request: HttpRequest, visit: Visit, case: UUID) -> HttpResponse:
    visit.desk.door(Act.ASSESS)
    heap = see_heap(visit.desk, ChainId(case))
    if request.method != "POST":
        form = SetAsideForm(initial=begun(heap), offered=offered(heap))
        return _show(request, visit, heap, form)
    form = SetAsideForm(request.POST, offered=offered(heap))
    done: list[object] = []

    def put(said: Said) -> None:
        if heap is None:
            raise NotFoundError
        done.extend(set_aside(visit.desk, heap, refs_in(said["case"]), reply=said["reply"]))

    if saved(form, put):
        return HttpResponseRedirect(with_undo(reverse("queue"), done))
    return _show(request, visit, heap, form, status=UNSAVED)


def _show(
    request: HttpRequest,
    visit: Visit,
    heap: Heap | None,
    form: SetAsideForm,
    *,
    status: int = 200,
) -> HttpResponse:
    page = heap_page(visit, heap, form, url=request.path)
    return render(request, page.template, {"page": page}, status=status)


urlpatterns = [
    path("alike", alike, name="alike"),
    path("alike/<uuid:case>", alike_to, name="alike-to"),
]
