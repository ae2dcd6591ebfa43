import pytest
from msgspec.structs import replace

from corridor.base.ids import MemberId
from corridor.domain import stewarding
from corridor.domain.errors import (
    EpochOrderError,
    HandleTakenError,
    LastStewardError,
    LimitTooLowError,
    MemberHereError,
    NoRoleError,
    NotAStewardError,
    NotEnoughStewardsError,
    NotFoundError,
    NothingToSecondError,
    SecondIsFirstError,
    StrangerWrapError,
    TooLongError,
    TooMuchError,
)
from corridor.domain.policy import Role
from corridor.domain.roster import (
    Change,
    Declined,
    MailboxKeyed,
    MemberEnded,
    MemberRestored,
    Proposed,
    RolesChanged,
    Seconded,
    SettingsChanged,
    Wrap,
)
from corridor.domain.rostering import fold
from tests.domain.telling import ALTAIR, CASEWORK, LYRA, SIRIUS, STRANGER, VEGA
from tests.domain.test_roster import (
    ALTAIR_IN,
    KEYED,
    LYRA_IN,
    ONE,
    RECOVERY,
    SETTINGS,
    SIRIUS_BACK,
    SIRIUS_IN,
    TWO,
    VEGA_IN,
    enrolled,
    later,
)

ALONE, PAIR = fold(ONE), fold(TWO)
WAITING = fold(later(TWO, Proposed(changes=(SIRIUS_IN,))))


def test_one_steward_changes_and_two_propose() -> None:
    assert stewarding.change(ALONE, (SIRIUS_IN,), by=VEGA) == (SIRIUS_IN,)
    assert stewarding.change(PAIR, (SIRIUS_IN, KEYED), by=VEGA) == (
        Proposed(changes=(SIRIUS_IN, KEYED)),
    )


@pytest.mark.parametrize("change", [KEYED, SettingsChanged(settings=SETTINGS)])
def test_what_lets_nobody_in_or_out_waits_for_nobody(change: Change) -> None:
    assert stewarding.change(PAIR, (change,), by=VEGA) == (change,)


@pytest.mark.parametrize("by", [LYRA, STRANGER])
def test_nobody_else_changes_seconds_or_declines(by: MemberId) -> None:
    with pytest.raises(NotAStewardError):
        stewarding.change(WAITING, (SIRIUS_IN,), by=by)
    with pytest.raises(NotAStewardError):
        stewarding.second(WAITING, 4, by=by)
    with pytest.raises(NotAStewardError):
        stewarding.decline(WAITING, 4, by=by)


def test_another_steward_seconds_and_either_declines() -> None:
    assert stewarding.second(WAITING, 4, by=ALTAIR) == Seconded(height=4)
    assert stewarding.decline(WAITING, 4, by=VEGA) == Declined(height=4)
    with pytest.raises(SecondIsFirstError):
        stewarding.second(WAITING, 4, by=VEGA)


def test_what_does_not_wait_is_neither_seconded_nor_declined() -> None:
    with pytest.raises(NothingToSecondError):
        stewarding.second(PAIR, 4, by=ALTAIR)
    with pytest.raises(NothingToSecondError):
        stewarding.decline(PAIR, 4, by=ALTAIR)


def test_a_proposal_that_can_no_longer_stand_is_not_seconded() -> None:
    told = later(TWO, Proposed(changes=(MemberEnded(member=LYRA),)))
    told = later(told, Proposed(changes=(MemberEnded(member=LYRA),)))
    gone = fold(later(told, Seconded(height=4), by=ALTAIR))

    with pytest.raises(NotFoundError):
        stewarding.second(gone, 5, by=ALTAIR)


@pytest.mark.parametrize("handle", ["Lyra", "lyra", " LYRA "])
def test_a_handle_is_one_members(handle: str) -> None:
    with pytest.raises(HandleTakenError, match="handle"):
        stewarding.change(ALONE, (replace(SIRIUS_IN, handle=handle),), by=VEGA)


def test_a_member_is_enrolled_once_and_two_at_a_time_are_compared() -> None:
    twin = replace(SIRIUS_IN, member=STRANGER)

    with pytest.raises(HandleTakenError):
        stewarding.change(ALONE, (replace(LYRA_IN, handle="Other"),), by=VEGA)
    with pytest.raises(HandleTakenError):
        stewarding.change(ALONE, (SIRIUS_IN, twin), by=VEGA)
    with pytest.raises(TooLongError, match="handle"):
        stewarding.change(ALONE, (replace(SIRIUS_IN, handle="x" * 41),), by=VEGA)


def test_a_member_has_a_role_and_never_all_keys() -> None:
    with pytest.raises(NoRoleError, match="roles"):
        stewarding.change(ALONE, (enrolled(SIRIUS, "Sirius"),), by=VEGA)
    with pytest.raises(TooMuchError, match="roles"):
        stewarding.change(ALONE, (enrolled(SIRIUS, "Sirius", *Role),), by=VEGA)
    with pytest.raises(TooMuchError):
        stewarding.change(ALONE, (RolesChanged(member=LYRA, roles=tuple(Role)),), by=VEGA)


