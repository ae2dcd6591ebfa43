"""One act, written: entries, records, their lines in the log, in one transaction.

Whoever holds the row of the log's right edge writes; the next writer waits for the row and so
sees everything before it. Line numbers therefore rise with commits, on both engines.
"""

from typing import Final

from corridor.base.ids import ChainId, OrganisationId
from corridor.ledger.chain import Head
from corridor.ledger.entry import SealedEntry
from corridor.ledger.merkle import Frontier, read_frontier
from corridor.ledger.records import (
    CompartmentWrap,
    Grant,
    KeptFile,
    SealedCard,
    dropped_leaf,
    entry_leaf,
    pruned_leaf,
    record_leaf,
)
from corridor.ledger.store import Batch, LostFileError, follow_in_order
from corridor.store.blobs import kept_files
from corridor.store.reading import Reader
from corridor.store.rows import Value, execute, execute_many, fetch_one

_LOCKED_EDGE: Final = {
    "postgresql": "SELECT edge FROM store_frontier WHERE organisation = %s FOR UPDATE",
    "sqlite": "SELECT edge FROM store_frontier WHERE organisation = %s",
}


class Writer:
    """The writing half of a keeper, for the length of one transaction."""

    def __init__(self, alias: str, *, organisation: OrganisationId, vendor: str) -> None:
        self.alias = alias
        self.whose = organisation.bytes
        self.reader = Reader(alias, organisation=organisation)
        self.leaves: list[bytes] = []
        self._frontier = self._take_edge(vendor)

    def put(self, batch: Batch) -> None:
        for head, entry in follow_in_order(
            batch.entries, organisation=self.reader.organisation, head_of=self.reader.head
        ):
            self._put_entry(head, entry)
        for grant in batch.grants:
            self._put_grant(grant)
        for card in batch.cards:
            self._put_card(card)
        for wrap in batch.wraps:
            self._put_wrap(wrap)
        for file in batch.keep:
            self._keep(file)
        for file in batch.drop:
            self._drop(file)
        for chain in batch.prune:
            self.prune(chain)

    def close(self) -> None:
        """Add the lines to the log and move its edge: the last thing before the commit."""
        if not self.leaves:
            return
        rows: list[tuple[Value, ...]] = []
        for leaf in self.leaves:
            rows.append((self.whose, self._frontier.size, leaf))
            self._frontier.append(leaf)
        execute_many(
            self.alias,
            "INSERT INTO store_log (organisation, seq, leaf) VALUES (%s, %s, %s)",
            rows,
        )
        execute(
            self.alias,
            "UPDATE store_frontier SET edge = %s WHERE organisation = %s",
            self._frontier.encode(),
            self.whose,
        )

    def _take_edge(self, vendor: str) -> Frontier:
        row = fetch_one(self.alias, _LOCKED_EDGE[vendor], self.whose)
        if row is None:
            sql = (
                "INSERT INTO store_frontier (organisation, edge) VALUES (%s, %s)"
                " ON CONFLICT DO NOTHING"
            )
            self.run(sql, Frontier().encode())
            row = fetch_one(self.alias, _LOCKED_EDGE[vendor], self.whose)
        return read_frontier(row[0]) if row else Frontier()

    def run(self, sql: str, *values: Value) -> int:
        return execute(self.alias, sql, self.whose, *values)

    def _put_entry(self, head: Head, entry: SealedEntry) -> None:
        sql = (
            "INSERT INTO store_entry (organisation, chain, height, header, body, body_digest)"
            " VALUES (%s, %s, %s, %s, %s, %s)"
        )
        self.run(
            sql, head.chain.bytes, head.height, entry.header, entry.body, entry.body_digest
        )
        self._move_head(head)
        self.leaves.append(entry_leaf(entry))

    def _move_head(self, head: Head) -> None:
        if head.height == 0:
            sql = (
                "INSERT INTO store_head (organisation, era, epoch, height, digest, chain)"
                " VALUES (%s, %s, %s, %s, %s, %s)"
            )
            self.run(sql, head.era, head.epoch, head.height, head.digest, head.chain.bytes)
            return
        execute(
            self.alias,
            "UPDATE store_head SET era = %s, epoch = %s, height = %s, digest = %s"
            " WHERE organisation = %s AND chain = %s",
            *(head.era, head.epoch, head.height, head.digest, self.whose, head.chain.bytes),
        )

    def _put_grant(self, grant: Grant) -> None:
        sql = (
            "INSERT INTO store_grant"
            " (organisation, chain, epoch, compartment, compartment_epoch, wrapped)"
            " VALUES (%s, %s, %s, %s, %s, %s)"
            " ON CONFLICT (organisation, chain, epoch, compartment, compartment_epoch)"
            " DO UPDATE SET wrapped = EXCLUDED.wrapped"
        )
        place = (grant.chain.bytes, grant.epoch, grant.compartment.bytes)
        self.run(sql, *place, grant.compartment_epoch, grant.wrapped)
        self.leaves.append(record_leaf(grant))

    def _put_card(self, card: SealedCard) -> None:
        sql = (
            "INSERT INTO store_card (organisation, compartment, chain, compartment_epoch,"
            " height, head_digest, sealed, counter) VALUES (%s, %s, %s, %s, %s, %s, %s, %s)"
            " ON CONFLICT (organisation, compartment, chain) DO UPDATE SET"
            " compartment_epoch = EXCLUDED.compartment_epoch, height = EXCLUDED.height,"
            " head_digest = EXCLUDED.head_digest, sealed = EXCLUDED.sealed,"
            " counter = EXCLUDED.counter WHERE EXCLUDED.height >= store_card.height"
        )
        place = (card.compartment.bytes, card.chain.bytes, card.compartment_epoch)
        counter = self._frontier.size + len(self.leaves) + 1
        if self.run(sql, *place, card.height, card.head_digest, card.sealed, counter):
            self.leaves.append(record_leaf(card))

    def _put_wrap(self, wrap: CompartmentWrap) -> None:
        sql = (
            "INSERT INTO store_wrap (organisation, holder, compartment, epoch, wrapped)"
            " VALUES (%s, %s, %s, %s, %s)"
            " ON CONFLICT (organisation, holder, compartment, epoch)"
            " DO UPDATE SET wrapped = EXCLUDED.wrapped"
        )
        self.run(sql, wrap.holder.bytes, wrap.compartment.bytes, wrap.epoch, wrap.wrapped)
        self.leaves.append(record_leaf(wrap))

    def _keep(self, file: KeptFile) -> None:
        """Only a whole file of this very chain, as large as the entry says."""
        sql = (
            "UPDATE store_blob SET state = 'kept', height = %s, digest = %s, note = NULL"
            " WHERE organisation = %s AND blob = %s AND chain = %s AND size = %s"
            " AND state = 'pending'"
        )
        place = (self.whose, file.blob.bytes, file.chain.bytes, file.size)
        if not execute(self.alias, sql, file.height, file.digest, *place):
            raise LostFileError
        self.leaves.append(record_leaf(file))

    def _drop(self, file: KeptFile) -> None:
        sql = (
            "UPDATE store_blob SET state = 'gone'"
            " WHERE organisation = %s AND blob = %s AND chain = %s AND state = 'kept'"
        )
        if not self.run(sql, file.blob.bytes, file.chain.bytes):
            raise LostFileError
        self.leaves.append(dropped_leaf(file))

    def prune(self, chain: ChainId) -> None:
        for grant in self.reader.grants(chain):
            self.leaves.append(dropped_leaf(grant))
        for card in self.reader.cards_of(chain):
            self.leaves.append(dropped_leaf(card))
        for file in kept_files(self.alias, self.whose, chain):
            self.leaves.append(dropped_leaf(file))
        self.leaves.append(pruned_leaf(chain))
        for sql in (
            "DELETE FROM store_grant WHERE organisation = %s AND chain = %s",
            "DELETE FROM store_card WHERE organisation = %s AND chain = %s",
            "UPDATE store_blob SET state = 'gone' WHERE organisation = %s AND chain = %s",
            "UPDATE store_entry SET body = NULL WHERE organisation = %s AND chain = %s",
        ):
            self.run(sql, chain.bytes)
