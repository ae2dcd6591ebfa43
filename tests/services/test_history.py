"""A chain is read whole, in order, by its keys, from its authors: or it is not read at all."""

from collections.abc import Callable

import msgspec
import pytest

from corridor.base.ids import ChainId
from corridor.crypto.random import new_key, new_uuid
from corridor.crypto.sign import SigningKey
from corridor.domain.access import Compartment
from corridor.domain.cases import NoteWritten
from corridor.domain.errors import NotFoundError
from corridor.domain.records import Fact, Unknown
from corridor.domain.roster import (
    Change,
    CompartmentKeyed,
    MemberEnded,
    Proposed,
    Seconded,
)
from corridor.ledger.boxes import CompartmentKey, give_grant, wrap_compartment
from corridor.ledger.chain import follow
from corridor.ledger.entry import read_header
from corridor.ledger.errors import (
    BrokenLinkError,
    CommitmentError,
    ForgedEntryError,
    LedgerError,
    MissingKeyError,
    StrangerError,
)
from corridor.ledger.records import CompartmentWrap
from corridor.ledger.store import Batch
from corridor.services.casefiles import CaseFile, open_file
from corridor.services.cases import write_note
from corridor.services.chains import Kind, roster_chain
from corridor.services.founding import keyed
from corridor.services.granting import readers
from corridor.services.history import chain_keys
from corridor.services.opening import OwnKeys
from tests.services.pages import newest_key, slip_in
from tests.services.world import ORGANISATION, World, member_id


@pytest.fixture
def world() -> World:
    return World()


def opened_afresh(world: World, chain: ChainId, *, by: str = "lyra") -> CaseFile:
    return open_file(world.as_member(by, stores=world.fresh()), chain)


def flip_a_body(world: World, chain: ChainId) -> None:
    entries = world.desk._rows.chains[chain]
    body = entries[1].body or b""
    entries[1] = msgspec.structs.replace(
        entries[1], body=body[:40] + bytes([body[40] ^ 1]) + body[41:]
    )


def lose_a_body(world: World, chain: ChainId) -> None:
    entries = world.desk._rows.chains[chain]
    entries[1] = msgspec.structs.replace(entries[1], body=None)


def cut_the_tail(world: World, chain: ChainId) -> None:
    world.desk._rows.chains[chain].pop()


def drop_from_the_middle(world: World, chain: ChainId) -> None:
    del world.desk._rows.chains[chain][1]


def swap_two(world: World, chain: ChainId) -> None:
    entries = world.desk._rows.chains[chain]
    entries[1], entries[2] = entries[2], entries[1]


def repeat_one(world: World, chain: ChainId) -> None:
    entries = world.desk._rows.chains[chain]
    entries.append(entries[-1])


def take_from_another_chain(world: World, chain: ChainId) -> None:
    _, other = world.case()
    write_note(world.as_member("lyra"), other, text="Elsewhere.")
    write_note(world.as_member("lyra"), other, text="Elsewhere again.")
    world.desk._rows.chains[chain][2] = world.desk._rows.chains[other][2]


TAMPERING: list[tuple[Callable[[World, ChainId], None], type[LedgerError]]] = [
    (flip_a_body, BrokenLinkError),
    (lose_a_body, ForgedEntryError),
    (cut_the_tail, BrokenLinkError),
    (drop_from_the_middle, BrokenLinkError),
    (swap_two, BrokenLinkError),
    (repeat_one, BrokenLinkError),
    (take_from_another_chain, BrokenLinkError),
]


@pytest.mark.parametrize(
    ("tamper", "error"), TAMPERING, ids=[tamper.__name__ for tamper, _ in TAMPERING]
)
def test_a_chain_that_was_touched_is_not_read(
    world: World, tamper: Callable[[World, ChainId], None], error: type[LedgerError]
) -> None:
    _, chain = world.case()
    write_note(world.as_member("lyra"), chain, text="One.")
    write_note(world.as_member("lyra"), chain, text="Two.")
    tamper(world, chain)

    with pytest.raises(error) as refusal:
        opened_afresh(world, chain)

    assert refusal.value.chain == chain


