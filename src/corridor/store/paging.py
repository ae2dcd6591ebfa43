"""Pages of cards: a cache for a quick start. No line of the log speaks of them."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from django.db import OperationalError

from corridor.base.ids import CompartmentId
from corridor.ledger.pages import SealedPage
from corridor.store.rows import Row, durably, execute, execute_many, fetch, fetch_one

_PAGE: Final = (
    "SELECT compartment, epoch, number, sealed FROM store_page"
    " WHERE organisation = %s AND compartment = %s AND epoch = %s"
)
_PUT: Final = (
    "INSERT INTO store_page (organisation, compartment, epoch, number, sealed)"
    " VALUES (%s, %s, %s, %s, %s)"
    " ON CONFLICT (organisation, compartment, epoch, number)"
    " DO UPDATE SET sealed = EXCLUDED.sealed"
)


def page(
    alias: str, whose: bytes, compartment: CompartmentId, epoch: int, *, number: int
) -> SealedPage | None:
    row = fetch_one(alias, f"{_PAGE} AND number = %s", whose, compartment.bytes, epoch, number)
    return _page_of(row) if row else None


def pages(alias: str, whose: bytes, compartment: CompartmentId, epoch: int) -> list[SealedPage]:
    rows = fetch(alias, f"{_PAGE} ORDER BY number", whose, compartment.bytes, epoch)
    return [_page_of(row) for row in rows]


def keep(alias: str, whose: bytes, pages: Sequence[SealedPage], *, whole: bool) -> bool:
    """All of these at once. False where there is no room: a list is shown without its cache."""

    def act() -> None:
        if whole:
            sql = "DELETE FROM store_page WHERE organisation = %s AND compartment = %s"
            execute(alias, sql, whose, pages[0].compartment.bytes)
        execute_many(
            alias,
            _PUT,
            [
                (whose, one.compartment.bytes, one.compartment_epoch, one.number, one.sealed)
                for one in pages
            ],
        )

    try:
        durably(alias, act)
    except OperationalError:
        return False
    return True


def drop(alias: str, whose: bytes) -> None:
    execute(alias, "DELETE FROM store_page WHERE organisation = %s", whose)


def _page_of(row: Row) -> SealedPage:
    compartment, epoch, number, sealed = row
    return SealedPage(
        compartment=CompartmentId(UUID(bytes=compartment)),
        compartment_epoch=epoch,
        number=number,
        sealed=sealed,
    )
