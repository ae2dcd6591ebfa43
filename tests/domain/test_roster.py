from datetime import timedelta
from uuid import UUID

import pytest
from msgspec.structs import replace

from corridor.base.ids import ActId, MemberId
from corridor.domain.access import Compartment
from corridor.domain.policy import Role
from corridor.domain.records import Recorded
from corridor.domain.roster import (
    CompartmentKeyed,
    Declined,
    MailboxKeyed,
    MemberEnded,
    MemberEnrolled,
    MemberRestored,
    OrganisationFounded,
    Proposed,
    RecoverySplit,
    RolesChanged,
    Roster,
    RosterFact,
    Seconded,
    SettingsChanged,
    Wrap,
)
from corridor.domain.rostering import NEEDS_TWO, fold
from corridor.domain.settings import OrganisationSettings, StaffedHours, Wording
from tests.domain.telling import (
    ALTAIR,
    CASEWORK,
    LYRA,
    NOON,
    ORGANISATION,
    RELOCATION,
    SIRIUS,
    STRANGER,
    VEGA,
    tell,
)

FOUNDING = ActId(UUID(int=500))
SETTINGS = OrganisationSettings(
    name="A desk",
    wordings=(
        Wording(
            language="en",
            region="the republic",
            in_region="in the republic",
            out_of_region="out of the republic",
            origin="from the republic",
            left="the republic",
            elsewhere="elsewhere in Russia",
            exit_site="a weather site",
        ),
    ),
    country="RU",
    zone="Europe/Moscow",
    staffed=(StaffedHours(start=9 * 60, end=23 * 60),),
    exit_site="https://weather.example",
    languages=("en",),
)
FOUNDED = OrganisationFounded(organisation=ORGANISATION, settings=SETTINGS)


def enrolled(member: MemberId, handle: str, *roles: Role) -> MemberEnrolled:
    return MemberEnrolled(
        member=member,
        handle=handle,
        roles=roles,
        signing_key=f"sign {handle}".encode(),
        seal_key=f"seal {handle}".encode(),
    )


VEGA_IN = enrolled(VEGA, "Vega", Role.SECURITY, Role.STEWARD)
ALTAIR_IN = enrolled(ALTAIR, "Altair", Role.RELOCATION, Role.STEWARD)
LYRA_IN = enrolled(LYRA, "Lyra", Role.CASEWORKER)
SIRIUS_IN = enrolled(SIRIUS, "Sirius", Role.INTAKE)
KEYED = CompartmentKeyed(
    compartment=CASEWORK,
    slug=Compartment.CASEWORK,
    epoch=1,
    commitment=b"c",
    public_key=b"p",
    wraps=(Wrap(member=LYRA, digest=b"d"),),
)
RECOVERY = RecoverySplit(public_key=b"r", members=(VEGA, ALTAIR))
SIRIUS_BACK = MemberRestored(member=SIRIUS, signing_key=b"new sign", seal_key=b"new seal")


def founding(*facts: RosterFact) -> list[Recorded[RosterFact]]:
    told: list[Recorded[RosterFact]] = tell(FOUNDED, *facts, by=VEGA)
    return [replace(record, act=FOUNDING) for record in told]


def later(
    told: list[Recorded[RosterFact]], fact: RosterFact, *, by: MemberId | None = VEGA
) -> list[Recorded[RosterFact]]:
    return told + tell(fact, by=by, start=len(told))


TWO = founding(VEGA_IN, ALTAIR_IN, LYRA_IN)
ONE = founding(VEGA_IN, LYRA_IN)


def test_one_act_founds_a_desk_with_all_its_first_members() -> None:
    roster = fold(TWO)

    assert (roster.organisation, roster.settings) == (ORGANISATION, SETTINGS)
    assert [one.handle for one in roster.present] == ["Vega", "Altair", "Lyra"]
    assert [one.handle for one in roster.stewards] == ["Vega", "Altair"]
    assert roster.refused == ()


