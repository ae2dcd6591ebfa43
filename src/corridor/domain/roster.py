"""Who works here, since when, with which public keys. Handles only, never a worker's name."""

from datetime import datetime

import msgspec

from corridor.base.ids import ActId, CompartmentId, MemberId, OrganisationId
from corridor.domain.access import Compartment
from corridor.domain.partners import PartnerFact, Partners
from corridor.domain.policy import Role
from corridor.domain.questions import Form
from corridor.domain.records import Fact, Recorded
from corridor.domain.settings import OrganisationSettings
from corridor.domain.words import folded


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


class QuestionsPublished(Fact, frozen=True, kw_only=True, tag="questions_published/1"):
    """From here on this is asked. Earlier forms stay: answers were given on them."""

    form: Form


Change = (
    MemberEnrolled
    | MemberEnded
    | MemberRestored
    | RolesChanged
    | CompartmentKeyed
    | MailboxKeyed
    | RecoverySplit
    | SettingsChanged
    | QuestionsPublished
)


class Proposed(Fact, frozen=True, kw_only=True, tag="proposed/1"):
    """Changes that wait for a second steward, who takes all of them or none."""

    changes: tuple[Change, ...]
    reason: str = ""


class Seconded(Fact, frozen=True, kw_only=True, tag="seconded/1"):
    """A second steward agrees with the proposal at `height`; its changes count from here."""

    height: int


class Declined(Fact, frozen=True, kw_only=True, tag="declined/1"):
    height: int


class ReasonGiven(Fact, frozen=True, kw_only=True, tag="reason_given/1"):
    """Why the changes of this act were made. A proposal carries its reason itself."""

    words: str


RosterFact = (
    OrganisationFounded | Change | Proposed | Seconded | Declined | ReasonGiven | PartnerFact
)


class Tenure(msgspec.Struct, frozen=True, kw_only=True):
    """The time of one pair of keys, in heights of the roster; an open end is still running."""

    signing_key: bytes
    seal_key: bytes
    from_height: int
    from_at: datetime
    to_height: int | None = None
    to_at: datetime | None = None

    def covers(self, *, height: int) -> bool:
        ends = self.to_height
        return self.from_height <= height and (ends is None or height < ends)


class Member(msgspec.Struct, frozen=True, kw_only=True):
    member: MemberId
    handle: str
    roles: tuple[Role, ...]
    tenures: tuple[Tenure, ...]

    @property
    def here(self) -> bool:
        return self.tenures[-1].to_height is None

    @property
    def keys(self) -> Tenure:
        return self.tenures[-1]


class CompartmentKey(msgspec.Struct, frozen=True, kw_only=True):
    keyed: CompartmentKeyed
    height: int


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    height: int
    by: MemberId | None
    at: datetime
    changes: tuple[Change, ...]
    reason: str = ""


class Roster(msgspec.Struct, frozen=True, kw_only=True):
    """`refused` are entries that were never entitled to change anything."""

    organisation: OrganisationId | None = None
    settings: OrganisationSettings | None = None
    members: tuple[Member, ...] = ()
    compartments: tuple[CompartmentKey, ...] = ()
    mailboxes: tuple[MailboxKeyed, ...] = ()
    recovery: RecoverySplit | None = None
    forms: tuple[Form, ...] = ()
    partners: Partners = ()
    proposals: tuple[Proposal, ...] = ()
    refused: tuple[int, ...] = ()
    founding_act: ActId | None = None
    timeline: tuple[Recorded[RosterFact], ...] = ()

    def member(self, member: MemberId) -> Member | None:
        return next((one for one in self.members if one.member == member), None)

    def named(self, handle: str) -> Member | None:
        asked = folded(handle)
        return next((one for one in self.members if folded(one.handle) == asked), None)

    @property
    def present(self) -> tuple[Member, ...]:
        return tuple(one for one in self.members if one.here)

    @property
    def stewards(self) -> tuple[Member, ...]:
        return tuple(one for one in self.present if Role.STEWARD in one.roles)

    @property
    def needs_two(self) -> bool:
        return len(self.stewards) > 1

    @property
    def mailbox(self) -> MailboxKeyed | None:
        return self.mailboxes[-1] if self.mailboxes else None

    def is_steward(self, member: MemberId | None) -> bool:
        return any(one.member == member for one in self.stewards)

    def current(self, slug: Compartment) -> CompartmentKeyed | None:
        """The newest key of the first compartment with this slug."""
        found = [one.keyed for one in self.compartments if one.keyed.slug is slug]
        return max(found, key=lambda keyed: keyed.epoch, default=None)

    def epochs(self, compartment: CompartmentId) -> tuple[CompartmentKeyed, ...]:
        keys = (one.keyed for one in self.compartments if one.keyed.compartment == compartment)
        return tuple(sorted(keys, key=lambda keyed: keyed.epoch))

    def signing_key(self, member: MemberId, *, height: int) -> bytes | None:
        """The key by which `member` may sign at this height of the roster, if any."""
        known = self.member(member)
        tenures = known.tenures if known else ()
        return next((one.signing_key for one in tenures if one.covers(height=height)), None)

    def may_sign(self, member: MemberId, *, height: int) -> bool:
        return self.signing_key(member, height=height) is not None
