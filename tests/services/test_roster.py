"""A public key is believed only because of who vouched for it, never because it is stored."""

import msgspec
import pytest

from corridor.base.ids import ActId, MemberId
from corridor.crypto.derive import commitment
from corridor.crypto.random import new_key, new_uuid
from corridor.domain.access import Compartment
from corridor.domain.errors import NotFoundError
from corridor.domain.policy import Role, compartments
from corridor.domain.roster import (
    MemberEnded,
    MemberEnrolled,
    MemberRestored,
    OrganisationFounded,
    Proposed,
    RolesChanged,
    RosterFact,
    Seconded,
)
from corridor.ledger.boxes import CompartmentKey, give_grant, wrap_compartment
from corridor.ledger.chain import first_header, follow
from corridor.ledger.entry import Written, key_id_of, seal_entry
from corridor.ledger.errors import ForgedEntryError, StrangerError, TruncatedError
from corridor.ledger.store import Batch
from corridor.services.chains import Kind, roster_chain
from corridor.services.codec import encode
from corridor.services.founding import Pins
from corridor.services.granting import readers
from corridor.services.keyring import Keyring
from corridor.services.opening import OwnKeys, open_desk, unwrap
from tests.services.pages import first_act, newest_key, slip_in
from tests.services.world import CAST, ORGANISATION, SETTINGS, World, member_id, new_own

CHAIN = roster_chain(ORGANISATION)


@pytest.fixture
def world() -> World:
    return World()


def ghost() -> OwnKeys:
    return new_own(MemberId(new_uuid()))


def enrolled(own: OwnKeys, *, roles: tuple[Role, ...] = (Role.STEWARD,)) -> MemberEnrolled:
    return MemberEnrolled(
        member=own.member,
        handle="ghost",
        roles=roles,
        signing_key=own.signing.public,
        seal_key=own.seal.public,
    )


def restored(handle: str, own: OwnKeys) -> MemberRestored:
    return MemberRestored(
        member=member_id(handle), signing_key=own.signing.public, seal_key=own.seal.public
    )


def slip_into_roster(
    world: World, *facts: RosterFact, own: OwnKeys, act: ActId | None = None
) -> None:
    """By an insider: any member reads the roster and so can seal for it."""
    keys = Keyring(unwrap(world.fresh(), world.pins, world.own["deneb"]))
    slip_in(
        world.desk,
        CHAIN,
        facts,
        signing=own.signing,
        key=newest_key(world.desk, CHAIN, by=keys),
        at=world.clock(),
        act=act,
    )


def refused_height(world: World) -> int | None:
    with pytest.raises(StrangerError) as refusal:
        world.as_member("vega", stores=world.fresh())
    return refusal.value.height


def newest_height(world: World) -> int:
    head = world.desk.head(CHAIN)
    return -1 if head is None else head.height


@pytest.mark.parametrize("handle", sorted(CAST))
def test_a_member_opens_exactly_the_compartments_of_their_roles(
    world: World, handle: str
) -> None:
    desk = world.as_member(handle)

    assert {slug for slug in Compartment if desk.holds(slug)} == compartments(CAST[handle])


def test_a_ghost_who_enrols_themselves_is_a_stranger(world: World) -> None:
    stranger = ghost()
    slip_into_roster(world, enrolled(stranger), own=stranger)

    assert refused_height(world) == newest_height(world)


def test_a_ghost_cannot_prolong_the_founding_act(world: World) -> None:
    stranger = ghost()
    founding = first_act(world.desk, CHAIN, by=world.as_member("vega").keys)
    slip_into_roster(world, enrolled(stranger), own=stranger, act=founding)

    assert refused_height(world) == newest_height(world)


@pytest.mark.parametrize("handle", ["deneb", "vega"])
def test_a_member_cannot_prolong_the_founding_act_either(world: World, handle: str) -> None:
    founding = first_act(world.desk, CHAIN, by=world.as_member("vega").keys)
    promoted = RolesChanged(member=member_id("deneb"), roles=(Role.STEWARD,))
    slip_into_roster(world, promoted, own=world.own[handle], act=founding)

    assert refused_height(world) == newest_height(world)


def test_nobody_takes_a_stewards_name_with_a_key_of_their_own(world: World) -> None:
    false_vega = OwnKeys(member=member_id("vega"), seal=ghost().seal, signing=ghost().signing)
    slip_into_roster(world, restored("vega", false_vega), own=false_vega)

    assert refused_height(world) == newest_height(world)


