"""A journey as a member has it open, and the one way in which anything is added to it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from corridor.base.ids import ChainId
from corridor.domain.access import Compartment
from corridor.domain.errors import NotFoundError
from corridor.domain.journey_cards import JourneyCard, journey_card_of
from corridor.domain.journeys import Journey, JourneyFact, JourneyPlanned, fold
from corridor.domain.policy import Act
from corridor.ledger.errors import LedgerError
from corridor.ledger.records import SealedCard
from corridor.ledger.store import Batch
from corridor.services import codec
from corridor.services.chains import Kind
from corridor.services.desk import Desk
from corridor.services.granting import cards_for
from corridor.services.history import History, chain_keys, read
from corridor.services.index import Index, ListedJourney
from corridor.services.leaves import Leaf, first_leaf, next_leaf
from corridor.services.listing import encode_listed, index_of, reseal
from corridor.services.recording import (
    again_if_second,
)
from corridor.services.rosters import staff


@dataclass(frozen=True, kw_only=True)
class JourneyFile:
    history: History[JourneyFact]
    journey: Journey

    @property
    def chain(self) -> ChainId:
        return self.history.chain

    @property
    def planned(self) -> JourneyPlanned:
        if self.journey.planned is None:
            raise NotFoundError
        return self.journey.planned


def see_journeys(desk: Desk) -> list[tuple[ChainId, JourneyCard]]:
    desk.door(Act.SEE_JOURNEYS)
    index = index_of(desk, Compartment.RELOCATION)
    _catch_up(desk, index)
    return [(chain, listed.card) for chain, listed in tuple(index.journeys.items())]


def _catch_up(desk: Desk, index: Index) -> None:
    """A card that is lost, or older than its journey, must not hide what is planned."""
    for chain in sorted(index.unread):
        try:
            file = open_journey(desk, chain)
        except (LedgerError, NotFoundError):
            continue
        listed = ListedJourney(journey_card_of(file.journey))
        reseal(desk, file.history.head, encode_listed(listed), kind=Kind.JOURNEY)
        with index.lock:
            index.take(chain, listed)


def open_journey(desk: Desk, chain: ChainId) -> JourneyFile:
    desk.door(Act.SEE_JOURNEYS)
    store = desk.stores.desk
    history = read(
        store,
        chain,
        keys=chain_keys(store, chain, by=desk.keys),
        codec=codec.JOURNEY,
        authors=staff(desk.roster),
        marks=desk.stores.marks,
    )
    file = JourneyFile(history=history, journey=fold(history.records))
    if file.journey.planned is None:
        raise NotFoundError
    return file


def open_chain(desk: Desk, chain: ChainId, facts: Sequence[JourneyFact]) -> JourneyFile:
    leaf = first_leaf(desk, desk.stores.desk, chain, facts, kind=Kind.JOURNEY)
    return _store(desk, leaf, leaf.after(None))


def write_journey(
    desk: Desk, chain: ChainId, decide: Callable[[Journey], Sequence[JourneyFact]], *, act: Act
) -> JourneyFile:
    """What `decide` gives is written at once; nothing, when it gives nothing."""
    desk.door(act)

    def attempt() -> JourneyFile:
        file = open_journey(desk, chain)
        facts = decide(file.journey)
        return _append(desk, file, facts) if facts else file

    return again_if_second(attempt)


def _append(desk: Desk, file: JourneyFile, facts: Sequence[JourneyFact]) -> JourneyFile:
    leaf = next_leaf(desk, desk.stores.desk, file.history, facts, kind=Kind.JOURNEY)
    return _store(desk, leaf, leaf.after(file.history))


def _store(desk: Desk, leaf: Leaf[JourneyFact], history: History[JourneyFact]) -> JourneyFile:
    file = JourneyFile(history=history, journey=fold(history.records))
    desk.stores.desk.commit(
        Batch(entries=leaf.entries, grants=leaf.grants, cards=_cards(desk, file))
    )
    return file


def _cards(desk: Desk, file: JourneyFile) -> list[SealedCard]:
    card = journey_card_of(file.journey)
    return cards_for(
        desk, encode_listed(ListedJourney(card)), file.history.head, kind=Kind.JOURNEY
    )
