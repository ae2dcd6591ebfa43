"""The worst week: what is seen of it, and handing it out by turns."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from corridor.base.ids import ChainId
from corridor.domain.errors import NotFoundError
from corridor.domain.factors import Level
from corridor.domain.intake import Wish
from corridor.ledger.store import Batch
from corridor.services.casefiles import open_file
from corridor.services.cases import take
from corridor.services.chains import case_chain
from corridor.services.desk import Stores
from corridor.services.intake import answer
from corridor.services.shifts import begin_shift
from corridor.services.surge import HOURS, hand_out, see_surge
from corridor.services.triage import undo
from tests.services.world import World, member_id


@pytest.fixture
def world() -> World:
    return World()


def ask(world: World, many: int, *, soon: Wish = Wish.DAYS) -> list[ChainId]:
    return [case_chain(world.ask(soon=soon)[1]) for _ in range(many)]


def owners(world: World, chains: list[ChainId]) -> list[object]:
    desk = world.as_member("lyra")
    return [open_file(desk, chain).case.owner for chain in chains]


def test_requests_are_counted_in_the_hour_in_which_they_came(world: World) -> None:
    world.clock.now = world.clock.now.replace(minute=10)
    ask(world, 3)
    world.clock.move(hours=2)
    ask(world, 2)
    world.clock.move(minutes=45)

    seen = see_surge(world.as_member("altair", stores=world.fresh()))

    assert (len(seen.arrivals), sum(seen.arrivals)) == (HOURS, 5)
    assert seen.arrivals[-3:] == (3, 0, 2)
    assert seen.first + timedelta(hours=HOURS - 1) == world.clock().replace(minute=0)


def test_what_came_a_day_ago_is_no_part_of_the_day(world: World) -> None:
    ask(world, 4)
    world.clock.move(hours=HOURS)

    assert sum(see_surge(world.as_member("lyra")).arrivals) == 0


def test_who_waits_is_summed_up_by_level_and_language(world: World) -> None:
    hours, days = ask(world, 2, soon=Wish.HOURS), ask(world, 1)
    first = world.clock()
    world.clock.move(hours=2)

    seen = see_surge(world.as_member("lyra"))

    assert {level: one.many for level, one in seen.by_level.items()} == {
        Level.HOURS: len(hours),
        Level.DAYS: len(days),
    }
    assert [seen.by_level[level].late for level in (Level.HOURS, Level.DAYS)] == [True, False]
    assert seen.by_language["en"].urgent == 2
    assert seen.by_language["en"].since == first
    assert (seen.waiting, seen.unowned) == (3, 3)


def test_who_was_answered_waits_no_more(world: World) -> None:
    (case,) = ask(world, 1)
    see_surge(world.as_member("lyra"))

    answer(world.as_member("lyra"), case, text="We are here.")

    seen = see_surge(world.as_member("lyra"))
    assert (seen.waiting, seen.unowned, sum(seen.arrivals)) == (0, 0, 1)


def test_who_is_there_stands_on_it(world: World) -> None:
    begin_shift(world.as_member("altair"), hours=8)

    assert [one.member for one in see_surge(world.as_member("lyra")).shifts] == [
        member_id("altair")
    ]


def test_it_is_handed_out_by_turns_most_urgent_first(world: World) -> None:
    days, hours = ask(world, 3), ask(world, 2, soon=Wish.HOURS)
    lyra, altair = member_id("lyra"), member_id("altair")

    handed = hand_out(world.as_member("lyra"), to=[lyra, altair], many=4)

    assert set(handed[:2]) == set(hours)
    assert owners(world, list(handed)) == [lyra, altair, lyra, altair]
    assert owners(world, days).count(None) == 1


def test_what_somebody_has_taken_stays_in_their_hands(world: World) -> None:
    chains = ask(world, 3)
    see_surge(world.as_member("lyra"))
    take(world.as_member("altair"), chains[1])

    handed = hand_out(world.as_member("lyra"), to=[member_id("lyra")], many=50)

    assert set(handed) == {chains[0], chains[2]}
    assert owners(world, [chains[1]]) == [member_id("altair")]


def test_of_two_who_hand_out_at_once_nobody_takes_from_the_other(world: World) -> None:
    """The second still sees in the list what the first has handed out by now."""
    chains = ask(world, 4)
    lyra, altair = world.as_member("lyra"), world.as_member("altair", stores=world.fresh())
    see_surge(altair)

    first = hand_out(lyra, to=[lyra.me], many=2)
    second = hand_out(altair, to=[altair.me], many=4)

    assert set(first).isdisjoint(second)
    assert sorted(map(str, owners(world, chains))) == sorted(
        map(str, [lyra.me, lyra.me, altair.me, altair.me])
    )


@dataclass
class OneIsQuicker:
    """A real store; before the first word is written, a colleague is quicker by a moment."""

    store: Any
    quicker: Callable[[], object]
    done: bool = False

    def __getattr__(self, name: str) -> Any:
        return getattr(self.store, name)

    def commit(self, batch: Batch) -> None:
        if not self.done:
            self.done = True
            self.quicker()
        self.store.commit(batch)


def test_what_a_colleague_takes_while_it_is_handed_out_stays_theirs(world: World) -> None:
    chains = ask(world, 2)
    see_surge(world.as_member("lyra"))
    quick = OneIsQuicker(world.desk, lambda: take(world.as_member("altair"), chains[0]))
    stores = Stores(desk=quick, door=world.door)

    handed = hand_out(world.as_member("lyra", stores=stores), to=[member_id("lyra")], many=2)

    assert handed == (chains[1],)
    assert owners(world, chains) == [member_id("altair"), member_id("lyra")]


def test_one_language_is_handed_out_alone(world: World) -> None:
    ask(world, 2)

    assert (
        hand_out(world.as_member("lyra"), to=[member_id("lyra")], many=5, language="ru") == ()
    )


@pytest.mark.parametrize("to", [[], ["deneb"], ["lyra", "vega"]])
def test_nothing_is_handed_to_who_takes_nothing(world: World, to: list[str]) -> None:
    chains = ask(world, 2)

    with pytest.raises(NotFoundError):
        hand_out(world.as_member("lyra"), to=[member_id(one) for one in to], many=2)

    see_surge(world.as_member("lyra"))
    assert owners(world, chains) == [None, None]


@pytest.mark.parametrize("handle", ["deneb", "rigel", "vega", "sirius"])
def test_who_hands_nothing_over_hands_nothing_out(world: World, handle: str) -> None:
    with pytest.raises(NotFoundError):
        hand_out(world.as_member(handle), to=[member_id("lyra")], many=2)


def test_what_was_handed_out_by_a_slip_is_taken_back(world: World) -> None:
    ask(world, 3)
    lyra = world.as_member("lyra")
    handed = hand_out(lyra, to=[member_id("altair")], many=3)

    for chain in handed:
        undo(lyra, chain)

    assert owners(world, list(handed)) == [None, None, None]
