"""Keys in keys: which key is wrapped under which, and in what context.

Contexts start with a label and name every id and epoch, so that a box moved to another row,
chain, compartment or organisation opens nothing.
"""

from typing import Final
from uuid import UUID

import msgspec

from corridor.base.ids import ChainId, CompartmentId, MemberId, OrganisationId
from corridor.crypto.derive import subkey
from corridor.crypto.padding import pad, unpad
from corridor.crypto.seal import OVERHEAD, seal, unseal
from corridor.crypto.secrets import SecretKey
from corridor.crypto.wrap import SealKey, seal_to
from corridor.ledger.records import CompartmentWrap, Grant, MailboxWrap, SealedCard

RECOVERY: Final = MemberId(UUID(int=0))
_CARD_SMALLEST = 128
_OWN_GRANT_LENGTH = 32 + OVERHEAD
_ADDRESSED = b"\x80"


class CompartmentKey(msgspec.Struct, frozen=True, kw_only=True):
    """One epoch of a compartment's key. Everything else of it is derived."""

    compartment: CompartmentId
    epoch: int
    secret: SecretKey

    def seal_key(self) -> SealKey:
        """What is sealed *to* the compartment (mailbox, journal) opens with this."""
        return SealKey(subkey(self.secret, label=b"compartment/seal"))


class PublicCompartment(msgspec.Struct, frozen=True, kw_only=True):
    """The public side of a compartment's newest epoch, as the verified roster names it."""

    compartment: CompartmentId
    epoch: int
    public: bytes


def _context(label: bytes, *parts: UUID | int | bytes) -> bytes:
    encoded = [b"corridor/1/" + label]
    for part in parts:
        if isinstance(part, UUID):
            encoded.append(part.bytes)
        elif isinstance(part, int):
            encoded.append(part.to_bytes(8, "big"))
        else:
            encoded.append(part)
    return b"|".join(encoded)


def give_grant(
    organisation: OrganisationId,
    chain: ChainId,
    *,
    epoch: int,
    chain_key: SecretKey,
    to: CompartmentKey,
) -> Grant:
    context = _context(b"grant", organisation, chain, epoch, to.compartment, to.epoch)
    return Grant(
        chain=chain,
        epoch=epoch,
        compartment=to.compartment,
        compartment_epoch=to.epoch,
        wrapped=seal(
            chain_key.reveal(), key=subkey(to.secret, label=b"grants"), context=context
        ),
    )


def address_grant(
    organisation: OrganisationId,
    chain: ChainId,
    *,
    epoch: int,
    chain_key: SecretKey,
    to: PublicCompartment,
) -> Grant:
    """Grant to a compartment that the writer does not hold, by its public key."""
    context = _context(b"grant", organisation, chain, epoch, to.compartment, to.epoch)
    return Grant(
        chain=chain,
        epoch=epoch,
        compartment=to.compartment,
        compartment_epoch=to.epoch,
        wrapped=seal_to(to.public, chain_key.reveal(), context=context),
    )


def open_grant(organisation: OrganisationId, grant: Grant, *, by: CompartmentKey) -> SecretKey:
    context = _context(
        b"grant", organisation, grant.chain, grant.epoch, by.compartment, by.epoch
    )
    if len(grant.wrapped) != _OWN_GRANT_LENGTH:
        return SecretKey(by.seal_key().open(grant.wrapped, context=context))
    return SecretKey(
        unseal(grant.wrapped, key=subkey(by.secret, label=b"grants"), context=context)
    )


def seal_card(  # noqa: PLR0913 - a card is bound to all of these
    organisation: OrganisationId,
    chain: ChainId,
    card: bytes,
    *,
    height: int,
    head_digest: bytes,
    to: CompartmentKey,
) -> SealedCard:
    """`height` and `head_digest` are in the context: a replayed card does not open."""
    context = _context(
        b"card", organisation, to.compartment, to.epoch, chain, height, head_digest
    )
    return SealedCard(
        compartment=to.compartment,
        compartment_epoch=to.epoch,
        chain=chain,
        height=height,
        head_digest=head_digest,
        sealed=seal(
            pad(card, smallest=_CARD_SMALLEST),
            key=subkey(to.secret, label=b"cards"),
            context=context,
        ),
    )


