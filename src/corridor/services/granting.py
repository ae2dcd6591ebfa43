"""Who gets a chain's key: the compartments of its kind, as the verified roster names them."""

from collections.abc import Sequence

from corridor.base.ids import ChainId
from corridor.crypto.secrets import SecretKey
from corridor.domain.access import Compartment
from corridor.domain.errors import NotFoundError
from corridor.domain.roster import Roster
from corridor.ledger.boxes import (
    PublicCompartment,
    address_card,
    address_grant,
    give_grant,
    seal_card,
)
from corridor.ledger.chain import Head
from corridor.ledger.records import Grant, SealedCard
from corridor.ledger.store import LedgerStore
from corridor.services.chains import OPEN_TO, Kind
from corridor.services.desk import Desk


def readers(roster: Roster, kind: Kind) -> list[PublicCompartment]:
    """The newest epoch of every compartment that opens this kind of chain."""
    return [_public(roster, slug) for slug in OPEN_TO[kind]]


def _public(roster: Roster, slug: Compartment) -> PublicCompartment:
    keyed = roster.current(slug)
    if keyed is None:
        raise NotFoundError
    return PublicCompartment(
        compartment=keyed.compartment, epoch=keyed.epoch, public=keyed.public_key
    )


def grants_for(
    desk: Desk, chain: ChainId, *, kind: Kind, epoch: int, chain_key: SecretKey
) -> list[Grant]:
    """One grant a reader: under its key where this member holds it, else to its public key."""
    found = []
    for reader in readers(desk.roster, kind):
        own = desk.keys.get(reader.compartment, reader.epoch)
        if own is None:
            grant = address_grant(
                desk.organisation, chain, epoch=epoch, chain_key=chain_key, to=reader
            )
        else:
            grant = give_grant(
                desk.organisation, chain, epoch=epoch, chain_key=chain_key, to=own
            )
        found.append(grant)
    return found


def cards_for(desk: Desk, card: bytes, head: Head, *, kind: Kind) -> list[SealedCard]:
    """The same summary for every reader of the chain, bound to the head that it folds."""
    found = []
    for reader in readers(desk.roster, kind):
        own = desk.keys.get(reader.compartment, reader.epoch)
        if own is None:
            sealed = address_card(
                desk.organisation,
                head.chain,
                card,
                height=head.height,
                head_digest=head.digest,
                to=reader,
            )
        else:
            sealed = seal_card(
                desk.organisation,
                head.chain,
                card,
                height=head.height,
                head_digest=head.digest,
                to=own,
            )
        found.append(sealed)
    return found


def key_is_old(desk: Desk, store: LedgerStore, head: Head, *, kind: Kind) -> bool:
    """True when some reader's key was renewed since this chain's key: a member has left."""
    granted = {
        (grant.compartment, grant.compartment_epoch)
        for grant in store.grants(head.chain)
        if grant.epoch == head.epoch
    }
    return any(
        (reader.compartment, reader.epoch) not in granted
        for reader in readers(desk.roster, kind)
    )


def missing_grants(
    desk: Desk, store: LedgerStore, chain: ChainId, *, kind: Kind, chain_key: SecretKey
) -> Sequence[Grant]:
    """Grants of epoch 0 that are not stored yet: what a repeated adoption still has to do."""
    there = {(one.compartment, one.compartment_epoch) for one in store.grants(chain)}
    return [
        grant
        for grant in grants_for(desk, chain, kind=kind, epoch=0, chain_key=chain_key)
        if (grant.compartment, grant.compartment_epoch) not in there
    ]
