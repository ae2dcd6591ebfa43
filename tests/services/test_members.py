import pytest

from corridor.base.ids import ActId, ChainId, MemberId
from corridor.crypto.errors import OpenError
from corridor.crypto.random import new_key, new_uuid
from corridor.crypto.wrap import SealKey, seal_to
from corridor.domain.access import Compartment
from corridor.domain.errors import (
    EpochOrderError,
    LastStewardError,
    NotFoundError,
    NothingToSecondError,
    RefusalError,
    SecondIsFirstError,
    TooMuchError,
)
from corridor.domain.intake import Channel, SaidPlace, Who, Wish
from corridor.domain.policy import Role
from corridor.domain.records import Recorded
from corridor.domain.roster import ReasonGiven
from corridor.domain.rostering import fold, reasons_at
from corridor.ledger.boxes import CompartmentKey, wrap_compartment
from corridor.ledger.store import Batch
from corridor.services.casefiles import open_file
from corridor.services.intake import Entered, enter_request
from corridor.services.members import (
    Outcome,
    agree,
    ask_to_add,
    ask_to_change,
    ask_to_end,
    ask_to_restore,
    decline,
    newcomers,
    pins_after,
)
from corridor.services.rotating import share_keys
from tests.services.staff import House, house, keys_of, newcomer


@pytest.fixture
def desk() -> House:
    return house()


def request(desk: House, by: str = "Mira") -> ChainId:
    entered = Entered(
        language="en",
        soon=Wish.DAYS,
        who=Who.ME,
        what="Please help.",
        place=SaidPlace.UNSAID,
        channel=Channel.PHONE,
    )
    pepper = SealKey(new_key()).seed
    chain, _ = enter_request(desk.open(by), entered, pepper=pepper, languages=("en", "ru"))
    return chain


def let_in(desk: House, handle: str, *roles: Role) -> Outcome:
    own = keys_of(MemberId(new_uuid()))
    desk.own[handle] = own
    asked = ask_to_add(
        desk.open("Deneb"), newcomer(handle, own, roles), reason="Nights are short of hands."
    )
    return agree(desk.open("Capella"), asked.roster.proposals[-1].height)


def end(desk: House, handle: str) -> Outcome:
    desk.watch.move(minutes=1)
    asked = ask_to_end(desk.open("Deneb"), desk.id(handle), reason="Leaves the city.")
    return agree(desk.open("Capella"), asked.roster.proposals[-1].height)


def test_nobody_comes_in_by_one_steward_alone(desk: House) -> None:
    own = keys_of(MemberId(new_uuid()))

    asked = ask_to_add(
        desk.open("Deneb"), newcomer("Spica", own, (Role.INTAKE,)), reason="Nights."
    )

    desk.own["Spica"] = own
    assert asked.waits
    with pytest.raises(NotFoundError):
        desk.open("Spica")


def test_whoever_asked_cannot_agree(desk: House) -> None:
    asked = ask_to_end(desk.open("Deneb"), desk.id("Mira"), reason="Leaves.")

    with pytest.raises(SecondIsFirstError):
        agree(desk.open("Deneb"), asked.roster.proposals[-1].height)


def test_who_is_no_steward_changes_nobody(desk: House) -> None:
    with pytest.raises(NotFoundError):
        ask_to_end(desk.open("Lyra"), desk.id("Mira"), reason="I would rather.")


def test_no_one_member_is_given_everything(desk: House) -> None:
    with pytest.raises(TooMuchError):
        ask_to_change(
            desk.open("Deneb"), desk.id("Lyra"), roles=tuple(Role), reason="Does it all."
        )


def test_the_last_steward_cannot_be_ended() -> None:
    alone = house({"Deneb": (Role.STEWARD, Role.SECURITY), "Mira": (Role.INTAKE,)})

    with pytest.raises(LastStewardError):
        ask_to_end(alone.open("Deneb"), alone.id("Deneb"), reason="Leaves.")


def test_a_declined_newcomer_never_opens_the_desk(desk: House) -> None:
    own = keys_of(MemberId(new_uuid()))
    desk.own["Spica"] = own
    asked = ask_to_add(
        desk.open("Deneb"), newcomer("Spica", own, (Role.INTAKE,)), reason="Nights."
    )
    waiting = asked.roster.proposals[-1]

    decline(desk.open("Capella"), waiting.height)

    assert newcomers(waiting) == (own.member,)
    with pytest.raises(NotFoundError):
        desk.open("Spica")
    with pytest.raises(NothingToSecondError):
        agree(desk.open("Capella"), waiting.height)