def test_the_founding_act_ends_at_the_first_entry_of_another() -> None:
    told = later(TWO, SettingsChanged(settings=SETTINGS))
    ghost = replace(later(told, SIRIUS_IN)[-1], act=FOUNDING)

    roster = fold([*told, ghost])

    assert roster.member(SIRIUS) is None
    assert roster.refused == (ghost.height,)


def test_a_desk_is_founded_once() -> None:
    again = later(TWO, replace(FOUNDED, settings=replace(SETTINGS, name="Another")))

    assert fold(again).settings == SETTINGS
    assert fold(again).refused == (4,)


@pytest.mark.parametrize("by", [LYRA, STRANGER, None])
def test_only_stewards_write_here(by: MemberId | None) -> None:
    for fact in (
        SIRIUS_IN,
        KEYED,
        Proposed(changes=(SIRIUS_IN,)),
        SettingsChanged(settings=SETTINGS),
    ):
        roster = fold(later(ONE, fact, by=by))

        assert roster.refused == (3,)
        assert replace(roster, refused=(), timeline=()) == replace(
            fold(ONE), founding_act=None, timeline=()
        )


def test_where_there_is_one_steward_one_is_enough() -> None:
    assert fold(later(ONE, SIRIUS_IN)).member(SIRIUS) is not None


@pytest.mark.parametrize(
    "fact",
    [
        SIRIUS_IN,
        MemberEnded(member=LYRA),
        MemberRestored(member=LYRA, signing_key=b"s", seal_key=b"e"),
        RolesChanged(member=LYRA, roles=(Role.PRESS,)),
        RECOVERY,
    ],
    ids=lambda fact: type(fact).__name__,
)
def test_where_there_are_two_one_alone_lets_nobody_in_or_out(fact: RosterFact) -> None:
    roster = fold(later(TWO, fact))

    assert isinstance(fact, NEEDS_TWO)
    assert roster.refused == (4,)
    assert roster.members == fold(TWO).members
    assert roster.recovery is None


def test_a_proposal_counts_from_the_height_at_which_it_was_seconded() -> None:
    proposed = later(TWO, Proposed(changes=(SIRIUS_IN, KEYED)))
    waiting, agreed = fold(proposed), fold(later(proposed, Seconded(height=4), by=ALTAIR))

    assert waiting.member(SIRIUS) is None
    assert [one.height for one in waiting.proposals] == [4]
    assert agreed.proposals == ()
    assert agreed.member(SIRIUS) is not None
    assert agreed.current(Compartment.CASEWORK) == KEYED
    assert agreed.signing_key(SIRIUS, height=4) is None
    assert agreed.signing_key(SIRIUS, height=5) == b"sign Sirius"


@pytest.mark.parametrize("by", [VEGA, LYRA, STRANGER])
def test_nobody_but_another_steward_seconds(by: MemberId) -> None:
    proposed = later(TWO, Proposed(changes=(SIRIUS_IN,)))

    roster = fold(later(proposed, Seconded(height=4), by=by))

    assert roster.member(SIRIUS) is None
    assert roster.refused == (5,)


@pytest.mark.parametrize("by", [VEGA, ALTAIR])
def test_a_proposal_is_declined_or_taken_back(by: MemberId) -> None:
    proposed = later(TWO, Proposed(changes=(SIRIUS_IN,)))
    declined = later(proposed, Declined(height=4), by=by)

    roster = fold(later(declined, Seconded(height=4), by=ALTAIR))

    assert roster.member(SIRIUS) is None
    assert roster.proposals == ()
    assert roster.refused == (6,)


def test_a_proposal_is_carried_out_once() -> None:
    proposed = later(ONE, ALTAIR_IN)
    proposed = later(proposed, Proposed(changes=(SIRIUS_IN,)))
    twice = later(later(proposed, Seconded(height=4), by=ALTAIR), Seconded(height=4), by=ALTAIR)

    assert fold(twice).refused == (6,)
    assert len(fold(twice).members) == 4


