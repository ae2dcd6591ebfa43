"""Views of the queue that the desk keeps: one sealed chain, open to everybody of the desk."""

from collections.abc import Callable

from corridor.domain import saved_views
from corridor.domain.policy import Act
from corridor.domain.saved_views import KeptView, ViewFact, fold
from corridor.ledger.store import Batch
from corridor.services.chains import Kind, views_chain
from corridor.services.codec import Codec
from corridor.services.desk import Desk
from corridor.services.history import History, chain_keys, read
from corridor.services.leaves import first_leaf, next_leaf
from corridor.services.recording import again_if_second
from corridor.services.rosters import staff

_CODEC: Codec[ViewFact] = Codec(ViewFact)
Kept = tuple[KeptView, ...]


def kept_views(desk: Desk) -> Kept:
    desk.door(Act.SEE_QUEUE)
    history = _open(desk)
    return () if history is None else fold(history.records)


def keep_view(desk: Desk, *, name: str, chosen: str) -> None:
    _write(desk, lambda kept: saved_views.keep(kept, name=name, chosen=chosen))


def drop_view(desk: Desk, *, name: str) -> None:
    _write(desk, lambda kept: saved_views.drop(kept, name=name))


def _open(desk: Desk) -> History[ViewFact] | None:
    store, chain = desk.stores.desk, views_chain(desk.organisation)
    if store.head(chain) is None:
        return None
    return read(
        store,
        chain,
        keys=chain_keys(store, chain, by=desk.keys),
        codec=_CODEC,
        authors=staff(desk.roster),
        marks=desk.stores.marks,
    )


def _write(desk: Desk, decide: Callable[[Kept], ViewFact]) -> None:
    desk.door(Act.SEE_QUEUE)
    store, chain = desk.stores.desk, views_chain(desk.organisation)

    def attempt() -> None:
        history = _open(desk)
        fact = decide(() if history is None else fold(history.records))
        if history is None:
            leaf = first_leaf(desk, store, chain, [fact], kind=Kind.VIEWS)
        else:
            leaf = next_leaf(desk, store, history, [fact], kind=Kind.VIEWS)
        store.commit(Batch(entries=leaf.entries, grants=leaf.grants))

    again_if_second(attempt)
