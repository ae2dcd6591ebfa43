"""The journal: every process writes it, security reads it, and a missing page is an alarm."""

import msgspec
import pytest

from corridor.crypto.random import new_key
from corridor.crypto.sign import SigningKey
from corridor.domain.errors import NotFoundError
from corridor.domain.journal import LoggedIn
from corridor.ledger.errors import BrokenLinkError, ForgedEntryError, StrangerError
from corridor.services.chains import journal_chain
from corridor.services.desk import Desk
from corridor.services.history import Author
from corridor.services.journal import Diarist, note, note_as_member, read_journal
from corridor.services.rosters import staff
from tests.services.world import ORGANISATION, World, member_id

CHAIN = journal_chain(ORGANISATION)


@pytest.fixture
def world() -> World:
    return World()


def log_in(world: World, *handles: str) -> None:
    for handle in handles:
        note_as_member(world.as_member(handle), LoggedIn(member=member_id(handle)))


def read_by(desk: Desk) -> list[object]:
    return [record.fact for record in read_journal(desk, authors=staff(desk.roster))]


def test_security_reads_what_everybody_wrote_newest_first(world: World) -> None:
    log_in(world, "lyra", "deneb")

    facts = read_by(world.as_member("vega"))

    assert facts == [LoggedIn(member=member_id("deneb")), LoggedIn(member=member_id("lyra"))]


@pytest.mark.parametrize("handle", ["lyra", "deneb", "sirius"])
def test_nobody_else_reads_it(world: World, handle: str) -> None:
    log_in(world, handle)

    with pytest.raises(NotFoundError):
        read_by(world.as_member(handle))


def test_a_page_that_was_taken_out_is_noticed(world: World) -> None:
    log_in(world, "lyra", "deneb", "rigel")
    del world.desk._rows.chains[CHAIN][1]

    with pytest.raises(BrokenLinkError):
        read_by(world.as_member("vega"))


def test_a_last_page_that_was_torn_off_is_noticed(world: World) -> None:
    log_in(world, "lyra", "deneb")
    world.desk._rows.chains[CHAIN].pop()

    with pytest.raises(BrokenLinkError):
        read_by(world.as_member("vega"))


def test_a_page_that_was_emptied_is_noticed(world: World) -> None:
    log_in(world, "lyra", "deneb")
    pages = world.desk._rows.chains[CHAIN]
    pages[0] = msgspec.structs.replace(pages[0], body=None)

    with pytest.raises(ForgedEntryError):
        read_by(world.as_member("vega"))


def test_a_page_by_a_stranger_is_refused(world: World) -> None:
    """Its key is public to every process, so that only signatures say who wrote."""
    stranger = Diarist(
        organisation=ORGANISATION,
        store=world.desk,
        signing=SigningKey(new_key()),
        security=world.pins.security,
        clock=world.clock,
    )
    note(stranger, LoggedIn(member=member_id("lyra")))

    with pytest.raises(StrangerError):
        read_by(world.as_member("vega"))


def test_a_page_by_who_had_left_is_refused(world: World) -> None:
    log_in(world, "deneb")
    vega = world.as_member("vega")
    authors = staff(vega.roster)
    gone = {
        key_id: Author(author.public, author.member, until=world.clock())
        for key_id, author in authors.items()
    }

    with pytest.raises(StrangerError):
        list(read_journal(vega, authors=gone))
