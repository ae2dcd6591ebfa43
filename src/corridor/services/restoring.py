"""Recovery in turns: one steward asks and peels their boxes, a second one opens the kernels.

Between the turns only the kernels are kept, which open for the second steward alone. The second
turn gives the member new keys, everything they may open, and every lost compartment a new key.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from corridor.base.ids import MemberId
from corridor.crypto.errors import OpenError
from corridor.crypto.wrap import SealKey
from corridor.domain.errors import NotEnoughStewardsError, NotFoundError
from corridor.domain.policy import Act
from corridor.domain.roster import Proposed, RecoveryBox, RecoverySplit, Roster
from corridor.ledger.boxes import RECOVERY, CompartmentKey, open_wrap
from corridor.services.desk import Desk
from corridor.services.members import Outcome, agree_to, ask_to_restore
from corridor.services.recovering import open_kernel, peel
from corridor.services.rosters import believed


@dataclass(frozen=True, kw_only=True)
class Half:
    """What the first turn leaves: a proposal that waits, and kernels for who comes second."""

    height: int
    first: MemberId
    kernels: tuple[tuple[RecoveryBox, bytes], ...]


def begin(
    desk: Desk, member: MemberId, *, signing_key: bytes, seal_key: bytes, reason: str
) -> Half:
    """The first steward's turn. Nobody's keys have changed when it returns."""
    desk.door(Act.RECOVER)
    if desk.roster.member(member) is None:
        raise NotFoundError
    kernels = tuple(_peeled(desk))
    if not kernels:
        raise NotEnoughStewardsError("member")
    outcome = ask_to_restore(
        desk, member, signing_key=signing_key, seal_key=seal_key, reason=reason
    )
    height = outcome.roster.proposals[-1].height
    return Half(height=height, first=desk.me, kernels=kernels)


def finish(desk: Desk, half: Half) -> Outcome:
    """The second steward's turn: with the recovery key in hand for this one act."""
    desk.door(Act.RECOVER)
    found = [key for recovery in _recovery_keys(desk, half) for key in _opened(desk, recovery)]
    opened = believed(desk.roster, found)
    return agree_to(replace(desk, keys=desk.keys.with_keys(opened)), half.height)


def _peeled(desk: Desk) -> Iterator[tuple[RecoveryBox, bytes]]:
    for split in _splits(desk.roster):
        for box in split.boxes:
            if box.outer != desk.me:
                continue
            try:
                yield box, peel(desk.organisation, box, by=desk.seal)
            except OpenError:
                continue


def _splits(roster: Roster) -> Iterator[RecoverySplit]:
    """Earlier ones too: some keys of older epochs are sealed to an earlier recovery key."""
    for record in roster.timeline:
        fact = record.fact
        for one in fact.changes if isinstance(fact, Proposed) else (fact,):
            if isinstance(one, RecoverySplit):
                yield one


def _recovery_keys(desk: Desk, half: Half) -> Iterator[SealKey]:
    for box, kernel in half.kernels:
        if box.inner != desk.me:
            continue
        try:
            yield open_kernel(desk.organisation, box, kernel, by=desk.seal)
        except OpenError:
            continue


def _opened(desk: Desk, recovery: SealKey) -> Iterator[CompartmentKey]:
    for wrap in desk.stores.desk.wraps(RECOVERY):
        try:
            yield open_wrap(desk.organisation, wrap, holder=RECOVERY, by=recovery)
        except OpenError:
            continue
