"""Workbooks as rows of words: for lists that are taken in, not for looking at them."""

from collections.abc import Iterator
from typing import Final

from corridor.viewing.errors import EmptyFileError, TooBigError, UnknownKindError
from corridor.viewing.limits import Limits
from corridor.viewing.reading.archive import Archive
from corridor.viewing.reading.blocks import Table
from corridor.viewing.reading.office import open_office
from corridor.viewing.reading.open_document import CONTENT, OpenDocument
from corridor.viewing.reading.open_xml import Found
from corridor.viewing.reading.sheets import sheet_rows
from corridor.viewing.shown import Kind, SheetRow

_PACKED: Final = b"PK\x03\x04"


def read_cells(content: bytes, *, limits: Limits) -> Iterator[SheetRow]:
    """What is too much refuses the file as a whole: half a list looks like a whole one."""
    if not content:
        raise EmptyFileError
    if not content.startswith(_PACKED):
        raise UnknownKindError
    archive, kind = open_office(content, limits=limits)
    if kind is not Kind.SHEET:
        raise UnknownKindError
    for count, row in enumerate(_rows(archive, limits=limits)):
        if count > limits.rows or len(row.cells) > limits.columns:
            raise TooBigError
        if any(len(cell) > limits.cell for cell in row.cells):
            raise TooBigError
        yield row


def _rows(archive: Archive, *, limits: Limits) -> Iterator[SheetRow]:
    if CONTENT in archive:
        return _open_rows(archive, limits=limits)
    return sheet_rows(archive)


def _open_rows(archive: Archive, *, limits: Limits) -> Iterator[SheetRow]:
    """LibreOffice says of its empty rows and columns only how many they are."""
    blocks = OpenDocument(archive, limits=limits, found=Found()).blocks()
    tables = (block for block in blocks if isinstance(block, Table))
    for sheet, table in enumerate(tables):
        yield SheetRow(sheet, 0, ("",))
        for number, cells in enumerate(table.rows, start=1):
            filled = _filled(cells)
            if filled:
                yield SheetRow(sheet, number, filled)


def _filled(cells: tuple[str, ...]) -> tuple[str, ...]:
    last = max((at for at, cell in enumerate(cells) if cell), default=-1)
    return cells[: last + 1]
