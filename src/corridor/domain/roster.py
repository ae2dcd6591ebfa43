"""Who works here, since when, with which public keys. Handles only, never a worker's name."""

import msgspec

from corridor.base.ids import CompartmentId, MemberId, OrganisationId
from corridor.domain.access import Compartment
from corridor.domain.policy import Role
from corridor.domain.records import Fact
from corridor.domain.settings import OrganisationSettings


class Wrap(msgspec.Struct, frozen=True, kw_only=True):
    """A compartment key sealed to a member: the roster names its digest, the store holds it."""

    member: MemberId
    digest: bytes


class OrganisationFounded(Fact, frozen=True, kw_only=True, tag="organisation_founded/1"):
    organisation: OrganisationId
    settings: OrganisationSettings


class MemberEnrolled(Fact, frozen=True, kw_only=True, tag="member_enrolled/1"):
    member: MemberId
    handle: str
    roles: tuple[Role, ...]
    signing_key: bytes
    seal_key: bytes


class MemberEnded(Fact, frozen=True, kw_only=True, tag="member_ended/1"):
    member: MemberId


class MemberRestored(Fact, frozen=True, kw_only=True, tag="member_restored/1"):
    """The member came back, or lost their passphrase: new keys from here on."""

    member: MemberId
    signing_key: bytes
    seal_key: bytes


class RolesChanged(Fact, frozen=True, kw_only=True, tag="roles_changed/1"):
    member: MemberId
    roles: tuple[Role, ...]


class CompartmentKeyed(Fact, frozen=True, kw_only=True, tag="compartment_keyed/1"):
    compartment: CompartmentId
    slug: Compartment
    epoch: int
    commitment: bytes
    public_key: bytes
    wraps: tuple[Wrap, ...]


class MailboxKeyed(Fact, frozen=True, kw_only=True, tag="mailbox_keyed/1"):
    epoch: int
    public_key: bytes


class RecoveryBox(msgspec.Struct, frozen=True, kw_only=True):
    """The recovery key inside a box for `inner` inside a box for `outer`."""

    outer: MemberId
    inner: MemberId
    box: bytes


class RecoverySplit(Fact, frozen=True, kw_only=True, tag="recovery_split/1"):
    """Any two of `members` open it together: one box for every ordered pair."""

    public_key: bytes
    members: tuple[MemberId, ...]
    boxes: tuple[RecoveryBox, ...] = ()


class SettingsChanged(Fact, frozen=True, kw_only=True, tag="settings_changed/1"):
    settings: OrganisationSettings


Change = (
    MemberEnrolled
    | MemberEnded
    | MemberRestored
    | RolesChanged
    | CompartmentKeyed
    | MailboxKeyed
    | RecoverySplit
    | SettingsChanged
)


class Proposed(Fact, frozen=True, kw_only=True, tag="proposed/1"):
    """Changes that wait for a second steward, who takes all of them or none."""

    changes: tuple[Change, ...]


class Seconded(Fact, frozen=True, kw_only=True, tag="seconded/1"):
    """A second steward agrees with the proposal at `height`; its changes count from here."""

    height: int


class Declined(Fact, frozen=True, kw_only=True, tag="declined/1"):
    height: int


RosterFact = OrganisationFounded | Change | Proposed | Seconded | Declined
