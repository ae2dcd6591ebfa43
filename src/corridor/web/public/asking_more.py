"""Answers to questions on their way through forms: typed, carried along, put in words.

Between two pages they travel as one hidden field that also says on which form they were given.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import msgspec
from django.http import QueryDict
from django.utils.translation import get_language
from msgspec.structs import replace

from corridor.domain.intake import Dialogue, Who
from corridor.domain.questions import Form, Kind, Question, Typed, options_of, responses
from corridor.domain.responses import QuestionsAnswered, Response
from corridor.services.public_questions import edition_of
from corridor.web.public.more_pages import MoreField
from corridor.web.public.pages import Choice
from corridor.web.public.questions import current, known, yes_no

NAME: Final = re.compile(r"q_([a-z0-9]{1,16})")


@dataclass(frozen=True)
class Sheet:
    """A form under the name by which it is found again."""

    edition: bytes
    form: Form | None


def carried(text: str) -> Typed:
    """Nothing, when it is empty or not ours."""
    try:
        return msgspec.json.decode(text, type=Typed)
    except (msgspec.DecodeError, RecursionError):
        return Typed()


def carry(kept: Typed) -> str:
    return msgspec.json.encode(kept).decode() if kept.said else ""


def typed_in(posted: QueryDict | Mapping[str, str], before: Typed) -> Typed:
    """What stands on the page now goes over what was said before it."""
    edition = str(posted.get("form", "")) or before.form
    typed = {
        found[1]: _values(posted, name) for name in posted if (found := NAME.fullmatch(name))
    }
    return Typed(form=edition, said=_answered({**before.said, **_unticked(posted), **typed}))


def _values(posted: QueryDict | Mapping[str, str], name: str) -> list[str]:
    values = posted.getlist(name) if isinstance(posted, QueryDict) else [posted[name]]
    return [str(one) for one in values]


def _unticked(posted: QueryDict | Mapping[str, str]) -> dict[str, list[str]]:
    """A box without a tick is not sent: the page says which questions it showed."""
    shown = str(posted.get("asked", "")).split()
    return {one: [] for one in shown if NAME.fullmatch(f"q_{one}")}


def _answered(said: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Without the questions that were left empty."""
    return {name: list(words) for name, words in said.items() if "".join(words).strip()}


def sheet_of(kept: Typed) -> Sheet:
    """The form that was on the page; the newest where nothing was answered yet.

    An edition that nobody knows has no form: its answers are kept as plain words.
    """
    if not kept.form:
        form = current()
        return Sheet(edition_of(form), form)
    try:
        edition = bytes.fromhex(kept.form)[:16]
    except ValueError:
        edition = b""
    return Sheet(edition, known(edition))


def answered_of(kept: Typed) -> QuestionsAnswered | None:
    """Raise `TooLongError` for more than anybody would read."""
    if not kept.said:
        return None
    sheet = sheet_of(kept)
    found = responses(sheet.form, kept.said, language=get_language() or "en", yes_no=yes_no())
    return QuestionsAnswered(form=sheet.edition, responses=found)


def behind(
    kept: Typed, dialogue: Dialogue, *, shown: Collection[str]
) -> QuestionsAnswered | None:
    """As `answered_of`; what was answered before and left empty on this page is taken back."""
    answered = answered_of(kept)
    responses_ = () if answered is None else answered.responses
    emptied = tuple(
        replace(one.response, said="", chosen=())
        for one in dialogue.given
        if one.response.question in shown and one.response.question not in kept.said
    )
    if not (responses_ or emptied):
        return None
    return QuestionsAnswered(form=sheet_of(kept).edition, responses=(*responses_, *emptied))


def known_answers(dialogue: Dialogue) -> Typed:
    """What this person said before, as far as the newest form still asks it."""
    form = current()
    edition = edition_of(form)
    said: dict[str, list[str]] = {}
    for one in dialogue.given:
        question = form.find(one.response.question)
        if question is None:
            continue
        if question.kind is Kind.WORDS:
            said[question.question] = [one.response.said]
        elif one.form == edition:
            said[question.question] = list(one.response.chosen)
    return Typed(form=edition.hex(), said=_answered(said))


def fields_of(form: Form, kept: Typed, *, who: Who) -> tuple[MoreField, ...]:
    """The questions that fit, and whatever was answered although it fits no longer."""
    shown = [
        one
        for one in form.questions
        if one.fits(who) or (one.question in kept.said and not one.retired)
    ]
    return tuple(_field(one, kept.said.get(one.question, ())) for one in shown)


def _field(question: Question, values: Sequence[str]) -> MoreField:
    language = get_language() or "en"
    text = question.text(language)
    spoken = text.language
    options = () if question.kind is Kind.WORDS else _options(question, language, values)
    return MoreField(
        slug=question.question,
        kind=question.kind.value,
        words=text.words,
        hint=text.hint,
        language="" if spoken == language else spoken,
        value="\n".join(values) if question.kind is Kind.WORDS else "",
        choices=options,
    )


def _options(question: Question, language: str, values: Sequence[str]) -> tuple[Choice, ...]:
    return tuple(
        Choice(value=number, words=words, chosen=number in values)
        for number, words in options_of(question, language=language, yes_no=yes_no())
    )


def pairs_of(answered: QuestionsAnswered | None) -> tuple[Response, ...]:
    return () if answered is None else answered.responses
