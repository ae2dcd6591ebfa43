"""Books: chains of the organisation itself, which begin with the first thing said in them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic

from corridor.base.ids import ChainId
from corridor.domain.records import Recorded
from corridor.ledger.store import Batch, LedgerStore
from corridor.services.chains import Kind
from corridor.services.codec import Codec, FactT
from corridor.services.desk import Desk
from corridor.services.history import History, chain_keys, read
from corridor.services.leaves import Leaf, first_leaf, next_leaf
from corridor.services.recording import again_if_second
from corridor.services.rosters import staff


@dataclass(frozen=True, kw_only=True)
class Book(Generic[FactT]):
    store: LedgerStore
    chain: ChainId
    kind: Kind
    codec: Codec[FactT]


def open_book(desk: Desk, book: Book[FactT]) -> History[FactT] | None:
    """None as long as nothing was said in it."""
    if book.store.head(book.chain) is None:
        return None
    return read(
        book.store,
        book.chain,
        keys=chain_keys(book.store, book.chain, by=desk.keys),
        codec=book.codec,
        authors=staff(desk.roster),
        marks=desk.stores.marks,
    )


def records_in(desk: Desk, book: Book[FactT]) -> tuple[Recorded[FactT], ...]:
    history = open_book(desk, book)
    return () if history is None else history.records


def leaf_in(
    desk: Desk, book: Book[FactT], history: History[FactT] | None, fact: FactT
) -> Leaf[FactT]:
    if history is None:
        return first_leaf(desk, book.store, book.chain, [fact], kind=book.kind)
    return next_leaf(desk, book.store, history, [fact], kind=book.kind)


def write_in(
    desk: Desk,
    book: Book[FactT],
    decide: Callable[[tuple[Recorded[FactT], ...]], FactT | None],
) -> tuple[Recorded[FactT], ...]:
    """Decide on what is said there now; what is said there afterwards."""

    def attempt() -> tuple[Recorded[FactT], ...]:
        history = open_book(desk, book)
        records = () if history is None else history.records
        fact = decide(records)
        if fact is None:
            return records
        leaf = leaf_in(desk, book, history, fact)
        book.store.commit(Batch(entries=leaf.entries, grants=leaf.grants))
        return leaf.after(history).records

    return again_if_second(attempt)
