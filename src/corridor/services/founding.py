"""The first act of a desk: its members, its compartments' keys, its mailbox, its roster."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corridor.base.clock import Clock
from corridor.base.ids import CompartmentId, MemberId, OrganisationId
from corridor.crypto.derive import commitment, subkey
from corridor.crypto.digest import sha256
from corridor.crypto.random import new_key, new_uuid
from corridor.crypto.sign import SigningKey
from corridor.crypto.wrap import SealKey
from corridor.domain.access import Compartment
from corridor.domain.policy import Role, compartments
from corridor.domain.roster import (
    CompartmentKeyed,
    MailboxKeyed,
    MemberEnrolled,
    OrganisationFounded,
    RecoverySplit,
    RosterFact,
    Wrap,
)
from corridor.domain.settings import OrganisationSettings
from corridor.ledger.boxes import RECOVERY, CompartmentKey, give_grant, wrap_compartment
from corridor.ledger.records import CompartmentWrap
from corridor.ledger.store import Batch, LedgerStore
from corridor.services.chains import roster_chain
from corridor.services.desk import new_act
from corridor.services.recording import Pen, open_page
from corridor.services.recovering import split_for_pairs
from corridor.services.rosters import root_fingerprint


@dataclass(frozen=True, kw_only=True)
class Newcomer:
    """The public side of somebody who joins."""

    member: MemberId
    handle: str
    roles: tuple[Role, ...]
    signing_key: bytes
    seal_key: bytes


@dataclass(frozen=True, kw_only=True)
class Pins:
    """What stands outside the database, so that no database writer can swap it."""

    organisation: OrganisationId
    root: bytes
    mailbox: bytes
    mailbox_epoch: int
    security: bytes
    duty: bytes = b""  # relocation's: the worker seals to it whom it woke
    service: bytes = b""  # signs the words that the public face may read


def mailbox_key(intake: CompartmentKey) -> SealKey:
    """The mailbox of an epoch opens with intake's key of that epoch."""
    return SealKey(subkey(intake.secret, label=b"mailbox"))


def found(  # noqa: PLR0913 - once in a desk's life
    desk: LedgerStore,
    *,
    organisation: OrganisationId,
    settings: OrganisationSettings,
    founder: SigningKey,
    members: Sequence[Newcomer],
    clock: Clock,
) -> Pins:
    """Write the roster's first act. `members[0]` is the founder, a steward."""
    keys = {slug: _new_compartment() for slug in Compartment}
    recovery = SealKey(new_key())
    wraps = {
        slug: _wraps(organisation, key, slug, members, recovery) for slug, key in keys.items()
    }
    facts = _first_facts(organisation, settings, members, keys, wraps, recovery)
    pen = Pen(signing=founder, act=new_act(), at=clock(), era=desk.era())
    chain = roster_chain(organisation)
    page = open_page(organisation, chain, facts, pen=pen)
    grant = give_grant(
        organisation, chain, epoch=0, chain_key=page.key, to=keys[Compartment.EVERYBODY]
    )
    every_wrap = [wrap for some in wraps.values() for wrap in some]
    desk.commit(Batch(entries=page.entries, grants=[grant], wraps=every_wrap))
    return Pins(
        organisation=organisation,
        root=root_fingerprint(organisation, founder.public),
        mailbox=mailbox_key(keys[Compartment.INTAKE]).public,
        mailbox_epoch=0,
        security=keys[Compartment.SECURITY].seal_key().public,
        duty=keys[Compartment.RELOCATION].seal_key().public,
    )


def _new_compartment() -> CompartmentKey:
    return CompartmentKey(compartment=CompartmentId(new_uuid()), epoch=0, secret=new_key())


def _wraps(
    organisation: OrganisationId,
    key: CompartmentKey,
    slug: Compartment,
    members: Sequence[Newcomer],
    recovery: SealKey,
) -> list[CompartmentWrap]:
    holders = [(one.member, one.seal_key) for one in members if slug in compartments(one.roles)]
    return [
        wrap_compartment(organisation, key, holder=holder, public=public)
        for holder, public in [*holders, (RECOVERY, recovery.public)]
    ]


def _first_facts(  # noqa: PLR0913, PLR0917 - the first act says everything at once
    organisation: OrganisationId,
    settings: OrganisationSettings,
    members: Sequence[Newcomer],
    keys: Mapping[Compartment, CompartmentKey],
    wraps: Mapping[Compartment, Sequence[CompartmentWrap]],
    recovery: SealKey,
) -> list[RosterFact]:
    """Other stewards come last: from two on, an act of one alone no longer counts."""
    stewards = [one for one in members if Role.STEWARD in one.roles]
    first, *others = members
    others.sort(key=lambda one: Role.STEWARD in one.roles)
    return [
        OrganisationFounded(organisation=organisation, settings=settings),
        _enrolled(first),
        *(keyed(slug, key, wraps[slug]) for slug, key in keys.items()),
        MailboxKeyed(epoch=0, public_key=mailbox_key(keys[Compartment.INTAKE]).public),
        RecoverySplit(
            public_key=recovery.public,
            members=tuple(one.member for one in stewards),
            boxes=split_for_pairs(
                organisation,
                recovery.seed,
                [(one.member, one.seal_key) for one in stewards],
            ),
        ),
        *(_enrolled(one) for one in others),
    ]


def _enrolled(one: Newcomer) -> MemberEnrolled:
    return MemberEnrolled(
        member=one.member,
        handle=one.handle,
        roles=one.roles,
        signing_key=one.signing_key,
        seal_key=one.seal_key,
    )


def keyed(
    slug: Compartment, key: CompartmentKey, wraps: Sequence[CompartmentWrap]
) -> CompartmentKeyed:
    return CompartmentKeyed(
        compartment=key.compartment,
        slug=slug,
        epoch=key.epoch,
        commitment=commitment(key.secret),
        public_key=key.seal_key().public,
        wraps=tuple(
            Wrap(member=one.holder, digest=sha256(one.wrapped))
            for one in wraps
            if one.holder != RECOVERY
        ),
    )
