"""A dialogue opens to who has a grant, and only as those wrote it who may."""

import pytest

from corridor.base.ids import ChainId
from corridor.crypto.random import new_key, new_uuid
from corridor.crypto.sign import SigningKey
from corridor.domain.errors import NotFoundError
from corridor.domain.intake import Said, say
from corridor.ledger.errors import LedgerError, StrangerError
from corridor.services.asking import write_message
from corridor.services.casefiles import open_file
from corridor.services.dialogues import open_talk, write_talk
from tests.services.faults import spoil
from tests.services.pages import newest_key, slip_in
from tests.services.world import World


@pytest.fixture
def world() -> World:
    return World()


def dialogue(world: World, case: ChainId) -> ChainId:
    talk = open_file(world.as_member("lyra"), case).talk
    if talk is None:
        raise NotFoundError
    return talk.history.chain


def test_words_of_both_sides_stand_in_their_order(world: World) -> None:
    receipt, case = world.case()
    chain = dialogue(world, case)
    write_talk(world.as_member("lyra"), chain, lambda stands: say(stands, text="Ours."))
    write_message(world.public, receipt, text="Theirs.")

    talk = open_talk(world.as_member("altair"), chain)

    assert talk is not None
    assert [one.text for one in talk.dialogue.messages[1:]] == ["Ours.", "Theirs."]


@pytest.mark.parametrize("handle", ["vega", "sirius"])
def test_without_a_grant_there_is_nothing(world: World, handle: str) -> None:
    _receipt, case = world.case()
    chain = dialogue(world, case)

    with pytest.raises(NotFoundError):
        open_talk(world.as_member(handle), chain)


def test_what_does_not_exist_looks_the_same(world: World) -> None:
    with pytest.raises(NotFoundError):
        open_talk(world.as_member("lyra"), ChainId(new_uuid()))


def test_a_stranger_with_the_chains_key_puts_no_words_in(world: World) -> None:
    _receipt, case = world.case()
    chain, lyra = dialogue(world, case), world.as_member("lyra")
    slip_in(
        world.door,
        chain,
        [Said(text="Go to the square.")],
        signing=SigningKey(new_key()),
        key=newest_key(world.door, chain, by=lyra.keys),
        at=world.clock.now,
    )

    with pytest.raises(StrangerError):
        open_talk(world.as_member("lyra", stores=world.fresh()), chain)


def test_changed_bytes_are_a_fault_and_no_words(world: World) -> None:
    _receipt, case = world.case()
    chain = dialogue(world, case)
    spoil(world.door, chain, height=0)

    with pytest.raises(LedgerError):
        open_talk(world.as_member("lyra", stores=world.fresh()), chain)


def test_no_fact_writes_nothing(world: World) -> None:
    _receipt, case = world.case()
    chain = dialogue(world, case)
    before = world.door.head(chain)

    write_talk(world.as_member("lyra"), chain, lambda _stands: None)

    assert world.door.head(chain) == before