def test_two_false_stewards_do_not_vouch_for_each_other(world: World) -> None:
    first, second = ghost(), ghost()
    both = Proposed(changes=(restored("vega", first), restored("sirius", second)))
    height = newest_height(world) + 1
    slip_into_roster(world, both, own=first)
    slip_into_roster(world, Seconded(height=height), own=second)

    assert refused_height(world) == height


def test_one_steward_does_not_second_with_a_key_they_only_proposed(world: World) -> None:
    accomplice = ghost()
    height = newest_height(world) + 1
    proposal = Proposed(changes=(restored("sirius", accomplice),))
    slip_into_roster(world, proposal, own=world.own["vega"])
    slip_into_roster(world, Seconded(height=height), own=accomplice)

    assert refused_height(world) == height + 1


def test_a_second_name_for_a_stewards_key_takes_nothing_from_them(world: World) -> None:
    renamed = msgspec.structs.replace(
        enrolled(ghost()), signing_key=world.own["sirius"].signing.public
    )
    slip_into_roster(world, Proposed(changes=(renamed,)), own=world.own["vega"])
    height = newest_height(world)
    slip_into_roster(world, Seconded(height=height), own=world.own["sirius"])

    roster = world.as_member("vega", stores=world.fresh()).roster

    assert roster.timeline[-1].by == member_id("sirius")


def test_one_of_two_stewards_lets_nobody_in_alone(world: World) -> None:
    friend = ghost()
    slip_into_roster(world, enrolled(friend), own=world.own["vega"])

    roster = world.as_member("vega", stores=world.fresh()).roster

    assert roster.member(friend.member) is None
    assert newest_height(world) in roster.refused


def test_a_member_who_is_no_steward_changes_nothing(world: World) -> None:
    slip_into_roster(
        world,
        RolesChanged(member=member_id("deneb"), roles=(Role.STEWARD,)),
        own=world.own["deneb"],
    )

    roster = world.as_member("vega", stores=world.fresh()).roster

    assert [one.member for one in roster.stewards] == [member_id("vega"), member_id("sirius")]


def forge_roster(world: World, facts: list[RosterFact], own: OwnKeys) -> None:
    """A whole roster from the first entry on, sealed and granted as the true one is."""
    everybody = world.as_member("deneb").keys.newest(world.compartment(Compartment.EVERYBODY))
    key, act, head = new_key(), ActId(new_uuid()), None
    entries = []
    for fact in facts:
        header = (
            first_header(ORGANISATION, CHAIN, era=0, chain_key=key)
            if head is None
            else head.next_header(era=0)
        )
        written = Written(
            key_id=key_id_of(own.signing.public),
            at=world.clock(),
            act=act,
            siblings=len(facts),
            fact=encode(fact),
        )
        entry = seal_entry(header, written, author=own.signing, chain_key=key)
        entries.append(entry)
        head = follow(head, entry)
    rows = world.desk._rows
    del rows.chains[CHAIN], rows.heads[CHAIN]
    grant = world.desk.grants(CHAIN)[0]
    true_place = give_grant(ORGANISATION, CHAIN, epoch=grant.epoch, chain_key=key, to=everybody)
    world.desk.commit(Batch(entries=entries, grants=[true_place]))


def test_a_forged_roster_that_names_the_true_founder_first_is_refused(world: World) -> None:
    stranger = ghost()
    founder = world.newcomer("vega")
    first = MemberEnrolled(
        member=founder.member,
        handle=founder.handle,
        roles=founder.roles,
        signing_key=founder.signing_key,
        seal_key=founder.seal_key,
    )
    facts: list[RosterFact] = [
        OrganisationFounded(organisation=ORGANISATION, settings=SETTINGS),
        first,
        enrolled(stranger),
    ]
    forge_roster(world, facts, stranger)

    assert refused_height(world) == 0


def test_a_roster_of_another_founder_is_refused(world: World) -> None:
    stranger = ghost()
    facts: list[RosterFact] = [
        OrganisationFounded(organisation=ORGANISATION, settings=SETTINGS),
        enrolled(stranger),
    ]
    forge_roster(world, facts, stranger)

    assert refused_height(world) == 0


