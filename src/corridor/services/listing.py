"""Lists: the cards that this member's keys open, brought up to date before they are read."""

import msgspec

from corridor.domain.access import Compartment
from corridor.domain.cards import card_of
from corridor.domain.casefile import Case
from corridor.domain.errors import NotFoundError
from corridor.domain.intake import Dialogue
from corridor.ledger.chain import Head
from corridor.ledger.store import Batch
from corridor.services.chains import Kind
from corridor.services.desk import Desk
from corridor.services.dialogues import Talk
from corridor.services.following import refresh
from corridor.services.granting import cards_for
from corridor.services.index import ERASED, Index, Listed, ListedCase

CASE_READERS = (Compartment.CASEWORK, Compartment.INTAKE)


def index_of(desk: Desk, slug: Compartment) -> Index:
    """The compartment's index, current. `NotFoundError` without its key."""
    key = desk.keys.newest(desk.compartment(slug))
    index = Index(
        opened=desk.stores.indexes.for_key(key),
        organisation=desk.organisation,
        key=key,
        older=tuple(one for one in desk.keys if one.compartment == key.compartment),
        desk=desk.stores.desk,
        door=desk.stores.door,
    )
    refresh(index)
    return index


def case_index(desk: Desk) -> Index:
    """Requests and cases, whichever of their compartments this member holds."""
    for slug in CASE_READERS:
        if desk.holds(slug):
            return index_of(desk, slug)
    raise NotFoundError


def listed_case(case: Case, talk: Talk | None) -> bytes:
    return encode_listed(list_case(case, talk))


def list_case(case: Case, talk: Talk | None) -> ListedCase:
    """A case's card. Without a dialogue that can be read, its words are gone."""
    height = ERASED if talk is None else talk.history.head.height
    dialogue = Dialogue() if talk is None else talk.dialogue
    return ListedCase(card_of(case, dialogue), height)


def encode_listed(listed: Listed) -> bytes:
    return msgspec.msgpack.encode(listed)


def reseal(desk: Desk, head: Head, card: bytes, *, kind: Kind) -> None:
    """Put a card beside the head that it folds: whoever wrote since has put a newer one."""
    if desk.stores.desk.head(head.chain) is not None:
        desk.stores.desk.commit(Batch(cards=cards_for(desk, card, head, kind=kind)))
