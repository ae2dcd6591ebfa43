import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridor.domain.errors import EmptyFieldError, TooLongError
from corridor.domain.words import bounded, cleaned, folded, line, needed, search_words


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("a\r\nb", "a\nb"),
        ("a\rb", "a\nb"),
        ("a\tb", "a\tb"),
        ("a\x00b\x1b[31m", "ab[31m"),
        ("a\ud800b", "ab"),
        ("\n a \n", "a"),
        ("сёстры 🕊 أخت", "сёстры 🕊 أخت"),
    ],
)
def test_what_no_keyboard_writes_goes_and_every_script_stays(text: str, kept: str) -> None:
    assert cleaned(text) == kept


@given(st.text())
def test_what_was_cleaned_can_be_written_down(text: str) -> None:
    assert cleaned(text).encode().decode() == cleaned(text)
    assert cleaned(cleaned(text)) == cleaned(text)


@given(st.text())
def test_what_was_folded_stays_folded(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ёлка", "елка"),
        ("ÉCOLE", "ecole"),
        ("Straße", "STRASSE"),
        ("a  b", "A b"),
        ("ﬁn", "FIN"),
    ],
)
def test_two_spellings_of_one_word_are_equal(one: str, other: str) -> None:
    assert folded(one) == folded(other)


def test_each_word_is_kept_once_in_the_order_of_its_first_use() -> None:
    assert search_words("Insulin, every day!", "INSULIN; every night") == (
        "insulin every day night"
    )
    assert search_words("") == ""


def test_the_limit_itself_is_allowed() -> None:
    assert bounded("abc", field="f", limit=3) == "abc"
    assert bounded("", field="f", limit=3) == ""
    with pytest.raises(TooLongError, match="f"):
        bounded("abcd", field="f", limit=3)


def test_needed_words_are_needed_in_a_line_too() -> None:
    assert needed(" a ", field="f") == "a"
    assert line(" a\n\tb ", field="f") == "a b"
    with pytest.raises(EmptyFieldError, match="f"):
        needed("\n", field="f")
    with pytest.raises(EmptyFieldError, match="f"):
        line("\n", field="f")
