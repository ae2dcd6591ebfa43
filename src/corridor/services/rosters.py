"""The roster, verified: the only place from which a public key is believed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from threading import Lock

from corridor.base.ids import OrganisationId
from corridor.crypto.derive import commitment
from corridor.crypto.digest import digest, same
from corridor.crypto.secrets import SecretKey
from corridor.domain.roster import (
    MemberEnrolled,
    MemberRestored,
    Proposed,
    Roster,
    RosterFact,
)
from corridor.domain.rostering import fold
from corridor.ledger.boxes import CompartmentKey
from corridor.ledger.entry import key_id_of, open_entry, read_header
from corridor.ledger.errors import StrangerError
from corridor.ledger.store import LedgerStore
from corridor.services import codec
from corridor.services.chains import roster_chain
from corridor.services.history import Author, History, chain_keys, read
from corridor.services.keyring import Keyring
from corridor.services.verified import VerifiedMarks


def root_fingerprint(organisation: OrganisationId, founder_signing_key: bytes) -> bytes:
    """Pinned outside the database: only this key may have signed the roster's first entry."""
    return digest(b"corridor/1/root", organisation.bytes, founder_signing_key)


def staff(roster: Roster) -> dict[bytes, Author]:
    """Everybody who ever worked here, each key until its holder left."""
    return {
        key_id_of(tenure.signing_key): Author(
            tenure.signing_key, member.member, until=tenure.to_at
        )
        for member in roster.members
        for tenure in member.tenures
    }


@dataclass
class RosterCache:
    """The last roster that was read, found by the key that opens it and its newest digest."""

    _found: dict[bytes, tuple[History[RosterFact], Roster]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def get(self, name: bytes) -> tuple[History[RosterFact], Roster] | None:
        return self._found.get(name)

    def keep(self, name: bytes, history: History[RosterFact], roster: Roster) -> None:
        with self._lock:
            self._found = {name: (history, roster)}

    def drop_all(self) -> None:
        with self._lock:
            self._found = {}


def read_roster(
    store: LedgerStore,
    organisation: OrganisationId,
    *,
    root: bytes,
    by: Keyring,
    cache: RosterCache,
) -> tuple[History[RosterFact], Roster]:
    """Order, seal, every signature, the pinned root; then who was entitled to what."""
    chain = roster_chain(organisation)
    keys = chain_keys(store, chain, by=by)
    head = store.head(chain)
    newest = b"" if head is None else head.digest
    name = digest(b"corridor/1/roster", newest, *(key.reveal() for key in keys.values()))
    known = cache.get(name)
    if known is not None:
        return known
    signers = dict(_signers(store, organisation, keys))
    _check_root(organisation, signers, root)
    history = read(
        store, chain, keys=keys, codec=codec.ROSTER, authors=signers, marks=VerifiedMarks()
    )
    roster = fold(history.records)
    cache.keep(name, history, roster)
    return history, roster


def _signers(
    store: LedgerStore, organisation: OrganisationId, keys: dict[int, SecretKey]
) -> Iterator[tuple[bytes, Author]]:
    """Keys that the roster names. Being named entitles to nothing: the fold decides that."""
    for entry in store.entries(roster_chain(organisation)):
        key = keys.get(read_header(entry.header).epoch)
        if key is None:
            continue
        fact = codec.ROSTER.decode(open_entry(entry, chain_key=key).fact)
        for one in fact.changes if isinstance(fact, Proposed) else (fact,):
            if isinstance(one, MemberEnrolled | MemberRestored):
                yield key_id_of(one.signing_key), Author(one.signing_key, one.member)


def _check_root(
    organisation: OrganisationId, signers: dict[bytes, Author], root: bytes
) -> None:
    first = next(iter(signers.values()), None)
    if first is None or first.public is None:
        raise StrangerError(roster_chain(organisation), 0)
    if not same(root_fingerprint(organisation, first.public), root):
        raise StrangerError(roster_chain(organisation), 0)


def believed(roster: Roster, keys: Sequence[CompartmentKey]) -> Keyring:
    """Only keys that the roster is committed to: a swapped wrap opens, and is thrown away."""
    return Keyring(key for key in keys if _is_committed(roster, key))


def _is_committed(roster: Roster, key: CompartmentKey) -> bool:
    return any(
        keyed.epoch == key.epoch and same(keyed.commitment, commitment(key.secret))
        for keyed in roster.epochs(key.compartment)
    )
