"""Answers to an organisation's own questions, each with the words in which it was asked.

A question may change or go: what was answered keeps the words that the person saw.
"""

from collections.abc import Iterable
from datetime import datetime

import msgspec

from corridor.base.ids import QuestionId
from corridor.domain.records import Fact, Recorded


class Response(msgspec.Struct, frozen=True, kw_only=True):
    """`chosen` are the numbers of the options. Empty words take an earlier answer back."""

    question: QuestionId
    asked: str
    said: str
    chosen: tuple[str, ...] = ()


class QuestionsAnswered(Fact, frozen=True, kw_only=True, tag="questions_answered/1"):
    """`form` is the digest of the questions as they were published then."""

    form: bytes
    responses: tuple[Response, ...]


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """The newest answer to one question, and the form on which it was given."""

    response: Response
    form: bytes
    at: datetime


def given_after(
    before: tuple[Given, ...], fact: QuestionsAnswered, *, at: datetime
) -> tuple[Given, ...]:
    """The order of the first answers stays; an answer that was taken back goes."""
    found = {one.response.question: one for one in before}
    for response in fact.responses:
        found[response.question] = Given(response=response, form=fact.form, at=at)
    return tuple(one for one in found.values() if one.response.said)


def given_in(timeline: Iterable[Recorded[Fact]]) -> tuple[Given, ...]:
    """What stands answered after all of these entries."""
    given: tuple[Given, ...] = ()
    for record in timeline:
        if isinstance(record.fact, QuestionsAnswered):
            given = given_after(given, record.fact, at=record.at)
    return given


def news(before: tuple[Given, ...], draft: QuestionsAnswered) -> QuestionsAnswered | None:
    """What a page says that was not said before; None when it says nothing new."""
    known = {one.response.question: one.response for one in before}
    fresh = tuple(one for one in draft.responses if _is_new(known.get(one.question), one))
    return QuestionsAnswered(form=draft.form, responses=fresh) if fresh else None


def _is_new(known: Response | None, response: Response) -> bool:
    return response.said != ("" if known is None else known.said)


def words_of(fact: QuestionsAnswered) -> str:
    """Question and answer, pair by pair, as one text."""
    return "\n".join(
        "\n".join(part for part in (one.asked, one.said or "\N{EN DASH}") if part)
        for one in fact.responses
    )