def address_card(  # noqa: PLR0913 - a card is bound to all of these
    organisation: OrganisationId,
    chain: ChainId,
    card: bytes,
    *,
    height: int,
    head_digest: bytes,
    to: PublicCompartment,
) -> SealedCard:
    """A card for a compartment that the writer does not hold: marked by its first byte."""
    context = _context(
        b"card", organisation, to.compartment, to.epoch, chain, height, head_digest
    )
    box = seal_to(to.public, pad(card, smallest=_CARD_SMALLEST), context=context)
    return SealedCard(
        compartment=to.compartment,
        compartment_epoch=to.epoch,
        chain=chain,
        height=height,
        head_digest=head_digest,
        sealed=_ADDRESSED + box,
    )


def open_card(organisation: OrganisationId, card: SealedCard, *, by: CompartmentKey) -> bytes:
    context = _context(
        b"card",
        organisation,
        by.compartment,
        by.epoch,
        card.chain,
        card.height,
        card.head_digest,
    )
    if card.sealed[:1] == _ADDRESSED:
        padded = by.seal_key().open(card.sealed[1:], context=context)
    else:
        padded = unseal(card.sealed, key=subkey(by.secret, label=b"cards"), context=context)
    return unpad(padded, smallest=_CARD_SMALLEST)


def wrap_compartment(
    organisation: OrganisationId, key: CompartmentKey, *, holder: MemberId, public: bytes
) -> CompartmentWrap:
    """`public` comes from the verified roster, never from a row."""
    context = _context(b"wrap", organisation, key.compartment, key.epoch, holder)
    return CompartmentWrap(
        compartment=key.compartment,
        epoch=key.epoch,
        holder=holder,
        wrapped=seal_to(public, key.secret.reveal(), context=context),
    )


def open_wrap(
    organisation: OrganisationId, wrap: CompartmentWrap, *, holder: MemberId, by: SealKey
) -> CompartmentKey:
    """The caller compares the key's commitment with the roster's before using it."""
    context = _context(b"wrap", organisation, wrap.compartment, wrap.epoch, holder)
    secret = SecretKey(by.open(wrap.wrapped, context=context))
    return CompartmentKey(compartment=wrap.compartment, epoch=wrap.epoch, secret=secret)


def drop_in_mailbox(
    organisation: OrganisationId,
    chain: ChainId,
    *,
    chain_key: SecretKey,
    mailbox_epoch: int,
    mailbox: bytes,
) -> MailboxWrap:
    """`mailbox` is the pinned public key: it stands outside the database."""
    context = _context(b"mailbox", organisation, chain, mailbox_epoch)
    return MailboxWrap(
        chain=chain,
        mailbox_epoch=mailbox_epoch,
        wrapped=seal_to(mailbox, chain_key.reveal(), context=context),
    )


def take_from_mailbox(
    organisation: OrganisationId, wrap: MailboxWrap, *, by: SealKey
) -> SecretKey:
    context = _context(b"mailbox", organisation, wrap.chain, wrap.mailbox_epoch)
    return SecretKey(by.open(wrap.wrapped, context=context))


def wrap_for_receipt(
    organisation: OrganisationId, chain: ChainId, *, chain_key: SecretKey, wrap_key: SecretKey
) -> bytes:
    context = _context(b"receipt", organisation, chain)
    return seal(chain_key.reveal(), key=wrap_key, context=context)


def open_for_receipt(
    organisation: OrganisationId, chain: ChainId, wrapped: bytes, *, wrap_key: SecretKey
) -> SecretKey:
    return SecretKey(
        unseal(wrapped, key=wrap_key, context=_context(b"receipt", organisation, chain))
    )
