"""The chain in which all lists stand: what arrived, how it is read, how far it has come."""

from collections.abc import Callable

from corridor.domain import imports, set_aside
from corridor.domain.attachments import FileSeal
from corridor.domain.errors import NotFoundError
from corridor.domain.imports import ImportFact, Imports, ListDeleted, ListReceived, fold
from corridor.domain.records import Recorded
from corridor.domain.set_aside import ReferralSetAside, ReferralSettled
from corridor.ledger.store import Batch
from corridor.services import codec
from corridor.services.books import Book, leaf_in, open_book, records_in
from corridor.services.chains import Kind, imports_chain
from corridor.services.desk import Desk
from corridor.services.enclosing import kept_file
from corridor.services.history import History
from corridor.services.recording import again_if_second


def import_records(desk: Desk) -> tuple[Recorded[ImportFact], ...]:
    return records_in(desk, _book(desk))


def known_imports(desk: Desk) -> Imports:
    return fold(import_records(desk))


def write_import(desk: Desk, decide: Callable[[Imports], ImportFact | None]) -> Imports:
    """Decide on what stands now; the lists as they stand afterwards."""

    def attempt() -> Imports:
        history = open_book(desk, _book(desk))
        known = fold(() if history is None else history.records)
        fact = decide(known)
        return known if fact is None else _append(desk, history, fact)

    return again_if_second(attempt)


def write_import_fact(desk: Desk, fact: ImportFact) -> None:
    """For what may be said whatever else stands there."""
    write_import(desk, lambda _known: fact)


def _book(desk: Desk) -> Book[ImportFact]:
    chain = imports_chain(desk.organisation)
    return Book(store=desk.stores.door, chain=chain, kind=Kind.IMPORTS, codec=codec.IMPORTS)


def _append(desk: Desk, history: History[ImportFact] | None, fact: ImportFact) -> Imports:
    book = _book(desk)
    chain, leaf = book.chain, leaf_in(desk, book, history, fact)
    keep, drop = _files_of(() if history is None else history.records, fact)
    book.store.commit(
        Batch(
            entries=leaf.entries,
            grants=leaf.grants,
            keep=[kept_file(chain, seal, height=leaf.head.height) for seal in keep],
            drop=[kept_file(chain, seal, height=height) for seal, height in drop],
        )
    )
    return fold(leaf.after(history).records)


def _files_of(
    records: tuple[Recorded[ImportFact], ...], fact: ImportFact
) -> tuple[list[FileSeal], list[tuple[FileSeal, int]]]:
    """The sealed file that stays from now on, or goes with this entry."""
    match fact:
        case ListReceived() | ReferralSetAside():
            return [fact.file.seal], []
        case ListDeleted():
            one = imports.find(fold(records), fact.listed)
            return [], [(one.received.file.seal, one.height)]
        case ReferralSettled():
            return [], [_set_aside(records, fact)]
        case _:
            return [], []


def _set_aside(
    records: tuple[Recorded[ImportFact], ...], fact: ReferralSettled
) -> tuple[FileSeal, int]:
    """`NotFoundError` when somebody has settled it already."""
    waits = set_aside.fold(records).get(fact.referral)
    if waits is None:
        raise NotFoundError
    return waits.fact.file.seal, waits.height
