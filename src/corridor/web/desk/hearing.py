"""The same questions that the public page asks, answered by voice and written down here."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods

from corridor.domain.intake import Who
from corridor.domain.journal import Opened
from corridor.domain.policy import Act
from corridor.domain.questions import Typed
from corridor.services.casefiles import CaseFile
from corridor.services.journal import note_as_member
from corridor.services.questions import hear
from corridor.web.desk.entry import Visit, with_desk
from corridor.web.desk.forms.hearing import HearForm
from corridor.web.desk.pages.questions import HearPage
from corridor.web.desk.requests import REQUEST
from corridor.web.desk.rooms import open_in
from corridor.web.desk.saying import UNSAVED, Said, answer
from corridor.web.desk.showing.questions import hear_page
from corridor.web.public.asking_more import behind, fields_of, known_answers, typed_in
from corridor.web.public.more_pages import MoreField
from corridor.web.public.questions import current


@require_http_methods(["GET", "HEAD", "POST"])
@with_desk
def ask_questions(request: HttpRequest, visit: Visit, case: UUID) -> HttpResponse:
    file = open_in(REQUEST, visit, case, act=Act.ENTER_REQUEST)
    asked = _asked(file)
    if request.method != "POST":
        page = _page(visit, file, HearForm(asked=asked))
        return render(request, page.template, {"page": page})
    form = HearForm(request.POST, asked=asked)

    def act(_said: Said) -> None:
        _hear(visit, file, request.POST, asked)

    def again(_form: object) -> HttpResponse:
        page = _page(visit, file, form)
        return render(request, page.template, {"page": page}, status=UNSAVED)

    then = REQUEST.url(case) + "#words"
    return answer(request, visit, form, act, then=then, again=again)


def _page(visit: Visit, file: CaseFile, form: HearForm) -> HearPage:
    """What they said before stands in the form: it is in the journal first."""
    note_as_member(
        visit.desk, Opened(member=visit.desk.me, chain=file.chain, what=REQUEST.what)
    )
    url = reverse("ask-questions", kwargs={"case": file.chain})
    return hear_page(visit, file, form, url=url, back=REQUEST.url(file.chain))


def _asked(file: CaseFile) -> tuple[MoreField, ...]:
    who = Who.UNSAID if file.case.request is None else file.case.request.who
    known = Typed() if file.talk is None else known_answers(file.talk.dialogue)
    return fields_of(current(), known, who=who)


def _hear(visit: Visit, file: CaseFile, data: QueryDict, asked: tuple[MoreField, ...]) -> None:
    if file.talk is None:
        return
    dialogue = file.talk.dialogue
    filled = set(known_answers(dialogue).said) & {one.slug for one in asked}
    answered = behind(typed_in(data, Typed()), dialogue, shown=filled)
    if answered is not None:
        hear(visit.desk, file.chain, answered)


urlpatterns = [
    path("requests/<uuid:case>/questions", ask_questions, name="ask-questions"),
]