@pytest.mark.parametrize(
    "change",
    [MemberEnded(member=VEGA), RolesChanged(member=VEGA, roles=(Role.SECURITY,))],
)
def test_the_last_steward_stays(change: Change) -> None:
    with pytest.raises(LastStewardError):
        stewarding.change(ALONE, (change,), by=VEGA)

    assert stewarding.change(PAIR, (change,), by=VEGA) == (Proposed(changes=(change,)),)


def test_two_changes_at_once_do_not_leave_a_desk_without_stewards() -> None:
    both = (MemberEnded(member=VEGA), MemberEnded(member=ALTAIR))

    with pytest.raises(LastStewardError):
        stewarding.change(PAIR, both, by=VEGA)


@pytest.mark.parametrize(
    "change",
    [
        MemberEnded(member=STRANGER),
        RolesChanged(member=STRANGER, roles=(Role.PRESS,)),
        MemberRestored(member=STRANGER, signing_key=b"s", seal_key=b"e"),
    ],
)
def test_who_was_never_here_is_not_found(change: Change) -> None:
    with pytest.raises(NotFoundError):
        stewarding.change(ALONE, (change,), by=VEGA)


def test_who_comes_back_brings_keys_that_were_never_used() -> None:
    ended = fold(later(later(ONE, SIRIUS_IN), MemberEnded(member=SIRIUS)))

    assert stewarding.change(ended, (SIRIUS_BACK,), by=VEGA) == (SIRIUS_BACK,)
    for worn in (
        replace(SIRIUS_BACK, signing_key=SIRIUS_IN.signing_key),
        replace(SIRIUS_BACK, seal_key=SIRIUS_IN.seal_key),
    ):
        with pytest.raises(MemberHereError):
            stewarding.change(ended, (worn,), by=VEGA)


def test_a_key_goes_only_to_who_is_here() -> None:
    to_nobody = replace(KEYED, wraps=(Wrap(member=STRANGER, digest=b"d"),))
    to_sirius = replace(KEYED, wraps=(Wrap(member=SIRIUS, digest=b"d"),))

    with pytest.raises(StrangerWrapError):
        stewarding.change(ALONE, (to_nobody,), by=VEGA)
    with pytest.raises(StrangerWrapError):
        stewarding.change(ALONE, (SIRIUS_IN, MemberEnded(member=SIRIUS), to_sirius), by=VEGA)
    assert stewarding.change(ALONE, (SIRIUS_IN, to_sirius), by=VEGA)[-1] == to_sirius


@pytest.mark.parametrize("epoch", [0, 1, 3])
def test_a_new_key_has_the_next_epoch(epoch: int) -> None:
    mailbox = MailboxKeyed(epoch=1, public_key=b"m")
    roster = fold(later(later(ONE, KEYED), mailbox))

    with pytest.raises(EpochOrderError):
        stewarding.change(roster, (replace(KEYED, epoch=epoch),), by=VEGA)
    with pytest.raises(EpochOrderError):
        stewarding.change(roster, (replace(mailbox, epoch=epoch),), by=VEGA)
    assert stewarding.change(roster, (replace(KEYED, epoch=2),), by=VEGA)[0] == replace(
        KEYED, epoch=2
    )
    assert roster.epochs(CASEWORK) == (KEYED,)


def test_recovery_needs_two_stewards_each_once() -> None:
    for members in ((), (VEGA,), (VEGA, VEGA)):
        with pytest.raises(NotEnoughStewardsError, match="members"):
            stewarding.change(PAIR, (replace(RECOVERY, members=members),), by=VEGA)
    with pytest.raises(NotAStewardError):
        stewarding.change(PAIR, (replace(RECOVERY, members=(VEGA, LYRA)),), by=VEGA)
    assert stewarding.change(PAIR, (RECOVERY,), by=VEGA) == (Proposed(changes=(RECOVERY,)),)


def test_settings_are_settled_first() -> None:
    loose = SettingsChanged(settings=replace(SETTINGS, small_number=1))

    with pytest.raises(LimitTooLowError, match="small_number"):
        stewarding.change(ALONE, (loose,), by=VEGA)


def test_a_desk_is_founded_with_a_steward() -> None:
    assert stewarding.found((VEGA_IN, ALTAIR_IN, LYRA_IN, KEYED, RECOVERY))[0] == VEGA_IN
    with pytest.raises(LastStewardError):
        stewarding.found((LYRA_IN, KEYED))


def test_a_last_steward_may_change_their_other_roles() -> None:
    kept = RolesChanged(member=VEGA, roles=(Role.STEWARD,))

    assert stewarding.change(ALONE, (kept,), by=VEGA) == (kept,)
