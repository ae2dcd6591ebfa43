"""The roster, verified: the only place from which a public key is believed."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from threading import Lock

from corridor.base.ids import ChainId, OrganisationId
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
from corridor.ledger.entry import Written, key_id_of, open_entry, read_header
from corridor.ledger.errors import StrangerError, TruncatedError
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
    """The last roster that was read, found by the key that opens it and its newest digest.

    It also remembers how long the roster has been: one that is shorter was rolled back, to a
    day when somebody who has left was still here.
    """

    _found: dict[bytes, tuple[History[RosterFact], Roster]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)
    height: int = -1

    def get(self, name: bytes) -> tuple[History[RosterFact], Roster] | None:
        return self._found.get(name)

    def keep(self, name: bytes, history: History[RosterFact], roster: Roster) -> None:
        with self._lock:
            self._found = {name: (history, roster)}
            self.height = max(self.height, history.head.height)

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
    least = cache.height
    keys = chain_keys(store, chain, by=by)
    head = store.head(chain)
    newest = b"" if head is None else head.digest
    name = digest(b"corridor/1/roster", newest, *(key.reveal() for key in keys.values()))
    known = cache.get(name)
    if known is not None:
        return known
    pages = list(_pages(store, organisation, keys))
    signers = _named(pages)
    founder = _founder(organisation, signers, root)
    history = read(
        store, chain, keys=keys, codec=codec.ROSTER, authors=signers, marks=VerifiedMarks()
    )
    if history.head.height < least:
        raise TruncatedError(chain, history.head.height)
    roster = fold(history.records)
    _check_in_force(chain, roster, pages, signers, founder=founder)
    cache.keep(name, history, roster)
    return history, roster


def _pages(
    store: LedgerStore, organisation: OrganisationId, keys: dict[int, SecretKey]
) -> Iterator[Written]:
    for entry in store.entries(roster_chain(organisation)):
        key = keys.get(read_header(entry.header).epoch)
        if key is None:
            return
        yield open_entry(entry, chain_key=key)


def _named(pages: Iterable[Written]) -> dict[bytes, Author]:
    """Keys that the roster names, each as it was named first.

    Being named entitles to nothing: `_check_in_force` and the fold decide that.
    """
    found: dict[bytes, Author] = {}
    for page in pages:
        fact = codec.ROSTER.decode(page.fact)
        for one in fact.changes if isinstance(fact, Proposed) else (fact,):
            if isinstance(one, MemberEnrolled | MemberRestored):
                author = Author(one.signing_key, one.member)
                found.setdefault(key_id_of(one.signing_key), author)
    return found


def _founder(organisation: OrganisationId, signers: dict[bytes, Author], root: bytes) -> bytes:
    """The founder's key id: the first key that is named, and the one that is pinned."""
    first = next(iter(signers.values()), None)
    if first is None or first.public is None:
        raise StrangerError(roster_chain(organisation), 0)
    if not same(root_fingerprint(organisation, first.public), root):
        raise StrangerError(roster_chain(organisation), 0)
    return key_id_of(first.public)


def _check_in_force(
    chain: ChainId,
    roster: Roster,
    pages: Sequence[Written],
    signers: dict[bytes, Author],
    *,
    founder: bytes,
) -> None:
    """Nobody vouches for themselves: a key signs only what stands above its own naming.

    The founding act is the founder's alone, and as long as its first entry says.
    """
    first = pages[0]
    for height, page in enumerate(pages):
        founding = height < first.siblings
        if founding:
            rightful = page.key_id == founder
        else:
            rightful = _in_force(roster, signers[page.key_id], height)
        if not rightful or (page.act == first.act) is not founding:
            raise StrangerError(chain, height)


def _in_force(roster: Roster, author: Author, height: int) -> bool:
    member = None if author.member is None else roster.member(author.member)
    return member is not None and any(
        tenure.signing_key == author.public
        and tenure.from_height < height
        and (tenure.to_height is None or height <= tenure.to_height)
        for tenure in member.tenures
    )


def believed(roster: Roster, keys: Sequence[CompartmentKey]) -> Keyring:
    """Only keys that the roster is committed to: a swapped wrap opens, and is thrown away."""
    return Keyring(key for key in keys if _is_committed(roster, key))


def _is_committed(roster: Roster, key: CompartmentKey) -> bool:
    return any(
        keyed.epoch == key.epoch and same(keyed.commitment, commitment(key.secret))
        for keyed in roster.epochs(key.compartment)
    )
