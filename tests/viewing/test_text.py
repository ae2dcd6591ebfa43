"""Plain text: every alphabet of our people, and nothing that hides."""

import pytest

from corridor.viewing.errors import EmptyFileError, UnknownKindError
from corridor.viewing.limits import Limits
from corridor.viewing.reading.lettering import visible
from corridor.viewing.reading.text import decoded
from corridor.viewing.shown import Caution, Kind
from tests.viewing.looking import Look, ink

PLEA = "Здравствуйте, мне нужна помощь, напишите после шести."


def test_a_text_is_drawn_as_a_page(look: Look) -> None:
    seen = look(PLEA.encode(), declared="text/plain")

    assert seen.kind is Kind.TEXT
    assert ink(seen.image) > 1000
    assert seen.warned == set()


@pytest.mark.parametrize("alphabet", ["cp1251", "koi8-r", "cp866"])
def test_an_old_russian_alphabet_is_found_out(look: Look, alphabet: str) -> None:
    content = PLEA.encode(alphabet)

    assert decoded(content) == (PLEA, True)
    assert look(content).warned == {Caution.GUESSED_ALPHABET}


@pytest.mark.parametrize("alphabet", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_text_that_says_its_alphabet_is_not_guessed_at(alphabet: str) -> None:
    assert decoded(PLEA.encode(alphabet)) == (PLEA, False)


def test_a_western_letter_is_not_read_as_russian() -> None:
    assert decoded("Je suis en danger, où aller ? À bientôt".encode("cp1252"))[0].startswith(
        "Je suis en danger, où aller"
    )


def test_marks_that_steer_a_screen_are_shown_and_counted(look: Look) -> None:
    seen = look(b"all is well\x1b[2J\x1b[31m not\x08\x08\x08 at all\r")

    assert seen.cautions == {Caution.CONTROL_CHARACTERS: 6}


@pytest.mark.parametrize(
    ("hidden", "shown"),
    [
        ("passport\u202egpj.exe", "passport⟦U+202E⟧gpj.exe"),
        ("in\u200bvisible", "in⟦U+200B⟧visible"),
        ("\x1b[2J", "␛[2J"),
        ("a\x00b", "a␀b"),
        ("a\x7fb", "a␡b"),
        ("tag\U000e0041", "tag⟦U+E0041⟧"),
    ],
)
def test_what_cannot_be_seen_is_made_visible(hidden: str, shown: str) -> None:
    assert visible(hidden)[0] == shown


def test_lines_and_columns_are_no_strange_marks() -> None:
    assert visible("a\tb\nc") == ("a\tb\nc", 0)


def test_a_word_without_end_is_broken_to_fit(look: Look) -> None:
    seen = look(b"x" * 30_000)

    assert len(seen.pictures) >= 2
    assert max(one.width for one in seen.pictures) <= 1131


def test_a_long_text_is_drawn_in_part_and_the_rest_counted(look: Look) -> None:
    seen = look(b"a line\n" * 2000, limits=Limits(pages=2))

    assert [one.number for one in seen.pictures] == [1, 2]
    assert seen.cautions[Caution.PAGES_LEFT_OUT] > 20


def test_a_table_of_commas_is_drawn_as_a_table(look: Look) -> None:
    seen = look('имя;год\n"Heron; A";1990\n'.encode("cp1251"), declared="text/csv")

    assert seen.kind is Kind.TABLE
    assert seen.warned == {Caution.GUESSED_ALPHABET}
    assert ink(seen.image) > 100


def test_a_formula_in_a_table_is_only_letters(look: Look) -> None:
    plain = look(b"a,b\n'=1+1,2\n", declared="text/csv")
    formula = look(b"a,b\n=1+1,2\n", declared="text/csv")

    assert ink(formula.image) > 100
    assert formula.kind is plain.kind


@pytest.mark.parametrize(
    "code",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"<!DOCTYPE html><script src=//203.0.113.9/x></script>",
        b"\xef\xbb\xbf  <html><img src=http://203.0.113.9/x>",
        b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>",
    ],
)
def test_a_page_of_code_is_shown_as_it_is_written(look: Look, code: bytes) -> None:
    seen = look(code, declared="image/svg+xml")

    assert seen.kind is Kind.TEXT
    assert seen.warned >= {Caution.CODE_SHOWN_AS_TEXT, Caution.NOT_AS_DECLARED}
    assert ink(seen.images[0]) > 300


def test_nothing_is_no_text(look: Look) -> None:
    with pytest.raises(EmptyFileError):
        look(b"")


def test_bytes_that_are_nothing_we_know_are_refused(look: Look) -> None:
    with pytest.raises(UnknownKindError):
        look(bytes(range(256)) * 20)