def test_a_newcomer_opens_an_old_request_once_a_holder_has_been_here(desk: House) -> None:
    chain = request(desk)
    let_in(desk, "Spica", Role.INTAKE)
    with pytest.raises(NotFoundError):
        open_file(desk.open("Spica"), chain)

    shared = share_keys(desk.open("Mira"))

    assert shared > 0
    assert open_file(desk.open("Spica"), chain).chain == chain
    assert share_keys(desk.open("Mira")) == 0


def test_nobody_is_handed_a_key_that_their_roles_do_not_open(desk: House) -> None:
    let_in(desk, "Spica", Role.INTAKE)

    share_keys(desk.open("Lyra"))

    spica = desk.open("Spica")
    assert spica.holds(Compartment.INTAKE)
    assert not spica.holds(Compartment.CASEWORK)
    assert not spica.holds(Compartment.IDENTITY)


def test_who_left_opens_nothing_that_was_written_later(desk: House) -> None:
    before = desk.open("Mira")

    end(desk, "Mira")

    later = request(desk, by="Lyra")
    with pytest.raises(NotFoundError):
        desk.open("Mira")
    with pytest.raises(NotFoundError):
        open_file(before, later)
    assert open_file(desk.open("Lyra"), later).chain == later


def test_the_copied_wraps_of_who_left_hold_no_key_of_the_new_epoch(desk: House) -> None:
    end(desk, "Mira")

    left = desk.stores.desk.wraps(desk.id("Mira"))

    newest = desk.open("Lyra").keyed(Compartment.INTAKE)
    assert newest.epoch == 1
    assert {wrap.epoch for wrap in left} == {0}


def test_a_departure_leaves_other_compartments_as_they_were(desk: House) -> None:
    end(desk, "Mira")

    lyra = desk.open("Lyra")
    assert lyra.keyed(Compartment.CASEWORK).epoch == 0
    assert lyra.keyed(Compartment.INTAKE).epoch == 1
    assert lyra.keyed(Compartment.EVERYBODY).epoch == 1


def test_the_mailbox_follows_when_somebody_of_intake_leaves(desk: House) -> None:
    done = end(desk, "Mira")

    pins = pins_after(desk.pins, done.roster)
    assert pins.mailbox_epoch == 1
    assert pins.mailbox != desk.pins.mailbox
    assert pins.root == desk.pins.root


def test_the_record_of_who_was_woken_follows_when_somebody_of_relocation_leaves(
    desk: House,
) -> None:
    before = desk.open("Lyra")
    done = end(desk, "Lyra")

    pins = pins_after(desk.pins, done.roster)

    sealed = seal_to(pins.duty, b"rung", context=b"test")
    held = [key.seal_key() for key in before.keys]
    assert pins.duty != desk.pins.duty
    for key in held:
        with pytest.raises(OpenError):
            key.open(sealed, context=b"test")


def test_old_requests_stay_open_to_who_stays(desk: House) -> None:
    chain = request(desk)

    end(desk, "Mira")

    assert open_file(desk.open("Lyra"), chain).chain == chain


def test_a_steward_who_leaves_agrees_to_it_as_the_second(desk: House) -> None:
    asked = ask_to_end(desk.open("Deneb"), desk.id("Capella"), reason="Moves away.")

    agree(desk.open("Capella"), asked.roster.proposals[-1].height)

    deneb = desk.open("Deneb")
    assert [one.handle for one in deneb.roster.stewards] == ["Deneb"]
    assert deneb.keyed(Compartment.STEWARDS).epoch == 1
    assert deneb.roster.refused == ()


def test_a_new_steward_makes_a_new_recovery_key_for_every_compartment(desk: House) -> None:
    before = desk.open("Deneb").roster.recovery

    let_in(desk, "Altair", Role.STEWARD)

    after = desk.open("Deneb").roster
    assert before is not None
    assert after.recovery is not None
    assert after.recovery.public_key != before.public_key
    assert desk.id("Altair") in after.recovery.members
    assert {one.epoch for slug in Compartment if (one := after.current(slug))} == {1}


def test_fewer_roles_mean_a_new_key_for_what_was_lost(desk: House) -> None:
    asked = ask_to_change(
        desk.open("Deneb"), desk.id("Lyra"), roles=(Role.RELOCATION,), reason="Hands over."
    )

    agree(desk.open("Capella"), asked.roster.proposals[-1].height)

    lyra = desk.open("Lyra")
    intake = lyra.keyed(Compartment.INTAKE)
    assert intake.epoch == 1
    assert lyra.keys.get(intake.compartment, 1) is None
    assert lyra.keyed(Compartment.RELOCATION).epoch == 0


