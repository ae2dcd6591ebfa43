"""Opened cards as sealed pages: a start reads some hundred pages in place of every card.

A page holds the columns and words of a block of rows, sealed under the compartment's key. The
catalogue names the newest edition of each page and the lines of both logs up to which they
speak: what was written since is followed from there. An older catalogue that was put back is
therefore only slower, an older page is refused, and a page of another history (a restored
backup, another release's columns) is not read at all.
"""

from typing import Final

import msgspec
import numpy as np

from corridor.base.ids import ChainId, MemberId
from corridor.crypto.digest import digest
from corridor.crypto.errors import OpenError
from corridor.crypto.random import random_bytes
from corridor.ledger.pages import SealedPage, open_page, seal_page
from corridor.ledger.store import LedgerStore
from corridor.services.columns import Codes, Columns, Rows
from corridor.services.index import ERASED, Index
from corridor.services.table import (
    CASES,
    EXITS,
    FILING_STATES,
    FILINGS,
    LEVELS,
    PEOPLE,
    PLACES,
    STATES,
    STEPS,
    UNHEARD,
    WISHES,
    Table,
)
from corridor.services.vocabulary import BLOCK, Block, Shelf

_FEWEST_ROWS: Final = 512
_FEWEST_CHANGES: Final = 256
_CODES: Final = (STATES, LEVELS, WISHES, STEPS, PLACES, EXITS, FILING_STATES)
_LAYOUT: Final = digest(
    b"corridor/1/pages",
    repr(
        (CASES, PEOPLE, FILINGS, BLOCK, [list(map(str, one.values)) for one in _CODES])
    ).encode(),
)


class _Place(msgspec.Struct, frozen=True, array_like=True):
    """Where in a log: in which era, up to which line, and what the last of these says."""

    era: int
    line: int
    last: bytes


class _Catalogue(msgspec.Struct, frozen=True, array_like=True):
    layout: bytes
    desk: _Place
    door: _Place
    editions: tuple[bytes, ...]
    owners: tuple[MemberId | None, ...]
    languages: tuple[str, ...]
    countries: tuple[str, ...]
    unread: tuple[ChainId, ...]


class _Page(msgspec.Struct, frozen=True, array_like=True):
    edition: bytes
    cases: list[bytes]
    people: list[bytes]
    filings: list[bytes]
    words: tuple[bytes, bytes, bytes, bytes]


_READ_CATALOGUE: Final = msgspec.msgpack.Decoder(_Catalogue)
_READ_PAGE: Final = msgspec.msgpack.Decoder(_Page)


def load(index: Index) -> bool:
    """False where there are no pages, or none of this history: every card is read then."""
    sealed = index.desk.pages(index.key.compartment, index.key.epoch)
    try:
        catalogue = _READ_CATALOGUE.decode(_open(index, sealed[0])) if sealed else None
        if catalogue is None or not _is_ours(index, catalogue):
            return False
        table = _table(index, catalogue, sealed[1:])
    except (OpenError, msgspec.DecodeError, ValueError):
        return False
    opened = index.opened
    opened.table, opened.editions = table, list(catalogue.editions)
    opened.catalogue = sealed[0].sealed
    opened.desk_line, opened.door_line = catalogue.desk.line, catalogue.door.line
    opened.unread = set(catalogue.unread)
    opened.behind = {table.chain(row) for row in _behind(table)}
    return True


def _open(index: Index, page: SealedPage) -> bytes:
    return open_page(index.organisation, page, by=index.key)


def _is_ours(index: Index, catalogue: _Catalogue) -> bool:
    return catalogue.layout == _LAYOUT and all(
        _place(store, line=place.line) == place
        for store, place in ((index.desk, catalogue.desk), (index.door, catalogue.door))
    )


def _place(store: LedgerStore, *, line: int) -> _Place:
    """A log that was cut, or went another way since, has another last line there."""
    last = next(store.log(since=line - 1), b"") if line else b""
    return _Place(store.era(), line, last)


