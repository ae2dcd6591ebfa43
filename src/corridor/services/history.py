"""Read a chain: order, commitment, seal, signature, meaning; in that order or not at all."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, Protocol

from corridor.base.ids import ChainId, MemberId
from corridor.crypto.errors import OpenError
from corridor.crypto.secrets import SecretKey
from corridor.domain.errors import NotFoundError
from corridor.domain.records import Recorded
from corridor.ledger.boxes import open_grant
from corridor.ledger.chain import Head, check_commitment, follow
from corridor.ledger.entry import (
    EntryKey,
    SealedEntry,
    Written,
    check_signature,
    key_id_of,
    read_header,
)
from corridor.ledger.errors import (
    BrokenLinkError,
    ForgedEntryError,
    MissingKeyError,
    StrangerError,
)
from corridor.ledger.store import LedgerStore
from corridor.services.codec import Codec, FactT
from corridor.services.keyring import Keyring
from corridor.services.verified import VerifiedMarks


@dataclass(frozen=True)
class Author:
    """Who may have signed, and the member it belongs to (None: the person in danger).

    `public` is None where the reader cannot know it: the public face holds no roster. `until`:
    when the author left.
    """

    public: bytes | None
    member: MemberId | None
    until: datetime | None = None

    def left_before(self, at: datetime) -> bool:
        return self.until is not None and at >= self.until


class Authors(Protocol):
    """Who may write on a chain, found by the key id inside the seal."""

    def get(self, key_id: bytes, /) -> Author | None: ...


def authors_of(public_keys: Iterable[tuple[bytes, MemberId | None]]) -> dict[bytes, Author]:
    return {key_id_of(public): Author(public, member) for public, member in public_keys}


ChainKeys = Mapping[int, SecretKey]


@dataclass(frozen=True, kw_only=True)
class History(Generic[FactT]):
    """A chain as it stands: where the next entry goes, and what all of them say."""

    head: Head
    records: tuple[Recorded[FactT], ...]
    keys: ChainKeys
    erased: bool = False

    @property
    def chain(self) -> ChainId:
        return self.head.chain

    @property
    def key(self) -> SecretKey:
        """The chain key of the newest epoch."""
        return self.keys[self.head.epoch]


def chain_keys(store: LedgerStore, chain: ChainId, *, by: Keyring) -> dict[int, SecretKey]:
    """The chain's keys by epoch that this keyring opens; a foreign box counts as no grant."""
    found: dict[int, SecretKey] = {}
    head = store.head(chain)
    for grant in store.grants(chain):
        key = by.get(grant.compartment, grant.compartment_epoch)
        if head is None or key is None or grant.epoch in found:
            continue
        try:
            found[grant.epoch] = open_grant(head.organisation, grant, by=key)
        except OpenError:
            continue
    return found


def read(  # noqa: PLR0913 - what is checked is what is asked for
    store: LedgerStore,
    chain: ChainId,
    *,
    keys: ChainKeys,
    codec: Codec[FactT],
    authors: Authors,
    marks: VerifiedMarks,
) -> History[FactT]:
    """The whole chain, checked. `NotFoundError` when there is none or no key opens it."""
    if not keys:  # first: without a key, not even the time tells how much there is
        raise NotFoundError
    entries = store.entries(chain)
    if not entries:
        raise NotFoundError
    head = follow_stored(store, chain, entries)
    erased = _erased(chain, entries)
    reader = _Reader(keys, codec, authors, _trusted_below(marks, chain, entries))
    records = tuple(reader.read(entry) for entry in entries if entry.body is not None)
    marks.set(chain, head.height, head.digest)
    return History(head=head, records=records, keys=keys, erased=erased)


def _erased(chain: ChainId, entries: Sequence[SealedEntry]) -> bool:
    """Erasure takes a whole chain. A single lost body was taken to hide what it said."""
    lost = [height for height, entry in enumerate(entries) if entry.body is None]
    if lost and len(lost) < len(entries):
        raise ForgedEntryError(chain, lost[0])
    return bool(lost)


def follow_stored(store: LedgerStore, chain: ChainId, entries: Sequence[SealedEntry]) -> Head:
    """The head that the entries make; `BrokenLinkError` unless it is the stored one's."""
    head: Head | None = None
    for height, entry in enumerate(entries):
        try:
            head = follow(head, entry)
        except BrokenLinkError:  # an entry from elsewhere names its own place, not this one
            raise BrokenLinkError(chain, height) from None
    stored = store.head(chain)
    if head is None or stored is None or head.chain != chain or head.height < stored.height:
        raise BrokenLinkError(chain, None if head is None else head.height)
    return head


def _trusted_below(marks: VerifiedMarks, chain: ChainId, entries: Sequence[SealedEntry]) -> int:
    """The first height whose signature must be checked now."""
    mark = marks.mark_of(chain)
    if mark is None or mark[0] >= len(entries) or entries[mark[0]].digest != mark[1]:
        return 0
    return mark[0] + 1


class _Reader(Generic[FactT]):
    def __init__(
        self, keys: ChainKeys, codec: Codec[FactT], authors: Authors, unchecked: int
    ) -> None:
        self._keys, self._codec = keys, codec
        self._opening = {epoch: EntryKey(key) for epoch, key in keys.items()}
        self._authors, self._unchecked = authors, unchecked

    def read(self, entry: SealedEntry) -> Recorded[FactT]:
        header = read_header(entry.header)
        key = self._keys.get(header.epoch)
        if key is None:
            raise MissingKeyError(header.chain, header.height)
        if header.commitment:
            check_commitment(header, key)
        written = self._opening[header.epoch].open(entry)
        author = self._author(entry, written, header.chain, header.height)
        fact = self._codec.decode(written.fact)
        return Recorded(
            fact=fact, at=written.at, by=author.member, act=written.act, height=header.height
        )

    def _author(
        self, entry: SealedEntry, written: Written, chain: ChainId, height: int
    ) -> Author:
        author = self._authors.get(written.key_id)
        if author is None or author.left_before(written.at):
            raise StrangerError(chain, height)
        if author.public is not None and height >= self._unchecked:
            check_signature(entry, written, by=author.public)
        return author
