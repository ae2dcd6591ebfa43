"""Let people in and out: one steward asks, a second one agrees, and the keys follow at once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import reduce

from corridor.base.ids import MemberId
from corridor.crypto.random import new_key
from corridor.crypto.wrap import SealKey
from corridor.domain import stewarding
from corridor.domain.access import Compartment
from corridor.domain.errors import EpochOrderError, NotFoundError, NothingToSecondError
from corridor.domain.journal import RightsChanged
from corridor.domain.policy import Act, Role
from corridor.domain.records import Recorded
from corridor.domain.roster import (
    Change,
    MemberEnded,
    MemberEnrolled,
    MemberRestored,
    Proposal,
    Proposed,
    RecoverySplit,
    RolesChanged,
    Roster,
    RosterFact,
)
from corridor.domain.rostering import changed, find_proposal, fold
from corridor.domain.stewarding import LEAST_STEWARDS
from corridor.ledger.chain import Head
from corridor.ledger.errors import ConflictError
from corridor.ledger.store import Batch
from corridor.services.chains import Kind, roster_chain
from corridor.services.desk import Desk, new_act
from corridor.services.founding import Newcomer, Pins
from corridor.services.history import History, chain_keys
from corridor.services.journal import note_as_member
from corridor.services.leaves import Leaf, next_leaf
from corridor.services.recovering import split_for_pairs
from corridor.services.rotating import Rotation, rotate


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """The roster after the act. `waits`: a second steward has to agree first.

    `ended` are members whose way in and whose open sessions have to go now.
    """

    roster: Roster
    waits: bool
    ended: tuple[MemberId, ...] = ()


def ask_to_add(desk: Desk, newcomer: Newcomer, *, reason: str) -> Outcome:
    enrolled = MemberEnrolled(
        member=newcomer.member,
        handle=newcomer.handle,
        roles=newcomer.roles,
        signing_key=newcomer.signing_key,
        seal_key=newcomer.seal_key,
    )
    return ask(desk, enrolled, reason=reason)


def ask_to_end(desk: Desk, member: MemberId, *, reason: str) -> Outcome:
    return ask(desk, MemberEnded(member=member), reason=reason)


def ask_to_change(
    desk: Desk, member: MemberId, *, roles: tuple[Role, ...], reason: str
) -> Outcome:
    return ask(desk, RolesChanged(member=member, roles=roles), reason=reason)


def ask_to_restore(
    desk: Desk, member: MemberId, *, signing_key: bytes, seal_key: bytes, reason: str
) -> Outcome:
    back = MemberRestored(member=member, signing_key=signing_key, seal_key=seal_key)
    return ask(desk, back, reason=reason)


def ask(desk: Desk, change: Change, *, reason: str) -> Outcome:
    """One change with what has to go with it; done at once where there is one steward.

    Asking for what another steward asked for agrees with them, and keeps both reasons.
    """
    desk.door(Act.MANAGE_MEMBERS)
    waiting = stewarding.asked_already(desk.roster, change, by=desk.me)
    if waiting is not None:
        return _agreed(desk, waiting.height, reason=reason)
    stewarding.change(desk.roster, (change,), by=desk.me)
    changes = (change, *_new_split(desk, change))
    facts = stewarding.change(desk.roster, changes, by=desk.me, reason=reason)
    note_as_member(desk, RightsChanged(member=desk.me, subject=_subject(change)))
    return _write(desk, facts)


def agree(desk: Desk, height: int) -> Outcome:
    """All of a proposal counts from here, and every lost compartment has a new key."""
    desk.door(Act.MANAGE_MEMBERS)
    if is_recovery(desk.roster, proposal_at(desk.roster, height)):
        raise NothingToSecondError
    return agree_to(desk, height)


def agree_to(desk: Desk, height: int) -> Outcome:
    """`agree`, for a recovery too: there the caller has the new way in at hand."""
    desk.door(Act.MANAGE_MEMBERS)
    return _agreed(desk, height)


def _agreed(desk: Desk, height: int, *, reason: str = "") -> Outcome:
    agreed = stewarding.second(desk.roster, height, by=desk.me)
    for member in subjects(proposal_at(desk.roster, height)):
        note_as_member(desk, RightsChanged(member=desk.me, subject=member))
    return _write(desk, [*stewarding.explained(reason), agreed])


def decline(desk: Desk, height: int) -> Outcome:
    desk.door(Act.MANAGE_MEMBERS)
    return _write(desk, [stewarding.decline(desk.roster, height, by=desk.me)])


def proposal_at(roster: Roster, height: int) -> Proposal:
    found = find_proposal(roster, height)
    if found is None:
        raise NothingToSecondError
    return found


def subjects(proposal: Proposal) -> tuple[MemberId, ...]:
    """Whom a proposal is about."""
    about = (MemberEnrolled, MemberEnded, MemberRestored, RolesChanged)
    return tuple(one.member for one in proposal.changes if isinstance(one, about))


def newcomers(proposal: Proposal) -> tuple[MemberId, ...]:
    """Whose way in was made when it was asked for: it goes when the answer is no."""
    made = (MemberEnrolled, MemberRestored)
    return tuple(one.member for one in proposal.changes if isinstance(one, made))


def pins_after(pins: Pins, roster: Roster) -> Pins:
    """The public keys that stand outside the database, as the verified roster has them now."""
    security, duty = (
        roster.current(Compartment.SECURITY),
        roster.current(Compartment.RELOCATION),
    )
    mailbox = roster.mailbox
    if security is None or duty is None or mailbox is None:
        return pins
    return replace(
        pins,
        mailbox=mailbox.public_key,
        mailbox_epoch=mailbox.epoch,
        security=security.public_key,
        duty=duty.public_key,
    )


def _subject(change: Change) -> MemberId:
    match change:
        case MemberEnrolled() | MemberEnded() | MemberRestored() | RolesChanged():
            return change.member
        case _:
            raise NotFoundError


def _is_recovery(roster: Roster, change: Change) -> bool:
    """New keys for somebody who is here: they are handed over at the second steward's turn."""
    if not isinstance(change, MemberRestored):
        return False
    member = roster.member(change.member)
    return member is not None and member.here


