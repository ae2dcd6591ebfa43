"""Answers to the organisation's questions, each under the question as it stood then."""

from django.utils.translation import get_language, gettext

from corridor.domain.questions import Form, Kind, Question, options_of
from corridor.domain.responses import Given
from corridor.services.casefiles import CaseFile
from corridor.services.public_questions import edition_of
from corridor.web.desk.pages.request import GivenAnswer
from corridor.web.public.questions import current, known, yes_no


def answers_given(file: CaseFile) -> tuple[GivenAnswer, ...]:
    if file.talk is None:
        return ()
    dialogue, now = file.talk.dialogue, current()
    spoken = "" if dialogue.asked is None else dialogue.asked.language
    return tuple(_answer(one, now=now, spoken=spoken) for one in dialogue.given)


def _answer(one: Given, *, now: Form, spoken: str) -> GivenAnswer:
    """In the reader's language where the form of that day is known; else as it was asked."""
    form = known(one.form)
    question = None if form is None else form.find(one.response.question)
    older = one.form != edition_of(now)
    note = gettext("Asked on an earlier form") if older else ""
    if question is None:
        asked = one.response.asked or gettext("An answer to no question that we know")
        return GivenAnswer(asked=asked, said=one.response.said, language=spoken, note=note)
    asked = question.text(get_language() or spoken).words
    return GivenAnswer(asked=asked, said=_said(question, one), note=note)


def _said(question: Question, one: Given) -> str:
    if question.kind is Kind.WORDS or not one.response.chosen:
        return one.response.said
    language = get_language() or ""
    options = dict(options_of(question, language=language, yes_no=yes_no()))
    return ", ".join(options.get(number, number) for number in one.response.chosen)
