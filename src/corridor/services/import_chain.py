"""The chain in which all lists stand: what arrived, how it is read, how far it has come."""

from collections.abc import Callable

from corridor.domain import imports
from corridor.domain.imports import ImportFact, Imports, ListDeleted, ListReceived, fold
from corridor.ledger.records import KeptFile
from corridor.ledger.store import Batch
from corridor.services import codec
from corridor.services.chains import Kind, imports_chain
from corridor.services.desk import Desk
from corridor.services.enclosing import kept_file
from corridor.services.history import History, chain_keys, read
from corridor.services.leaves import first_leaf, next_leaf
from corridor.services.recording import again_if_second
from corridor.services.rosters import staff


def known_imports(desk: Desk) -> Imports:
    return _known(desk)[1]


def _known(desk: Desk) -> tuple[History[ImportFact] | None, Imports]:
    store, chain = desk.stores.door, imports_chain(desk.organisation)
    if store.head(chain) is None:
        return None, {}
    history = read(
        store,
        chain,
        keys=chain_keys(store, chain, by=desk.keys),
        codec=codec.IMPORTS,
        authors=staff(desk.roster),
        marks=desk.stores.marks,
    )
    return history, history.folded(fold)


def write_import(desk: Desk, decide: Callable[[Imports], ImportFact | None]) -> Imports:
    def attempt() -> Imports:
        history, known = _known(desk)
        fact = decide(known)
        return known if fact is None else _append(desk, history, known, fact)

    return again_if_second(attempt)


def _append(
    desk: Desk, history: History[ImportFact] | None, known: Imports, fact: ImportFact
) -> Imports:
    store, chain = desk.stores.door, imports_chain(desk.organisation)
    leaf = (
        first_leaf(desk, store, chain, [fact], kind=Kind.IMPORTS)
        if history is None
        else next_leaf(desk, store, history, [fact], kind=Kind.IMPORTS)
    )
    keep, drop = _files_of(known, fact, height=leaf.head.height, desk=desk)
    store.commit(Batch(entries=leaf.entries, grants=leaf.grants, keep=keep, drop=drop))
    return fold(leaf.after(history).records)


def _files_of(
    known: Imports, fact: ImportFact, *, height: int, desk: Desk
) -> tuple[list[KeptFile], list[KeptFile]]:
    """The sealed list that stays from now on, or goes with this entry."""
    chain = imports_chain(desk.organisation)
    if isinstance(fact, ListReceived):
        return [kept_file(chain, fact.file.seal, height=height)], []
    if isinstance(fact, ListDeleted):
        one = imports.find(known, fact.listed)
        return [], [kept_file(chain, one.received.file.seal, height=one.height)]
    return [], []
