"""How the roster comes about: what each entry changes, and what nobody was entitled to."""

from collections.abc import Iterable
from functools import reduce
from typing import assert_never

from msgspec.structs import replace

from corridor.base.ids import MemberId
from corridor.domain import partners
from corridor.domain.partners import PartnerFact, PartnerListed, PartnerUnlisted
from corridor.domain.records import Recorded, Unknown
from corridor.domain.roster import (
    Change,
    CompartmentKey,
    CompartmentKeyed,
    Declined,
    MailboxKeyed,
    Member,
    MemberEnded,
    MemberEnrolled,
    MemberRestored,
    OrganisationFounded,
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
    Tenure,
)

NEEDS_TWO = (MemberEnrolled, MemberEnded, MemberRestored, RolesChanged, RecoverySplit)


def fold(records: Iterable[Recorded[RosterFact]]) -> Roster:
    timeline = tuple(records)
    return replace(reduce(_told, timeline, Roster()), timeline=timeline)


def _told(roster: Roster, record: Recorded[RosterFact]) -> Roster:
    roster = _after_founding(roster, record)
    fact = record.fact
    if isinstance(fact, Unknown):
        return roster
    if not entitled(roster, fact, by=record.by):
        return replace(roster, refused=(*roster.refused, record.height))
    return _done(roster, record, fact)


def _after_founding(roster: Roster, record: Recorded[RosterFact]) -> Roster:
    """The founding act ends for good at the first entry of another act."""
    same = record.act == roster.founding_act
    return roster if same else replace(roster, founding_act=None)


def _done(roster: Roster, record: Recorded[RosterFact], fact: RosterFact) -> Roster:
    match fact:
        case OrganisationFounded():
            return replace(
                roster,
                organisation=fact.organisation,
                settings=fact.settings,
                founding_act=record.act,
            )
        case Proposed():
            return replace(roster, proposals=(*roster.proposals, _proposal(record, fact)))
        case Seconded() | Declined():
            return _settled(roster, record, fact)
        case ReasonGiven() | PartnerListed() | PartnerUnlisted():
            return _partnered(roster, fact)
        case _:
            return changed(roster, record, fact)


def _partnered(roster: Roster, fact: ReasonGiven | PartnerFact) -> Roster:
    if isinstance(fact, ReasonGiven):
        return roster
    return replace(roster, partners=partners.told(roster.partners, fact))


def entitled(roster: Roster, fact: RosterFact, *, by: MemberId | None) -> bool:
    """Only stewards write here, and what lets people in or out takes two where there are two.

    One act founds the desk with all its first members; whoever signs it is its root.
    """
    if isinstance(fact, OrganisationFounded):
        return roster.organisation is None
    if isinstance(fact, Seconded | Declined):
        return roster.is_steward(by) and _may_settle(roster, fact, by=by)
    if roster.founding_act is not None or not roster.stewards:
        return not isinstance(fact, Proposed)
    return roster.is_steward(by) and not (roster.needs_two and isinstance(fact, NEEDS_TWO))


def _may_settle(roster: Roster, fact: Seconded | Declined, *, by: MemberId | None) -> bool:
    """Whoever proposed may take it back, but never agree with themselves."""
    proposal = find_proposal(roster, fact.height)
    if proposal is None:
        return False
    return isinstance(fact, Declined) or proposal.by != by


def find_proposal(roster: Roster, height: int) -> Proposal | None:
    return next((one for one in roster.proposals if one.height == height), None)


def reasons_at(roster: Roster, height: int) -> tuple[str, ...]:
    """Why the entry at `height` was made: who asked says it first, then who made it so."""
    record = roster.timeline[height]
    asked = _asked_for(roster, record.fact)
    given = (
        one.fact.words
        for one in roster.timeline
        if one.act == record.act and isinstance(one.fact, ReasonGiven)
    )
    return tuple(dict.fromkeys(words for words in (asked, *given) if words))


def _asked_for(roster: Roster, fact: RosterFact | Unknown) -> str:
    if not isinstance(fact, Seconded) or fact.height >= len(roster.timeline):
        return ""
    proposed = roster.timeline[fact.height].fact
    return proposed.reason if isinstance(proposed, Proposed) else ""


def _proposal(record: Recorded[RosterFact], fact: Proposed) -> Proposal:
    return Proposal(
        height=record.height,
        by=record.by,
        at=record.at,
        changes=fact.changes,
        reason=fact.reason,
    )


def _settled(roster: Roster, record: Recorded[RosterFact], fact: Seconded | Declined) -> Roster:
    proposal = find_proposal(roster, fact.height)
    waiting = tuple(one for one in roster.proposals if one.height != fact.height)
    roster = replace(roster, proposals=waiting)
    if proposal is None or isinstance(fact, Declined):
        return roster
    return reduce(lambda now, change: changed(now, record, change), proposal.changes, roster)


def changed(roster: Roster, record: Recorded[RosterFact], change: Change) -> Roster:
    match change:
        case MemberEnrolled():
            return _enrolled(roster, record, change)
        case MemberEnded() | MemberRestored() | RolesChanged():
            return _member_changed(roster, record, change)
        case CompartmentKeyed():
            key = CompartmentKey(keyed=change, height=record.height)
            return replace(roster, compartments=(*roster.compartments, key))
        case _:
            return _house_changed(roster, change)


def _house_changed(
    roster: Roster, change: MailboxKeyed | RecoverySplit | SettingsChanged | QuestionsPublished
) -> Roster:
    match change:
        case MailboxKeyed():
            return replace(roster, mailboxes=(*roster.mailboxes, change))
        case RecoverySplit():
            return replace(roster, recovery=change)
        case SettingsChanged():
            return replace(roster, settings=change.settings)
        case QuestionsPublished():
            return replace(roster, forms=(*roster.forms, change.form))
        case _:
            assert_never(change)


def _tenure(record: Recorded[RosterFact], change: MemberEnrolled | MemberRestored) -> Tenure:
    return Tenure(
        signing_key=change.signing_key,
        seal_key=change.seal_key,
        from_height=record.height,
        from_at=record.at,
    )


def _enrolled(roster: Roster, record: Recorded[RosterFact], change: MemberEnrolled) -> Roster:
    if roster.member(change.member) is not None:
        return roster
    new = Member(
        member=change.member,
        handle=change.handle,
        roles=change.roles,
        tenures=(_tenure(record, change),),
    )
    return replace(roster, members=(*roster.members, new))


def _member_changed(
    roster: Roster,
    record: Recorded[RosterFact],
    change: MemberEnded | MemberRestored | RolesChanged,
) -> Roster:
    members = tuple(
        _changed_member(one, record, change) if one.member == change.member else one
        for one in roster.members
    )
    return replace(roster, members=members)


def _changed_member(
    member: Member,
    record: Recorded[RosterFact],
    change: MemberEnded | MemberRestored | RolesChanged,
) -> Member:
    match change:
        case RolesChanged():
            return replace(member, roles=change.roles)
        case MemberEnded():
            return _ended(member, record)
        case MemberRestored():
            ended = _ended(member, record)
            return replace(ended, tenures=(*ended.tenures, _tenure(record, change)))
        case _:
            assert_never(change)


def _ended(member: Member, record: Recorded[RosterFact]) -> Member:
    """From this height on the old keys sign nothing. What has ended stays as it was."""
    if not member.here:
        return member
    last = replace(member.tenures[-1], to_height=record.height, to_at=record.at)
    return replace(member, tenures=(*member.tenures[:-1], last))
