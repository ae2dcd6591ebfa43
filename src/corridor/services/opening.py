"""From a member's own keys to an open desk: wraps, roster, belief; nothing else on the way."""

from dataclasses import dataclass

from corridor.base.clock import Clock
from corridor.base.ids import MemberId
from corridor.crypto.errors import OpenError
from corridor.crypto.sign import SigningKey
from corridor.crypto.wrap import SealKey
from corridor.domain.errors import NotFoundError
from corridor.ledger.boxes import CompartmentKey, open_wrap
from corridor.services.desk import Desk, Stores
from corridor.services.founding import Pins
from corridor.services.keyring import Keyring
from corridor.services.rosters import believed, read_roster


@dataclass(frozen=True, kw_only=True)
class OwnKeys:
    """What a member's slot holds."""

    member: MemberId
    seal: SealKey
    signing: SigningKey


def unwrap(stores: Stores, pins: Pins, own: OwnKeys) -> list[CompartmentKey]:
    """Every compartment key that is sealed to this member; not yet believed."""
    found = []
    for wrap in stores.desk.wraps(own.member):
        try:
            key = open_wrap(pins.organisation, wrap, holder=own.member, by=own.seal)
        except OpenError:
            continue
        found.append(key)
    return found


def open_desk(
    stores: Stores, pins: Pins, own: OwnKeys, *, keys: list[CompartmentKey], clock: Clock
) -> Desk:
    """Raise `NotFoundError` for who is not in the roster (any more), or holds no key at all."""
    if not keys:
        raise NotFoundError
    _history, roster = read_roster(
        stores.desk,
        pins.organisation,
        root=pins.root,
        by=Keyring(keys),
        cache=stores.rosters,
    )
    member = roster.member(own.member)
    if member is None or not member.here or member.keys.signing_key != own.signing.public:
        raise NotFoundError
    return Desk(
        organisation=pins.organisation,
        me=own.member,
        signing=own.signing,
        seal=own.seal,
        keys=believed(roster, keys),
        roster=roster,
        stores=stores,
        clock=clock,
    )
