"""What stewards may change. Where there are two of them, letting people in or out takes two."""

from datetime import UTC, datetime
from functools import reduce
from typing import assert_never
from uuid import UUID

from msgspec.structs import replace

from corridor.base.ids import ActId, MemberId
from corridor.domain.errors import (
    EpochOrderError,
    HandleTakenError,
    LastStewardError,
    MemberHereError,
    NoRoleError,
    NotAStewardError,
    NotEnoughStewardsError,
    NotFoundError,
    NothingToSecondError,
    SecondIsFirstError,
    StrangerWrapError,
    TooMuchError,
)
from corridor.domain.policy import Role, opens_everything
from corridor.domain.questions import Form, checked_form
from corridor.domain.records import Recorded
from corridor.domain.roster import (
    Change,
    CompartmentKeyed,
    Declined,
    MailboxKeyed,
    Member,
    MemberEnded,
    MemberEnrolled,
    MemberRestored,
    Proposal,
    Proposed,
    QuestionsPublished,
    ReasonGiven,
    RecoverySplit,
    RolesChanged,
    Roster,
    RosterFact,
    Seconded,
    SettingsChanged,
)
from corridor.domain.rostering import NEEDS_TWO, changed, find_proposal
from corridor.domain.settings import settle
from corridor.domain.words import line

HANDLE_LIMIT = 40
LEAST_STEWARDS = 2


def change(
    roster: Roster, changes: tuple[Change, ...], *, by: MemberId, reason: str = ""
) -> tuple[RosterFact, ...]:
    """The changes themselves, or one proposal of all of them that waits for a second."""
    _steward(roster, by)
    checked = _checked(roster, changes)
    if roster.needs_two and any(isinstance(one, NEEDS_TWO) for one in checked):
        return (Proposed(changes=checked, reason=reason),)
    return (*explained(reason), *checked)


def explained(reason: str) -> tuple[RosterFact, ...]:
    """Before the change itself: whoever ends themselves writes nothing afterwards."""
    return (ReasonGiven(words=reason),) if reason else ()


def asked_already(roster: Roster, one: Change, *, by: MemberId) -> Proposal | None:
    """What another steward asked for in the same words: asking again is agreeing."""
    return next(
        (each for each in roster.proposals if each.by != by and one in each.changes), None
    )


def found(changes: tuple[Change, ...]) -> tuple[Change, ...]:
    """The first members, keys and recovery of a desk that nobody runs yet."""
    checked = _checked(Roster(), changes)
    if not any(isinstance(one, MemberEnrolled) and _stewards(one.roles) for one in checked):
        raise LastStewardError
    return checked


def second(roster: Roster, height: int, *, by: MemberId) -> Seconded:
    """Agreed with only while it still can stand: the roster may have moved on since."""
    _steward(roster, by)
    proposal = _proposal(roster, height)
    if proposal.by == by:
        raise SecondIsFirstError
    _checked(roster, proposal.changes)
    return Seconded(height=height)


def decline(roster: Roster, height: int, *, by: MemberId) -> Declined:
    _steward(roster, by)
    _proposal(roster, height)
    return Declined(height=height)


def _steward(roster: Roster, member: MemberId) -> None:
    if not roster.is_steward(member):
        raise NotAStewardError


def _proposal(roster: Roster, height: int) -> Proposal:
    found_ = find_proposal(roster, height)
    if found_ is None:
        raise NothingToSecondError
    return found_


def _checked(roster: Roster, changes: tuple[Change, ...]) -> tuple[Change, ...]:
    """Each change is judged after those before it: a key may go to who joins beside it."""
    checked: tuple[Change, ...] = ()
    for one in changes:
        so_far = reduce(_as_if, checked, roster)
        checked = (*checked, _judged(so_far, one))
    return checked


def _as_if(roster: Roster, one: Change) -> Roster:
    """The roster as it would be: only who is here matters, not since when."""
    record: Recorded[RosterFact] = Recorded(
        fact=one, at=datetime.min.replace(tzinfo=UTC), by=None, act=ActId(UUID(int=0)), height=0
    )
    return changed(roster, record, one)


def _judged(roster: Roster, one: Change) -> Change:
    match one:
        case MemberEnrolled():
            return _enrolled(roster, one)
        case MemberEnded() | MemberRestored() | RolesChanged():
            return _member(roster, one)
        case SettingsChanged():
            return replace(one, settings=settle(one.settings))
        case QuestionsPublished():
            return replace(one, form=_asked(roster, one))
        case _:
            return _keyed(roster, one)


def _asked(roster: Roster, one: QuestionsPublished) -> Form:
    languages = ("en",) if roster.settings is None else roster.settings.languages
    return checked_form(one.form, languages=languages)


def _enrolled(roster: Roster, one: MemberEnrolled) -> MemberEnrolled:
    handle = line(one.handle, field="handle", limit=HANDLE_LIMIT)
    if roster.named(handle) is not None or roster.member(one.member) is not None:
        raise HandleTakenError("handle")
    _roles(one.roles)
    return replace(one, handle=handle)


def _roles(roles: tuple[Role, ...]) -> None:
    if not roles:
        raise NoRoleError("roles")
    if opens_everything(roles):
        raise TooMuchError("roles")


def _member(
    roster: Roster, one: MemberEnded | MemberRestored | RolesChanged
) -> MemberEnded | MemberRestored | RolesChanged:
    member = roster.member(one.member)
    if member is None:
        raise NotFoundError
    match one:
        case MemberEnded():
            _stays_steered(roster, member)
        case RolesChanged():
            _roles(one.roles)
            if not _stewards(one.roles):
                _stays_steered(roster, member)
        case MemberRestored():
            _new_keys(member, one)
        case _:
            assert_never(one)
    return one


def _stays_steered(roster: Roster, member: Member) -> None:
    if not member.here:
        raise NotFoundError
    if roster.is_steward(member.member) and len(roster.stewards) == 1:
        raise LastStewardError


def _new_keys(member: Member, one: MemberRestored) -> None:
    """Whoever comes back, or lost a passphrase, comes with keys that were never used."""
    used = {key for old in member.tenures for key in (old.signing_key, old.seal_key)}
    if used & {one.signing_key, one.seal_key}:
        raise MemberHereError


def _stewards(roles: tuple[Role, ...]) -> bool:
    return Role.STEWARD in roles


def _keyed(
    roster: Roster, one: CompartmentKeyed | MailboxKeyed | RecoverySplit
) -> CompartmentKeyed | MailboxKeyed | RecoverySplit:
    match one:
        case CompartmentKeyed():
            _next_epoch(one.epoch, known=[key.epoch for key in roster.epochs(one.compartment)])
            if {wrap.member for wrap in one.wraps} - {here.member for here in roster.present}:
                raise StrangerWrapError
        case MailboxKeyed():
            _next_epoch(one.epoch, known=[key.epoch for key in roster.mailboxes])
        case RecoverySplit():
            _split(roster, one)
        case _:
            assert_never(one)
    return one


def _next_epoch(epoch: int, *, known: list[int]) -> None:
    if known and epoch != max(known) + 1:
        raise EpochOrderError


def _split(roster: Roster, one: RecoverySplit) -> None:
    held = set(one.members)
    if len(held) < len(one.members) or len(held) < LEAST_STEWARDS:
        raise NotEnoughStewardsError("members")
    if held - {steward.member for steward in roster.stewards}:
        raise NotAStewardError
