"""Lists of people: brought, looked through, taken in row by row, taken back as a whole."""

import time
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from corridor.base.ids import ImportId
from corridor.domain import attachments as rules
from corridor.domain.attachments import Category
from corridor.domain.errors import (
    EmptyFileError,
    FileCutShortError,
    NotFoundError,
    RefusalError,
)
from corridor.domain.import_rows import PlannedRow
from corridor.domain.imports import Import, Stage
from corridor.domain.policy import Act
from corridor.ledger.files import NoRoomError
from corridor.services import imports
from corridor.services.import_lists import Content, Tray
from corridor.services.sealed_files import Label
from corridor.viewing.door import read_cells
from corridor.viewing.errors import BusyError, CannotViewSafelyError
from corridor.web.composition import door_files, premises
from corridor.web.desk.entry import Visit, with_desk
from corridor.web.desk.forms.imports import (
    PlanForm,
    chosen_reading,
    chosen_sheet,
    initial_of,
)
from corridor.web.desk.pages.errors import Fault
from corridor.web.desk.pages.imports import ListPage, ListsPage
from corridor.web.desk.refusals import sentence
from corridor.web.desk.saying import UNSAVED, press, refuse
from corridor.web.desk.showing.entering import languages_offered
from corridor.web.desk.showing.imports import (
    Compared,
    list_url,
    lists_page,
    outcome_page,
    planning_page,
    preview_page,
    progress_page,
    unreadable_page,
)
from corridor.web.desk.uploading import Fields, ForgedFormError, take_files
from corridor.web.downloads import SANDBOX
from corridor.web.failures import Told, failure
from corridor.web.parts import CutShortError, FormError, Part

_SECONDS_AT_ONCE: Final = 2.5


def tray() -> Tray:
    return Tray(files=door_files(), books=read_cells, pepper=premises().pepper)


def _show(
    request: HttpRequest, page: ListPage | ListsPage, *, status: int = 200
) -> HttpResponse:
    return render(request, page.template, {"page": page}, status=status)


@require_safe
@with_desk
def lists(request: HttpRequest, visit: Visit) -> HttpResponse:
    return _show(request, lists_page(visit, imports.see_imports(visit.desk)))


# --- a list arrives ------------------------------------------------------------------------


@csrf_exempt  # checked before the first byte of a file
@require_POST
@with_desk
def send(request: HttpRequest, visit: Visit) -> HttpResponse:
    visit.desk.door(Act.IMPORT_LISTS)
    taken: list[Import] = []
    sender: list[str] = []

    def take(part: Part, said: Fields) -> None:
        sender.append(said.get("came_from", ""))
        _take(visit, part, sender[-1], taken)

    try:
        take_files(request, take)
    except (CutShortError, NoRoomError, RefusalError) as error:
        return _not_taken(request, visit, _why(error), *sender)
    except ForgedFormError:
        return failure(request, Fault.FORM_TOO_OLD)
    except FormError:
        return failure(request, Fault.UNREADABLE)
    if not taken:
        return _not_taken(request, visit, _why(EmptyFileError("file")), *sender)
    return HttpResponseRedirect(list_url(taken[0]))


def _why(error: CutShortError | NoRoomError | RefusalError) -> str:
    match error:
        case NotFoundError():
            raise error
        case RefusalError():
            return sentence(error)
        case NoRoomError():
            return gettext("There is no room left on the disk.")
        case _:
            return sentence(FileCutShortError("file"))


def _take(visit: Visit, part: Part, sender: str, taken: list[Import]) -> None:
    """One list at a time: a second file in the form is passed over."""
    if taken:
        return
    label = Label(
        name=rules.named(part.filename or ""), declared=part.media_type, category=Category.OTHER
    )
    taken.append(imports.receive(visit.desk, tray(), label, part.content, came_from=sender))


def _not_taken(request: HttpRequest, visit: Visit, trouble: str, *sender: str) -> HttpResponse:
    known = imports.see_imports(visit.desk)
    page = lists_page(visit, known, came_from="".join(sender[:1]), trouble=trouble)
    return _show(request, page, status=UNSAVED)


