"""Write facts down: decide on what stands now, sign, seal, store; again if second."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from corridor.base.ids import ActId, ChainId, OrganisationId
from corridor.crypto.random import new_key
from corridor.crypto.secrets import SecretKey
from corridor.crypto.sign import SigningKey
from corridor.domain.records import Fact
from corridor.ledger.chain import Head, first_header
from corridor.ledger.entry import Header, SealedEntry, Written, key_id_of, seal_entry
from corridor.ledger.errors import ConflictError
from corridor.services.codec import encode

MOST_TRIES = 12
ResultT = TypeVar("ResultT")


@dataclass(frozen=True, kw_only=True)
class Pen:
    """Who writes, in which act, when, and in which era of the store."""

    signing: SigningKey
    act: ActId
    at: datetime
    era: int


@dataclass(frozen=True, kw_only=True)
class Page:
    """Entries ready to be stored, where they leave the chain, and under which key."""

    entries: list[SealedEntry]
    head: Head
    key: SecretKey


def open_page(
    organisation: OrganisationId, chain: ChainId, facts: Sequence[Fact], *, pen: Pen
) -> Page:
    """The first entries of a new chain, under a new key."""
    key = new_key()
    header = first_header(organisation, chain, era=pen.era, chain_key=key)
    return _write(facts, header, pen=pen, key=key)


def next_page(head: Head, facts: Sequence[Fact], *, pen: Pen, key: SecretKey) -> Page:
    """Further entries in the same key epoch."""
    return _write(facts, head.next_header(era=pen.era), pen=pen, key=key)


def next_epoch_page(head: Head, facts: Sequence[Fact], *, pen: Pen) -> Page:
    """Further entries under a new chain key."""
    key = new_key()
    return _write(facts, head.next_epoch_header(era=pen.era, chain_key=key), pen=pen, key=key)


def _write(facts: Sequence[Fact], header: Header, *, pen: Pen, key: SecretKey) -> Page:
    entries: list[SealedEntry] = []
    head: Head | None = None
    for fact in facts:
        place = header if head is None else head.next_header(era=pen.era)
        written = Written(
            key_id=key_id_of(pen.signing.public),
            at=pen.at,
            act=pen.act,
            siblings=len(facts),
            fact=encode(fact),
        )
        entry = seal_entry(place, written, author=pen.signing, chain_key=key)
        entries.append(entry)
        head = _head_after(place, entry)
    if head is None:
        raise ValueError("an act writes at least one fact")
    return Page(entries=entries, head=head, key=key)


def _head_after(header: Header, entry: SealedEntry) -> Head:
    return Head(
        organisation=header.organisation,
        chain=header.chain,
        era=header.era,
        epoch=header.epoch,
        height=header.height,
        digest=entry.digest,
    )


def again_if_second(attempt: Callable[[], ResultT]) -> ResultT:
    """Run a whole read-decide-write again when another writer took the height first."""
    for _ in range(MOST_TRIES - 1):
        try:
            return attempt()
        except ConflictError:
            continue
    return attempt()