def test_who_has_left_signs_nothing_from_that_height_on() -> None:
    roster = fold(later(ONE, MemberEnded(member=LYRA)))

    assert roster.may_sign(LYRA, height=2)
    assert not roster.may_sign(LYRA, height=1)
    assert not roster.may_sign(LYRA, height=3)
    assert not roster.may_sign(LYRA, height=99)
    assert [one.handle for one in roster.present] == ["Vega"]


def test_who_comes_back_signs_with_new_keys_only() -> None:
    told = later(later(ONE, SIRIUS_IN), MemberEnded(member=SIRIUS))
    roster = fold(later(told, SIRIUS_BACK))

    assert roster.signing_key(SIRIUS, height=3) == b"sign Sirius"
    assert roster.signing_key(SIRIUS, height=4) is None
    assert roster.signing_key(SIRIUS, height=5) == b"new sign"


def test_lost_keys_end_where_the_new_ones_begin() -> None:
    roster = fold(later(later(ONE, SIRIUS_IN), SIRIUS_BACK))

    member = roster.member(SIRIUS)

    assert member is not None
    assert member.tenures[0].to_height == member.tenures[1].from_height == 4
    assert member.keys.seal_key == b"new seal"
    assert member.tenures[0].to_at == NOON + timedelta(minutes=4)


def test_an_end_is_dated_once() -> None:
    told = later(later(ONE, SIRIUS_IN), MemberEnded(member=SIRIUS))
    twice = later(told, MemberEnded(member=SIRIUS))

    member = fold(twice).member(SIRIUS)

    assert member is not None
    assert member.tenures[0].to_height == 4


def test_a_steward_who_left_changes_nothing_more() -> None:
    proposed = later(TWO, Proposed(changes=(MemberEnded(member=ALTAIR),)))
    ended = later(proposed, Seconded(height=4), by=ALTAIR)

    roster = fold(later(ended, SIRIUS_IN, by=ALTAIR))

    assert roster.refused == (6,)
    assert not roster.needs_two


def test_a_member_is_enrolled_once() -> None:
    again = enrolled(LYRA, "Somebody", Role.STEWARD)

    assert fold(later(ONE, again)).members == fold(ONE).members


def test_changed_roles_are_the_members_roles() -> None:
    roster = fold(later(ONE, RolesChanged(member=LYRA, roles=(Role.PRESS,))))

    member = roster.member(LYRA)

    assert member is not None
    assert member.roles == (Role.PRESS,)


def test_the_newest_key_of_a_compartment_is_the_current_one() -> None:
    newer = replace(KEYED, epoch=2, public_key=b"q")
    told = later(later(ONE, newer), KEYED)

    roster = fold(told)

    assert roster.current(Compartment.CASEWORK) == newer
    assert roster.epochs(CASEWORK) == (KEYED, newer)
    assert roster.current(Compartment.PRESS) is None
    assert roster.epochs(RELOCATION) == ()


def test_mailbox_recovery_and_settings_are_the_last_ones() -> None:
    changed = replace(SETTINGS, name="Another desk")
    told = founding(VEGA_IN, MailboxKeyed(epoch=1, public_key=b"1"), RECOVERY)
    told = later(
        later(told, MailboxKeyed(epoch=2, public_key=b"2")), SettingsChanged(settings=changed)
    )

    roster = fold(told)

    assert roster.mailbox is not None
    assert (roster.mailbox.epoch, roster.recovery, roster.settings) == (2, RECOVERY, changed)
    assert fold(ONE).mailbox is None


def test_a_handle_is_found_in_any_case() -> None:
    found = fold(ONE).named("LYRA")

    assert found is not None
    assert found.member == LYRA
    assert fold(ONE).named("Nunki") is None


def test_an_unfounded_desk_has_nobody() -> None:
    assert fold([]) == Roster()
    assert not fold([]).may_sign(LYRA, height=0)
    assert fold(tell(Proposed(changes=()), by=VEGA)).refused == (0,)
    assert fold(tell(Seconded(height=0), by=VEGA)).refused == (0,)
