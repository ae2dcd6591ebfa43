"""Bytes to rows: three alphabets, three signs, and everything that people's tables do."""

import pytest

from corridor.domain.list_errors import TooManyRowsError, UnreadableTableError
from corridor.domain.tables import (
    LOST,
    MOST_COLUMNS,
    MOST_ROWS,
    Alphabet,
    Line,
    Reading,
    Sign,
    guess,
    read_text,
    safe_cell,
    written,
)

TABLE = "Имя;Что случилось\r\nЖуравль;«Они приходили, трижды»\r\n"
COMMAS = Reading(alphabet=Alphabet.UTF_8, sign=Sign.COMMA)


@pytest.mark.parametrize(
    ("written_in", "alphabet"),
    [
        ("utf-8", Alphabet.UTF_8),
        ("utf-8-sig", Alphabet.UTF_8),
        ("utf-16", Alphabet.UTF_16),
        ("utf-16-le", Alphabet.UTF_16),
        ("utf-16-be", Alphabet.UTF_16),
        ("cp1251", Alphabet.WINDOWS_1251),
    ],
)
def test_an_alphabet_is_found_and_read_back_to_the_letter(
    written_in: str, alphabet: Alphabet
) -> None:
    content = TABLE.encode(written_in)

    found = guess(content)

    assert found == Reading(alphabet=alphabet, sign=Sign.SEMICOLON)
    assert read_text(content, found) == (
        Line(1, ("Имя", "Что случилось")),
        Line(2, ("Журавль", "«Они приходили, трижды»")),
    )


@pytest.mark.parametrize(
    ("text", "sign"),
    [("a,b\n1,2\n", Sign.COMMA), ("a;b\n1,5;2\n", Sign.SEMICOLON), ("a\tb\n1\t2", Sign.TAB)],
)
def test_the_sign_that_makes_even_rows_is_offered(text: str, sign: Sign) -> None:
    assert guess(text.encode()).sign is sign


def test_a_wrong_alphabet_loses_letters_where_anybody_sees_it() -> None:
    content = TABLE.encode("cp1251")

    (_head, row) = read_text(content, Reading(alphabet=Alphabet.UTF_8, sign=Sign.SEMICOLON))

    assert LOST in row.cells[0]


def test_a_cell_of_several_lines_is_one_row_and_empty_rows_are_none() -> None:
    rows = read_text(b'a,b\r\n"one\r\ntwo",x\r\n,\r\n  ,\r\nlast,y\r\n', COMMAS)

    assert rows == (
        Line(1, ("a", "b")),
        Line(2, ("one\r\ntwo", "x")),
        Line(5, ("last", "y")),
    )


def test_a_row_that_is_too_short_has_nothing_in_its_last_columns() -> None:
    (row,) = read_text(b"a,b\n", COMMAS)

    assert (row.cell(1), row.cell(7)) == ("b", "")


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"a\n" * (MOST_ROWS + 2), TooManyRowsError),
        (b"," * MOST_COLUMNS + b"x\n", UnreadableTableError),
        (b'"' + b"x" * 200_000 + b'"\n', UnreadableTableError),
    ],
)
def test_what_no_list_is_like_is_refused_as_a_whole(
    content: bytes, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        read_text(content, COMMAS)


def test_bytes_of_any_other_file_end_in_rows_or_in_a_refusal() -> None:
    for content in (b"\x00" * 999, bytes(range(256)) * 40, b"%PDF-1.7\n\xff\xfe", b"\xff\xfe"):
        try:
            read_text(content, guess(content))
        except UnreadableTableError:
            continue


@pytest.mark.parametrize(
    "cell", ["=1+1", "+7 916", "-2", "@SUM(A1)", "\t=1", " =1", "|calc", "\r=1"]
)
def test_no_cell_begins_as_a_formula(cell: str) -> None:
    assert safe_cell(cell) == f"'{cell}"


def test_what_is_written_opens_in_excel_and_says_the_same() -> None:
    content = written(iter([("Имя", "Что"), ("=cmd()", 'Она сказала "нет";\nи ушла')]))

    assert content.startswith(b"\xef\xbb\xbf")
    assert read_text(content, COMMAS)[1].cells == ("'=cmd()", 'Она сказала "нет";\nи ушла')
