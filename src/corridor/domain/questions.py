"""What an organisation asks beside the words themselves: for whom, in which words, in order.

No question here is required, and none can be made so: one field of the first page is, and it is
not among these. Nothing asks for a name or for intimate proof.
"""

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Final

import msgspec
from msgspec.structs import replace

from corridor.base.ids import QuestionId
from corridor.domain.errors import EmptyFieldError, NotAChoiceError, NotFoundError, TooLongError
from corridor.domain.intake import Who
from corridor.domain.question_errors import (
    AsksForNameError,
    OptionsDifferError,
    TooFewOptionsError,
    TooManyQuestionsError,
)
from corridor.domain.responses import Response
from corridor.domain.words import bounded, cleaned, folded, line

MOST_QUESTIONS: Final = 24
MOST_OPTIONS: Final = 12
LEAST_OPTIONS: Final = 2
QUESTION_LETTERS: Final = 160
HINT_LETTERS: Final = 240
OPTION_LETTERS: Final = 80
ANSWER_LETTERS: Final = 2_000
ALL_LETTERS: Final = 12_000
MOST_ANSWERS: Final = 40
YES, NO, UNSAID = "1", "2", "3"
_ID: Final = re.compile(r"[a-z0-9]{1,16}")
_TURNS: Final = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# In the languages that ship: what would ask who somebody is, or for what nobody has to show.
_ASKS_FOR_A_NAME: Final = re.compile(
    r"\b(?:(?:your|their|his|her|full|last|first|real|legal|family) names?|surnames?"
    r"|what (?:are you|is .{1,20}) called|who are you(?! to )|passport numbers?|nudes?"
    r"|intimate (?:picture|photo|video|proof)s?"
    r"|как вас зовут|как (?:его|ее|их) зовут|(?:ваше|полное|настоящее|его|ее|их) имя"
    r"|фамили[яюи]|отчеств[оа]|фио|номер паспорта|интимн\w+)\b"
)


class Kind(StrEnum):
    WORDS = "words"
    ONE = "one"
    SEVERAL = "several"
    YES_NO = "yes_no"


LISTED: Final = frozenset({Kind.ONE, Kind.SEVERAL})


class QuestionText(msgspec.Struct, frozen=True, kw_only=True):
    """One language's words. Options stand in the same order in each language."""

    language: str
    words: str
    hint: str = ""
    options: tuple[str, ...] = ()


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """`who`: asked only when one of these needs help; empty, it is asked of everybody."""

    question: QuestionId
    kind: Kind
    texts: tuple[QuestionText, ...]
    who: tuple[Who, ...] = ()
    retired: bool = False

    def text(self, language: str) -> QuestionText:
        """In this language, or in the first where it has no words of its own."""
        return next((one for one in self.texts if one.language == language), self.texts[0])

    def fits(self, who: Who) -> bool:
        return not self.retired and (not self.who or who in self.who)


class Form(msgspec.Struct, frozen=True, kw_only=True):
    questions: tuple[Question, ...] = ()

    def fitting(self, who: Who) -> tuple[Question, ...]:
        return tuple(one for one in self.questions if one.fits(who))

    def find(self, question: str) -> Question | None:
        return next((one for one in self.questions if one.question == question), None)


# --- editing -------------------------------------------------------------------------------


def put(form: Form, draft: Question, *, languages: tuple[str, ...]) -> Form:
    """Add a question at the end, or say one that is there in other words."""
    checked = checked_question(draft, languages=languages)
    if form.find(checked.question) is None:
        return checked_form(replace(form, questions=(*form.questions, checked)))
    changed = (checked if one.question == checked.question else one for one in form.questions)
    return checked_form(replace(form, questions=tuple(changed)))


def move(form: Form, question: QuestionId, *, up: bool) -> Form:
    """One place up or down among those that are asked; at the end it stays."""
    found = _found(form, question)
    asked = [one for one in form.questions if not one.retired]
    rest = tuple(one for one in form.questions if one.retired)
    if found.retired:
        return form
    place = asked.index(found)
    other = max(0, place - 1) if up else min(len(asked) - 1, place + 1)
    asked[place], asked[other] = asked[other], asked[place]
    return replace(form, questions=(*asked, *rest))


def retire(form: Form, question: QuestionId, *, retired: bool) -> Form:
    """No longer asked, or asked again. Answers that were given stay what they are."""
    found = _found(form, question)
    changed = (replace(one, retired=retired) if one is found else one for one in form.questions)
    return checked_form(replace(form, questions=tuple(changed)))


def _found(form: Form, question: QuestionId) -> Question:
    found = form.find(question)
    if found is None:
        raise NotFoundError
    return found


def checked_form(form: Form, *, languages: tuple[str, ...] = ()) -> Form:
    """A form that can be published; with `languages`, each of its texts is looked at again."""
    asked = [one for one in form.questions if not one.retired]
    if len(asked) > MOST_QUESTIONS or len(form.questions) > 4 * MOST_QUESTIONS:
        raise TooManyQuestionsError("question", most=MOST_QUESTIONS)
    if len({one.question for one in form.questions}) != len(form.questions):
        raise NotAChoiceError("question")
    if not languages:
        return form
    checked = (checked_question(one, languages=languages) for one in form.questions)
    return replace(form, questions=tuple(checked))