# --- one list ------------------------------------------------------------------------------


@require_safe
@with_desk
def one_list(request: HttpRequest, visit: Visit, listed: UUID) -> HttpResponse:
    """While a job runs, whoever looks at it carries it on, and looks again by themselves."""
    one = imports.find_import(visit.desk, ImportId(listed))
    if one.stage in {Stage.RUNNING, Stage.UNDOING}:
        return _carry_on(request, visit, one)
    if one.stage in {Stage.DONE, Stage.UNDONE} or one.deleted:
        return _show(request, outcome_page(visit, one))
    return _before(request, visit, one)


def _before(request: HttpRequest, visit: Visit, one: Import) -> HttpResponse:
    step = _preview if one.stage is Stage.PLANNED else _planning
    try:
        return step(request, visit, one)
    except (BusyError, CannotViewSafelyError) as error:
        return _not_now(request, error)
    except NotFoundError:
        raise
    except RefusalError as refusal:
        return _show(request, unreadable_page(visit, one, refusal), status=UNSAVED)


def _not_now(request: HttpRequest, error: BusyError | CannotViewSafelyError) -> HttpResponse:
    if isinstance(error, BusyError):
        return failure(request, Fault.BUSY)
    words = gettext(
        "This machine cannot lock up what reads workbooks, so none is read. Save the list as"
        " CSV and send that."
    )
    return failure(request, Fault.NOT_ACCEPTED, told=Told(words=words))


def _carry_on(request: HttpRequest, visit: Visit, one: Import) -> HttpResponse:
    until = time.monotonic() + _SECONDS_AT_ONCE
    try:
        after = imports.go_on(
            visit.desk, tray(), one.id, going=lambda: time.monotonic() < until
        )
    except (BusyError, CannotViewSafelyError) as error:
        return _not_now(request, error)
    if after.stage not in {Stage.RUNNING, Stage.UNDOING}:
        return HttpResponseRedirect(list_url(one))
    answer = _show(request, progress_page(visit, after))
    answer["Refresh"] = "1"
    return answer


def _preview(request: HttpRequest, visit: Visit, one: Import) -> HttpResponse:
    until = time.monotonic() + _SECONDS_AT_ONCE
    rows = imports.preview(visit.desk, tray(), one)
    good = [row for row in rows if isinstance(row, PlannedRow)]
    found, last = imports.likely_here(visit.desk, good, going=lambda: time.monotonic() < until)
    page = preview_page(
        visit,
        one,
        rows,
        cells=imports.cells_of(visit.desk, tray(), one),
        compared=Compared(found, last),
    )
    return _show(request, page)


def _planning(request: HttpRequest, visit: Visit, one: Import) -> HttpResponse:
    content = imports.look(visit.desk, tray(), one)
    width = max((len(line.cells) for line in content.lines), default=0)
    known = imports.remembered(visit.desk, one, width=width)
    if known is not None:
        content = imports.look(
            visit.desk, tray(), one, reading=known.reading, sheet=known.sheet
        )
    first = initial_of(known) if known else _first_answers(visit, content)
    form = _form(visit, content, initial=first)
    return _show(request, planning_page(visit, one, form, is_remembered=known is not None))


def _first_answers(visit: Visit, content: Content) -> dict[str, Any]:
    """What can be guessed is offered; how days are written cannot."""
    reading = content.reading
    said: dict[str, Any] = {"has_headings": True, "language": visit.desk.settings.languages[0]}
    if reading is not None:
        said |= {"alphabet": reading.alphabet.value, "sign": reading.sign.value}
    return said


