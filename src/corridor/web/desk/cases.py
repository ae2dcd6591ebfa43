"""A case: the file itself, what is written into it, and what is done with it as a whole."""

from typing import Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from corridor.base.ids import ChainId, MemberId, TaskId
from corridor.domain.cases import CloseReason
from corridor.domain.journal import Opening
from corridor.domain.policy import Act
from corridor.domain.tasks import TaskSet
from corridor.services import cases, intake, tasks
from corridor.services.casefiles import CaseFile
from corridor.web.desk.acts import shared_paths
from corridor.web.desk.drafting import drop_typed, keep_typed, said_already
from corridor.web.desk.entry import Visit, with_desk
from corridor.web.desk.forms.case import (
    CloseForm,
    HandOverForm,
    Kind,
    ReopenForm,
    StrikeForm,
    SummaryForm,
    TagsForm,
    WriteForm,
)
from corridor.web.desk.forms.queue import AddTaskForm
from corridor.web.desk.pages.common import Toast
from corridor.web.desk.requests import says_again
from corridor.web.desk.rooms import Room, open_in, show_again, show_file
from corridor.web.desk.saying import Said, answer, press, seen
from corridor.web.desk.showing.case import case_page
from corridor.web.desk.showing.case_writing import may_write_to_person
from corridor.web.desk.showing.common import colleagues
from corridor.web.desk.showing.sent import Shown
from corridor.web.desk.showing.timeline import Only
from corridor.web.desk.taking import INSERT, offers_for, text_with
from corridor.web.desk.undoing import undo_toast

CASE: Final = Room(
    name="case",
    opens=Act.OPEN_CASE,
    what=Opening.CASE,
    page=case_page,
    drafts={"write": "write"},
)


@require_safe
@with_desk
def one_case(request: HttpRequest, visit: Visit, case: UUID) -> HttpResponse:
    """What is not a case yet is shown as the request that it is."""
    file = open_in(CASE, visit, case)
    if file.case.made is None and visit.desk.may(Act.OPEN_REQUEST):
        return HttpResponseRedirect(reverse("request", kwargs={"case": case}))
    return show_file(request, visit, CASE, file, _shown(request, visit, file))


def _shown(request: HttpRequest, visit: Visit, file: CaseFile) -> Shown:
    only, page = request.GET.get("only", ""), request.GET.get("page", "")
    return Shown(
        only=next((one for one in Only if one.value == only), Only.EVERYTHING),
        page=max(1, int(page)) if page.isascii() and page.isdigit() and len(page) < 6 else 1,  # noqa: PLR2004
        toast=_done_toast(request.GET.get("done", ""), file)
        or undo_toast(request, visit, file.chain, back=CASE.name),
    )


def _done_toast(done: str, file: CaseFile) -> Toast | None:
    """A task that was just done can be taken back; its title stands on the page alone."""
    found = next((one for one in file.case.tasks if str(one.task) == done), None)
    if found is None or found.open:
        return None
    return Toast(
        words=gettext("Done: %(title)s") % {"title": found.title},
        undo_url=reverse("reopen-task", kwargs={"case": file.chain, "task": found.task}),
    )


@require_POST
@with_desk
def write(request: HttpRequest, visit: Visit, case: UUID) -> HttpResponse:
    file = open_in(CASE, visit, case, act=Act.WRITE_NOTE)
    messages = may_write_to_person(visit.desk, file)
    offers = offers_for(visit.desk, file)
    if request.POST.get("do") == INSERT:
        text = text_with(visit.desk, file, request.POST)
        begun = {"text": text, "kind": Kind.MESSAGE.value}
        form = WriteForm(initial=begun, messages=messages, offers=offers)
        return show_file(request, visit, CASE, file, Shown(back={form.key: form}))

    def save(said: Said) -> None:
        _write(visit, file, said)
        drop_typed(visit, request.path)

    return answer(
        request,
        visit,
        WriteForm(request.POST, messages=messages, offers=offers),
        save,
        then=CASE.url(case) + "#timeline",
        again=show_again(request, visit, CASE, case),
    )


def _write(visit: Visit, file: CaseFile, said: Said) -> None:
    """A second click says nothing twice."""
    text = said["text"]
    if said["kind"] == Kind.MESSAGE.value:
        if not says_again(visit, file, text):
            intake.answer(
                visit.desk,
                file.chain,
                text=text,
                knowingly=said["knowingly"],
                why=said["why"],
            )
    elif not _noted_already(visit, file, text):
        cases.write_note(visit.desk, file.chain, text=text)


def _noted_already(visit: Visit, file: CaseFile, text: str) -> bool:
    last = file.case.notes[-1] if file.case.notes else None
    return last is not None and last.by == visit.desk.me and last.text == text.strip()


@require_POST
@with_desk
def write_draft(request: HttpRequest, visit: Visit, case: UUID) -> HttpResponse:
    file = open_in(CASE, visit, case, act=Act.WRITE_NOTE)
    messages = () if file.talk is None else file.talk.dialogue.messages
    notes = [one.text for one in file.case.notes if one.by == visit.desk.me]
    said = [*notes, *(one.text for one in messages if one.by == visit.desk.me)]
    if said_already(request.POST.get("text", ""), said=said):
        return HttpResponse(gettext("It has been sent."))
    return keep_typed(request, visit, reverse("write", kwargs={"case": case}))