def test_who_comes_back_has_new_keys_and_the_old_ones_stay_shut(desk: House) -> None:
    old = desk.own["Mira"]
    end(desk, "Mira")
    fresh = keys_of(old.member)

    asked = ask_to_restore(
        desk.open("Deneb"),
        old.member,
        signing_key=fresh.signing.public,
        seal_key=fresh.seal.public,
        reason="She stood before me.",
    )
    agree(desk.open("Capella"), asked.roster.proposals[-1].height)
    share_keys(desk.open("Lyra"))

    with pytest.raises(NotFoundError):
        desk.open("Mira")
    desk.own["Mira"] = fresh
    mira = desk.open("Mira")
    assert {key.epoch for key in mira.keys} >= {0, 1}
    assert mira.holds(Compartment.INTAKE)


def test_two_stewards_at_once_are_told_and_nothing_is_half_done(desk: House) -> None:
    deneb, capella = desk.open("Deneb"), desk.open("Capella")
    ask_to_end(deneb, desk.id("Mira"), reason="Leaves.")

    with pytest.raises(EpochOrderError):
        ask_to_end(capella, desk.id("Vega"), reason="Leaves.")

    assert len(desk.open("Capella").roster.proposals) == 1


def test_a_reason_reaches_the_second_steward(desk: House) -> None:
    ask_to_end(desk.open("Deneb"), desk.id("Mira"), reason="Leaves the city.")

    waiting = desk.open("Capella").roster.proposals[-1]

    assert waiting.reason == "Leaves the city."


def test_the_reason_of_an_end_stays_with_it(desk: House) -> None:
    ended = end(desk, "Mira")

    gone = ended.roster.member(desk.id("Mira"))

    assert gone is not None
    assert reasons_at(ended.roster, gone.keys.to_height or 0) == ("Leaves the city.",)


def test_a_second_steward_who_asks_for_the_same_agrees_and_both_reasons_stay(
    desk: House,
) -> None:
    mira = desk.id("Mira")
    ask_to_end(desk.open("Deneb"), mira, reason="Leaves the city.")

    ended = ask_to_end(desk.open("Capella"), mira, reason="Told me so, too.")

    gone = desk.open("Lyra").roster.member(mira)
    assert not ended.waits
    assert ended.roster.proposals == ()
    assert gone is not None
    assert reasons_at(desk.open("Lyra").roster, gone.keys.to_height or 0) == (
        "Leaves the city.",
        "Told me so, too.",
    )


def test_asking_twice_oneself_agrees_with_nothing(desk: House) -> None:
    deneb, mira = desk.open("Deneb"), desk.id("Mira")
    ask_to_end(deneb, mira, reason="Leaves.")

    again = ask_to_end(desk.open("Deneb"), mira, reason="Leaves, I said.")

    gone = again.roster.member(mira)
    assert again.waits
    assert gone is not None
    assert gone.here


def test_a_steward_alone_leaves_the_reason_behind() -> None:
    alone = house({"Deneb": (Role.STEWARD, Role.SECURITY), "Mira": (Role.INTAKE,)})

    ask_to_end(alone.open("Deneb"), alone.id("Mira"), reason="Leaves the city.")

    roster = alone.open("Deneb").roster
    gone = roster.member(alone.id("Mira"))
    assert gone is not None
    assert reasons_at(roster, gone.keys.to_height or 0) == ("Leaves the city.",)


def test_a_reason_written_by_who_is_no_steward_is_refused(desk: House) -> None:
    roster = desk.open("Deneb").roster
    told = Recorded(
        fact=ReasonGiven(words="I would rather."),
        at=desk.watch(),
        by=desk.id("Lyra"),
        act=ActId(new_uuid()),
        height=len(roster.timeline),
    )

    after = fold([*roster.timeline, told])

    assert after.refused == (len(roster.timeline),)


def test_a_swapped_wrap_is_thrown_away(desk: House) -> None:
    """A database writer seals a key of their own to a member: it opens, and is not believed."""
    end(desk, "Mira")
    lyra = desk.open("Lyra")

    forged = CompartmentKey(
        compartment=lyra.compartment(Compartment.INTAKE), epoch=1, secret=new_key()
    )
    wrap = wrap_compartment(lyra.organisation, forged, holder=lyra.me, public=lyra.seal.public)
    desk.stores.desk.commit(Batch(wraps=[wrap]))

    held = desk.open("Lyra").keys.get(forged.compartment, 1)

    assert held is None


def test_each_refusal_leaves_the_roster_as_it_was(desk: House) -> None:
    height = len(desk.open("Deneb").roster.timeline)

    with pytest.raises(RefusalError):
        ask_to_end(desk.open("Deneb"), MemberId(new_uuid()), reason="Nobody.")

    assert len(desk.open("Deneb").roster.timeline) == height