def checked_question(draft: Question, *, languages: tuple[str, ...]) -> Question:
    if not _ID.fullmatch(draft.question):
        raise NotAChoiceError("question")
    if not draft.texts or draft.texts[0].language != languages[0]:
        raise EmptyFieldError(f"words_{languages[0]}")
    spoken = [one.language for one in draft.texts]
    if len(set(spoken)) != len(spoken):
        raise NotAChoiceError("question")
    counted = len(draft.texts[0].options)
    texts = tuple(_text(one, kind=draft.kind, counted=counted) for one in draft.texts)
    return replace(draft, texts=texts, who=tuple(dict.fromkeys(draft.who)))


def _text(text: QuestionText, *, kind: Kind, counted: int) -> QuestionText:
    words = line(_straight(text.words), field=f"words_{text.language}", limit=QUESTION_LETTERS)
    field = f"hint_{text.language}"
    hint = bounded(_straight(text.hint), field=field, limit=HINT_LETTERS)
    for said in (words, hint, *text.options):
        if _ASKS_FOR_A_NAME.search(folded(said)):
            raise AsksForNameError(f"words_{text.language}")
    options = _options(text, counted=counted) if kind in LISTED else ()
    return replace(text, words=words, hint=" ".join(hint.split()), options=options)


def _options(text: QuestionText, *, counted: int) -> tuple[str, ...]:
    field = f"options_{text.language}"
    options = tuple(
        line(_straight(one), field=field, limit=OPTION_LETTERS) for one in text.options
    )
    if not LEAST_OPTIONS <= len(set(options)) == len(options) <= MOST_OPTIONS:
        raise TooFewOptionsError(field)
    if len(options) != counted:
        raise OptionsDifferError(field)
    return options


def _straight(text: str) -> str:
    """Without the signs that turn the direction of what stands around them."""
    return _TURNS.sub("", text)


# --- answering -----------------------------------------------------------------------------


class Typed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What was typed so far, by question. `form` is the page's edition, in hex."""

    form: str = ""
    said: dict[str, list[str]] = {}

    def bounded(self) -> bool:
        """Flat and short enough for somebody to read."""
        try:
            responses(None, self.said, language="", yes_no=("", "", ""))
        except TooLongError:
            return False
        return True


def responses(
    form: Form | None,
    typed: Mapping[str, Sequence[str]],
    *,
    language: str,
    yes_no: tuple[str, str, str],
) -> tuple[Response, ...]:
    """What was typed, by question. What was never offered is kept as the plain words it is.

    `form` is the one that the person saw; None where nobody knows it.
    """
    if len(typed) > MOST_ANSWERS:
        raise TooLongError("more", ALL_LETTERS)
    found = tuple(
        _response(form, name, values, language=language, yes_no=yes_no)
        for name, values in typed.items()
        if _ID.fullmatch(name)
    )
    if sum(len(one.said) for one in found if not one.chosen) > ALL_LETTERS:
        raise TooLongError("more", ALL_LETTERS)
    return found


def _response(
    form: Form | None,
    name: str,
    values: Sequence[str],
    *,
    language: str,
    yes_no: tuple[str, str, str],
) -> Response:
    question = None if form is None else form.find(name)
    if question is None:
        return Response(question=QuestionId(name), asked="", said=_plain(name, values))
    text = question.text(language)
    if question.kind is Kind.WORDS:
        said = _plain(name, values)
        return Response(question=question.question, asked=text.words, said=said)
    options = yes_no if question.kind is Kind.YES_NO else text.options
    return _picked(question, text.words, dict(_numbered(options)), values)


def _numbered(options: Sequence[str]) -> list[tuple[str, str]]:
    return [(str(number), words) for number, words in enumerate(options, start=1)]


def options_of(
    question: Question, *, language: str, yes_no: tuple[str, str, str]
) -> list[tuple[str, str]]:
    """Each option with its number, as a form sends it."""
    text = question.text(language)
    return _numbered(yes_no if question.kind is Kind.YES_NO else text.options)


def _picked(
    question: Question, asked: str, options: Mapping[str, str], values: Sequence[str]
) -> Response:
    values = [one for one in values if one]
    several = question.kind is Kind.SEVERAL
    if any(one not in options for one in values) or (len(values) > 1 and not several):
        said, chosen = _plain(question.question, values), ()
        return Response(question=question.question, asked=asked, said=said, chosen=chosen)
    picked = tuple(one for one in options if one in values)
    said = ", ".join(options[one] for one in picked)
    return Response(question=question.question, asked=asked, said=said, chosen=picked)


def _plain(name: str, values: Sequence[str]) -> str:
    words = cleaned("\n".join(values))
    if len(words) > ANSWER_LETTERS:
        raise TooLongError(f"q_{name}", ANSWER_LETTERS)
    return words