def test_a_process_that_has_verified_a_chain_still_notices_a_change(world: World) -> None:
    _, chain = world.case()
    write_note(world.as_member("lyra"), chain, text="One.")
    open_file(world.as_member("lyra"), chain)
    flip_a_body(world, chain)

    with pytest.raises(BrokenLinkError):
        open_file(world.as_member("lyra"), chain)


def test_an_entry_by_who_is_not_in_the_roster_is_refused(world: World) -> None:
    _, chain = world.case()
    lyra = world.as_member("lyra")
    key = newest_key(world.desk, chain, by=lyra.keys)
    note = NoteWritten(text="Close this case.")
    slip_in(world.desk, chain, [note], signing=SigningKey(new_key()), key=key, at=world.clock())

    with pytest.raises(StrangerError) as refusal:
        opened_afresh(world, chain)

    head = world.desk.head(chain)
    assert head is not None
    assert (refusal.value.chain, refusal.value.height) == (chain, head.height)


def test_an_entry_under_a_colleagues_name_is_refused(world: World) -> None:
    _, chain = world.case()
    lyra = world.as_member("lyra")
    key = newest_key(world.desk, chain, by=lyra.keys)
    false_altair = _Impostor(world.own["altair"].signing.public, world.own["lyra"].signing.seed)
    slip_in(
        world.desk,
        chain,
        [NoteWritten(text="Not mine.")],
        signing=false_altair,
        key=key,
        at=world.clock(),
    )

    with pytest.raises(ForgedEntryError):
        opened_afresh(world, chain)


class _Impostor(SigningKey):
    """Signs with one key and says that it was another."""

    def __init__(self, claimed: bytes, seed: object) -> None:
        super().__init__(seed)  # type: ignore[arg-type]
        self.public = claimed


def test_a_fact_that_a_newer_version_wrote_is_kept_and_shown_as_unknown(world: World) -> None:
    _, chain = world.case()
    lyra = world.as_member("lyra")
    newer = Unknown(kind="weathered/9")
    slip_in(
        world.desk,
        chain,
        [_Newer(weather="fine")],
        signing=lyra.signing,
        key=newest_key(world.desk, chain, by=lyra.keys),
        at=world.clock(),
    )

    file = opened_afresh(world, chain)

    assert file.history.records[-1].fact == newer


class _Newer(Fact, frozen=True, kw_only=True, tag="weathered/9"):
    weather: str


def test_a_grant_of_another_key_opens_nothing(world: World) -> None:
    """Even by who holds the compartment's key: the first entry is bound to the true one."""
    _, chain = world.case()
    rows = world.desk._rows
    lyra = world.as_member("lyra")
    for slug in (Compartment.INTAKE, Compartment.CASEWORK):
        false = give_grant(
            ORGANISATION,
            chain,
            epoch=0,
            chain_key=new_key(),
            to=lyra.keys.newest(lyra.compartment(slug)),
        )
        rows.grants[false.place()] = false

    with pytest.raises(CommitmentError):
        opened_afresh(world, chain)


def test_a_grant_moved_to_another_chain_opens_nothing(world: World) -> None:
    _, mine = world.case()
    _, other = world.case()
    rows = world.desk._rows
    for grant in world.desk.grants(other):
        moved = msgspec.structs.replace(grant, chain=mine)
        rows.grants[moved.place()] = moved

    with pytest.raises(NotFoundError):
        opened_afresh(world, mine)


def renew_after_departure(world: World) -> dict[Compartment, CompartmentKey]:
    """Altair leaves in facts: stewards agree, intake's and everybody's keys are drawn anew."""
    world.clock.move(hours=1)
    vega = world.as_member("vega")
    chain = roster_chain(ORGANISATION)
    stay = [name for name in world.own if name != "altair"]
    holders = {
        Compartment.INTAKE: ["lyra"],
        Compartment.EVERYBODY: stay,
    }
    new: dict[Compartment, CompartmentKey] = {}
    facts: list[CompartmentKeyed] = []
    wraps: list[CompartmentWrap] = []
    for slug, names in holders.items():
        now = vega.keyed(slug)
        key = CompartmentKey(compartment=now.compartment, epoch=1, secret=new_key())
        sealed = [_wrap(world.own[name], key) for name in names]
        new[slug] = key
        facts.append(keyed(slug, key, sealed))
        wraps += sealed
    _agree(world, chain, facts)
    world.desk.commit(Batch(wraps=wraps))
    return new