def test_another_pinned_root_refuses_the_true_roster(world: World) -> None:
    pins = world.pins
    world.pins = Pins(
        organisation=pins.organisation,
        root=bytes(32),
        mailbox=pins.mailbox,
        mailbox_epoch=pins.mailbox_epoch,
        security=pins.security,
    )

    assert refused_height(world) == 0


def test_a_row_in_wraps_makes_no_member(world: World) -> None:
    stranger = ghost()
    lyra = world.as_member("lyra")
    for key in lyra.keys:
        wrap = wrap_compartment(
            ORGANISATION, key, holder=stranger.member, public=stranger.seal.public
        )
        world.desk.commit(Batch(wraps=[wrap]))
    stores = world.fresh()

    keys = unwrap(stores, world.pins, stranger)

    with pytest.raises(NotFoundError):
        open_desk(stores, world.pins, stranger, keys=keys, clock=world.clock)


def test_a_members_id_with_other_keys_opens_no_desk(world: World) -> None:
    false_lyra = OwnKeys(
        member=member_id("lyra"), seal=world.own["lyra"].seal, signing=ghost().signing
    )
    stores = world.fresh()

    keys = unwrap(stores, world.pins, false_lyra)

    with pytest.raises(NotFoundError):
        open_desk(stores, world.pins, false_lyra, keys=keys, clock=world.clock)


def test_a_compartment_key_that_an_attacker_sealed_is_thrown_away(world: World) -> None:
    casework = world.compartment(Compartment.CASEWORK)
    false_key = CompartmentKey(compartment=casework, epoch=0, secret=new_key())
    lyra = world.own["lyra"]
    swapped = wrap_compartment(
        ORGANISATION, false_key, holder=lyra.member, public=lyra.seal.public
    )
    world.desk.commit(Batch(wraps=[swapped]))

    desk = world.as_member("lyra", stores=world.fresh())

    assert not desk.holds(Compartment.CASEWORK)
    assert desk.holds(Compartment.INTAKE)


def test_an_epoch_that_the_roster_never_named_is_thrown_away(world: World) -> None:
    casework = world.compartment(Compartment.CASEWORK)
    invented = CompartmentKey(compartment=casework, epoch=7, secret=new_key())
    lyra = world.own["lyra"]
    added = wrap_compartment(
        ORGANISATION, invented, holder=lyra.member, public=lyra.seal.public
    )
    world.desk.commit(Batch(wraps=[added]))

    desk = world.as_member("lyra", stores=world.fresh())

    assert desk.keys.newest(casework).epoch == 0
    assert (
        commitment(desk.keys.newest(casework).secret)
        == desk.keyed(Compartment.CASEWORK).commitment
    )


def test_what_is_sealed_goes_only_to_keys_that_the_roster_names(world: World) -> None:
    desk = world.as_member("lyra")

    named = {key.keyed.public_key for key in desk.roster.compartments}

    assert all(reader.public in named for kind in Kind for reader in readers(desk.roster, kind))


def test_a_lost_entry_of_the_roster_is_an_alarm(world: World) -> None:
    end_altair(world)
    rows = world.desk._rows
    rows.chains[CHAIN][-1] = msgspec.structs.replace(rows.chains[CHAIN][-1], body=None)

    with pytest.raises(ForgedEntryError):
        world.as_member("vega", stores=world.fresh())


def end_altair(world: World) -> None:
    """Two stewards agree, in facts alone."""
    height = newest_height(world) + 1
    slip_into_roster(
        world,
        Proposed(changes=(MemberEnded(member=member_id("altair")),)),
        own=world.own["vega"],
    )
    slip_into_roster(world, Seconded(height=height), own=world.own["sirius"])


def test_who_has_left_opens_no_desk(world: World) -> None:
    end_altair(world)

    with pytest.raises(NotFoundError):
        world.as_member("altair", stores=world.fresh())


def test_a_roster_that_was_rolled_back_is_noticed_by_a_process_that_saw_more(
    world: World,
) -> None:
    end_altair(world)
    world.as_member("vega")
    rows = world.desk._rows
    cut = rows.chains[CHAIN] = rows.chains[CHAIN][:-2]
    head = None
    for entry in cut:
        head = follow(head, entry)
    if head is not None:
        rows.heads[CHAIN] = head

    with pytest.raises(TruncatedError):
        world.as_member("altair")
