"""Recovery without a master key: any two stewards together, never one alone.

The recovery key's seed is sealed to one steward inside a box sealed to another, for every
ordered pair. One steward peels the outer box; only the other can open what is in it.
"""

from collections.abc import Sequence
from itertools import permutations

from corridor.base.ids import MemberId, OrganisationId
from corridor.crypto.secrets import SecretKey
from corridor.crypto.wrap import SealKey, seal_to
from corridor.domain.roster import RecoveryBox


def _context(organisation: OrganisationId, outer: MemberId, inner: MemberId) -> bytes:
    return b"|".join((b"corridor/1/recovery", organisation.bytes, outer.bytes, inner.bytes))


def split_for_pairs(
    organisation: OrganisationId, seed: SecretKey, stewards: Sequence[tuple[MemberId, bytes]]
) -> tuple[RecoveryBox, ...]:
    """`stewards`: (member, public sealing key). Fewer than two: no box, and no recovery."""
    boxes = []
    for (outer, outer_public), (inner, inner_public) in permutations(stewards, 2):
        context = _context(organisation, outer, inner)
        kernel = seal_to(inner_public, seed.reveal(), context=b"inner|" + context)
        boxes.append(
            RecoveryBox(
                outer=outer,
                inner=inner,
                box=seal_to(outer_public, kernel, context=b"outer|" + context),
            )
        )
    return tuple(boxes)


def peel(organisation: OrganisationId, box: RecoveryBox, *, by: SealKey) -> bytes:
    """The outer steward's half: what comes out only the inner steward opens."""
    context = _context(organisation, box.outer, box.inner)
    return by.open(box.box, context=b"outer|" + context)


def open_kernel(
    organisation: OrganisationId, box: RecoveryBox, kernel: bytes, *, by: SealKey
) -> SealKey:
    """The inner steward's half: the recovery key."""
    context = _context(organisation, box.outer, box.inner)
    return SealKey(SecretKey(by.open(kernel, context=b"inner|" + context)))
