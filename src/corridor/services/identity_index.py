"""What identity's key opens of everybody, in memory: to find one person in two records.

Like the index of cards it is found by a hash of the key that was unwrapped in this request, and
dropped when the last session ends. A member without identity's key has no way to it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from threading import Lock, RLock
from typing import Final
from uuid import UUID

import msgspec

from corridor.base.ids import ChainId, OrganisationId, PersonId
from corridor.crypto.digest import digest
from corridor.crypto.errors import OpenError
from corridor.domain.duplicates import IdentityCard, KnownPerson
from corridor.ledger.boxes import CompartmentKey, open_card
from corridor.ledger.records import ENTRY, GRANT, PRUNED, SealedCard
from corridor.ledger.store import LedgerStore
from corridor.services.name_index import NameIndex

_CARD: Final = msgspec.msgpack.Decoder(IdentityCard)


@dataclass
class OpenedIdentities:
    """Everybody by their own id. `unread` holds chains whose card is lost, late or foreign."""

    names: NameIndex[PersonId] = field(default_factory=NameIndex)
    known: dict[PersonId, tuple[ChainId, KnownPerson]] = field(default_factory=dict)
    phones: dict[str, set[PersonId]] = field(default_factory=dict)
    people: dict[ChainId, tuple[PersonId, ...]] = field(default_factory=dict)
    unread: set[ChainId] = field(default_factory=set)
    line: int = -1
    lock: RLock = field(default_factory=RLock)

    def take(self, chain: ChainId, card: IdentityCard) -> None:
        """`chain` is identity's; the card names the case that it belongs to."""
        self.remove(chain)
        self.people[chain] = tuple(one.person for one in card.people)
        for one in card.people:
            self.known[one.person] = (card.case, one)
            self.names.put(one.person, one.names)
            for phone in one.phones:
                self.phones.setdefault(phone, set()).add(one.person)

    def remove(self, chain: ChainId) -> None:
        self.unread.discard(chain)
        for person in self.people.pop(chain, ()):
            _case, known = self.known.pop(person)
            self.names.remove(person)
            for phone in known.phones:
                self.phones[phone].discard(person)


class IdentityIndexes:
    """All that is opened in this process."""

    def __init__(self) -> None:
        self._opened: dict[bytes, OpenedIdentities] = {}
        self._lock = Lock()

    def for_key(self, key: CompartmentKey) -> OpenedIdentities:
        name = digest(b"corridor/1/identities", key.secret.reveal())
        with self._lock:
            return self._opened.setdefault(name, OpenedIdentities())

    def drop_all(self) -> None:
        with self._lock:
            self._opened.clear()

    def __len__(self) -> int:
        return len(self._opened)


@dataclass(frozen=True, kw_only=True)
class IdentityKeys:
    """The store and the keys that one request may use."""

    organisation: OrganisationId
    store: LedgerStore
    newest: CompartmentKey
    all: tuple[CompartmentKey, ...]

    def open(self, sealed: SealedCard) -> IdentityCard | None:
        for key in self.all:
            if key.epoch == sealed.compartment_epoch:
                try:
                    return _CARD.decode(open_card(self.organisation, sealed, by=key))
                except (OpenError, msgspec.DecodeError):
                    return None
        return None


def refresh(opened: OpenedIdentities, keys: IdentityKeys) -> None:
    """Up to the newest line: a chain that went on without its card is unread."""
    store, mine = keys.store, keys.newest.compartment
    since = opened.line
    if since < 0:
        opened.line = store.log_size()
        opened.unread |= {grant.chain for grant in store.grants_to(mine)}
    else:
        for line in store.log(since=since):
            opened.line += 1
            _follow(opened, line, mine)
    _take(opened, keys, [card for _, card in store.cards(mine, after=max(0, since))])


def _follow(opened: OpenedIdentities, line: bytes, mine: UUID) -> None:
    chain = ChainId(UUID(bytes=line[1:17]))
    to_me = line[0] == GRANT and line[21:37] == mine.bytes
    if line[0] == PRUNED:
        opened.remove(chain)
    elif to_me or (line[0] == ENTRY and chain in opened.people):
        opened.unread.add(chain)


def _take(opened: OpenedIdentities, keys: IdentityKeys, cards: Iterable[SealedCard]) -> None:
    for sealed in cards:
        card, head = keys.open(sealed), keys.store.head(sealed.chain)
        fresh = head is not None and (sealed.height, sealed.head_digest) == (
            head.height,
            head.digest,
        )
        if card is not None and fresh:
            opened.take(sealed.chain, card)
