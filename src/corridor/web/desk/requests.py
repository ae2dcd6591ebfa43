"""A request: read it, judge it, answer it, make it a case."""

from typing import Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from corridor.base.ids import ChainId
from corridor.domain.journal import Opening
from corridor.domain.messages import Voice
from corridor.domain.policy import Act
from corridor.services import cases, intake
from corridor.services.casefiles import CaseFile
from corridor.web.desk.acts import shared_paths
from corridor.web.desk.drafting import drop_typed, keep_typed, said_already
from corridor.web.desk.entry import Visit, with_desk
from corridor.web.desk.forms.request import MakeCaseForm, ReplyForm
from corridor.web.desk.rooms import Room, open_in, show_again, show_file
from corridor.web.desk.saying import Said, answer, seen
from corridor.web.desk.showing.request import request_page
from corridor.web.desk.showing.sent import Shown
from corridor.web.desk.taking import INSERT, language_of, offers_for, text_with
from corridor.web.desk.undoing import undo_toast

REQUEST: Final = Room(
    name="request",
    opens=Act.OPEN_REQUEST,
    what=Opening.DIALOGUE,
    page=request_page,
    drafts={"reply": "reply"},
)


@require_safe
@with_desk
def one_request(request: HttpRequest, visit: Visit, case: UUID) -> HttpResponse:
    """What has become a case is shown as one to who may open cases."""
    file = open_in(REQUEST, visit, case)
    if file.case.made is not None and visit.desk.may(Act.OPEN_CASE):
        return HttpResponseRedirect(reverse("case", kwargs={"case": case}))
    shown = Shown(toast=undo_toast(request, visit, file.chain, back=REQUEST.name))
    return show_file(request, visit, REQUEST, file, shown)


@require_POST
@with_desk
def reply(request: HttpRequest, visit: Visit, case: UUID) -> HttpResponse:
    file = open_in(REQUEST, visit, case, act=Act.REPLY)
    language, offers = language_of(file), offers_for(visit.desk, file)
    if request.POST.get("do") == INSERT:
        text = text_with(visit.desk, file, request.POST)
        form = ReplyForm(initial={"text": text}, language=language, offers=offers)
        return show_file(request, visit, REQUEST, file, Shown(back={form.key: form}))

    def post(said: Said) -> None:
        if not says_again(visit, file, said["text"]):
            intake.answer(
                visit.desk,
                file.chain,
                text=said["text"],
                knowingly=said["knowingly"],
                why=said["why"],
            )
        drop_typed(visit, request.path)

    return answer(
        request,
        visit,
        ReplyForm(request.POST, language=language, offers=offers),
        post,
        then=REQUEST.url(case) + "#conversation",
        again=show_again(request, visit, REQUEST, case),
    )


def says_again(visit: Visit, file: CaseFile, text: str) -> bool:
    """The second click: the last word is this very message, by the same hand."""
    if file.talk is None or not file.talk.dialogue.messages:
        return False
    last = file.talk.dialogue.messages[-1]
    return last.by == visit.desk.me and last.voice is Voice.DESK and last.text == text.strip()


@require_POST
@with_desk
def reply_draft(request: HttpRequest, visit: Visit, case: UUID) -> HttpResponse:
    file = open_in(REQUEST, visit, case, act=Act.REPLY)
    messages = () if file.talk is None else file.talk.dialogue.messages
    said = [one.text for one in messages if one.by == visit.desk.me]
    if said_already(request.POST.get("text", ""), said=said):
        return HttpResponse(gettext("It has been sent."))
    return keep_typed(request, visit, reverse("reply", kwargs={"case": case}))


@require_POST
@with_desk
def make_case(request: HttpRequest, visit: Visit, case: UUID) -> HttpResponse:
    open_in(REQUEST, visit, case, act=Act.MAKE_CASE)

    def make(said: Said) -> None:
        cases.make_case(visit.desk, ChainId(case), people=said["people"], seen=seen(request))

    return answer(
        request,
        visit,
        MakeCaseForm(request.POST),
        make,
        then=reverse("case", kwargs={"case": case}),
        again=show_again(request, visit, REQUEST, case),
    )


urlpatterns = [
    path("requests/<uuid:case>", one_request, name="request"),
    path("requests/<uuid:case>/reply", reply, name="reply"),
    path("requests/<uuid:case>/reply/draft", reply_draft, name="reply-draft"),
    path("requests/<uuid:case>/make-case", make_case, name="make-case"),
    *shared_paths(REQUEST, folder="requests"),
]
