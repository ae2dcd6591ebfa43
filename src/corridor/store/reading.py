"""What the keepers can be asked: rows become the ledger's own structs."""

from collections.abc import Iterator
from typing import Final
from uuid import UUID

from corridor.base.ids import ChainId, CompartmentId, MemberId, OrganisationId
from corridor.ledger.chain import Head
from corridor.ledger.checkpoint import Checkpoint, read_checkpoints
from corridor.ledger.entry import SealedEntry
from corridor.ledger.merkle import Frontier, read_frontier
from corridor.ledger.records import CompartmentWrap, Grant, SealedCard
from corridor.store.router import DESK
from corridor.store.rows import Row, fetch, fetch_one, paged

_PAGE: Final = 2_000
_HEAD: Final = "SELECT chain, era, epoch, height, digest FROM store_head"
_GRANT: Final = "SELECT chain, epoch, compartment, compartment_epoch, wrapped FROM store_grant"
_CARD: Final = (
    "SELECT compartment, chain, compartment_epoch, height, head_digest, sealed, counter"
    " FROM store_card"
)
_WRAP: Final = "SELECT holder, compartment, epoch, wrapped FROM store_wrap"


class Reader:
    """The reading half of a keeper: one database, one organisation."""

    def __init__(self, alias: str = DESK, *, organisation: OrganisationId) -> None:
        self.alias = alias
        self._organisation = organisation
        self._whose = organisation.bytes

    @property
    def name(self) -> str:
        return "desk" if self.alias == DESK else self.alias

    @property
    def organisation(self) -> OrganisationId:
        return self._organisation

    def era(self) -> int:
        sql = "SELECT MAX(number) FROM store_era WHERE organisation = %s"
        row = fetch_one(self.alias, sql, self._whose)
        return int(row[0]) if row and row[0] is not None else 0

    def head(self, chain: ChainId) -> Head | None:
        sql = f"{_HEAD} WHERE organisation = %s AND chain = %s"
        row = fetch_one(self.alias, sql, self._whose, chain.bytes)
        return self._head(row) if row else None

    def heads(self) -> Iterator[Head]:
        return map(self._head, self.head_rows())

    def chains(self) -> Iterator[ChainId]:
        return (head.chain for head in self.heads())

    def entries(self, chain: ChainId, *, since: int = 0) -> list[SealedEntry]:
        sql = (
            "SELECT header, body, body_digest FROM store_entry"
            " WHERE organisation = %s AND chain = %s AND height >= %s ORDER BY height"
        )
        return [
            SealedEntry(header=header, body=body, body_digest=body_digest)
            for header, body, body_digest in fetch(
                self.alias, sql, self._whose, chain.bytes, since
            )
        ]

    def grants(self, chain: ChainId) -> list[Grant]:
        sql = (
            f"{_GRANT} WHERE organisation = %s AND chain = %s"
            " ORDER BY epoch, compartment, compartment_epoch"
        )
        return [grant_of(row) for row in fetch(self.alias, sql, self._whose, chain.bytes)]

    def grants_to(self, compartment: CompartmentId) -> Iterator[Grant]:
        sql = (
            f"{_GRANT} WHERE organisation = %s AND compartment = %s"
            " AND (chain, epoch, compartment_epoch) > (%s, %s, %s)"
            " ORDER BY chain, epoch, compartment_epoch LIMIT"
        )
        after: tuple[bytes, int, int] = (b"", -1, -1)
        whose = (self._whose, compartment.bytes)
        while rows := fetch(self.alias, f"{sql} {_PAGE}", *whose, *after):
            yield from map(grant_of, rows)
            after = (rows[-1][0], rows[-1][1], rows[-1][3])

    def cards(
        self, compartment: CompartmentId, *, after: int = 0
    ) -> list[tuple[int, SealedCard]]:
        sql = (
            f"{_CARD} WHERE organisation = %s AND compartment = %s AND counter > %s"
            " ORDER BY counter"
        )
        rows = fetch(self.alias, sql, self._whose, compartment.bytes, after)
        return [(row[-1], card_of(row)) for row in rows]

    def card(self, compartment: CompartmentId, chain: ChainId) -> SealedCard | None:
        sql = f"{_CARD} WHERE organisation = %s AND compartment = %s AND chain = %s"
        row = fetch_one(self.alias, sql, self._whose, compartment.bytes, chain.bytes)
        return card_of(row) if row else None

    def cards_of(self, chain: ChainId) -> list[SealedCard]:
        sql = f"{_CARD} WHERE organisation = %s AND chain = %s ORDER BY compartment"
        return [card_of(row) for row in fetch(self.alias, sql, self._whose, chain.bytes)]

    def wraps(self, holder: MemberId) -> list[CompartmentWrap]:
        sql = f"{_WRAP} WHERE organisation = %s AND holder = %s ORDER BY compartment, epoch"
        return [wrap_of(row) for row in fetch(self.alias, sql, self._whose, holder.bytes)]

    def log(self, *, since: int = 0) -> Iterator[bytes]:
        sql = (
            "SELECT seq, leaf FROM store_log"
            " WHERE organisation = %s AND seq > %s ORDER BY seq LIMIT"
        )
        return (row[1] for row in paged(self.alias, sql, self._whose, after=(since - 1,)))

    def log_size(self) -> int:
        return self.frontier().size

    def frontier(self) -> Frontier:
        sql = "SELECT edge FROM store_frontier WHERE organisation = %s"
        row = fetch_one(self.alias, sql, self._whose)
        return read_frontier(row[0]) if row else Frontier()

    def checkpoints(self) -> list[Checkpoint]:
        sql = "SELECT text FROM store_checkpoint WHERE organisation = %s ORDER BY size, key"
        rows = fetch(self.alias, sql, self._whose)
        return [checkpoint for row in rows for checkpoint in read_checkpoints(row[0])]

    # --- whole tables, in the order of their keys, as rows ---------------------------------

    def head_rows(self) -> Iterator[Row]:
        sql = f"{_HEAD} WHERE organisation = %s AND chain > %s ORDER BY chain LIMIT"
        return paged(self.alias, sql, self._whose, after=(b"",))

    def grant_rows(self) -> Iterator[Row]:
        sql = (
            f"{_GRANT} WHERE organisation = %s"
            " AND (chain, epoch, compartment, compartment_epoch) > (%s, %s, %s, %s)"
            " ORDER BY chain, epoch, compartment, compartment_epoch LIMIT"
        )
        return paged(self.alias, sql, self._whose, after=(b"", -1, b"", -1))

    def card_rows(self) -> Iterator[Row]:
        sql = (
            f"{_CARD} WHERE organisation = %s AND (compartment, chain) > (%s, %s)"
            " ORDER BY compartment, chain LIMIT"
        )
        return paged(self.alias, sql, self._whose, after=(b"", b""))

    def wrap_rows(self) -> Iterator[Row]:
        sql = (
            f"{_WRAP} WHERE organisation = %s AND (holder, compartment, epoch) > (%s, %s, %s)"
            " ORDER BY holder, compartment, epoch LIMIT"
        )
        return paged(self.alias, sql, self._whose, after=(b"", b"", -1))

    def _head(self, row: Row) -> Head:
        chain, era, epoch, height, digest = row
        return Head(
            organisation=self._organisation,
            chain=ChainId(UUID(bytes=chain)),
            era=era,
            epoch=epoch,
            height=height,
            digest=digest,
        )


def grant_of(row: Row) -> Grant:
    chain, epoch, compartment, compartment_epoch, wrapped = row
    return Grant(
        chain=ChainId(UUID(bytes=chain)),
        epoch=epoch,
        compartment=CompartmentId(UUID(bytes=compartment)),
        compartment_epoch=compartment_epoch,
        wrapped=wrapped,
    )


def card_of(row: Row) -> SealedCard:
    compartment, chain, compartment_epoch, height, head_digest, sealed, _counter = row
    return SealedCard(
        compartment=CompartmentId(UUID(bytes=compartment)),
        compartment_epoch=compartment_epoch,
        chain=ChainId(UUID(bytes=chain)),
        height=height,
        head_digest=head_digest,
        sealed=sealed,
    )


def wrap_of(row: Row) -> CompartmentWrap:
    holder, compartment, epoch, wrapped = row
    return CompartmentWrap(
        compartment=CompartmentId(UUID(bytes=compartment)),
        epoch=epoch,
        holder=MemberId(UUID(bytes=holder)),
        wrapped=wrapped,
    )
