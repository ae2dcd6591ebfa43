"""The ledger kept in SQLite or PostgreSQL by Django."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Generic, TypeVar

from django.db import connections

from corridor.base.ids import OrganisationId
from corridor.ledger.checkpoint import Checkpoint
from corridor.ledger.errors import MalformedEntryError
from corridor.ledger.merkle import Frontier
from corridor.ledger.store import Batch
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
