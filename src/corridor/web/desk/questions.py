"""Edit what people are asked: a draft of one's own, looked at as it will be, then published."""

from contextlib import suppress
from typing import Any, Final

import msgspec
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from corridor.accounts.sessions import Holder
from corridor.base.ids import QuestionId
from corridor.crypto.random import new_uuid
from corridor.domain import questions as rules
from corridor.domain.errors import NotFoundError
from corridor.domain.intake import Who
from corridor.domain.policy import Act
from corridor.domain.questions import Form, Kind, Question, QuestionText
from corridor.services.questions import publish, published_edition
from corridor.web.composition import clock, drafts, tongues
from corridor.web.desk.drafting import TYPED
from corridor.web.desk.entry import Visit, with_desk
from corridor.web.desk.forms.questions import PublishForm, QuestionForm
from corridor.web.desk.saying import UNSAVED, Said, answer, press
from corridor.web.desk.showing.questions import (
    WHOSE,
    filled,
    languages_of,
    preview,
    question_page,
    questions_page,
)
from corridor.web.desk.tending import keep_questions
from corridor.web.headers import PUBLIC_POLICY
from corridor.web.public.questions import shipped

DRAFT: Final = TYPED + "questions"
_ID_LETTERS: Final = 12


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """`base` is the published edition that it was made from, in hex."""

    base: str
    form: Form


@require_safe
@with_desk
def questions(request: HttpRequest, visit: Visit) -> HttpResponse:
    visit.desk.door(Act.CHANGE_SETTINGS)
    return _show(request, visit, PublishForm())


def _show(
    request: HttpRequest, visit: Visit, form: PublishForm, *, status: int = 200
) -> HttpResponse:
    draft = _draft(visit)
    changed = draft.form != _published(visit)
    page = questions_page(visit, draft.form, changed=changed, publish=form)
    return render(request, page.template, {"page": page}, status=status)


def _published(visit: Visit) -> Form:
    forms = visit.desk.roster.forms
    return forms[-1] if forms else shipped()


def _draft(visit: Visit) -> Draft:
    """One's own, kept sealed for some days; without one, what is asked now."""
    kept = drafts().kept(visit.keys, DRAFT)
    if kept is not None:
        with suppress(msgspec.DecodeError):  # an older release's
            return msgspec.json.decode(kept.text, type=Draft)
    return Draft(base=published_edition(visit.desk).hex(), form=_published(visit))


def _keep(visit: Visit, draft: Draft, form: Form) -> None:
    holder = Holder(member=visit.keys.member, public=visit.keys.seal.public)
    text = msgspec.json.encode(Draft(base=draft.base, form=form))
    drafts().keep(holder, DRAFT, text, at=clock()())


def _drop(visit: Visit) -> None:
    kept = drafts().kept(visit.keys, DRAFT)
    if kept is not None:
        drafts().drop(visit.desk.me, kept.id)


@require_POST
@with_desk
def change(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The buttons beside each question, and the one that throws the draft away."""
    visit.desk.door(Act.CHANGE_SETTINGS)
    chosen, question = request.POST.get("do", ""), request.POST.get("question", "")

    def act() -> None:
        if chosen == "discard":
            _drop(visit)
            return
        draft = _draft(visit)
        _keep(visit, draft, _changed(draft.form, QuestionId(question), chosen))

    return press(request, visit, act, then=reverse("questions"))


def _changed(form: Form, question: QuestionId, chosen: str) -> Form:
    match chosen:
        case "up" | "down":
            return rules.move(form, question, up=chosen == "up")
        case "retire" | "ask":
            return rules.retire(form, question, retired=chosen == "retire")
        case _:
            raise NotFoundError


@require_http_methods(["GET", "HEAD", "POST"])
@with_desk
def add(request: HttpRequest, visit: Visit) -> HttpResponse:
    visit.desk.door(Act.CHANGE_SETTINGS)
    fresh = QuestionId(new_uuid().hex[:_ID_LETTERS])
    return _edit(request, visit, fresh, {}, url=reverse("add-question"))


@require_http_methods(["GET", "HEAD", "POST"])
@with_desk
def question(request: HttpRequest, visit: Visit, question: str) -> HttpResponse:
    visit.desk.door(Act.CHANGE_SETTINGS)
    found = _draft(visit).form.find(question)
    if found is None:
        raise NotFoundError
    url = reverse("question", kwargs={"question": question})
    return _edit(request, visit, found.question, filled(found), url=url, before=found)


def _edit(  # noqa: PLR0913 - one form, for a new question and for one that is there
    request: HttpRequest,
    visit: Visit,
    name: QuestionId,
    initial: dict[str, object],
    *,
    url: str,
    before: Question | None = None,
) -> HttpResponse:
    languages = languages_of()
    form = QuestionForm(
        request.POST if request.method == "POST" else None,
        initial=initial,
        languages=languages,
    )

    def again(_form: object = None, *, status: int = UNSAVED) -> HttpResponse:
        page = question_page(visit, form, url=url, new=before is None)
        return render(request, page.template, {"page": page}, status=status)

    def act(said: Said) -> None:
        draft, spoken = _draft(visit), tongues().offered
        retired = before is not None and before.retired
        asked = _question(name, said, languages=spoken, retired=retired)
        _keep(visit, draft, rules.put(draft.form, asked, languages=spoken))

    if request.method != "POST":
        return again(status=200)
    return answer(request, visit, form, act, then=reverse("questions"), again=again)


def _question(
    name: QuestionId, said: Said, *, languages: tuple[str, ...], retired: bool
) -> Question:
    texts = tuple(_text(said, code) for code in languages)
    return Question(
        question=name,
        kind=Kind(said["kind"]),
        texts=tuple(one for one in texts if one.words or one.hint or one.options),
        who=tuple(Who(one) for one in said["who"]),
        retired=retired,
    )


def _text(said: dict[str, Any], code: str) -> QuestionText:
    lines = (one.strip() for one in said[f"options_{code}"].splitlines())
    return QuestionText(
        language=code,
        words=said[f"words_{code}"],
        hint=said[f"hint_{code}"],
        options=tuple(one for one in lines if one),
    )


@require_safe
@with_desk
def look(_request: HttpRequest, visit: Visit, language: str, who: int) -> HttpResponse:
    visit.desk.door(Act.CHANGE_SETTINGS)
    if language not in tongues().offered or who >= len(WHOSE):
        raise NotFoundError
    page = preview(_draft(visit).form, language=language, who=WHOSE[who])
    return HttpResponse(page, headers={"Content-Security-Policy": PUBLIC_POLICY})


@require_POST
@with_desk
def publish_questions(request: HttpRequest, visit: Visit) -> HttpResponse:
    visit.desk.door(Act.CHANGE_SETTINGS)
    form = PublishForm(request.POST)

    def act(_said: Said) -> None:
        draft = _draft(visit)
        outcome = publish(visit.desk, draft.form, base=bytes.fromhex(draft.base))
        _drop(visit)
        if outcome is not None:
            keep_questions(outcome.roster)

    def again(_form: object) -> HttpResponse:
        return _show(request, visit, form, status=UNSAVED)

    return answer(request, visit, form, act, then=reverse("questions"), again=again)


urlpatterns = [
    path("questions", questions, name="questions"),
    path("questions/change", change, name="change-questions"),
    path("questions/publish", publish_questions, name="publish-questions"),
    path("questions/new", add, name="add-question"),
    path("questions/look/<slug:language>/<int:who>", look, name="preview-questions"),
    path("questions/of/<slug:question>", question, name="question"),
]
