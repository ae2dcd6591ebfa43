"""What may be asked, and what becomes of an answer."""

import pytest
from msgspec.structs import replace

from corridor.base.ids import QuestionId
from corridor.domain.errors import (
    EmptyFieldError,
    FieldRefusalError,
    NotAChoiceError,
    NotFoundError,
    TooLongError,
)
from corridor.domain.intake import Who
from corridor.domain.question_errors import (
    AsksForNameError,
    OptionsDifferError,
    TooFewOptionsError,
    TooManyQuestionsError,
)
from corridor.domain.questions import (
    MOST_QUESTIONS,
    Form,
    Kind,
    Question,
    QuestionText,
    checked_form,
    move,
    put,
    responses,
    retire,
)

LANGUAGES = ("en", "ru")
YES_NO = ("Yes", "No", "Rather not say")


def asked(name: str = "first", *, kind: Kind = Kind.WORDS, **changes: object) -> Question:
    texts = (
        QuestionText(language="en", words=f"Is it {name}?", options=("One", "Two")),
        QuestionText(language="ru", words=f"Это {name}?", options=("Раз", "Два")),
    )
    question = Question(question=QuestionId(name), kind=kind, texts=texts)
    return replace(question, **changes)


def form_of(*names: str) -> Form:
    form = Form()
    for name in names:
        form = put(form, asked(name), languages=LANGUAGES)
    return form


def names(form: Form) -> list[str]:
    return [str(one.question) for one in form.questions]


def said(form: Form | None, **typed: list[str]) -> list[tuple[str, str, tuple[str, ...]]]:
    found = responses(form, typed, language="ru", yes_no=YES_NO)
    return [(one.asked, one.said, one.chosen) for one in found]


def test_a_question_fits_those_it_is_meant_for() -> None:
    missing = asked("missing", who=(Who.DISAPPEARED,))
    form = put(form_of("first"), missing, languages=LANGUAGES)

    assert [one.question for one in form.fitting(Who.DISAPPEARED)] == ["first", "missing"]
    assert [one.question for one in form.fitting(Who.ME)] == ["first"]


def test_a_question_said_in_other_words_keeps_its_place() -> None:
    form = form_of("a", "b", "c")

    changed = put(form, replace(asked("b"), kind=Kind.YES_NO), languages=LANGUAGES)

    assert names(changed) == ["a", "b", "c"]
    assert changed.questions[1].kind is Kind.YES_NO


def test_questions_move_among_those_that_are_asked_and_stop_at_the_ends() -> None:
    form = retire(form_of("a", "b", "c"), QuestionId("b"), retired=True)

    moved = move(form, QuestionId("c"), up=True)

    assert names(moved) == ["c", "a", "b"]
    assert names(move(moved, QuestionId("c"), up=True)) == ["c", "a", "b"]
    assert names(move(moved, QuestionId("a"), up=False)) == ["c", "a", "b"]
    assert move(moved, QuestionId("b"), up=True) == moved


def test_what_is_not_there_cannot_be_moved() -> None:
    with pytest.raises(NotFoundError):
        move(form_of("a"), QuestionId("no"), up=True)


@pytest.mark.parametrize("name", ["", "A", "with space", "x" * 17, "a-b", "имя"])
def test_a_question_has_a_plain_name(name: str) -> None:
    with pytest.raises(NotAChoiceError):
        put(Form(), asked(name), languages=LANGUAGES)


def _in(words: str) -> Question:
    return asked(texts=(QuestionText(language="en", words=words),))


@pytest.mark.parametrize(
    ("draft", "refusal"),
    [
        (asked(texts=()), EmptyFieldError),
        (asked(texts=(QuestionText(language="ru", words="Что?"),)), EmptyFieldError),
        (_in("  "), EmptyFieldError),
        (_in("x" * 161), TooLongError),
        (asked(texts=(QuestionText(language="en", words="a"),) * 2), NotAChoiceError),
        (_in("What is your name?"), AsksForNameError),
        (_in("YOUR  Full Name"), AsksForNameError),
        (_in("Who are you?"), AsksForNameError),
        (
            asked(kind=Kind.ONE, texts=(QuestionText(language="en", words="a"),)),
            TooFewOptionsError,
        ),
    ],
)
def test_what_cannot_be_asked_is_refused(
    draft: Question, refusal: type[FieldRefusalError]
) -> None:
    with pytest.raises(refusal):
        put(Form(), draft, languages=LANGUAGES)


@pytest.mark.parametrize(
    "words", ["Do you know the name of the station?", "Who are you to them?", "Место по имени"]
)
def test_a_name_of_something_else_may_be_asked(words: str) -> None:
    assert put(Form(), _in(words), languages=LANGUAGES).questions


def test_every_language_offers_the_same_answers() -> None:
    texts = (
        QuestionText(language="en", words="a", options=("One", "Two")),
        QuestionText(language="ru", words="b", options=("Раз", "Два", "Три")),
    )

    with pytest.raises(OptionsDifferError):
        put(Form(), asked(kind=Kind.SEVERAL, texts=texts), languages=LANGUAGES)


def test_signs_that_turn_the_direction_are_taken_out() -> None:
    form = put(Form(), _in("Is it\u202e safe\u2066?"), languages=LANGUAGES)

    assert form.questions[0].texts[0].words == "Is it safe?"


def test_a_page_carries_so_many_questions_and_no_more() -> None:
    full = form_of(*(f"q{number}" for number in range(MOST_QUESTIONS)))

    with pytest.raises(TooManyQuestionsError):
        put(full, asked("more"), languages=LANGUAGES)
    rest = retire(full, QuestionId("q1"), retired=True)
    again = put(rest, asked("more"), languages=LANGUAGES)
    with pytest.raises(TooManyQuestionsError):
        retire(again, QuestionId("q1"), retired=False)


def test_a_form_with_one_question_twice_is_none() -> None:
    with pytest.raises(NotAChoiceError):
        checked_form(Form(questions=(asked(), asked())))


def test_an_answer_carries_the_words_in_which_it_was_asked() -> None:
    form = put(form_of("first"), asked("two", kind=Kind.SEVERAL), languages=LANGUAGES)

    assert said(form, first=["  да  "], two=["2", "1"]) == [
        ("Это first?", "да", ()),
        ("Это two?", "Раз, Два", ("1", "2")),
    ]


@pytest.mark.parametrize(
    ("kind", "values", "kept"),
    [
        (Kind.ONE, ["3"], "3"),
        (Kind.ONE, ["1", "2"], "1\n2"),
        (Kind.YES_NO, ["4"], "4"),
        (Kind.SEVERAL, ["1", "x"], "1\nx"),
    ],
)
def test_an_answer_that_was_not_offered_is_plain_words(
    kind: Kind, values: list[str], kept: str
) -> None:
    form = put(Form(), asked(kind=kind), languages=LANGUAGES)

    assert said(form, first=values) == [("Это first?", kept, ())]


def test_an_answer_to_no_question_is_kept_without_one() -> None:
    assert said(None, other=["words"]) == [("", "words", ())]
    assert said(form_of("first"), other=["words"]) == [("", "words", ())]


@pytest.mark.parametrize(
    "typed",
    [
        {"first": ["x" * 2_001]},
        {f"q{number}": ["x"] for number in range(41)},
        {f"q{number}": ["x" * 1_999] for number in range(7)},
    ],
)
def test_more_than_anybody_reads_is_refused(typed: dict[str, list[str]]) -> None:
    with pytest.raises(TooLongError):
        said(form_of("first"), **typed)
