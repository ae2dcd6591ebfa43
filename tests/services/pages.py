"""Entries as a forger writes them: any fact, any key, any act, straight into a store."""

from collections.abc import Sequence
from datetime import datetime

from corridor.base.ids import ActId, ChainId
from corridor.crypto.secrets import SecretKey
from corridor.crypto.sign import SigningKey
from corridor.domain.records import Fact
from corridor.ledger.entry import Written, key_id_of, open_entry, read_header, seal_entry
from corridor.ledger.errors import MissingKeyError
from corridor.ledger.store import Batch, LedgerStore
from corridor.services.codec import encode
from corridor.services.desk import new_act
from corridor.services.history import chain_keys
from corridor.services.keyring import Keyring


def newest_key(store: LedgerStore, chain: ChainId, *, by: Keyring) -> SecretKey:
    head = store.head(chain)
    if head is None:
        raise MissingKeyError(chain)
    return chain_keys(store, chain, by=by)[head.epoch]


def first_act(store: LedgerStore, chain: ChainId, *, by: Keyring) -> ActId:
    entry = store.entries(chain)[0]
    key = chain_keys(store, chain, by=by)[read_header(entry.header).epoch]
    return open_entry(entry, chain_key=key).act


def slip_in(  # noqa: PLR0913 - a forger chooses everything
    store: LedgerStore,
    chain: ChainId,
    facts: Sequence[Fact],
    *,
    signing: SigningKey,
    key: SecretKey,
    at: datetime,
    act: ActId | None = None,
) -> None:
    """Add to the end of a chain, as whoever can write rows and knows the chain's key."""
    act = act or new_act()
    for fact in facts:
        head = store.head(chain)
        if head is None:
            raise MissingKeyError(chain)
        written = Written(
            key_id=key_id_of(signing.public),
            at=at,
            act=act,
            siblings=len(facts),
            fact=encode(fact),
        )
        header = head.next_header(era=head.era)
        entry = seal_entry(header, written, author=signing, chain_key=key)
        store.commit(Batch(entries=[entry]))
