"""The desk's own diary: written before the thing it records is shown; read by security only."""

from collections.abc import Iterator
from dataclasses import dataclass

from corridor.base.clock import Clock
from corridor.base.ids import OrganisationId
from corridor.crypto.sign import SigningKey
from corridor.crypto.wrap import SealKey
from corridor.domain.access import Compartment
from corridor.domain.errors import NotFoundError
from corridor.domain.journal import JournalFact
from corridor.domain.policy import Act
from corridor.domain.records import Recorded
from corridor.ledger.addressed import address_entry, open_addressed
from corridor.ledger.entry import (
    SealedEntry,
    Written,
    check_signature,
    key_id_of,
    read_header,
)
from corridor.ledger.errors import ForgedEntryError, StrangerError
from corridor.ledger.store import Batch, LedgerStore
from corridor.services import codec
from corridor.services.chains import journal_chain
from corridor.services.desk import Desk, new_act
from corridor.services.history import Author, Authors, follow_stored, stored_chain
from corridor.services.recording import again_if_second
from corridor.services.rosters import staff


@dataclass(frozen=True, kw_only=True)
class Diarist:
    """Who may write the journal: any process, with its own key, to security's public key."""

    organisation: OrganisationId
    store: LedgerStore
    signing: SigningKey
    security: bytes
    clock: Clock


def note(diarist: Diarist, fact: JournalFact) -> None:
    """Committed when this returns. If it raises, what was to be shown is not shown."""
    chain = journal_chain(diarist.organisation)

    def attempt() -> None:
        written = Written(
            key_id=key_id_of(diarist.signing.public),
            at=diarist.clock(),
            act=new_act(),
            siblings=1,
            fact=codec.encode(fact),
        )
        entry = address_entry(
            diarist.organisation,
            chain,
            diarist.store.head(chain),
            written,
            era=diarist.store.era(),
            author=diarist.signing,
            to=diarist.security,
        )
        diarist.store.commit(Batch(entries=[entry]))

    again_if_second(attempt)


def diarist_of(desk: Desk) -> Diarist:
    return Diarist(
        organisation=desk.organisation,
        store=desk.stores.desk,
        signing=desk.signing,
        security=desk.keyed(Compartment.SECURITY).public_key,
        clock=desk.clock,
    )


def note_as_member(desk: Desk, fact: JournalFact) -> None:
    note(diarist_of(desk), fact)


def journal_authors(desk: Desk, *, machine: bytes) -> Authors:
    """Members, and this machine for what no member signs."""
    return {**staff(desk.roster), key_id_of(machine): Author(machine, None)}


def read_journal(desk: Desk, *, authors: Authors) -> Iterator[Recorded[JournalFact]]:
    """Newest first."""
    desk.door(Act.SEE_JOURNAL)
    compartment = desk.compartment(Compartment.SECURITY)
    openers = [key.seal_key() for key in desk.keys if key.compartment == compartment]
    if not openers:
        raise NotFoundError
    chain = journal_chain(desk.organisation)
    stored, entries = stored_chain(desk.stores.desk, chain)
    if entries:
        follow_stored(stored, chain, entries)
    for entry in reversed(entries):
        header = read_header(entry.header)
        written = _open_with_any(entry, openers)
        author = authors.get(written.key_id)
        if author is None or author.public is None or author.left_before(written.at):
            raise StrangerError(chain, header.height)
        check_signature(entry, written, by=author.public)
        yield Recorded(
            fact=codec.JOURNAL.decode(written.fact),
            at=written.at,
            by=author.member,
            act=written.act,
            height=header.height,
        )


def _open_with_any(entry: SealedEntry, openers: list[SealKey]) -> Written:
    """Security's key has epochs; the newest fits most often."""
    for opener in openers[1:]:
        try:
            return open_addressed(entry, by=opener)
        except ForgedEntryError:
            continue
    return open_addressed(entry, by=openers[0])
