"""A journey as a member has it open, and the one way in which anything is added to it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from corridor.base.ids import ChainId
from corridor.domain.access import Compartment
from corridor.domain.errors import NotFoundError
from corridor.domain.journey_cards import JourneyCard, journey_card_of
from corridor.domain.journeys import Journey, JourneyFact, JourneyPlanned, fold
from corridor.domain.policy import Act
from corridor.domain.records import Recorded
from corridor.ledger.errors import LedgerError
from corridor.ledger.records import SealedCard
from corridor.ledger.store import Batch
from corridor.services import codec
from corridor.services.chains import Kind
from corridor.services.desk import Desk, new_act
from corridor.services.granting import cards_for, grants_for, key_is_old
from corridor.services.history import History, chain_keys, read
from corridor.services.index import Index, ListedJourney
from corridor.services.listing import encode_listed, index_of, reseal
from corridor.services.recording import (
    Page,
    Pen,
    again_if_second,
    next_epoch_page,
    next_page,
    open_page,
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
        reseal(desk, chain, encode_listed(listed), kind=Kind.JOURNEY)
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
    pen = Pen(signing=desk.signing, act=new_act(), at=desk.clock(), era=desk.stores.desk.era())
    page = open_page(desk.organisation, chain, facts, pen=pen)
    file = _file_after(desk, None, facts, page, pen)
    batch = Batch(
        entries=page.entries,
        grants=grants_for(desk, chain, kind=Kind.JOURNEY, epoch=0, chain_key=page.key),
        cards=_cards(desk, file),
    )
    desk.stores.desk.commit(batch)
    return file


def write_journey(
    desk: Desk, chain: ChainId, decide: Callable[[Journey], JourneyFact], *, act: Act
) -> JourneyFile:
    desk.door(act)

    def attempt() -> JourneyFile:
        file = open_journey(desk, chain)
        return _append(desk, file, [decide(file.journey)])

    return again_if_second(attempt)


def _append(desk: Desk, file: JourneyFile, facts: Sequence[JourneyFact]) -> JourneyFile:
    store, history = desk.stores.desk, file.history
    pen = Pen(signing=desk.signing, act=new_act(), at=desk.clock(), era=store.era())
    renew = key_is_old(desk, store, history.head, kind=Kind.JOURNEY)
    page = (
        next_epoch_page(history.head, facts, pen=pen)
        if renew
        else next_page(history.head, facts, pen=pen, key=history.key)
    )
    after = _file_after(desk, file, facts, page, pen)
    batch = Batch(entries=page.entries, cards=_cards(desk, after))
    if renew:
        batch.grants = grants_for(
            desk, file.chain, kind=Kind.JOURNEY, epoch=page.head.epoch, chain_key=page.key
        )
    store.commit(batch)
    return after


def _file_after(
    desk: Desk,
    before: JourneyFile | None,
    facts: Sequence[JourneyFact],
    page: Page,
    pen: Pen,
) -> JourneyFile:
    known = () if before is None else before.history.records
    start = page.head.height - len(facts) + 1
    added: tuple[Recorded[JourneyFact], ...] = tuple(
        Recorded(fact=fact, at=pen.at, by=desk.me, act=pen.act, height=start + number)
        for number, fact in enumerate(facts)
    )
    keys = {} if before is None else before.history.keys
    history: History[JourneyFact] = History(
        head=page.head, records=(*known, *added), keys={**keys, page.head.epoch: page.key}
    )
    return JourneyFile(history=history, journey=fold(history.records))


def _cards(desk: Desk, file: JourneyFile) -> list[SealedCard]:
    card = journey_card_of(file.journey)
    return cards_for(
        desk, encode_listed(ListedJourney(card)), file.history.head, kind=Kind.JOURNEY
    )
