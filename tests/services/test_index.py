"""Cards are caches: what they say is believed only beside the entry that they sum up."""

import msgspec
import pytest

from corridor.base.ids import ChainId
from corridor.crypto.random import new_key
from corridor.domain.access import Compartment
from corridor.domain.errors import NotFoundError
from corridor.domain.factors import Level, Reason
from corridor.domain.queueing import Filter, View
from corridor.ledger.boxes import CompartmentKey
from corridor.ledger.records import SealedCard
from corridor.services.asking import write_message
from corridor.services.casefiles import catch_up
from corridor.services.cases import write_note
from corridor.services.desk import Desk
from corridor.services.listing import case_index, index_of
from corridor.services.queueing import search, see_queue
from corridor.services.triage import Judged, assess
from tests.services.world import World


@pytest.fixture
def world() -> World:
    return World()


def stored(world: World, chain: ChainId) -> list[SealedCard]:
    return [card for _, card in world.desk._rows.cards.values() if card.chain == chain]


def put(world: World, card: SealedCard) -> None:
    """As a database writer does: the row is simply there, with a counter of its own."""
    rows = world.desk._rows
    newest = max(counter for counter, _ in rows.cards.values())
    rows.cards[card.place()] = (newest + 1, card)


def raise_urgency(desk: Desk, chain: ChainId) -> None:
    judged = Judged(level=Level.HOURS, reasons=(Reason.HELD_NOW,), words="Taken this morning.")
    assess(desk, chain, judged)


def shown_level(world: World, chain: ChainId) -> Level:
    desk = world.as_member("lyra", stores=world.fresh())
    queue = see_queue(desk, view=View.ALL_OPEN, chosen=Filter())
    (row,) = [row for row in queue.rows if row.chain == chain]
    return row.card.level(at=world.clock())


def test_an_older_card_that_was_put_back_hides_no_urgency(world: World) -> None:
    _, chain = world.case()
    older = stored(world, chain)
    raise_urgency(world.as_member("lyra"), chain)
    for card in older:
        put(world, card)

    assert shown_level(world, chain) is Level.HOURS


def test_a_card_with_a_forged_height_hides_no_urgency(world: World) -> None:
    _, chain = world.case()
    older = stored(world, chain)
    raise_urgency(world.as_member("lyra"), chain)
    for card in older:
        put(world, msgspec.structs.replace(card, height=2**40))

    assert shown_level(world, chain) is Level.HOURS


def put_back(world: World, older: dict[bytes, tuple[int, SealedCard]]) -> None:
    """As a database writer does who knows the counters, too: no line of the log says so."""
    world.desk._rows.cards.update(older)


def test_an_older_card_that_was_put_back_under_an_open_list_hides_no_urgency(
    world: World,
) -> None:
    _, chain = world.case()
    older = dict(world.desk._rows.cards)
    lyra = world.as_member("lyra")
    raise_urgency(lyra, chain)
    case_index(lyra)
    put_back(world, older)

    queue = see_queue(lyra, view=View.ALL_OPEN, chosen=Filter())

    assert [row.card.level(at=world.clock()) for row in queue.rows] == [Level.HOURS]


def test_a_card_that_never_arrives_at_an_open_list_hides_no_urgency(world: World) -> None:
    _, chain = world.case()
    lyra = world.as_member("lyra")
    case_index(lyra)
    older = dict(world.desk._rows.cards)
    raise_urgency(world.as_member("lyra", stores=world.fresh()), chain)
    put_back(world, older)

    queue = see_queue(lyra, view=View.ALL_OPEN, chosen=Filter())

    assert [row.card.level(at=world.clock()) for row in queue.rows] == [Level.HOURS]


def test_another_cases_card_is_not_shown_in_its_place(world: World) -> None:
    _, calm = world.case()
    _, urgent = world.case()
    raise_urgency(world.as_member("lyra"), urgent)
    for card in stored(world, calm):
        put(world, msgspec.structs.replace(card, chain=urgent))

    assert shown_level(world, urgent) is Level.HOURS


def test_a_deleted_card_hides_no_case(world: World) -> None:
    _, chain = world.case()
    raise_urgency(world.as_member("lyra"), chain)
    for card in stored(world, chain):
        del world.desk._rows.cards[card.place()]

    assert shown_level(world, chain) is Level.HOURS


def test_a_case_whose_entries_were_changed_keeps_no_other_out_of_the_list(
    world: World,
) -> None:
    _, broken = world.case()
    _, whole = world.case()
    rows = world.desk._rows
    entry = rows.chains[broken][-1]
    rows.chains[broken][-1] = msgspec.structs.replace(entry, body=bytes(len(entry.body or b"")))
    for chain in (broken, whole):
        for card in stored(world, chain):
            put(world, msgspec.structs.replace(card, sealed=bytes(len(card.sealed))))
    desk = world.as_member("lyra", stores=world.fresh())

    behind = catch_up(desk)

    assert behind == 1
    assert whole in case_index(desk).cases


def test_a_word_at_the_door_is_found_by_the_next_reader(world: World) -> None:
    receipt, chain = world.case()
    lyra = world.as_member("lyra")
    assert search(lyra, query="lighthouse").many == 0

    write_message(world.public, receipt, text="I wait beside the lighthouse.")

    assert [row.chain for row in search(lyra, query="lighthouse").rows] == [chain]


def test_an_open_index_is_of_no_use_without_its_key(world: World) -> None:
    world.case()
    case_index(world.as_member("lyra"))

    with pytest.raises(NotFoundError):
        index_of(world.as_member("sirius"), Compartment.CASEWORK)

    assert len(index_of(world.as_member("deneb"), Compartment.CASEWORK).cases) == 1


def test_a_key_that_was_renewed_finds_no_older_index(world: World) -> None:
    world.case()
    lyra = world.as_member("lyra")
    old = index_of(lyra, Compartment.CASEWORK)
    renewed = CompartmentKey(
        compartment=lyra.compartment(Compartment.CASEWORK), epoch=1, secret=new_key()
    )

    opened = world.stores.indexes.for_key(renewed)
    assert opened is not old.opened
    assert len(opened.table) == 0


def test_forgetting_leaves_nothing_opened(world: World) -> None:
    world.case()
    case_index(world.as_member("lyra"))

    world.stores.forget()

    assert len(world.stores.indexes) == 0


def test_cards_say_nothing_that_their_entries_do_not(world: World) -> None:
    _, chain = world.case()
    write_note(world.as_member("lyra"), chain, text="A note.")
    before = case_index(world.as_member("lyra")).cases[chain]
    for card in stored(world, chain):
        put(world, msgspec.structs.replace(card, sealed=b""))

    desk = world.as_member("lyra", stores=world.fresh())
    catch_up(desk)

    assert case_index(desk).cases[chain] == before
    assert before.card.number
