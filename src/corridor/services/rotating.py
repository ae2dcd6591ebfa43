"""New keys for the compartments that somebody has lost, and keys for who has gained some.

A new epoch is drawn by whoever writes the change, sealed to every member who still holds the
compartment and to recovery, and committed to by the roster in the same act. What was written
before stays readable to those who had its key: what somebody has read, they know.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from corridor.base.ids import CompartmentId, MemberId
from corridor.crypto.random import new_key
from corridor.domain.access import Compartment
from corridor.domain.policy import compartments
from corridor.domain.roster import CompartmentKeyed, MailboxKeyed, Member, Roster
from corridor.ledger.boxes import RECOVERY, CompartmentKey, wrap_compartment
from corridor.ledger.records import CompartmentWrap
from corridor.ledger.store import Batch
from corridor.services.desk import Desk
from corridor.services.founding import keyed, mailbox_key


@dataclass(frozen=True, kw_only=True)
class Rotation:
    """What the roster is told, and the sealed keys that go beside it."""

    facts: tuple[CompartmentKeyed | MailboxKeyed, ...] = ()
    wraps: list[CompartmentWrap] = field(default_factory=list)


def held(roster: Roster, member: MemberId) -> frozenset[Compartment]:
    found = roster.member(member)
    return compartments(found.roles) if found is not None and found.here else frozenset()


def rotate(desk: Desk, after: Roster) -> Rotation:
    """`after` is the roster as this act leaves it; `desk.roster` is how it stands now."""
    facts: list[CompartmentKeyed | MailboxKeyed] = []
    wraps: list[CompartmentWrap] = []
    for slug in sorted(_lost(desk.roster, after)):
        key = _next_key(desk.keyed(slug))
        sealed = list(_sealed(desk, after, slug, key))
        facts.append(keyed(slug, key, sealed))
        wraps += sealed
        if slug is Compartment.INTAKE:
            facts.append(MailboxKeyed(epoch=key.epoch, public_key=mailbox_key(key).public))
    return Rotation(facts=tuple(facts), wraps=[*_handed_out(desk, after), *wraps])


def _lost(before: Roster, after: Roster) -> set[Compartment]:
    """A new recovery key reaches every compartment, since old pairs of stewards had the old."""
    if before.recovery != after.recovery:
        return set(Compartment)
    lost: set[Compartment] = set()
    for member in before.present:
        lost |= held(before, member.member) - _kept(member, after)
    return lost


def _kept(member: Member, after: Roster) -> frozenset[Compartment]:
    """Who comes back with new keys lost the old ones: somebody may have found them."""
    now = after.member(member.member)
    if now is None or now.keys.seal_key != member.keys.seal_key:
        return frozenset()
    return held(after, member.member)


def _next_key(newest: CompartmentKeyed) -> CompartmentKey:
    return CompartmentKey(
        compartment=newest.compartment, epoch=newest.epoch + 1, secret=new_key()
    )


def _sealed(
    desk: Desk, after: Roster, slug: Compartment, key: CompartmentKey
) -> Iterator[CompartmentWrap]:
    for member in after.present:
        if slug in held(after, member.member):
            yield _wrap(desk, key, member.member, member.keys.seal_key)
    if after.recovery is not None:
        yield _wrap(desk, key, RECOVERY, after.recovery.public_key)


def _wrap(desk: Desk, key: CompartmentKey, holder: MemberId, public: bytes) -> CompartmentWrap:
    return wrap_compartment(desk.organisation, key, holder=holder, public=public)


def _handed_out(desk: Desk, after: Roster) -> Iterator[CompartmentWrap]:
    """Older epochs: those the writer holds are sealed now, the others by who signs in next.

    A place that is emptied says that its key still has to be handed over.
    """
    for member in after.present:
        before = desk.roster.member(member.member)
        renewed = before is None or before.keys.seal_key != member.keys.seal_key
        gained = held(after, member.member)
        if not renewed:
            gained -= held(desk.roster, member.member)
        yield from _for_one(desk, member, gained, empty=before is not None)
    if after.recovery is not None and after.recovery != desk.roster.recovery:
        for key in desk.keys:
            yield _wrap(desk, key, RECOVERY, after.recovery.public_key)


def _for_one(
    desk: Desk, member: Member, gained: Iterable[Compartment], *, empty: bool
) -> Iterator[CompartmentWrap]:
    for slug in sorted(gained):
        for one in desk.roster.epochs(desk.compartment(slug)):
            key = desk.keys.get(one.compartment, one.epoch)
            if key is not None:
                yield _wrap(desk, key, member.member, member.keys.seal_key)
            elif empty:
                yield _nothing(member.member, one.compartment, one.epoch)


def _nothing(holder: MemberId, compartment: CompartmentId, epoch: int) -> CompartmentWrap:
    return CompartmentWrap(compartment=compartment, epoch=epoch, holder=holder, wrapped=b"")


def share_keys(desk: Desk) -> int:
    """Hand over the keys that colleagues should hold and that this member has; how many.

    A steward lets somebody in without holding the keys of their compartments. Whoever does hold
    one seals it to them when they next come to the desk. The roster says who may have which.
    """
    wraps = [
        _wrap(desk, key, member.member, member.keys.seal_key)
        for member in desk.roster.present
        for key in _missing(desk, member)
    ]
    if wraps:
        desk.stores.desk.commit(Batch(wraps=wraps))
    return len(wraps)


def _missing(desk: Desk, member: Member) -> Iterator[CompartmentKey]:
    if member.member == desk.me:
        return
    entitled = {desk.compartment(slug) for slug in held(desk.roster, member.member)}
    there = {
        (wrap.compartment, wrap.epoch)
        for wrap in desk.stores.desk.wraps(member.member)
        if wrap.wrapped
    }
    for key in desk.keys:
        if key.compartment in entitled and (key.compartment, key.epoch) not in there:
            yield key


def holding(desk: Desk, member: Member) -> frozenset[Compartment]:
    """What they can really open now: a key of the newest epoch is sealed to them."""
    there = {
        (wrap.compartment, wrap.epoch)
        for wrap in desk.stores.desk.wraps(member.member)
        if wrap.wrapped
    }
    newest = {slug: desk.keyed(slug) for slug in held(desk.roster, member.member)}
    return frozenset(
        slug for slug, one in newest.items() if (one.compartment, one.epoch) in there
    )