def is_recovery(roster: Roster, proposal: Proposal) -> bool:
    return any(_is_recovery(roster, change) for change in proposal.changes)


def _new_split(desk: Desk, change: Change) -> tuple[RecoverySplit, ...]:
    """When the circle of stewards changes, a new recovery key is split among the new circle.

    With fewer than two of them there is no pair: then the old split stays.
    """
    after = _as_if(desk, desk.roster, (change,))
    stewards = [(one.member, one.keys.seal_key) for one in after.stewards]
    before = [(one.member, one.keys.seal_key) for one in desk.roster.stewards]
    if stewards == before or len(stewards) < LEAST_STEWARDS:
        return ()
    recovery = SealKey(new_key())
    return (
        RecoverySplit(
            public_key=recovery.public,
            members=tuple(member for member, _ in stewards),
            boxes=split_for_pairs(desk.organisation, recovery.seed, stewards),
        ),
    )


def _as_if(desk: Desk, roster: Roster, changes: Sequence[Change]) -> Roster:
    def told(now: Roster, change: Change) -> Roster:
        return changed(now, _record(desk, change, len(now.timeline)), change)

    return reduce(told, changes, roster)


def _record(desk: Desk, fact: RosterFact, height: int) -> Recorded[RosterFact]:
    return Recorded(fact=fact, at=desk.clock(), by=desk.me, act=new_act(), height=height)


def _write(desk: Desk, facts: Sequence[RosterFact]) -> Outcome:
    """New keys stand before the change in the same act: whoever ends themselves may write."""
    return write_with(desk, facts, lambda after: rotate(desk, after))


def write_with(
    desk: Desk, facts: Sequence[RosterFact], keys: Callable[[Roster], Rotation]
) -> Outcome:
    start = len(desk.roster.timeline)
    after = _told(desk, facts, start)
    rotation = keys(after)
    every: list[RosterFact] = [*rotation.facts, *facts]
    leaf = _leaf(desk, every)
    batch = Batch(entries=leaf.entries, grants=leaf.grants, wraps=rotation.wraps)
    _commit(desk, batch, start=start, end=leaf.head.height)
    return Outcome(
        roster=_told(desk, every, start),
        waits=any(isinstance(fact, Proposed) for fact in facts),
        ended=_ended(desk.roster, after),
    )


def _told(desk: Desk, facts: Sequence[RosterFact], start: int) -> Roster:
    records = [_record(desk, fact, start + number) for number, fact in enumerate(facts)]
    return fold([*desk.roster.timeline, *records])


def _leaf(desk: Desk, facts: Sequence[RosterFact]) -> Leaf[RosterFact]:
    store, head = desk.stores.desk, _head(desk)
    keys = chain_keys(store, head.chain, by=desk.keys)
    known = History(head=head, records=desk.roster.timeline, keys=keys)
    return next_leaf(desk, store, known, facts, kind=Kind.ROSTER)


def _head(desk: Desk) -> Head:
    head = desk.stores.desk.head(roster_chain(desk.organisation))
    if head is None:
        raise NotFoundError
    return head


def _commit(desk: Desk, batch: Batch, *, start: int, end: int) -> None:
    """What was decided on an older roster is not written: it is looked at again."""
    if end - len(batch.entries) + 1 != start:
        raise EpochOrderError
    try:
        desk.stores.desk.commit(batch)
    except ConflictError:
        raise EpochOrderError from None


def _ended(before: Roster, after: Roster) -> tuple[MemberId, ...]:
    here = {one.member for one in after.present}
    return tuple(one.member for one in before.present if one.member not in here)
