import pytest

from corridor.crypto.errors import OpenError
from corridor.crypto.random import new_key
from corridor.crypto.wrap import SealKey
from corridor.domain.access import Compartment
from corridor.domain.errors import (
    NotEnoughStewardsError,
    NotFoundError,
    NothingToSecondError,
    SecondIsFirstError,
)
from corridor.domain.policy import Role
from corridor.services.members import agree, decline
from corridor.services.opening import OwnKeys
from corridor.services.recovering import open_kernel, peel, split_for_pairs
from corridor.services.restoring import Half, begin, finish
from tests.services.staff import House, house, keys_of


@pytest.fixture
def desk() -> House:
    return house()


def first_turn(desk: House, handle: str = "Lyra") -> tuple[Half, OwnKeys]:
    fresh = keys_of(desk.id(handle))
    half = begin(
        desk.open("Deneb"),
        desk.id(handle),
        signing_key=fresh.signing.public,
        seal_key=fresh.seal.public,
        reason="She stood before me, and I know her.",
    )
    return half, fresh


def test_two_stewards_who_hold_no_casework_key_give_it_back(desk: House) -> None:
    half, fresh = first_turn(desk)
    casework = desk.open("Lyra").compartment(Compartment.CASEWORK)
    assert not desk.open("Deneb").holds(Compartment.CASEWORK)
    desk.watch.move(minutes=1)

    finish(desk.open("Capella"), half)

    desk.own["Lyra"] = fresh
    lyra = desk.open("Lyra")
    assert {key.epoch for key in lyra.keys if key.compartment == casework} == {0, 1}
    assert lyra.holds(Compartment.IDENTITY)
    assert lyra.holds(Compartment.RELOCATION)


def test_the_old_keys_open_nothing_after_a_recovery(desk: House) -> None:
    half, _fresh = first_turn(desk)
    desk.watch.move(minutes=1)

    finish(desk.open("Capella"), half)

    with pytest.raises(NotFoundError):
        desk.open("Lyra")


def test_after_the_first_turn_nothing_has_changed_for_the_member(desk: House) -> None:
    first_turn(desk)

    lyra = desk.open("Lyra")

    assert lyra.keyed(Compartment.CASEWORK).epoch == 0


def test_the_first_steward_cannot_take_the_second_turn(desk: House) -> None:
    half, _fresh = first_turn(desk)

    with pytest.raises(SecondIsFirstError):
        finish(desk.open("Deneb"), half)


def test_nobody_else_takes_a_turn(desk: House) -> None:
    half, fresh = first_turn(desk)

    with pytest.raises(NotFoundError):
        finish(desk.open("Mira"), half)
    with pytest.raises(NotFoundError):
        begin(
            desk.open("Mira"),
            desk.id("Lyra"),
            signing_key=fresh.signing.public,
            seal_key=fresh.seal.public,
            reason="I would like to be her.",
        )


def test_a_recovery_is_not_agreed_to_from_the_team_page(desk: House) -> None:
    half, _fresh = first_turn(desk)

    with pytest.raises(NothingToSecondError):
        agree(desk.open("Capella"), half.height)

    assert desk.open("Lyra").keyed(Compartment.CASEWORK).epoch == 0


def test_a_declined_recovery_cannot_be_finished(desk: House) -> None:
    half, _fresh = first_turn(desk)
    decline(desk.open("Capella"), half.height)

    with pytest.raises(NothingToSecondError):
        finish(desk.open("Capella"), half)


def test_one_steward_alone_recovers_nobody() -> None:
    alone = house({"Deneb": (Role.STEWARD, Role.SECURITY), "Mira": (Role.INTAKE,)})

    with pytest.raises(NotEnoughStewardsError):
        first_turn(alone, "Mira")


def test_a_steward_is_recovered_and_can_recover_others_afterwards() -> None:
    three = house(
        {
            "Deneb": (Role.STEWARD, Role.SECURITY),
            "Capella": (Role.STEWARD, Role.DIRECTOR),
            "Vega": (Role.STEWARD,),
            "Lyra": (Role.CASEWORKER,),
        }
    )
    half, fresh = first_turn(three, "Vega")
    three.watch.move(minutes=1)
    finish(three.open("Capella"), half)
    three.own["Vega"] = fresh

    half, fresh = first_turn(three, "Lyra")
    three.watch.move(minutes=1)
    finish(three.open("Vega"), half)

    three.own["Lyra"] = fresh
    lyra = three.open("Lyra")
    casework = lyra.compartment(Compartment.CASEWORK)
    assert {key.epoch for key in lyra.keys if key.compartment == casework} == {0, 1, 2}


def test_a_kernel_opens_for_its_own_pair_and_in_its_own_order_only() -> None:
    three = [keys_of(house_member) for house_member in house().own_ids()[:3]]
    organisation = house().pins.organisation
    seed = new_key()
    boxes = split_for_pairs(
        organisation, seed, [(one.member, one.seal.public) for one in three]
    )
    first, second, third = three
    box = next(b for b in boxes if (b.outer, b.inner) == (first.member, second.member))
    kernel = peel(organisation, box, by=first.seal)

    opened = open_kernel(organisation, box, kernel, by=second.seal)

    assert opened.public == SealKey(seed).public
    for stranger in (first, third):
        with pytest.raises(OpenError):
            open_kernel(organisation, box, kernel, by=stranger.seal)
    with pytest.raises(OpenError):
        peel(organisation, box, by=second.seal)
