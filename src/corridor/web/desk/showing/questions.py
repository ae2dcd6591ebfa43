"""The questions as a steward edits them, and as people will see them."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final

from django.urls import get_urlconf, reverse, set_urlconf
from django.utils import timezone
from django.utils.translation import get_language, gettext

from corridor.domain.intake import Who
from corridor.domain.questions import Form, Question, QuestionText, Typed
from corridor.domain.roster import QuestionsPublished, Roster
from corridor.services.casefiles import CaseFile
from corridor.services.desk import Desk
from corridor.services.public_questions import edition_of
from corridor.web.composition import tongues
from corridor.web.desk.entry import Visit
from corridor.web.desk.forms.hearing import HearForm
from corridor.web.desk.forms.questions import KINDS, PublishForm, QuestionForm
from corridor.web.desk.pages.common import Link
from corridor.web.desk.pages.questions import (
    HearPage,
    Preview,
    QuestionPage,
    QuestionRow,
    QuestionsPage,
)
from corridor.web.desk.pages.shell import Section
from corridor.web.desk.shells import member_mark, shell_of
from corridor.web.desk.showing.common import day_words, language_name
from corridor.web.desk.words import WHO
from corridor.web.public.asking_more import fields_of
from corridor.web.public.frames import frame
from corridor.web.public.more_pages import MorePage
from corridor.web.public.stencils import draw
from corridor.web.ui.forms import Choices

WHOSE: Final = tuple(Who)
_PUBLIC_ADDRESSES: Final = "corridor.web.public.urls"


def languages_of() -> Choices:
    """Those that strangers may choose now; the first has to have words."""
    return [(code, language_name(code)) for code in tongues().offered]


def questions_page(
    visit: Visit, draft: Form, *, changed: bool, publish: PublishForm
) -> QuestionsPage:
    asked = [one for one in draft.questions if not one.retired]
    retired = [one for one in draft.questions if one.retired]
    return QuestionsPage(
        shell=shell_of(visit, Section.QUESTIONS),
        state=_state(visit.desk),
        changed=changed,
        asked=_rows(asked),
        retired=_rows(retired),
        previews=tuple(_previews()),
        add_url=reverse("add-question"),
        act_url=reverse("change-questions"),
        publish_url=reverse("publish-questions"),
        publish=publish,
    )


def question_page(visit: Visit, form: QuestionForm, *, url: str, new: bool) -> QuestionPage:
    return QuestionPage(
        shell=shell_of(visit, Section.QUESTIONS),
        up=Link(words=gettext("Questions"), url=reverse("questions")),
        heading=gettext("A new question") if new else gettext("Change a question"),
        url=url,
        form=form,
    )


def hear_page(visit: Visit, file: CaseFile, form: HearForm, *, url: str, back: str) -> HearPage:
    return HearPage(
        shell=shell_of(visit, Section.QUEUE),
        up=Link(words=file.case.number, url=back),
        code=file.case.number,
        name=file.case.name,
        url=url,
        form=form,
    )


def filled(question: Question) -> dict[str, object]:
    """A question as its form shows it."""
    shown: dict[str, object] = {
        "kind": question.kind.value,
        "who": [one.value for one in question.who],
    }
    for text in question.texts:
        shown[f"words_{text.language}"] = text.words
        shown[f"hint_{text.language}"] = text.hint
        shown[f"options_{text.language}"] = "\n".join(text.options)
    return shown


def preview(draft: Form, *, language: str, who: Who) -> bytes:
    """The public page itself; only its buttons do nothing."""
    with tongues().speaking(language), _public_addresses():
        page = MorePage(
            frame=frame(language),
            action="",
            fields=fields_of(draft, Typed(), who=who),
            edition=edition_of(draft).hex(),
            token="",
        )
        return draw(page).replace(b"<button ", b'<button type="button" ')


@contextmanager
def _public_addresses() -> Iterator[None]:
    """A desk that runs alone answers no public address, and names them all the same."""
    before = get_urlconf()
    set_urlconf(_PUBLIC_ADDRESSES)
    try:
        yield
    finally:
        set_urlconf(before)


def _state(desk: Desk) -> str:
    found = _last_published(desk.roster)
    if found is None:
        return gettext("People are asked the questions that Corridor comes with.")
    handle, day = found
    words = gettext("People are asked what %(handle)s published on %(day)s.")
    return words % {"handle": member_mark(desk, handle).handle, "day": day}


def _last_published(roster: Roster) -> tuple[object, str] | None:
    for record in reversed(roster.timeline):
        if isinstance(record.fact, QuestionsPublished):
            return record.by, day_words(timezone.localtime(record.at).date())
    return None


def _rows(questions: Sequence[Question]) -> tuple[QuestionRow, ...]:
    return tuple(
        _row(one, first=place == 0, last=place == len(questions) - 1)
        for place, one in enumerate(questions)
    )


def _row(question: Question, *, first: bool, last: bool) -> QuestionRow:
    text: QuestionText = question.text(get_language() or "en")
    spoken = {one.language for one in question.texts}
    lacks = [code for code in tongues().offered if code not in spoken]
    return QuestionRow(
        slug=question.question,
        words=text.words,
        language=text.language,
        kind=str(KINDS[question.kind]),
        who=", ".join(str(WHO[one]) for one in question.who) or gettext("Asked of everybody"),
        url=reverse("question", kwargs={"question": question.question}),
        lacks=", ".join(language_name(code) for code in lacks),
        first=first,
        last=last,
    )


def _previews() -> Iterator[Preview]:
    for code, name in languages_of():
        links = tuple(
            Link(
                words=str(WHO[who]),
                url=reverse("preview-questions", kwargs={"language": code, "who": place}),
            )
            for place, who in enumerate(WHOSE)
        )
        yield Preview(language=str(name), links=links)
