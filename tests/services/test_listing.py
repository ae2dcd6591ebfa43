"""Lists read cards; a card that is lost, late or put back hides nobody."""

import pytest

from corridor.domain.access import Compartment
from corridor.domain.errors import NotFoundError
from corridor.services.asking import write_message
from corridor.services.casefiles import catch_up, open_file
from corridor.services.cases import write_note
from corridor.services.chains import Kind
from corridor.services.listing import case_index, index_of, listed_case, reseal
from tests.services.faults import spoil
from tests.services.world import World


@pytest.fixture
def world() -> World:
    return World()


@pytest.mark.parametrize("handle", ["vega"])
def test_who_holds_neither_key_reads_no_list(world: World, handle: str) -> None:
    world.case()

    with pytest.raises(NotFoundError):
        case_index(world.as_member(handle))


def test_a_key_that_is_not_held_opens_no_index(world: World) -> None:
    with pytest.raises(NotFoundError):
        index_of(world.as_member("altair"), Compartment.RELOCATION)


def test_words_that_came_meanwhile_are_in_the_list_after_catching_up(world: World) -> None:
    receipt, case = world.case()
    write_message(world.public, receipt, text="They are at the door.")
    lyra = world.as_member("lyra", stores=world.fresh())
    assert case_index(lyra).behind == {case}

    left = catch_up(lyra)

    assert left == 0
    assert case_index(lyra).behind == set()


def test_a_card_that_is_lost_is_made_again(world: World) -> None:
    _receipt, case = world.case()
    world.desk._rows.cards.clear()
    lyra = world.as_member("lyra", stores=world.fresh())
    assert case not in case_index(lyra).cases

    catch_up(lyra)

    assert case in case_index(lyra).cases


def test_a_case_whose_bytes_were_changed_keeps_nobody_else_out(world: World) -> None:
    _one, broken = world.case()
    _two, whole = world.case()
    spoil(world.desk, broken, height=0)
    world.desk._rows.cards.clear()
    lyra = world.as_member("lyra", stores=world.fresh())

    left = catch_up(lyra)

    assert left == 1
    assert whole in case_index(lyra).cases
    assert broken not in case_index(lyra).cases


def test_no_card_is_put_beside_a_chain_that_is_not_there(world: World) -> None:
    _receipt, case = world.case()
    lyra = world.as_member("lyra")
    file = open_file(lyra, case)
    world.desk._rows.heads.pop(case)
    before = dict(world.desk._rows.cards)

    reseal(lyra, file.history.head, listed_case(file.case, file.talk), kind=Kind.CASE)

    assert world.desk._rows.cards == before


def test_a_summary_that_comes_late_does_not_stand_for_newer_words(world: World) -> None:
    _receipt, case = world.case()
    lyra = world.as_member("lyra")
    late = open_file(lyra, case)
    write_note(world.as_member("altair", stores=world.fresh()), case, text="Newer.")
    before = dict(world.desk._rows.cards)

    reseal(lyra, late.history.head, listed_case(late.case, late.talk), kind=Kind.CASE)

    assert world.desk._rows.cards == before
