"""Who comes first: the members of a new desk, made at its door, written into its roster."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from corridor.base.clock import Clock
from corridor.base.ids import MemberId, OrganisationId
from corridor.crypto.random import new_uuid
from corridor.crypto.sign import SigningKey
from corridor.domain.policy import Role
from corridor.domain.settings import OrganisationSettings
from corridor.ledger.store import LedgerStore
from corridor.services.founding import Newcomer, Pins, found


@dataclass(frozen=True, kw_only=True)
class Seat:
    """A place at the desk: a handle, never a person's own name."""

    handle: str
    roles: tuple[Role, ...]


@dataclass(frozen=True, kw_only=True)
class Seated:
    """What the door made for a seat: the public keys, and the founder's signing key."""

    signing: SigningKey
    seal_public: bytes


Enrol = Callable[[MemberId, str], Seated]


def found_desk(  # noqa: PLR0913 - once in a desk's life
    store: LedgerStore,
    *,
    organisation: OrganisationId,
    settings: OrganisationSettings,
    seats: Sequence[Seat],
    enrol: Enrol,
    clock: Clock,
) -> Pins:
    """The first seat that is a steward's founds; `enrol` makes each member's way in."""
    ordered = sorted(seats, key=lambda seat: Role.STEWARD not in seat.roles)
    if not ordered or Role.STEWARD not in ordered[0].roles:
        raise ValueError("a desk is founded by at least one steward")
    newcomers, signing = [], []
    for seat in ordered:
        member = MemberId(new_uuid())
        made = enrol(member, seat.handle)
        signing.append(made.signing)
        newcomers.append(
            Newcomer(
                member=member,
                handle=seat.handle,
                roles=seat.roles,
                signing_key=made.signing.public,
                seal_key=made.seal_public,
            )
        )
    return found(
        store,
        organisation=organisation,
        settings=settings,
        founder=signing[0],
        members=newcomers,
        clock=clock,
    )
