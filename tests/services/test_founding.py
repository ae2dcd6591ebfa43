"""The first act of a desk says who is in, and everybody gets their own keys and no others."""

from typing import Any

import pytest

from corridor.base.ids import MemberId
from corridor.domain.access import Compartment
from corridor.domain.errors import NotFoundError
from corridor.domain.policy import Role, compartments
from corridor.ledger.errors import ConflictError, LedgerError
from corridor.ledger.memory import MemoryStore
from corridor.services.chains import roster_chain
from corridor.services.desk import Stores
from corridor.services.enrolling import Seat, Seated, found_desk
from corridor.services.founding import Pins, found
from corridor.services.opening import open_desk, unwrap
from tests.services.faults import FailsOnce, PowerCutError
from tests.services.world import CAST, ORGANISATION, SETTINGS, World, new_own


@pytest.fixture
def world() -> World:
    return World()


@pytest.mark.parametrize("handle", sorted(CAST))
def test_each_member_holds_the_keys_of_their_roles_and_no_others(
    world: World, handle: str
) -> None:
    desk = world.as_member(handle)

    held = {slug for slug in Compartment if desk.holds(slug)}

    assert held == set(compartments(CAST[handle]))


def test_the_whole_cast_stands_in_the_roster(world: World) -> None:
    roster = world.as_member("altair").roster

    assert {one.handle for one in roster.present} == set(CAST)
    assert {one.handle for one in roster.stewards} == {"vega", "sirius"}


def test_a_desk_of_another_founder_is_refused(world: World) -> None:
    other = World()
    stores = Stores(desk=other.desk, door=other.door)

    with pytest.raises((LedgerError, NotFoundError)):
        open_desk(
            stores,
            world.pins,
            other.own["vega"],
            keys=unwrap(stores, other.pins, other.own["vega"]),
            clock=world.clock,
        )


def test_a_desk_is_not_founded_twice_in_one_store(world: World) -> None:
    before = world.desk.head(roster_chain(ORGANISATION))

    with pytest.raises(ConflictError):
        founded(world, world.desk)

    assert world.desk.head(roster_chain(ORGANISATION)) == before


def test_founding_that_was_cut_short_left_nothing_and_is_done_again(world: World) -> None:
    empty = MemoryStore(organisation=ORGANISATION)
    with pytest.raises(PowerCutError):
        founded(world, FailsOnce(empty, "commit"))
    assert empty.head(roster_chain(ORGANISATION)) is None

    founded(world, empty)

    assert empty.head(roster_chain(ORGANISATION)) is not None


def founded(world: World, store: Any) -> Pins:
    return found(
        store,
        organisation=ORGANISATION,
        settings=SETTINGS,
        founder=world.own["vega"].signing,
        members=[world.newcomer(name) for name in CAST],
        clock=world.clock,
    )


def test_no_steward_no_desk(world: World) -> None:
    store = MemoryStore(organisation=ORGANISATION)

    with pytest.raises(ValueError, match="at least one steward"):
        found_desk(
            store,
            organisation=ORGANISATION,
            settings=SETTINGS,
            seats=[Seat(handle="Lyra", roles=(Role.CASEWORKER,))],
            enrol=_enrol,
            clock=world.clock,
        )

    assert store.head(roster_chain(ORGANISATION)) is None


def _enrol(member: MemberId, _handle: str) -> Seated:
    own = new_own(member)
    return Seated(signing=own.signing, seal_public=own.seal.public)
