"""Names, birth, papers, contacts: a chain of its own that a case's keys do not open."""

from collections.abc import Sequence
from contextlib import suppress

import msgspec

from corridor.base.ids import ChainId, PersonId
from corridor.domain.duplicates import identity_card_of
from corridor.domain.errors import NotFoundError
from corridor.domain.identity import (
    BirthSet,
    ContactKept,
    DocumentKept,
    Identities,
    IdentityFact,
    NamesSet,
    RelativeNoted,
    fold,
    keep_contact,
    keep_document,
    note_relative,
    set_birth,
    set_names,
)
from corridor.domain.journal import NameShown
from corridor.domain.people import find
from corridor.domain.policy import Act
from corridor.ledger.chain import Head
from corridor.ledger.errors import ConflictError
from corridor.ledger.store import Batch
from corridor.services import codec
from corridor.services.casefiles import open_file
from corridor.services.chains import Kind, identity_chain
from corridor.services.desk import Desk
from corridor.services.granting import cards_for
from corridor.services.history import History, chain_keys, read
from corridor.services.journal import note_as_member
from corridor.services.leaves import first_leaf, next_leaf
from corridor.services.recording import (
    again_if_second,
)
from corridor.services.rosters import staff

AboutPerson = NamesSet | BirthSet | DocumentKept | ContactKept | RelativeNoted


def show_names(desk: Desk, case: ChainId, person: PersonId) -> Identities:
    """The look is in the journal before the name is on the screen."""
    desk.door(Act.SHOW_NAMES)
    _one_of(desk, case, person)
    history = _open(desk, case)
    note_as_member(desk, NameShown(member=desk.me, chain=case, person=person))
    return fold(() if history is None else history.records)


def has_names(desk: Desk, case: ChainId) -> bool:
    """Whether anything is kept at all; says nothing of what."""
    return desk.stores.desk.head(identity_chain(case)) is not None


def write_identity(desk: Desk, case: ChainId, draft: AboutPerson) -> None:
    desk.door(Act.WRITE_NAMES)
    _one_of(desk, case, draft.person)
    fact = _decided(draft, desk)
    again_if_second(lambda: _append(desk, case, fact))


def begin_identity(desk: Desk, case: ChainId, drafts: Sequence[AboutPerson]) -> None:
    """What came with a request, in one act; nothing where anything is kept already.

    Whoever enters the request hands names on to identity's key, and needs none to do so.
    """
    desk.door(Act.ENTER_REQUEST)
    if not drafts or has_names(desk, case):
        return
    for draft in drafts:
        _one_of(desk, case, draft.person)
    facts = [_decided(draft, desk) for draft in drafts]
    store = desk.stores.desk
    leaf = first_leaf(desk, store, identity_chain(case), facts, kind=Kind.IDENTITY)
    card = sealed_summary(case, fold(leaf.records))
    cards = cards_for(desk, card, leaf.head, kind=Kind.IDENTITY)
    with suppress(ConflictError):  # somebody was first, and began it too
        store.commit(Batch(entries=leaf.entries, grants=leaf.grants, cards=cards))


def _one_of(desk: Desk, case: ChainId, person: PersonId) -> None:
    """A look at somebody of another case is none at all: it would stand in the journal."""
    if find(open_file(desk, case).case.people, person) is None:
        raise NotFoundError


def _decided(draft: AboutPerson, desk: Desk) -> IdentityFact:
    match draft:
        case NamesSet():
            return set_names(draft)
        case BirthSet():
            return set_birth(draft, today=desk.today())
        case DocumentKept():
            return keep_document(draft)
        case ContactKept():
            return keep_contact(draft)
        case RelativeNoted():
            return note_relative(draft)


def _open(desk: Desk, case: ChainId) -> History[IdentityFact] | None:
    store, chain = desk.stores.desk, identity_chain(case)
    if store.head(chain) is None:
        return None
    return read(
        store,
        chain,
        keys=chain_keys(store, chain, by=desk.keys),
        codec=codec.IDENTITY,
        authors=staff(desk.roster),
        marks=desk.stores.marks,
    )


def _append(desk: Desk, case: ChainId, fact: IdentityFact) -> None:
    store, history = desk.stores.desk, _open(desk, case)
    leaf = (
        first_leaf(desk, store, identity_chain(case), [fact], kind=Kind.IDENTITY)
        if history is None
        else next_leaf(desk, store, history, [fact], kind=Kind.IDENTITY)
    )
    after = fold(leaf.after(history).records)
    store.commit(
        Batch(
            entries=leaf.entries,
            grants=leaf.grants,
            cards=cards_for(desk, sealed_summary(case, after), leaf.head, kind=Kind.IDENTITY),
        )
    )


def sealed_summary(case: ChainId, identities: Identities) -> bytes:
    """What finds one person in two records, sealed to whoever opens names."""
    return msgspec.msgpack.encode(identity_card_of(case, identities))


def summary_of(desk: Desk, case: ChainId) -> tuple[bytes, Head]:
    """For comparisons alone: to show a name, `show_names` writes it down first."""
    history = _open(desk, case)
    if history is None:
        raise NotFoundError
    return sealed_summary(case, fold(history.records)), history.head
