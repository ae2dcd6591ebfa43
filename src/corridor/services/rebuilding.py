"""Cards are caches: fold every chain again and put what its card should say beside it.

Only what differs is written, so that a second run, or one after an interruption, writes what
the first one did not.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Final

from corridor.base.ids import ChainId
from corridor.crypto.errors import OpenError
from corridor.domain.access import Compartment
from corridor.domain.errors import NotFoundError
from corridor.domain.journey_cards import journey_card_of
from corridor.ledger.boxes import CompartmentKey, PublicCompartment, open_card
from corridor.ledger.chain import Head
from corridor.ledger.errors import LedgerError
from corridor.ledger.records import SealedCard
from corridor.ledger.store import Batch
from corridor.services.casefiles import open_file
from corridor.services.chains import Kind
from corridor.services.desk import Desk
from corridor.services.granting import cards_for, readers
from corridor.services.identity import has_names, summary_of
from corridor.services.index import ListedJourney
from corridor.services.journey_files import open_journey
from corridor.services.listing import CASE_READERS, encode_listed, listed_case


class Found(Enum):
    FRESH = "fresh"
    MADE = "made"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, kw_only=True)
class Chain:
    chain: ChainId
    kind: Kind


_READ_BY: Final = {
    Kind.CASE: CASE_READERS,
    Kind.JOURNEY: (Compartment.RELOCATION,),
}


def chains(desk: Desk) -> list[Chain]:
    """Every chain with a card that this member's keys open."""
    found: dict[Chain, None] = {}
    for kind, slugs in _READ_BY.items():
        for slug in filter(desk.holds, slugs):
            for grant in desk.stores.desk.grants_to(desk.compartment(slug)):
                found[Chain(chain=grant.chain, kind=kind)] = None
    return [*found, *_identities(desk, found)]


def _identities(desk: Desk, found: Iterable[Chain]) -> Iterator[Chain]:
    """They are named by their case: an identity's chain does not say whose it is."""
    if desk.holds(Compartment.IDENTITY):
        for one in found:
            if one.kind is Kind.CASE and has_names(desk, one.chain):
                yield Chain(chain=one.chain, kind=Kind.IDENTITY)


def rebuild(desk: Desk, every: list[Chain]) -> Iterator[tuple[Chain, Found]]:
    """Pages were drawn from the cards that are in doubt: the next start reads cards again."""
    desk.stores.desk.drop_pages()
    for one in every:
        try:
            made = _rebuilt(desk, one)
        except (LedgerError, NotFoundError):
            yield one, Found.UNREADABLE
        else:
            yield one, Found.MADE if made else Found.FRESH


def _rebuilt(desk: Desk, one: Chain) -> bool:
    card, head = _summed_up(desk, one)
    if all(_is_fresh(desk, to, card, head) for to in readers(desk.roster, one.kind)):
        return False
    desk.stores.desk.commit(Batch(cards=cards_for(desk, card, head, kind=one.kind)))
    return True


def _summed_up(desk: Desk, one: Chain) -> tuple[bytes, Head]:
    """The card's content, and the head that it folds: not one that came meanwhile."""
    if one.kind is Kind.JOURNEY:
        journey = open_journey(desk, one.chain)
        card = encode_listed(ListedJourney(journey_card_of(journey.journey)))
        return card, journey.history.head
    if one.kind is Kind.IDENTITY:
        return summary_of(desk, one.chain)
    file = open_file(desk, one.chain)
    return listed_case(file.case, file.talk), file.history.head


def _is_fresh(desk: Desk, to: PublicCompartment, card: bytes, head: Head) -> bool:
    """What lies in a compartment that this member does not hold is judged by its place."""
    stored = desk.stores.desk.card(to.compartment, head.chain)
    if stored is None or stored.compartment_epoch != to.epoch:
        return False
    if (stored.height, stored.head_digest) != (head.height, head.digest):
        return False
    key = desk.keys.get(to.compartment, to.epoch)
    return key is None or _content(desk, stored, key) == card


def _content(desk: Desk, stored: SealedCard, key: CompartmentKey) -> bytes | None:
    try:
        return open_card(desk.organisation, stored, by=key)
    except OpenError:
        return None
