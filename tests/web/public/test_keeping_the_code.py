"""The code in the person's hands: an ordinary note, and typed back by who wants to be sure."""

import re
from html import unescape

import pytest
from django.utils import translation

from corridor.crypto.receipt import ReceiptError, new_receipt, read_receipt
from corridor.crypto.word_lists import find_word, list_languages
from corridor.web.public.notes import notes_of
from tests.web.public.house import House, Person, Seen

LANGUAGES = ("en", "ru")


def notes_on(seen: Seen) -> list[str]:
    found = re.findall(r"<textarea[^>]*readonly[^>]*>\n(.*?)</textarea>", seen.html, re.DOTALL)
    return [unescape(one) for one in found]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", [0, 1], ids=["meters", "shopping"])
def test_a_note_copied_whole_opens_the_page(
    person: Person, house: House, language: str, kind: int
) -> None:
    person.language = language
    shown = person.write(what="From my notes.")
    person.post(f"/{language}/send", shown.carried)

    opened = person.come_back(notes_on(shown)[kind])

    assert opened.status == 200
    assert "From my notes." in opened.html
    assert house.visit(shown.code).dialogue.asked is not None


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_hundred_notes_are_read_back_and_fit_into_the_box(language: str) -> None:
    with translation.override(language):
        for _ in range(100):
            receipt = new_receipt()
            notes = notes_of(receipt, language=language)
            for text in (notes.meters_text, notes.shopping_text):
                assert read_receipt(text, language).same_as(receipt)
                assert len(text) <= 300


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_around_the_code_is_one_of_its_words(language: str) -> None:
    with translation.override(language):
        notes = notes_of(new_receipt(), language=language)
    heading = re.findall(r"[^\W\d]+", notes.shopping[0].lower())

    assert heading != []
    for word in heading:
        for listed in list_languages():
            assert find_word(word, language=listed) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_slip_in_a_note_is_told_as_in_any_code(language: str) -> None:
    receipt = new_receipt()
    with translation.override(language):
        notes = notes_of(receipt, language=language)
    changed = notes.meters_text.translate(str.maketrans("0123456789", "1234567890"))
    short = "\n".join(notes.shopping[:-1])

    for text in (changed, short):
        with pytest.raises(ReceiptError):
            read_receipt(text, language)


def test_a_code_typed_back_right_is_said_to_be_right_and_nothing_is_sent(
    person: Person, house: House
) -> None:
    shown = person.write(what="Please.")
    before = house.count("store_lock")

    for typed in (shown.code, shown.digits, shown.code.upper(), notes_on(shown)[0]):
        seen = person.post("/en/send", {**shown.carried, "do": "check", "again": typed})

        assert seen.status == 200
        assert "This is right. You can send now." in seen.html
        assert seen.code == shown.code
    assert house.count("store_lock") == before


@pytest.mark.parametrize("do", ["check", ""], ids=["compare", "send"])
@pytest.mark.parametrize("typed", ["maple river", "another", "1" * 30, "x" * 900, "\0"])
def test_a_slip_sends_nothing_and_keeps_everything(
    person: Person, house: House, typed: str, do: str
) -> None:
    shown = person.write(what="Please.")
    before = house.count("store_lock")
    if typed == "another":
        typed = " ".join(new_receipt().words("en"))

    seen = person.post("/en/send", {**shown.carried, "do": do, "again": typed})

    assert seen.status == 422
    assert "It is not sent yet" in seen.trouble
    assert seen.code == shown.code
    assert seen.box("again").strip("\0") == typed.strip("\0")
    assert "Please." in seen.html
    assert house.count("store_lock") == before


def test_an_empty_box_is_no_hindrance_and_a_right_code_is_sent(
    person: Person, house: House
) -> None:
    first, second = person.write(what="One."), person.write(what="Two.")

    sent = [
        person.post("/en/send", {**first.carried, "again": "  "}),
        person.post("/en/send", {**second.carried, "again": second.code}),
    ]

    assert [one.status for one in sent] == [200, 200]
    for shown in (first, second):
        assert house.visit(shown.code).dialogue.asked is not None


def test_comparing_nothing_says_what_to_write(person: Person) -> None:
    shown = person.write(what="Please.")

    seen = person.post("/en/send", {**shown.carried, "do": "check", "again": ""})

    assert seen.status == 422
    assert "Write your nine words or thirty digits." in seen.trouble
