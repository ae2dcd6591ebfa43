"""Heaps on a real desk: set aside with an answer, still counted, back with their next words."""

import pytest

from corridor.base.ids import ChainId
from corridor.crypto.receipt import Receipt
from corridor.domain.casefile import State
from corridor.domain.errors import NotFoundError, TooLateToUndoError
from corridor.domain.intake import Wish
from corridor.domain.messages import Voice
from corridor.domain.queueing import Filter, View
from corridor.services.asking import come_back, write_message
from corridor.services.casefiles import open_file
from corridor.services.cases import take
from corridor.services.chains import case_chain
from corridor.services.likeness import (
    Heap,
    bring_back,
    how_many_aside,
    see_heap,
    see_heaps,
    set_aside,
)
from corridor.services.queueing import see_queue
from corridor.services.statistics import see_statistics
from corridor.services.triage import undo
from tests.services.world import World

PLEA = (
    "They took my brother from work on Friday and nobody says where he is. Please help us to"
    " find him before it is too late."
)
REPLY = "We have your words. Write to us in your own."


@pytest.fixture
def world() -> World:
    return World()


def ask(
    world: World, many: int, *, what: str = PLEA, soon: Wish = Wish.DAYS
) -> list[tuple[Receipt, ChainId]]:
    asked = [world.ask(what, soon=soon) for _ in range(many)]
    return [(receipt, case_chain(dialogue)) for receipt, dialogue in asked]


def heap(world: World) -> Heap:
    (found,) = see_heaps(world.as_member("lyra"))
    return found


def in_view(world: World, view: View) -> set[ChainId]:
    desk = world.as_member("altair", stores=world.fresh())
    return {row.chain for row in see_queue(desk, view=view, chosen=Filter()).rows}


def aside(world: World, chosen: list[ChainId]) -> tuple[ChainId, ...]:
    return set_aside(world.as_member("lyra"), heap(world), chosen, reply=REPLY)


def test_what_says_nearly_the_same_is_offered_with_how_it_begins(world: World) -> None:
    alike = {case for _, case in ask(world, 5)}
    ask(world, 1, what="Another story, told by somebody else in quite other words.")
    ask(world, 1, what=f"{PLEA} Hurry!", soon=Wish.HOURS)

    found = heap(world)

    assert {one.case for one in found.members} > alike
    assert (len(found.members), found.urgent) == (6, 1)
    assert found.says.startswith(PLEA)


def test_each_is_answered_leaves_the_queue_and_still_counts(world: World) -> None:
    asked = ask(world, 6)
    chosen = [case for _, case in asked][:5]

    done = aside(world, chosen)

    assert set(done) == set(chosen) == in_view(world, View.SET_ASIDE)
    assert in_view(world, View.ALL_OPEN) == {asked[5][1]}
    assert how_many_aside(world.as_member("lyra")) == 5
    desk = world.as_member("lyra")
    assert see_statistics(desk, as_of=desk.today()).asked.count == 6
    for receipt, _ in asked[:5]:
        said = come_back(world.public, receipt).dialogue.messages
        assert [one.text for one in said if one.voice is Voice.DESK] == [REPLY]


def test_whoever_writes_again_stands_in_the_queue_again(world: World) -> None:
    asked = ask(world, 5)
    aside(world, [case for _, case in asked])

    world.clock.move(minutes=1)
    write_message(world.public, asked[0][0], text="It is true. He is called Ruslan.")

    assert in_view(world, View.ALL_OPEN) == {asked[0][1]}
    assert len(in_view(world, View.SET_ASIDE)) == 4


def test_what_was_set_aside_can_be_brought_back_at_any_time(world: World) -> None:
    cases = [case for _, case in ask(world, 5)]
    aside(world, cases)
    world.clock.move(days=20)

    bring_back(world.as_member("altair"), cases[0])
    bring_back(world.as_member("altair"), cases[0])
    take(world.as_member("altair"), cases[1])

    assert in_view(world, View.ALL_OPEN) == set(cases[:2])
    assert open_file(world.as_member("lyra"), cases[0]).case.aside is None


def test_it_is_taken_back_within_half_a_minute_and_not_later(world: World) -> None:
    cases = [case for _, case in ask(world, 5)]
    aside(world, cases)

    undo(world.as_member("lyra"), cases[0])
    world.clock.move(seconds=31)
    with pytest.raises(TooLateToUndoError):
        undo(world.as_member("lyra"), cases[1])

    assert in_view(world, View.ALL_OPEN) == {cases[0]}


def test_what_somebody_has_in_hand_is_no_heap(world: World) -> None:
    cases = [case for _, case in ask(world, 5)]
    found = heap(world)
    take(world.as_member("altair"), cases[2])

    done = set_aside(world.as_member("lyra"), found, cases, reply=REPLY)

    assert set(done) == set(cases) - {cases[2]}
    assert see_heaps(world.as_member("lyra")) == ()
    said = open_file(world.as_member("lyra"), cases[2]).talk
    assert said is not None
    assert all(one.voice is Voice.PERSON for one in said.dialogue.messages)


def test_nothing_outside_the_heap_is_set_aside_with_it(world: World) -> None:
    ask(world, 5)
    (_, other) = ask(world, 1, what="A story of its own, and no word of it is theirs.")[0]

    assert aside(world, [other]) == ()
    assert other in in_view(world, View.NEEDS_FIRST_ANSWER)


def test_it_happens_once(world: World) -> None:
    asked = ask(world, 5)
    found, cases = heap(world), [case for _, case in asked]
    set_aside(world.as_member("lyra"), found, cases, reply=REPLY)

    again = set_aside(world.as_member("altair"), found, cases, reply=REPLY)

    said = come_back(world.public, asked[0][0]).dialogue.messages
    assert again == ()
    assert len([one for one in said if one.voice is Voice.DESK]) == 1


def test_a_case_keeps_its_state_whatever_the_dialogue_says(world: World) -> None:
    cases = [case for _, case in ask(world, 5)]
    aside(world, cases)

    desk = world.as_member("lyra", stores=world.fresh())
    rows = see_queue(desk, view=View.SET_ASIDE, chosen=Filter()).rows

    assert {row.card.state for row in rows} == {State.ASIDE}
    assert not any(row.card.unanswered for row in rows)


@pytest.mark.parametrize("handle", ["deneb", "rigel", "vega"])
def test_others_see_no_heap_and_set_nothing_aside(world: World, handle: str) -> None:
    (_, case), *_rest = ask(world, 5)
    found = heap(world)
    desk = world.as_member(handle)

    for act in (
        lambda: see_heaps(desk),
        lambda: see_heap(desk, case),
        lambda: set_aside(desk, found, [case], reply=REPLY),
        lambda: bring_back(desk, case),
    ):
        with pytest.raises(NotFoundError):
            act()