def _form(
    visit: Visit,
    content: Content,
    data: QueryDict | None = None,
    *,
    initial: dict[str, Any] | None = None,
) -> PlanForm:
    return PlanForm(
        data,
        initial=initial,
        lines=content.lines,
        sheets=content.sheets,
        languages=languages_offered(),
        may_write_names=visit.desk.may(Act.WRITE_NAMES),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@with_desk
def plan(request: HttpRequest, visit: Visit, listed: UUID) -> HttpResponse:
    """GET: change how it is read. POST with `do=look`: only look at it read another way."""
    one = imports.find_import(visit.desk, ImportId(listed))
    try:
        if request.method != "POST":
            return _plan_again(request, visit, one)
        return _settle(request, visit, one)
    except (BusyError, CannotViewSafelyError) as error:
        return _not_now(request, error)


def _plan_again(request: HttpRequest, visit: Visit, one: Import) -> HttpResponse:
    if one.stage is not Stage.PLANNED or one.plan is None or one.deleted:
        return HttpResponseRedirect(list_url(one))
    content = imports.look(
        visit.desk, tray(), one, reading=one.plan.reading, sheet=one.plan.sheet
    )
    form = _form(visit, content, initial=initial_of(one.plan))
    return _show(request, planning_page(visit, one, form))


def _settle(request: HttpRequest, visit: Visit, one: Import) -> HttpResponse:
    try:
        content = imports.look(
            visit.desk,
            tray(),
            one,
            reading=chosen_reading(request.POST),
            sheet=chosen_sheet(request.POST),
        )
    except NotFoundError:
        raise
    except RefusalError as refusal:
        return _show(request, unreadable_page(visit, one, refusal), status=UNSAVED)
    if request.POST.get("do") == "look":
        said = {name: request.POST.get(name, "") for name in request.POST}
        form = _form(visit, content, initial={**said, "has_headings": "has_headings" in said})
        return _show(request, planning_page(visit, one, form))
    form = _form(visit, content, request.POST)
    if _planned(visit, one, form):
        return HttpResponseRedirect(list_url(one))
    return _show(request, planning_page(visit, one, form), status=UNSAVED)


def _planned(visit: Visit, one: Import, form: PlanForm) -> bool:
    if not form.is_valid():
        return False
    try:
        imports.plan(visit.desk, tray(), one.id, form.plan())
    except NotFoundError:
        raise
    except RefusalError as refusal:
        refuse(form, refusal)
        return False
    return True


@require_POST
@with_desk
def start(request: HttpRequest, visit: Visit, listed: UUID) -> HttpResponse:
    one = imports.find_import(visit.desk, ImportId(listed))
    without = [int(row) for row in request.POST.getlist("without") if _is_number(row)]

    def act() -> None:
        imports.start(visit.desk, tray(), one.id, without=without)

    return press(request, visit, act, then=list_url(one))


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10  # noqa: PLR2004


@require_POST
@with_desk
def undo(request: HttpRequest, visit: Visit, listed: UUID) -> HttpResponse:
    one = imports.find_import(visit.desk, ImportId(listed))
    return press(request, visit, lambda: imports.undo(visit.desk, one.id), then=list_url(one))


@require_POST
@with_desk
def delete(request: HttpRequest, visit: Visit, listed: UUID) -> HttpResponse:
    one = imports.find_import(visit.desk, ImportId(listed))
    return press(
        request,
        visit,
        lambda: imports.delete(visit.desk, tray(), one.id),
        then=reverse("lists"),
    )


@require_POST
@with_desk
def rows(request: HttpRequest, visit: Visit, listed: UUID) -> HttpResponse:
    """The rows that cannot be taken, to be put right: in the journal before they leave."""
    one = imports.find_import(visit.desk, ImportId(listed))
    try:
        content = imports.refused_rows(visit.desk, tray(), one)
    except (BusyError, CannotViewSafelyError) as error:
        return _not_now(request, error)
    answer = HttpResponse(content, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="rows.csv"'
    answer["Content-Security-Policy"] = SANDBOX
    answer["Cache-Control"] = "no-store"
    return answer


urlpatterns = [
    path("import", lists, name="lists"),
    path("import/send", send, name="send-list"),
    path("import/<uuid:listed>", one_list, name="list"),
    path("import/<uuid:listed>/plan", plan, name="plan-list"),
    path("import/<uuid:listed>/start", start, name="start-list"),
    path("import/<uuid:listed>/undo", undo, name="undo-list"),
    path("import/<uuid:listed>/delete", delete, name="delete-list"),
    path("import/<uuid:listed>/rows", rows, name="list-rows"),
]
