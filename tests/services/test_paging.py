"""Pages are a cache: a start with them shows what a start without them shows, and no more."""

from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corridor.base.ids import ChainId
from corridor.crypto.errors import OpenError
from corridor.crypto.random import new_key
from corridor.crypto.receipt import Receipt
from corridor.domain.errors import RefusalError
from corridor.domain.factors import Level, Reason
from corridor.domain.queueing import Filter, View
from corridor.ledger.boxes import CompartmentKey
from corridor.ledger.pages import SealedPage, open_page, seal_page
from corridor.ledger.store import Batch
from corridor.services import paging, table, vocabulary
from corridor.services.asking import withdraw, write_message
from corridor.services.casefiles import catch_up
from corridor.services.cases import take, write_note
from corridor.services.desk import Desk, Stores
from corridor.services.index import Index
from corridor.services.listing import case_index
from corridor.services.queueing import search, see_queue
from corridor.services.rebuilding import rebuild
from corridor.services.triage import Judged, assess
from tests.services.world import World


@pytest.fixture(autouse=True)
def small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Save after every change, so that a handful of cases is enough."""
    monkeypatch.setattr(paging, "_FEWEST_ROWS", 1)
    monkeypatch.setattr(paging, "_FEWEST_CHANGES", 1)


@pytest.fixture
def world() -> World:
    return World()


@dataclass
class Counting:
    """A real store that counts how many cards were read from it."""

    store: Any
    read: int = 0
    asked: list[str] = field(default_factory=list)

    def __getattr__(self, name: str) -> Any:
        self.asked.append(name)
        return getattr(self.store, name)

    def cards(self, *place: Any, **more: Any) -> Any:
        found = self.store.cards(*place, **more)
        self.read += len(found)
        return found


def counted(world: World) -> tuple[Desk, Counting]:
    """A process that has just started, and what it reads."""
    store = Counting(world.desk)
    stores = Stores(desk=store, door=world.door)
    desk = world.as_member("lyra", stores=stores)
    return desk, store


def kept(world: World) -> dict[tuple[Any, int, int], SealedPage]:
    return world.desk._rows.pages


def seen(index: Index) -> dict[ChainId, tuple[object, ...]]:
    """Everything that the columns say, by case and without the codes that they say it in."""
    read, said = index.table, {}
    for row in read.living():
        names = ("state", "level", "until", "wish", "step", "places", "unanswered", "due")
        fields = [read.cases[name][row].item() for name in (*names, "name", "waiting")]
        people = int((read.people["row"] == row).sum())
        owner = read.owners.values[read.cases["owner"][row]]
        said[read.chain(row)] = (*fields, owner, people, read.stamp(int(row)))
    return said


def all_anew(world: World) -> Index:
    """What a start without pages finds."""
    before = dict(kept(world))
    kept(world).clear()
    index = case_index(world.as_member("lyra", stores=world.fresh()))
    kept(world).clear()
    kept(world).update(before)
    return index


def opened_pages(world: World) -> list[bytes]:
    keys = {key.compartment: key for key in world.as_member("lyra").keys}
    return [
        open_page(world.desk.organisation, page, by=keys[page.compartment])
        for page in kept(world).values()
    ]


def test_a_start_with_pages_reads_no_card(world: World) -> None:
    cases = [world.case()[1] for _ in range(3)]
    case_index(world.as_member("lyra"))
    desk, store = counted(world)

    index = case_index(desk)

    assert store.read == 0
    assert set(index.cases) == set(cases)
    assert seen(index) == seen(all_anew(world))


def test_cards_made_anew_leave_no_page_of_those_in_doubt(world: World) -> None:
    world.case()
    desk = world.as_member("lyra")
    case_index(desk)
    assert kept(world)

    made = list(rebuild(desk, []))

    assert made == []
    assert not kept(world)


def test_a_change_reads_one_card_however_many_there_are(world: World) -> None:
    cases = [world.case()[1] for _ in range(6)]
    desk, store = counted(world)
    case_index(desk)
    store.read = 0

    take(desk, cases[2])
    case_index(desk)

    assert store.read == 1


def test_what_was_written_after_the_pages_is_followed(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    receipt, case = world.case()
    case_index(world.as_member("lyra"))
    monkeypatch.setattr(paging, "_FEWEST_CHANGES", 10**6)
    write_note(world.as_member("lyra"), case, text="A lantern.")
    write_message(world.public, receipt, text="Beside the lighthouse.")
    _, later = world.case()

    desk = world.as_member("lyra", stores=world.fresh())
    index = case_index(desk)

    assert index.behind == {case}
    assert later in index.cases
    assert [row.chain for row in search(desk, query="lantern lighthouse").rows] == [case]


acts = st.lists(
    st.sampled_from(("case", "note", "take", "word", "withdraw", "list", "restart")),
    max_size=8,
)


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(acts)
def test_pages_and_followed_lines_equal_a_start_without_them(done: list[str]) -> None:
    world = World()
    receipt, case = world.case()
    stores = world.fresh()
    for act in done:
        stores = world.fresh() if act == "restart" else stores
        with suppress(RefusalError):  # what is taken already, or withdrawn
            do(world, act, receipt=receipt, case=case, stores=stores)
    desk = world.as_member("lyra", stores=world.fresh())
    catch_up(desk)

    assert seen(case_index(desk)) == seen(all_anew(world))


def test_an_older_page_that_was_put_back_is_refused(world: World) -> None:
    _, case = world.case()
    case_index(world.as_member("lyra"))
    older = {key: page for key, page in kept(world).items() if key[2] > 0}
    assess_hours(world, case)
    see_queue(world.as_member("lyra"), view=View.ALL_OPEN, chosen=Filter())
    kept(world).update(older)

    desk, store = counted(world)
    queue = see_queue(desk, view=View.ALL_OPEN, chosen=Filter())

    assert store.read > 0
    assert [row.card.level(at=world.clock()) for row in queue.rows] == [Level.HOURS]


def test_older_pages_with_their_catalogue_are_only_slower(world: World) -> None:
    _, case = world.case()
    case_index(world.as_member("lyra"))
    older = dict(kept(world))
    assess_hours(world, case)
    see_queue(world.as_member("lyra"), view=View.ALL_OPEN, chosen=Filter())
    kept(world).clear()
    kept(world).update(older)

    desk = world.as_member("lyra", stores=world.fresh())
    queue = see_queue(desk, view=View.ALL_OPEN, chosen=Filter())

    assert [row.card.level(at=world.clock()) for row in queue.rows] == [Level.HOURS]


@pytest.mark.parametrize("what", ["changed", "lost", "swapped", "another key", "rubbish"])
def test_pages_that_are_not_as_they_were_sealed_hide_nothing(world: World, what: str) -> None:
    cases = {world.case()[1] for _ in range(2)}
    case_index(world.as_member("lyra"))
    for key, page in list(kept(world).items()):
        spoil_page(world, key, page, what)

    index = case_index(world.as_member("lyra", stores=world.fresh()))

    assert set(index.cases) == cases
    assert seen(index) == seen(all_anew(world))


def spoil_page(world: World, key: Any, page: SealedPage, what: str) -> None:
    pages = kept(world)
    if what == "lost" and key[2] == 1:
        del pages[key]
    elif what == "changed":
        flipped = page.sealed[:-1] + bytes((page.sealed[-1] ^ 1,))
        pages[key] = msgspec.structs.replace(page, sealed=flipped)
    elif what == "swapped":
        other = pages[key[0], key[1], 1 - key[2]]
        pages[key] = msgspec.structs.replace(other, number=key[2])
    elif what in {"another key", "rubbish"}:
        mine = next(one for one in world.as_member("lyra").keys if one.compartment == key[0])
        strange = CompartmentKey(compartment=key[0], epoch=key[1], secret=new_key())
        pages[key] = seal_page(
            world.desk.organisation,
            b"\x93\x01\x02\x03",
            number=key[2],
            to=strange if what == "another key" else mine,
        )


def test_pages_of_another_history_are_not_read(world: World) -> None:
    """A restored backup: the log was cut, and went on with other lines."""
    world.case()
    before = len(world.desk._rows.lines)
    _, second = world.case()
    case_index(world.as_member("lyra"))
    rows = world.desk._rows
    lost = [card for _, card in rows.cards.values() if card.chain == second]
    del rows.lines[before:]
    for card in lost:
        del rows.cards[card.place()]
    rows.grants = {place: one for place, one in rows.grants.items() if one.chain != second}

    desk, store = counted(world)
    index = case_index(desk)

    assert store.read > 0
    assert second not in index.cases


def test_pages_of_another_era_are_not_read(world: World) -> None:
    world.case()
    case_index(world.as_member("lyra"))
    world.desk.open_era()

    desk, store = counted(world)
    case_index(desk)

    assert store.read > 0


def test_pages_of_another_layout_are_not_read(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.case()
    case_index(world.as_member("lyra"))
    monkeypatch.setattr(paging, "_LAYOUT", bytes(32))

    desk, store = counted(world)
    case_index(desk)

    assert store.read > 0


def test_two_processes_that_save_by_turns_leave_pages_that_open(world: World) -> None:
    _, case = world.case()
    one, other = world.fresh(), world.fresh()
    for number, stores in enumerate((one, other, one, one, other)):
        write_note(world.as_member("lyra", stores=stores), case, text=f"Note {number}.")
        case_index(world.as_member("lyra", stores=stores))

    desk, store = counted(world)
    index = case_index(desk)

    assert store.read == 0
    assert seen(index) == seen(all_anew(world))


@pytest.fixture
def a_page_for_each_case(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (paging, table, vocabulary):
        monkeypatch.setattr(module, "BLOCK", 1)


@pytest.mark.usefixtures("a_page_for_each_case")
def test_only_pages_that_changed_are_sealed_anew(world: World) -> None:
    cases = [world.case()[1] for _ in range(3)]
    lyra = world.as_member("lyra")
    case_index(lyra)
    before = dict(kept(world))

    write_note(lyra, cases[1], text="A note.")
    case_index(lyra)

    changed = {key[2] for key, page in kept(world).items() if before.get(key) != page}
    assert changed == {0, 2}
    desk, store = counted(world)
    assert seen(case_index(desk)) == seen(all_anew(world))
    assert store.read == 0


@pytest.mark.usefixtures("a_page_for_each_case")
def test_a_word_that_was_heard_before_another_page_was_sealed_is_not_forgotten(
    world: World,
) -> None:
    receipt, spoken_to = world.case()
    _, other = world.case()
    lyra = world.as_member("lyra")
    case_index(lyra)
    write_message(world.public, receipt, text="A word.")
    write_note(lyra, other, text="A note.")
    case_index(lyra)

    index = case_index(world.as_member("lyra", stores=world.fresh()))

    assert index.behind == {spoken_to}


def test_a_case_that_had_no_card_when_pages_were_sealed_is_in_the_list(world: World) -> None:
    cases = {world.case()[1] for _ in range(2)}
    kept(world).clear()
    lost = min(cases)
    rows = world.desk._rows
    rows.cards = {place: one for place, one in rows.cards.items() if one[1].chain != lost}
    case_index(world.as_member("lyra", stores=world.fresh()))
    assert kept(world)

    desk = world.as_member("lyra", stores=world.fresh())
    queue = see_queue(desk, view=View.ALL_OPEN, chosen=Filter())

    assert {row.chain for row in queue.rows} == cases


def test_withdrawn_words_stand_in_no_page(world: World) -> None:
    receipt, case = world.case()
    write_message(world.public, receipt, text="Beside the lighthouse.")
    lyra = world.as_member("lyra")
    search(lyra, query="lighthouse")
    assert any(b"lighthouse" in page for page in opened_pages(world))

    withdraw(world.public, receipt)
    case_index(lyra)

    assert not any(b"lighthouse" in page for page in opened_pages(world))
    see_queue(lyra, view=View.ALL_OPEN, chosen=Filter())
    write_note(lyra, case, text="They took it back.")
    case_index(lyra)
    assert kept(world)
    assert not any(b"lighthouse" in page for page in opened_pages(world))
    (shelf,) = case_index(lyra).table.words.shelves
    assert b"lighthouse" not in shelf.block.text


def test_erasing_a_case_drops_all_pages_with_it(world: World) -> None:
    _, case = world.case()
    case_index(world.as_member("lyra"))
    assert kept(world)

    world.desk.commit(Batch(prune=[case]))

    assert not kept(world)
    assert case not in case_index(world.as_member("lyra")).cases
    assert case not in case_index(world.as_member("lyra", stores=world.fresh())).cases


def test_pages_open_with_no_other_compartments_key(world: World) -> None:
    world.case()
    case_index(world.as_member("lyra"))
    others = [
        key
        for key in world.as_member("rigel").keys
        if key.compartment not in {page.compartment for page in kept(world).values()}
    ]
    assert others

    for page in kept(world).values():
        for key in others:
            with pytest.raises(OpenError):
                open_page(world.desk.organisation, page, by=key)


def test_no_room_for_pages_shows_the_list_all_the_same(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(world.desk), "keep_pages", lambda *_said, **_more: False)
    _, case = world.case()

    queue = see_queue(world.as_member("lyra"), view=View.ALL_OPEN, chosen=Filter())

    assert [row.chain for row in queue.rows] == [case]
    assert not kept(world)


def test_few_cases_are_kept_in_no_pages(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging, "_FEWEST_ROWS", 512)
    world.case()

    case_index(world.as_member("lyra"))

    assert not kept(world)


def assess_hours(world: World, case: ChainId) -> None:
    judged = Judged(level=Level.HOURS, reasons=(Reason.HELD_NOW,), words="Taken this morning.")
    assess(world.as_member("lyra"), case, judged)


def do(world: World, act: str, *, receipt: Receipt, case: ChainId, stores: Stores) -> None:
    desk = world.as_member("lyra", stores=stores)
    if act == "case":
        world.case()
    elif act == "note":
        write_note(desk, case, text="A note.")
    elif act == "take":
        take(desk, case)
    elif act == "word":
        write_message(world.public, receipt, text="A word.")
    elif act == "withdraw":
        withdraw(world.public, receipt)
    elif act == "list":
        see_queue(desk, view=View.ALL_OPEN, chosen=Filter())
