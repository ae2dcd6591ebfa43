"""The ledger kept in SQLite or PostgreSQL by Django."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Generic, TypeVar

from django.db import connections

from corridor.ledger.checkpoint import Checkpoint
from corridor.ledger.errors import MalformedEntryError
from corridor.ledger.merkle import Frontier
from corridor.ledger.store import Batch
from corridor.store.reading import Reader
from corridor.store.rows import durably, execute
from corridor.store.writing import Writer

_Writer = TypeVar("_Writer", bound=Writer)


class Keeper(Reader, Generic[_Writer]):
    """A `LedgerStore`. It holds no connection: every thread has its own."""

    writer: type[_Writer]

    def open_era(self) -> int:
        return durably(self.alias, self._open_era)

    def commit(self, batch: Batch) -> None:
        def act() -> None:
            with self._writing() as writer:
                writer.put(batch)

        durably(self.alias, act)

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