def _table(index: Index, catalogue: _Catalogue, sealed: list[SealedPage]) -> Table:
    """Raise `ValueError` for a page that is not of the catalogue's edition, or lost."""
    table = Table()
    table.owners = Codes(catalogue.owners)
    table.languages, table.countries = Codes(catalogue.languages), Codes(catalogue.countries)
    for edition, page in zip(catalogue.editions, sealed, strict=True):
        read = _READ_PAGE.decode(_open(index, page))
        if read.edition != edition:
            raise ValueError
        table.cases.extend(read.cases)
        table.people.extend(read.people)
        table.filings.extend(read.filings)
        table.words.shelves.append(Shelf(_block(read.words)))
    _find(table)
    return table


def _find(table: Table) -> None:
    cases, rows = table.cases, np.arange(len(table.cases))
    table.rows.extend(cases["chain_high"], cases["chain_low"], rows)
    spoken = rows[(cases["dialogue_high"] != 0) | (cases["dialogue_low"] != 0)]
    table.talks.extend(cases["dialogue_high"][spoken], cases["dialogue_low"][spoken], spoken)


def _behind(table: Table) -> Rows:
    cases = table.cases
    heard = cases["alive"] & (cases["spoken"] != UNHEARD) & (cases["folded"] != ERASED)
    return np.flatnonzero(heard & (cases["spoken"] != cases["folded"]))


def _block(words: tuple[bytes, bytes, bytes, bytes]) -> Block:
    text, lines, starts, rows = words
    return Block(
        text,
        np.frombuffer(lines, np.uint32),
        np.frombuffer(starts, np.uint32),
        np.frombuffer(rows, np.uint16),
    )


def save(index: Index) -> None:
    """Seal what changed, once that is enough to make the next start slow."""
    table = index.table
    rows = len(table.cases)
    few = rows < _FEWEST_ROWS or table.changes < max(_FEWEST_CHANGES, rows // 128)
    if few or _holds_erased(table):
        return
    opened, key = index.opened, index.key
    stored = index.desk.page(key.compartment, key.epoch, number=0)
    whole = stored is None or stored.sealed != opened.catalogue
    numbers = range(-(-rows // BLOCK))
    opened.editions += [b""] * (len(numbers) - len(opened.editions))
    pages = [_sealed(index, number) for number in numbers if whole or number in table.touched]
    catalogue = _seal(index, 0, msgspec.msgpack.encode(_catalogue(index)))
    if index.desk.keep_pages([catalogue, *pages], whole=whole):
        opened.catalogue = catalogue.sealed
    table.changes = 0
    table.touched.clear()


def _holds_erased(table: Table) -> bool:
    """A dialogue was erased, and its words still stand in its row: not sealed again."""
    cases = table.cases
    erased = cases["alive"] & (cases["spoken"] == ERASED) & (cases["folded"] != ERASED)
    return bool(np.any(erased))


def _catalogue(index: Index) -> _Catalogue:
    opened, table = index.opened, index.table
    return _Catalogue(
        layout=_LAYOUT,
        desk=_place(index.desk, line=opened.desk_line),
        door=_place(index.door, line=opened.door_line),
        editions=tuple(opened.editions),
        owners=tuple(table.owners.values),
        languages=tuple(table.languages.values),
        countries=tuple(table.countries.values),
        unread=tuple(opened.unread),
    )


def _sealed(index: Index, number: int) -> SealedPage:
    table = index.table
    rows = np.arange(number * BLOCK, min((number + 1) * BLOCK, len(table.cases)))
    edition = index.opened.editions[number] = random_bytes(16)
    shelf = table.words.shelves[number]
    shelf.settle()
    block = shelf.block
    page = _Page(
        edition=edition,
        cases=table.cases.packed(rows),
        people=table.people.packed(_on(table.people, rows)),
        filings=table.filings.packed(_on(table.filings, rows)),
        words=(
            block.text,
            block.lines.tobytes(),
            block.starts.tobytes(),
            block.rows.tobytes(),
        ),
    )
    return _seal(index, number + 1, msgspec.msgpack.encode(page))


def _seal(index: Index, number: int, content: bytes) -> SealedPage:
    return seal_page(index.organisation, content, number=number, to=index.key)


def _on(columns: Columns, rows: Rows) -> Rows:
    return np.flatnonzero((columns["row"] >= rows[0]) & (columns["row"] <= rows[-1]))


def forget(index: Index) -> None:
    """Words were erased: they stand in no page either, and the next save writes all anew."""
    index.desk.drop_pages()
    index.opened.catalogue = b""
