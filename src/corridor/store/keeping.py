"""The ledger kept in SQLite or PostgreSQL by Django."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Generic, TypeVar

from django.db import connections
from typing_extensions import override

from corridor.base.ids import CompartmentId, OrganisationId
from corridor.ledger.checkpoint import Checkpoint
from corridor.ledger.errors import MalformedEntryError
from corridor.ledger.merkle import Frontier
from corridor.ledger.pages import SealedPage
from corridor.ledger.store import Batch
from corridor.store import paging
from corridor.store.gathering import Gathering
from corridor.store.reading import Reader
from corridor.store.router import DESK
from corridor.store.rows import durably, execute
from corridor.store.writing import Writer

_Writer = TypeVar("_Writer", bound=Writer)


class Keeper(Reader, Generic[_Writer]):
    """A `LedgerStore`. It holds no connection: every thread has its own."""

    writer: type[_Writer]

    def __init__(self, alias: str = DESK, *, organisation: OrganisationId) -> None:
        super().__init__(alias, organisation=organisation)
        self._gathered: Gathering[_Writer] = Gathering(self._write_all)

    def open_era(self) -> int:
        return durably(self.alias, self._open_era)

    def commit(self, batch: Batch) -> None:
        self._gathered.write(lambda writer: writer.put(batch))

    def add_checkpoint(self, checkpoint: Checkpoint, frontier: Frontier) -> None:
        if (checkpoint.size, checkpoint.root) != (frontier.size, frontier.root()):
            raise MalformedEntryError
        values = (checkpoint.size, checkpoint.root, checkpoint.key, checkpoint.text())
        sql = (
            "INSERT INTO store_checkpoint (organisation, size, root, key, text, edge)"
            " VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING"
        )
        durably(
            self.alias,
            lambda: execute(self.alias, sql, self._whose, *values, frontier.encode()),
        )

    def _open_era(self) -> int:
        number = self.era() + 1
        sql = "INSERT INTO store_era (organisation, number) VALUES (%s, %s)"
        execute(self.alias, sql, self._whose, number)
        return number

    def _write_all(self, acts: Sequence[Callable[[_Writer], Any]]) -> list[Any]:
        def act() -> list[Any]:
            with self._writing() as writer:
                return [one(writer) for one in acts]

        return durably(self.alias, act)

    @contextmanager
    def _writing(self) -> Iterator[_Writer]:
        writer = self.writer(
            self.alias,
            organisation=self.organisation,
            vendor=connections[self.alias].vendor,
        )
        yield writer
        writer.close()


class DjangoStore(Keeper[Writer]):
    """The desk's ledger."""

    writer = Writer

    @override
    def commit(self, batch: Batch) -> None:
        """What is erased stands in no page any more, in the same transaction."""

        def act(writer: Writer) -> None:
            writer.put(batch)
            if batch.prune:
                paging.drop(self.alias, self._whose)

        self._gathered.write(act)

    def page(self, compartment: CompartmentId, epoch: int, *, number: int) -> SealedPage | None:
        return paging.page(self.alias, self._whose, compartment, epoch, number=number)

    def pages(self, compartment: CompartmentId, epoch: int) -> list[SealedPage]:
        return paging.pages(self.alias, self._whose, compartment, epoch)

    def keep_pages(self, pages: Sequence[SealedPage], *, whole: bool) -> bool:
        return paging.keep(self.alias, self._whose, pages, whole=whole)

    def drop_pages(self) -> None:
        durably(self.alias, lambda: paging.drop(self.alias, self._whose))
