"""Answers written ahead: two members, fields left to fill, honest in each language."""

import re
from uuid import UUID

import pytest
from msgspec.structs import replace

from corridor.base.ids import MemberId, TemplateId
from corridor.domain import templates
from corridor.domain.errors import (
    BrokenFieldError,
    EmptyFieldError,
    NotAChoiceError,
    NotFoundError,
    NothingToSecondError,
    SecondIsFirstError,
    TooLongError,
    UnfilledFieldError,
)
from corridor.domain.records import Recorded, Unknown
from corridor.domain.templates import (
    About,
    TemplateFact,
    TemplateRetired,
    TemplateReviewed,
    TemplateWritten,
    fields_of,
    filled,
    fold,
    offers,
    shipped,
)
from tests.domain.telling import LYRA, VEGA, tell, then

Told = list[Recorded[TemplateFact]]
OURS = TemplateId(UUID(int=900))
OTHER = TemplateId(UUID(int=901))
WRITTEN = TemplateWritten(
    template=OURS,
    language="en",
    about=About.NOT_YET,
    title="Not yet, and why",
    text="We wait for [[what]].",
)
PROMISES = {
    "en": r"guarantee|promise you|you (are|will be) safe|within \d|in \d+ (hours|days)",
    "ru": r"гаранти|обещаем|вы в безопасности|будете в безопасности|в течение|через \d",
}


def written(*facts: TemplateFact | Unknown, by: MemberId = VEGA) -> Told:
    begun: Told = tell(WRITTEN, by=LYRA)
    return then(begun, *facts, by=by)


def titles(told: Told, language: str = "en") -> list[str]:
    return [one.title for one in offers(fold(told), language=language)]


def test_nothing_is_offered_before_another_has_read_it() -> None:
    assert WRITTEN.title not in titles(written())
    assert WRITTEN.title in titles(written(TemplateReviewed(height=0)))


def test_nobody_reads_their_own_words_even_in_the_chain() -> None:
    assert WRITTEN.title not in titles(written(TemplateReviewed(height=0), by=LYRA))
    with pytest.raises(SecondIsFirstError):
        templates.review(fold(written()), height=0, by=LYRA)


def test_newer_words_wait_while_the_older_ones_stand() -> None:
    newer = replace(WRITTEN, title="Newer")
    told = written(TemplateReviewed(height=0), newer)

    (template,) = fold(told)

    assert WRITTEN.title in titles(told)
    assert template.waits
    assert "Newer" in titles(then(told, TemplateReviewed(height=2), by=LYRA))
    assert "Newer" not in titles(then(told, TemplateReviewed(height=0), by=LYRA))


def test_what_was_written_anew_meanwhile_was_not_read() -> None:
    newer = fold(written(replace(WRITTEN, text="Other words.")))

    with pytest.raises(NothingToSecondError):
        templates.review(newer, height=0, by=MemberId(UUID(int=7)))
    assert templates.review(newer, height=1, by=LYRA) == TemplateReviewed(height=1)
    done = fold(written(TemplateReviewed(height=0)))
    with pytest.raises(NothingToSecondError):
        templates.review(done, height=0, by=VEGA)


def test_a_retired_one_is_offered_no_more_and_what_ships_comes_back() -> None:
    read = written(TemplateReviewed(height=0))
    gone = then(read, TemplateRetired(template=OURS), by=LYRA)

    assert "Not yet" not in titles(read)
    assert "Not yet" in titles(gone)
    assert WRITTEN.title not in titles(gone)
    with pytest.raises(NotFoundError):
        templates.retire(fold(gone), template=OURS)


def test_an_own_one_takes_the_place_of_its_kind_alone() -> None:
    kinds = {one.about: one.shipped for one in offers(fold(()), language="en")}
    own = {
        one.about: one.shipped
        for one in offers(fold(written(TemplateReviewed(height=0))), language="en")
    }

    assert set(kinds.values()) == {True}
    assert {kind for kind, ships in own.items() if not ships} == {About.NOT_YET}
    assert set(own) == set(kinds)


def test_a_language_without_any_is_offered_english() -> None:
    assert titles([], "ce") == titles([], "en")
    assert titles([], "ru") != titles([], "en")
    assert {one.language for one in offers((), language="ce")} == {"en"}


@pytest.mark.parametrize("language", ["../en", "EN", "e", "english", ""])
def test_no_name_of_a_language_leads_out_of_the_folder(language: str) -> None:
    assert shipped(language) == ()
    with pytest.raises(NotAChoiceError, match="language"):
        templates.write((), replace(WRITTEN, language=language))


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("", EmptyFieldError),
        ("x" * 8_001, TooLongError),
        ("We wait for [[what.", BrokenFieldError),
        ("We wait for what]].", BrokenFieldError),
        ("We wait for [[]].", BrokenFieldError),
        ("We wait for [[one\ntwo]].", BrokenFieldError),
        ("We wait for [[[what]]].", BrokenFieldError),
    ],
)
def test_a_text_is_whole_and_its_fields_are(text: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        templates.write((), replace(WRITTEN, text=text))


def test_a_title_says_something() -> None:
    with pytest.raises(EmptyFieldError, match="title"):
        templates.write((), replace(WRITTEN, title=" \n "))


def test_the_same_words_again_are_nothing_new_and_the_language_stays() -> None:
    library = fold(written())

    assert templates.write(library, WRITTEN) is None
    assert templates.write(library, replace(WRITTEN, template=OTHER)) is not None
    with pytest.raises(NotAChoiceError, match="language"):
        templates.write(library, replace(WRITTEN, language="ru"))


@pytest.mark.parametrize("text", ["Dear [[name]]", "left [[ open", "right ]] open", "[[]]"])
def test_an_answer_with_an_open_field_does_not_go(text: str) -> None:
    with pytest.raises(UnfilledFieldError):
        filled(text)


def test_a_filled_answer_goes_and_single_brackets_are_only_signs() -> None:
    assert filled("See [1] and (2).") == "See [1] and (2)."


def test_fields_are_named_once_in_order() -> None:
    assert fields_of("[[b]] and [[a]], again [[b]]") == ("b", "a")


def test_what_a_newer_release_wrote_changes_nothing() -> None:
    assert fold(written(Unknown(kind="template_pinned/1"))) == fold(written())


@pytest.mark.parametrize("language", ["en", "ru"])
def test_what_ships_says_every_honest_answer_and_promises_nothing(language: str) -> None:
    answers = shipped(language)

    assert [one.about for one in answers] == [about for about in About if about != About.OTHER]
    for one in answers:
        assert re.search(PROMISES[language], one.text.lower()) is None
        assert templates.write((), replace(WRITTEN, title=one.title, text=one.text))
        assert "!" not in one.text


def test_both_languages_ship_the_same_answers_with_as_many_fields() -> None:
    pairs = list(zip(shipped("en"), shipped("ru"), strict=True))

    assert all(one.name == other.name for one, other in pairs)
    for one, other in pairs:
        assert len(fields_of(one.text)) == len(fields_of(other.text))
