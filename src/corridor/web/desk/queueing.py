"""The queue, and what is done with several of its rows at once."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from corridor.base.ids import ChainId, MemberId
from corridor.domain.errors import RefusalError
from corridor.domain.factors import Level
from corridor.domain.policy import Act
from corridor.domain.queueing import Row
from corridor.domain.tasks import TaskSet
from corridor.services import cases, likeness, queueing, tasks, triage
from corridor.services.desk import Desk
from corridor.services.saved_views import drop_view, keep_view
from corridor.services.triage import Judged
from corridor.web.composition import tongues
from corridor.web.desk.entry import Visit, with_desk
from corridor.web.desk.forms.queue import (
    AddTaskForm,
    AssignForm,
    Bulk,
    KeepViewForm,
    SelectedForm,
    SetUrgencyForm,
)
from corridor.web.desk.pages.common import Notice, Toast
from corridor.web.desk.saying import UNSAVED, Said, refuse, saved
from corridor.web.desk.showing.chosen import Chosen
from corridor.web.desk.showing.common import colleagues
from corridor.web.desk.showing.likeness import look_for_heaps
from corridor.web.desk.showing.queue import BULK_ACTS, queue_act_page, queue_page
from corridor.web.desk.undoing import refs_in, undo_toast, with_undo
from corridor.web.desk.waking import nobody_woken

ActForm = AssignForm | SetUrgencyForm | AddTaskForm


@require_safe
@with_desk
def queue(request: HttpRequest, visit: Visit) -> HttpResponse:
    cases_done = refs_in(request.GET.getlist("case"))
    toast = undo_toast(request, visit, *cases_done, back="queue")
    return _show_queue(request, visit, toast=toast)


def _show_queue(  # noqa: PLR0913 - one page is all of these
    request: HttpRequest,
    visit: Visit,
    *,
    toast: Toast | None = None,
    notices: tuple[Notice, ...] = (),
    keep: KeepViewForm | None = None,
    status: int = 200,
) -> HttpResponse:
    chosen = Chosen.read(request.GET, languages=tongues().offered)
    found = queueing.see_queue(
        visit.desk,
        view=chosen.view,
        chosen=chosen.filter,
        start=(chosen.page - 1) * queueing.PAGE,
    )
    said = (*notices, *nobody_woken(), *look_for_heaps(visit.desk, found))
    page = queue_page(visit, found, chosen, toast=toast, notices=said, keep=keep)
    return render(request, page.template, {"page": page}, status=status)


@require_POST
@with_desk
def keep(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What is kept is read from the address anew: only choices that there are."""
    visit.desk.door(Act.SEE_QUEUE)
    chosen = Chosen.read(request.GET, languages=visit.desk.settings.languages)
    form = KeepViewForm(request.POST)
    query = chosen.query()
    if saved(form, lambda said: keep_view(visit.desk, name=said["name"], chosen=query)):
        return HttpResponseRedirect(chosen.url())
    return _show_queue(request, visit, keep=form, status=UNSAVED)


@require_POST
@with_desk
def drop(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Dropped twice, it is gone once."""
    visit.desk.door(Act.SEE_QUEUE)
    with suppress(RefusalError):
        drop_view(visit.desk, name=request.POST.get("name", ""))
    return HttpResponseRedirect(reverse("queue"))


@require_POST
@with_desk
def queue_act(request: HttpRequest, visit: Visit) -> HttpResponse:
    visit.desk.door(Act.SEE_QUEUE)
    rows = queueing.rows_of(visit.desk, refs_in(request.POST.getlist("case")))
    known = {str(row.chain): row for row in rows}
    selected = SelectedForm(request.POST, offered=list(known))
    if not selected.is_valid():
        told = Notice(words=gettext("Choose at least one file, then what to do with it."))
        return _show_queue(request, visit, notices=(told,), status=UNSAVED)
    rows = [known[ref] for ref in selected.cleaned_data["case"]]
    act = Bulk(selected.cleaned_data["do"])
    visit.desk.door(BULK_ACTS[act])
    if act is Bulk.TAKE:
        return _take(visit, rows)
    if act is Bulk.BACK:
        return _bring_back(visit, rows)
    return _fill(request, visit, act, rows)


def _take(visit: Visit, rows: list[Row]) -> HttpResponse:
    """What is in these hands already, or closed, stays as it is."""
    taken = [
        row for row in rows if _refused(partial(cases.take, visit.desk, row.chain)) is None
    ]
    return _done(taken)


def _bring_back(visit: Visit, rows: list[Row]) -> HttpResponse:
    for row in rows:
        likeness.bring_back(visit.desk, row.chain)
    return HttpResponseRedirect(reverse("queue"))


def _fill(request: HttpRequest, visit: Visit, act: Bulk, rows: list[Row]) -> HttpResponse:
    filled = request.POST.get("filled") == "yes"
    form = _form(act, visit.desk, request.POST if filled else None)
    if not filled:
        return _ask(request, visit, act, rows, form)
    left = _each(visit.desk, act, rows, form) if form.is_valid() else rows
    if left:
        return _ask(request, visit, act, left, form, status=UNSAVED)
    return _done(rows)


def _form(act: Bulk, desk: Desk, said: object) -> ActForm:
    if act is Bulk.URGENCY:
        return SetUrgencyForm(said)
    members = colleagues(desk, act=Act.TAKE_CASE)
    return (AssignForm if act is Bulk.ASSIGN else AddTaskForm)(said, members=members)


def _ask(  # noqa: PLR0913 - one page is all of these
    request: HttpRequest,
    visit: Visit,
    act: Bulk,
    rows: list[Row],
    form: ActForm,
    *,
    status: int = 200,
) -> HttpResponse:
    page = queue_act_page(visit, act, rows, form)
    return render(request, page.template, {"page": page}, status=status)


def _each(desk: Desk, act: Bulk, rows: list[Row], form: ActForm) -> list[Row]:
    """Do it with each row; those that refuse stay, with the first reason on the form."""
    left: list[Row] = []
    for row in rows:
        refusal = _refused(partial(_do, desk, act, row.chain, form.cleaned_data))
        if refusal is not None:
            left.append(row)
            if not form.errors:
                refuse(form, refusal)
    return left


def _refused(act: Callable[[], object]) -> RefusalError | None:
    try:
        act()
    except RefusalError as refusal:
        return refusal
    return None


def _do(desk: Desk, act: Bulk, chain: ChainId, said: Said) -> None:
    if act is Bulk.ASSIGN:
        cases.hand_over(desk, chain, to=MemberId(UUID(said["to"])))
    elif act is Bulk.URGENCY:
        level = Level(said["level"])
        triage.assess(desk, chain, Judged(level=level, words=said["words"]))
    else:
        owner = MemberId(UUID(said["owner"])) if said["owner"] else None
        draft = TaskSet(
            task=tasks.new_task(), title=said["title"], due=said["due"], owner=owner
        )
        tasks.set_task(desk, chain, draft)


def _done(rows: list[Row]) -> HttpResponse:
    url = with_undo(reverse("queue"), [row.chain for row in rows])
    return HttpResponseRedirect(url)


urlpatterns = [
    path("queue", queue, name="queue"),
    path("queue/act", queue_act, name="queue-act"),
    path("queue/views", keep, name="keep-view"),
    path("queue/views/drop", drop, name="drop-view"),
]