def _wrap(own: OwnKeys, key: CompartmentKey) -> CompartmentWrap:
    return wrap_compartment(ORGANISATION, key, holder=own.member, public=own.seal.public)


def _agree(world: World, chain: ChainId, facts: list[CompartmentKeyed]) -> None:
    key = newest_key(world.desk, chain, by=world.as_member("vega").keys)
    head = world.desk.head(chain)
    height = 0 if head is None else head.height + 1
    changes: tuple[Change, ...] = (*facts, MemberEnded(member=member_id("altair")))
    for fact, name in (
        (Proposed(changes=changes), "vega"),
        (Seconded(height=height), "sirius"),
    ):
        slip_in(
            world.desk,
            chain,
            [fact],
            signing=world.own[name].signing,
            key=key,
            at=world.clock(),
        )


def test_after_a_departure_the_next_entry_opens_a_new_key_epoch(world: World) -> None:
    _, chain = world.case()
    before = world.as_member("altair")
    renew_after_departure(world)
    world.clock.move(hours=1)

    write_note(world.as_member("lyra"), chain, text="They must not read this.")

    head = world.desk.head(chain)
    assert head is not None
    assert head.epoch == 1
    assert set(chain_keys(world.desk, chain, by=before.keys)) == {0}
    with pytest.raises(MissingKeyError):
        open_file(before, chain)


def test_nothing_is_sealed_to_who_has_left(world: World) -> None:
    _, chain = world.case()
    old = world.as_member("altair").keys
    renew_after_departure(world)
    world.clock.move(hours=1)
    lyra = world.as_member("lyra")
    write_note(lyra, chain, text="After.")

    reach = {(reader.compartment, reader.epoch) for reader in readers(lyra.roster, Kind.CASE)}

    assert (lyra.compartment(Compartment.INTAKE), 1) in reach
    assert not any(
        grant.epoch == 1 and old.get(grant.compartment, grant.compartment_epoch)
        for grant in world.desk.grants(chain)
    )
    assert not any(
        old.get(card.compartment, card.compartment_epoch)
        for _, card in world.desk._rows.cards.values()
        if card.chain == chain
    )


def test_an_entry_that_a_leaver_writes_afterwards_is_refused(world: World) -> None:
    _, chain = world.case()
    key = newest_key(world.desk, chain, by=world.as_member("altair").keys)
    renew_after_departure(world)
    world.clock.move(hours=1)
    slip_in(
        world.desk,
        chain,
        [NoteWritten(text="Still here.")],
        signing=world.own["altair"].signing,
        key=key,
        at=world.clock(),
    )

    with pytest.raises(StrangerError):
        opened_afresh(world, chain)


def test_what_a_leaver_wrote_before_is_still_read(world: World) -> None:
    _, chain = world.case()
    write_note(world.as_member("altair"), chain, text="Before I left.")
    renew_after_departure(world)
    world.clock.move(hours=1)

    file = opened_afresh(world, chain)

    assert file.history.records[-1].by == member_id("altair")


def test_a_member_without_a_grant_is_told_that_there_is_nothing(world: World) -> None:
    _, chain = world.case()

    with pytest.raises(NotFoundError):
        open_file(world.as_member("sirius"), chain)

    with pytest.raises(NotFoundError):
        open_file(world.as_member("sirius"), ChainId(new_uuid()))


def test_a_cut_chain_with_a_cut_head_still_reads_as_true_history(world: World) -> None:
    """The limit: only a checkpoint that was kept elsewhere tells that there was more."""
    _, chain = world.case()
    write_note(world.as_member("lyra"), chain, text="To be forgotten.")
    rows = world.desk._rows
    rows.chains[chain].pop()
    head = None
    for entry in rows.chains[chain]:
        head = follow(head, entry)
    if head is not None:
        rows.heads[chain] = head

    case = opened_afresh(world, chain).case

    assert read_header(rows.chains[chain][-1].header).height == case.timeline[-1].height
