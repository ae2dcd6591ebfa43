"""A sealed list as rows of words, and the codes that follow from its rows."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Protocol

from corridor.crypto.digest import tag
from corridor.crypto.receipt import Receipt, derived_receipt
from corridor.crypto.secrets import SecretKey
from corridor.crypto.stream import HEADER
from corridor.domain import tables
from corridor.domain.attachments import File
from corridor.domain.errors import NotFoundError
from corridor.domain.imports import Import
from corridor.domain.list_errors import TooManyRowsError, UnreadableTableError
from corridor.domain.tables import Line, Reading
from corridor.ledger.files import BlobStore
from corridor.services.chains import imports_chain
from corridor.services.desk import Desk
from corridor.services.sealed_files import OpenedFile, Shelf
from corridor.viewing.errors import BusyError, CannotViewSafelyError, TooBigError, ViewingError
from corridor.viewing.shown import SheetRow

_OURS_TO_SAY: Final = (BusyError, CannotViewSafelyError)


class ReadBook(Protocol):
    """Reads a workbook behind walls; raises a `ViewingError` where it cannot."""

    def __call__(self, source: Iterable[bytes], /) -> Iterator[SheetRow]: ...


@dataclass(frozen=True, kw_only=True)
class Tray:
    """Where lists lie, what reads workbooks, and the pepper that finds a row's code."""

    files: BlobStore
    books: ReadBook
    pepper: SecretKey


@dataclass(frozen=True, kw_only=True)
class Content:
    """A list as it is read: the rows of the chosen sheet, and which sheets there are."""

    lines: tuple[Line, ...]
    sheets: tuple[str, ...] = ()
    reading: Reading | None = None


def contents(
    desk: Desk, tray: Tray, one: Import, *, reading: Reading | None, sheet: int
) -> Content:
    if one.deleted:
        raise NotFoundError
    with OpenedFile(shelf_of(desk, tray), _file(one)) as opened:
        if one.received.is_workbook:
            return _workbook(tray, opened.read(), sheet=sheet)
        content = b"".join(opened.read())
    chosen = reading or tables.guess(content)
    return Content(lines=tables.read_text(content, chosen), reading=chosen)


def _workbook(tray: Tray, source: Iterator[bytes], *, sheet: int) -> Content:
    try:
        rows = list(tray.books(source))
    except _OURS_TO_SAY:
        raise
    except TooBigError:
        raise TooManyRowsError("file", tables.MOST_ROWS) from None
    except ViewingError:
        raise UnreadableTableError("file") from None
    lines = (Line(one.number, one.cells) for one in rows if one.sheet == sheet and one.number)
    names = tuple(one.cells[0] for one in rows if not one.number)
    return Content(lines=tables.checked(lines), sheets=names)


def codes(tray: Tray, one: Import) -> Callable[[int], Receipt]:
    """From the random head of the sealed list: with the list, the way to its codes is gone."""
    seal = one.received.file.seal
    with tray.files.open(seal.blob) as source:
        head = source.read(HEADER)
    key = SecretKey(tag(SecretKey(seal.key), b"corridor/1/import", head, one.id.bytes))
    return lambda row: derived_receipt(key, place=row.to_bytes(8, "big"))


def shelf_of(desk: Desk, tray: Tray) -> Shelf:
    chain = imports_chain(desk.organisation)
    return Shelf(files=tray.files, organisation=desk.organisation, chain=chain)


def _file(one: Import) -> File:
    return File(attached=one.received.file, at=one.at, by=one.by, height=one.height)