@require_POST
@with_desk
def add_task(request: HttpRequest, visit: Visit, case: UUID) -> HttpResponse:
    chain = open_in(CASE, visit, case, act=Act.SET_TASK).chain

    def save(said: Said) -> None:
        owner = MemberId(UUID(said["owner"])) if said["owner"] else None
        draft = TaskSet(
            task=tasks.new_task(), title=said["title"], due=said["due"], owner=owner
        )
        tasks.set_task(visit.desk, chain, draft)

    return answer(
        request,
        visit,
        AddTaskForm(request.POST, members=colleagues(visit.desk, act=Act.SET_TASK)),
        save,
        then=CASE.url(case) + "#next",
        again=show_again(request, visit, CASE, case),
    )


@require_POST
@with_desk
def task_done(request: HttpRequest, visit: Visit, case: UUID, task: UUID) -> HttpResponse:
    """Done twice is done once."""
    chain = open_in(CASE, visit, case, act=Act.SET_TASK).chain
    return press(
        request,
        visit,
        lambda: tasks.finish_task(visit.desk, chain, TaskId(task)),
        then=f"{CASE.url(case)}?done={task}",
    )


@require_POST
@with_desk
def reopen_task(request: HttpRequest, visit: Visit, case: UUID, task: UUID) -> HttpResponse:
    chain = open_in(CASE, visit, case, act=Act.SET_TASK).chain
    return press(
        request,
        visit,
        lambda: tasks.reopen_task(visit.desk, chain, TaskId(task)),
        then=CASE.url(case) + "#next",
    )


@require_POST
@with_desk
def summary(request: HttpRequest, visit: Visit, case: UUID) -> HttpResponse:
    chain, at = open_in(CASE, visit, case, act=Act.WRITE_NOTE).chain, seen(request)
    return answer(
        request,
        visit,
        SummaryForm(request.POST),
        lambda said: cases.summarise(visit.desk, chain, words=said["line"], seen=at),
        then=CASE.url(case),
        again=show_again(request, visit, CASE, case),
    )


@require_POST
@with_desk
def tags(request: HttpRequest, visit: Visit, case: UUID) -> HttpResponse:
    chain, at = open_in(CASE, visit, case, act=Act.WRITE_NOTE).chain, seen(request)
    return answer(
        request,
        visit,
        TagsForm(request.POST),
        lambda said: cases.set_tags(visit.desk, chain, tags=said["tags"], seen=at),
        then=CASE.url(case),
        again=show_again(request, visit, CASE, case),
    )


@require_POST
@with_desk
def hand_over(request: HttpRequest, visit: Visit, case: UUID) -> HttpResponse:
    chain, at = open_in(CASE, visit, case, act=Act.HAND_OVER).chain, seen(request)
    return answer(
        request,
        visit,
        HandOverForm(request.POST, members=colleagues(visit.desk, act=Act.TAKE_CASE)),
        lambda said: cases.hand_over(visit.desk, chain, to=MemberId(UUID(said["to"])), seen=at),
        then=CASE.url(case),
        again=show_again(request, visit, CASE, case),
    )


@require_POST
@with_desk
def close(request: HttpRequest, visit: Visit, case: UUID) -> HttpResponse:
    chain, at = open_in(CASE, visit, case, act=Act.CLOSE_CASE).chain, seen(request)
    return answer(
        request,
        visit,
        CloseForm(request.POST),
        lambda said: cases.close(
            visit.desk,
            chain,
            reason=CloseReason(said["reason"]),
            words=said["words"],
            seen=at,
        ),
        then=CASE.url(case),
        again=show_again(request, visit, CASE, case),
    )


@require_POST
@with_desk
def reopen(request: HttpRequest, visit: Visit, case: UUID) -> HttpResponse:
    chain = open_in(CASE, visit, case, act=Act.CLOSE_CASE).chain
    return answer(
        request,
        visit,
        ReopenForm(request.POST),
        lambda said: cases.reopen(visit.desk, chain, words=said["words"]),
        then=CASE.url(case),
        again=show_again(request, visit, CASE, case),
    )


@require_POST
@with_desk
def strike(request: HttpRequest, visit: Visit, case: UUID, height: int) -> HttpResponse:
    """A slip of the hand: the entry stays readable and counts no more."""
    chain: ChainId = open_in(CASE, visit, case, act=Act.WRITE_NOTE).chain
    return answer(
        request,
        visit,
        StrikeForm(request.POST, part=f"-{height}"),
        lambda said: cases.strike(visit.desk, chain, height=height, words=said["words"]),
        then=CASE.url(case) + "#timeline",
        again=show_again(request, visit, CASE, case),
    )


urlpatterns = [
    path("cases/<uuid:case>", one_case, name="case"),
    path("cases/<uuid:case>/write", write, name="write"),
    path("cases/<uuid:case>/write/draft", write_draft, name="write-draft"),
    path("cases/<uuid:case>/tasks", add_task, name="add-task"),
    path("cases/<uuid:case>/tasks/<uuid:task>/done", task_done, name="task-done"),
    path("cases/<uuid:case>/tasks/<uuid:task>/reopen", reopen_task, name="reopen-task"),
    path("cases/<uuid:case>/summary", summary, name="summary"),
    path("cases/<uuid:case>/tags", tags, name="case-tags"),
    path("cases/<uuid:case>/hand-over", hand_over, name="hand-over"),
    path("cases/<uuid:case>/close", close, name="close-case"),
    path("cases/<uuid:case>/reopen", reopen, name="reopen-case"),
    path("cases/<uuid:case>/entries/<int:height>/strike", strike, name="strike"),
    *shared_paths(CASE, folder="cases"),
]
