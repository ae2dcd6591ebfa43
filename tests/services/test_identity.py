"""Names have keys of their own: without them there is nothing to see on the whole disk."""

from collections.abc import Iterator
from contextlib import suppress

import pytest
from typing_extensions import override

from corridor.base.ids import ChainId
from corridor.crypto.errors import OpenError
from corridor.crypto.secrets import SecretKey
from corridor.domain.access import Compartment
from corridor.domain.errors import NotFoundError
from corridor.domain.identity import Name, NameKind, NamesSet, SafeWith, Script
from corridor.domain.journal import NameShown
from corridor.ledger.boxes import open_card, open_grant
from corridor.ledger.entry import SealedEntry, open_entry
from corridor.ledger.errors import ForgedEntryError
from corridor.ledger.memory import MemoryStore
from corridor.ledger.store import Batch
from corridor.services.casefiles import open_file
from corridor.services.chains import identity_chain
from corridor.services.desk import Desk
from corridor.services.history import chain_keys
from corridor.services.identity import show_names, write_identity
from corridor.services.journal import read_journal
from corridor.services.keyring import Keyring
from corridor.services.rosters import staff
from tests.services.world import ORGANISATION, World

GIVEN = "Zelimkhan Invented"
NAME = Name(
    value=GIVEN,
    script=next(iter(Script)),
    sort=next(iter(NameKind)),
    safe_with=next(iter(SafeWith)),
)


class Journalless(MemoryStore):
    """A store whose next commits fail, when told to."""

    broken = False

    @override
    def commit(self, batch: Batch) -> None:
        if self.broken:
            raise ConnectionError
        super().commit(batch)


@pytest.fixture
def world() -> World:
    return World(desk=Journalless(organisation=ORGANISATION))


def named_case(world: World) -> ChainId:
    _, chain = world.case()
    lyra = world.as_member("lyra")
    person = open_file(lyra, chain).case.people[0].person
    write_identity(lyra, chain, NamesSet(person=person, names=(NAME,)))
    return chain


def shown(desk: Desk, case: ChainId) -> str:
    reader = open_file(desk, case)
    return str(show_names(desk, case, reader.case.people[0].person))


def test_who_holds_identitys_key_is_shown_the_name(world: World) -> None:
    case = named_case(world)

    assert GIVEN in shown(world.as_member("deneb"), case)


def everything_opened(world: World, keys: Keyring) -> Iterator[tuple[ChainId, bytes]]:
    """Every key tried on every grant, and what that opens on every entry and every card."""
    rows = world.desk._rows
    for key in keys:
        for grant in rows.grants.values():
            with suppress(OpenError):
                chain_key = open_grant(ORGANISATION, grant, by=key)
                yield from _entries(rows.chains[grant.chain], grant.chain, chain_key)
        for _, card in rows.cards.values():
            with suppress(OpenError):
                yield card.chain, open_card(ORGANISATION, card, by=key)


def _entries(
    entries: list[SealedEntry], chain: ChainId, key: SecretKey
) -> Iterator[tuple[ChainId, bytes]]:
    for entry in entries:
        with suppress(ForgedEntryError):
            yield chain, open_entry(entry, chain_key=key).fact


def test_an_intake_worker_with_the_whole_database_opens_no_name(world: World) -> None:
    case = named_case(world)

    opened = list(everything_opened(world, world.as_member("altair").keys))

    assert case in {chain for chain, _ in opened}
    assert identity_chain(case) not in {chain for chain, _ in opened}
    assert not any(GIVEN.encode() in words for _, words in opened)


def test_the_same_search_with_identitys_key_finds_the_name(world: World) -> None:
    case = named_case(world)

    opened = list(everything_opened(world, world.as_member("deneb").keys))

    assert {chain for chain, words in opened if GIVEN.encode() in words} == {
        identity_chain(case)
    }


def test_no_key_of_a_worker_is_the_key_of_a_names_chain(world: World) -> None:
    case = named_case(world)

    assert chain_keys(world.desk, identity_chain(case), by=world.as_member("altair").keys) == {}


def test_a_worker_without_the_key_works_on_without_the_name(world: World) -> None:
    case = named_case(world)
    altair = world.as_member("altair")

    file = open_file(altair, case)

    assert not altair.holds(Compartment.IDENTITY)
    assert file.case.name
    with pytest.raises(NotFoundError):
        show_names(altair, case, file.case.people[0].person)


def test_every_look_at_a_name_is_in_the_journal(world: World) -> None:
    case = named_case(world)
    shown(world.as_member("deneb"), case)
    vega = world.as_member("vega")

    newest = next(read_journal(vega, authors=staff(vega.roster)))

    assert isinstance(newest.fact, NameShown)
    assert (newest.fact.chain, newest.by) == (case, world.own["deneb"].member)


def test_a_name_is_not_shown_when_the_journal_cannot_be_written(world: World) -> None:
    case = named_case(world)
    deneb = world.as_member("deneb")
    Journalless.broken = True
    try:
        with pytest.raises(ConnectionError):
            shown(deneb, case)
    finally:
        Journalless.broken = False
