"""Everything a service needs from outside, in one visible place."""

from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo

from corridor.base.clock import Clock
from corridor.base.ids import ActId, CompartmentId, MemberId, OrganisationId
from corridor.crypto.random import new_uuid
from corridor.crypto.sign import SigningKey
from corridor.crypto.wrap import SealKey
from corridor.domain.access import Compartment
from corridor.domain.errors import NotFoundError
from corridor.domain.policy import Act, may
from corridor.domain.roster import CompartmentKeyed, Roster
from corridor.domain.settings import OrganisationSettings
from corridor.ledger.store import DeskStore, DoorStore
from corridor.services.identity_index import IdentityIndexes
from corridor.services.index import Indexes
from corridor.services.keyring import Keyring
from corridor.services.rosters import RosterCache
from corridor.services.verified import VerifiedMarks


@dataclass(frozen=True, kw_only=True)
class Stores:
    """The two databases and this process's caches over them."""

    desk: DeskStore
    door: DoorStore
    indexes: Indexes = field(default_factory=Indexes)
    identities: IdentityIndexes = field(default_factory=IdentityIndexes)
    marks: VerifiedMarks = field(default_factory=VerifiedMarks)
    rosters: RosterCache = field(default_factory=RosterCache)

    def forget(self) -> None:
        """Drop every opened thing: the last session has ended."""
        self.indexes.drop_all()
        self.identities.drop_all()
        self.rosters.drop_all()
        self.marks.opened.drop_all()


@dataclass(frozen=True, kw_only=True)
class Desk:
    """The desk as one member has it open for one request."""

    organisation: OrganisationId
    me: MemberId
    signing: SigningKey
    seal: SealKey
    keys: Keyring
    roster: Roster
    stores: Stores
    clock: Clock

    def door(self, act: Act) -> None:
        """Line one of every service. Raise `NotFoundError` for what this member may not do."""
        if not self.may(act):
            raise NotFoundError

    def may(self, act: Act) -> bool:
        """For showing or leaving out a link. Services ask `door`, which does not answer."""
        member = self.roster.member(self.me)
        return member is not None and member.here and may(member.roles, act)

    def today(self) -> date:
        """The day at the organisation, whatever the server's zone."""
        return self.clock().astimezone(ZoneInfo(self.settings.zone)).date()

    def compartment(self, slug: Compartment) -> CompartmentId:
        return self.keyed(slug).compartment

    def keyed(self, slug: Compartment) -> CompartmentKeyed:
        """The newest public side of a compartment, as the roster names it."""
        keyed = self.roster.current(slug)
        if keyed is None:
            raise NotFoundError
        return keyed

    def holds(self, slug: Compartment) -> bool:
        return self.keys.holds(self.compartment(slug))

    @property
    def settings(self) -> OrganisationSettings:
        if self.roster.settings is None:
            raise NotFoundError
        return self.roster.settings


def new_act() -> ActId:
    return ActId(new_uuid())
