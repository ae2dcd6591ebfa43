"""Read a chain: order, commitment, seal, signature, meaning; in that order or not at all."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, Protocol, TypeVar

from corridor.base.ids import ChainId, MemberId
from corridor.crypto.digest import tag
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
from corridor.services.remembered import Name, Opened
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
Meant = TypeVar("Meant")


@dataclass(frozen=True, kw_only=True)
class History(Generic[FactT]):
    """A chain as it stands: where the next entry goes, and what all of them say."""

    head: Head
    records: tuple[Recorded[FactT], ...]
    keys: ChainKeys
    erased: bool = False
    folds: dict[Callable[..., Any], Any] = field(
        default_factory=dict, repr=False, compare=False
    )

    @property
    def chain(self) -> ChainId:
        return self.head.chain

    @property
    def key(self) -> SecretKey:
        """The chain key of the newest epoch."""
        return self.keys[self.head.epoch]

    def folded(self, fold: Callable[[tuple[Recorded[FactT], ...]], Meant]) -> Meant:
        """What the records mean; asked again, it is not folded again."""
        if fold not in self.folds:
            self.folds[fold] = fold(self.records)
        meant: Meant = self.folds[fold]
        return meant


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
    stored, entries = stored_chain(store, chain)
    if not entries:
        raise NotFoundError
    name = _name(chain, keys)
    known = marks.opened.find(name, entries, codec=codec)
    head = follow_stored(stored, chain, entries, after=known.head if known else None)
    if known is not None and head == known.head:
        return History(head=head, records=known.records, keys=keys, folds=known.folds)
    erased = _erased(chain, entries)
    reader = _Reader(keys, codec, authors, _trusted_below(marks, chain, entries))
    before, new = (known.records, entries[len(known.entries) :]) if known else ((), entries)
    records = (*before, *(reader.read(entry) for entry in new if entry.body is not None))
    marks.set(chain, head.height, head.digest)
    opened = Opened(codec=codec, entries=entries, head=head, records=records)
    if not erased:
        marks.opened.keep(name, opened)
    return History(head=head, records=records, keys=keys, erased=erased, folds=opened.folds)


def remember(
    marks: VerifiedMarks,
    before: History[FactT],
    after: History[FactT],
    *,
    entries: Sequence[SealedEntry],
) -> None:
    """What this process has written itself needs no checking when it is read again."""
    chain, head = after.chain, after.head
    marks.set(chain, head.height, head.digest)
    known = marks.opened.last(_name(chain, before.keys))
    if known is None or known.head != before.head:
        return
    opened = Opened(
        codec=known.codec,
        entries=[*known.entries, *entries],
        head=head,
        records=after.records,
        folds=after.folds,
    )
    marks.opened.keep(_name(chain, after.keys), opened)


def _name(chain: ChainId, keys: ChainKeys) -> Name:
    """Only who holds every one of these keys can say it."""
    return tuple(
        tag(key, b"corridor/1/opened", chain.bytes, epoch.to_bytes(4, "big"))
        for epoch, key in sorted(keys.items())
    )


def _erased(chain: ChainId, entries: Sequence[SealedEntry]) -> bool:
    """Erasure takes a whole chain. A single lost body was taken to hide what it said."""
    lost = [height for height, entry in enumerate(entries) if entry.body is None]
    if lost and len(lost) < len(entries):
        raise ForgedEntryError(chain, lost[0])
    return bool(lost)


def stored_chain(store: LedgerStore, chain: ChainId) -> tuple[Head | None, list[SealedEntry]]:
    """The head first: who writes in between is ahead of it, and nothing seems to be missing."""
    stored = store.head(chain)
    entries = store.entries(chain)
    if stored is None and entries:
        stored = store.head(chain)
    return stored, entries


def follow_stored(
    stored: Head | None,
    chain: ChainId,
    entries: Sequence[SealedEntry],
    *,
    after: Head | None = None,
) -> Head:
    """The head that the entries make; `BrokenLinkError` when it is below the stored one.

    `after` is the head of those that were followed before.
    """
    head, first = after, 0 if after is None else after.height + 1
    for height, entry in enumerate(entries[first:], start=first):
        try:
            head = follow(head, entry)
        except BrokenLinkError:  # an entry from elsewhere names its own place, not this one
            raise BrokenLinkError(chain, height) from None
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
