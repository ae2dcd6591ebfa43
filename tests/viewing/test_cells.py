"""Workbooks as rows of words: read behind the same walls, and whole or not at all."""

from collections.abc import Iterable
from datetime import date
from io import BytesIO

import msgspec
import openpyxl
import pytest

from corridor.viewing.door import Viewer, _rows
from corridor.viewing.errors import (
    BrokenFileError,
    EmptyFileError,
    TooBigError,
    UnknownKindError,
    ViewingError,
)
from corridor.viewing.frames import Frame, Tag
from corridor.viewing.limits import LIMITS, Limits
from corridor.viewing.reading.cells import read_cells
from corridor.viewing.shown import SheetRow
from tests.viewing.files import open_document, packed, pdf, repacked, sheet_file, word_file

SHEET = "xl/worksheets/sheet1.xml"


def rows(viewer: Viewer, content: bytes, **limits: int) -> list[SheetRow]:
    return list(viewer.read_cells([content], limits=Limits(**limits)))


def book(*sheets: tuple[str, Iterable[tuple[int, int, object]]]) -> bytes:
    """Cells by row and column, on sheets with names."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, cells in sheets:
        sheet = made.create_sheet(name)
        for row, column, value in cells:
            sheet.cell(row=row, column=column, value=value)
    kept = BytesIO()
    made.save(kept)
    return kept.getvalue()


def test_rows_come_as_words_with_the_numbers_that_excel_shows(viewer: Viewer) -> None:
    content = book(("Список", [(1, 1, "Имя"), (1, 3, "Год"), (7, 1, "Журавль"), (7, 3, 1994)]))

    assert rows(viewer, content) == [
        SheetRow(0, 0, ("Список",)),
        SheetRow(0, 1, ("Имя", "", "Год")),
        SheetRow(0, 7, ("Журавль", "", "1994")),
    ]


def test_days_come_in_the_one_order_that_has_no_two_readings(viewer: Viewer) -> None:
    found = rows(viewer, sheet_file(["born", date(1994, 3, 8)]))

    assert found[1].cells == ("born", "1994-03-08")


def test_every_sheet_that_is_seen_is_there_and_a_hidden_one_is_not(viewer: Viewer) -> None:
    found = rows(viewer, sheet_file(["a"], sheets=2, hidden=True))

    assert [one.cells for one in found if one.number == 0] == [("Sheet",), ("Sheet 2",)]
    assert "aside" not in str(found)


def test_a_list_of_libre_office_is_read_too(viewer: Viewer) -> None:
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    row = f"<table:table-row>{cell.format('Имя')}{cell.format('Год')}</table:table-row>"
    empty = '<table:table-row table:number-rows-repeated="1000"><table:table-cell/>'
    content = open_document(
        "spreadsheet", f"<table:table>{row}{empty}</table:table-row></table:table>"
    )

    assert rows(viewer, content)[1:] == [SheetRow(0, 1, ("Имя", "Год"))]


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", EmptyFileError),
        (b"name,year\r\n", UnknownKindError),
        (pdf("one"), UnknownKindError),
        (word_file("words"), UnknownKindError),
        (packed({"xl/workbook.xml": b"<workbook>"}), BrokenFileError),
        (sheet_file(["a"])[:-40], BrokenFileError),
    ],
)
def test_what_is_no_workbook_is_refused(
    viewer: Viewer, content: bytes, refusal: type[ViewingError]
) -> None:
    with pytest.raises(refusal):
        rows(viewer, content)


def test_more_rows_columns_or_letters_than_a_list_has_refuse_all_of_it(viewer: Viewer) -> None:
    tall, wide = sheet_file(*[["a"]] * 30), book(("s", [(1, 1, "a"), (1, 300, "far")]))

    for content, limits in (
        (tall, {"rows": 20}),
        (wide, {}),
        (sheet_file(["long" * 100]), {"cell": 200}),
    ):
        with pytest.raises(TooBigError):
            rows(viewer, content, **limits)


def test_a_bomb_is_counted_by_what_comes_out_of_it(viewer: Viewer) -> None:
    def fill(parts: dict[str, bytes]) -> None:
        parts[SHEET] = b"<worksheet>" + b" " * 300_000_000 + b"</worksheet>"

    bomb = repacked(sheet_file(["a"]), fill)
    assert len(bomb) < 1_000_000

    with pytest.raises(TooBigError):
        rows(viewer, bomb)


def test_an_entity_of_its_own_is_refused(viewer: Viewer) -> None:
    def declare(parts: dict[str, bytes]) -> None:
        parts[SHEET] = (
            b'<!DOCTYPE s [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
            b"<worksheet><row><c><v>&a;</v></c></row></worksheet>"
        )

    with pytest.raises(BrokenFileError):
        rows(viewer, repacked(sheet_file(["a"]), declare))


def test_what_is_asked_for_as_cells_never_comes_as_a_picture() -> None:
    frame = Frame(tag=Tag.PICTURE, numbers=(1, 1, 1, 0), body=b"RIFF....WEBP")

    with pytest.raises(BrokenFileError):
        _rows(frame)


@pytest.mark.parametrize("body", [b"", b"\xc1", msgspec.msgpack.encode([[0, 1, [7]]])])
def test_rows_that_are_no_words_are_refused(body: bytes) -> None:
    with pytest.raises(BrokenFileError):
        _rows(Frame(tag=Tag.ROWS, body=body))


def test_a_formula_comes_as_what_was_worked_out_and_never_as_a_formula() -> None:
    def work_out(parts: dict[str, bytes]) -> None:
        parts[SHEET] = (
            b'<worksheet><row r="3"><c r="B3"><f>1+1</f><v>2</v></c></row></worksheet>'
        )

    found = list(read_cells(repacked(sheet_file(["a"]), work_out), limits=LIMITS))

    assert found[1:] == [SheetRow(0, 3, ("", "2"))]
