"""A chain's next entries, as a member at the desk writes them: a leaf with its key and grants.

The key stays as long as its readers do. Once a member has left, the next leaf of every chain
that they could read opens a new key epoch, granted to the compartments as they are now.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic

from corridor.base.ids import ChainId, MemberId
from corridor.domain.records import Recorded
from corridor.ledger.chain import Head
from corridor.ledger.entry import SealedEntry
from corridor.ledger.records import Grant
from corridor.ledger.store import LedgerStore
from corridor.services.chains import Kind
from corridor.services.codec import FactT
from corridor.services.desk import Desk, new_act
from corridor.services.granting import grants_for, key_is_old
from corridor.services.history import ChainKeys, History
from corridor.services.recording import Page, Pen, next_epoch_page, next_page, open_page


@dataclass(frozen=True, kw_only=True)
class Leaf(Generic[FactT]):
    """Ready to be stored, and already readable as what it will have been."""

    entries: list[SealedEntry]
    grants: list[Grant]
    head: Head
    keys: ChainKeys
    records: tuple[Recorded[FactT], ...]

    def after(self, history: History[FactT] | None) -> History[FactT]:
        """The chain as it stands once this leaf is stored."""
        before = () if history is None else history.records
        known = {} if history is None else history.keys
        return History(
            head=self.head, records=(*before, *self.records), keys={**known, **self.keys}
        )


def first_leaf(
    desk: Desk, store: LedgerStore, chain: ChainId, facts: Sequence[FactT], *, kind: Kind
) -> Leaf[FactT]:
    pen = _pen(desk, store)
    page = open_page(desk.organisation, chain, facts, pen=pen)
    return _leaf(page, _grants(desk, page, kind=kind), facts, pen=pen, by=desk.me)


def next_leaf(
    desk: Desk,
    store: LedgerStore,
    history: History[FactT],
    facts: Sequence[FactT],
    *,
    kind: Kind,
) -> Leaf[FactT]:
    pen, head = _pen(desk, store), history.head
    if key_is_old(desk, store, head, kind=kind):
        page = next_epoch_page(head, facts, pen=pen)
        grants = _grants(desk, page, kind=kind)
    else:
        page = next_page(head, facts, pen=pen, key=history.key)
        grants = []
    return _leaf(page, grants, facts, pen=pen, by=desk.me)


def _pen(desk: Desk, store: LedgerStore) -> Pen:
    return Pen(signing=desk.signing, act=new_act(), at=desk.clock(), era=store.era())


def _grants(desk: Desk, page: Page, *, kind: Kind) -> list[Grant]:
    head = page.head
    return grants_for(desk, head.chain, kind=kind, epoch=head.epoch, chain_key=page.key)


def _leaf(
    page: Page, grants: list[Grant], facts: Sequence[FactT], *, pen: Pen, by: MemberId
) -> Leaf[FactT]:
    start = page.head.height - len(facts) + 1
    return Leaf(
        entries=page.entries,
        grants=grants,
        head=page.head,
        keys={page.head.epoch: page.key},
        records=tuple(
            Recorded(fact=fact, at=pen.at, by=by, act=pen.act, height=start + number)
            for number, fact in enumerate(facts)
        ),
    )
