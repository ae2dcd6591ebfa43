"""Sealed referrals: cards, keys and packets, byte by byte as docs/spec/referral-format.md says.

A partner needs nothing of a desk for this: the organisation's public card, a key of their own
and this module.
"""

from base64 import b64decode, b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

import msgspec

from corridor.base.ids import OrganisationId
from corridor.crypto.digest import digest
from corridor.crypto.errors import OpenError, SignatureError
from corridor.crypto.fingerprint import fingerprint
from corridor.crypto.padding import pad, unpad
from corridor.crypto.sign import PUBLIC_LENGTH, SIGNATURE_LENGTH, SigningKey, verify
from corridor.crypto.wrap import PUBLIC_LENGTH as SEAL_PUBLIC_LENGTH
from corridor.crypto.wrap import SealKey, seal_to
from corridor.domain.errors import RefusalError
from corridor.domain.list_errors import ReferralFaultError
from corridor.domain.referrals import LARGEST_PACKET, Referral
from corridor.domain.words import LINE_LIMIT, line

CARD: Final = "corridor-card/1"
PARTNER: Final = "corridor-partner/1"
MAGIC: Final = b"corridor-referral/1\n"
LARGEST_CARD: Final = 8 * 1024
_LABEL: Final = b"corridor/1/referral"
_HEAD: Final = PUBLIC_LENGTH + SIGNATURE_LENGTH
_MESSAGE: Final[msgspec.json.Decoder[Referral]] = msgspec.json.Decoder(Referral)


class CardError(Exception):
    """This is no card of this kind. Carries nothing of what was in it."""


@dataclass(frozen=True, kw_only=True)
class Card:
    """What an organisation gives away so that partners can seal referrals to its intake."""

    organisation: OrganisationId
    epoch: int
    name: str
    key: bytes

    def words(self, language: str = "en") -> tuple[str, ...]:
        """Compared by voice, or on paper, before anything is sealed to it."""
        place = (self.organisation.bytes, self.epoch.to_bytes(4, "big"))
        return fingerprint(b"corridor/1/card", *place, self.key, language=language)


@dataclass(frozen=True, kw_only=True)
class PartnerCard:
    """What a partner gives away so that an organisation knows their referrals."""

    name: str
    key: bytes

    def words(self, language: str = "en") -> tuple[str, ...]:
        return partner_words(self.key, language)


def partner_words(key: bytes, language: str = "en") -> tuple[str, ...]:
    """A name is not in them: whoever listed the key has chosen it."""
    return fingerprint(b"corridor/1/partner", key, language=language)


@dataclass(frozen=True, kw_only=True)
class OpenedPacket:
    referral: Referral
    signed_by: bytes
    epoch: int


# --- cards ---------------------------------------------------------------------------------


def write_card(card: Card) -> bytes:
    return _lines(
        CARD,
        organisation=card.organisation.hex,
        epoch=str(card.epoch),
        name=card.name,
        key=b64encode(card.key).decode(),
    )


def read_card(content: bytes) -> Card:
    said = _read(content, CARD, ("organisation", "epoch", "name", "key"))
    try:
        organisation = OrganisationId(UUID(hex=said["organisation"]))
        epoch = int(said["epoch"])
        key = b64decode(said["key"], validate=True)
    except ValueError:
        raise CardError from None
    card = Card(organisation=organisation, epoch=epoch, name=said["name"], key=key)
    if len(key) != SEAL_PUBLIC_LENGTH or write_card(card) != content:
        raise CardError
    return card


def write_partner_card(card: PartnerCard) -> bytes:
    return _lines(PARTNER, name=card.name, key=b64encode(card.key).decode())


def read_partner_card(content: bytes) -> PartnerCard:
    said = _read(content, PARTNER, ("name", "key"))
    try:
        key = b64decode(said["key"], validate=True)
    except ValueError:
        raise CardError from None
    card = PartnerCard(name=said["name"], key=key)
    if len(key) != PUBLIC_LENGTH or write_partner_card(card) != content:
        raise CardError
    return card


def _lines(kind: str, **said: str) -> bytes:
    return "".join((f"{kind}\n", *(f"{name} {word}\n" for name, word in said.items()))).encode()


def _read(content: bytes, kind: str, names: tuple[str, ...]) -> dict[str, str]:
    """Each name once, in this order, on a line of its own."""
    if len(content) > LARGEST_CARD:
        raise CardError
    try:
        first, *rest = content.decode("utf-8").removesuffix("\n").split("\n")
        said = dict(one.split(" ", 1) for one in rest)
        said["name"] = line(said.get("name", ""), field="name", limit=LINE_LIMIT)
    except (UnicodeDecodeError, ValueError, RefusalError):
        raise CardError from None
    if first != kind or tuple(said) != names:
        raise CardError
    return said


# --- packets -------------------------------------------------------------------------------


def seal_referral(card: Card, referral: Referral, *, by: SigningKey) -> bytes:
    message = msgspec.json.encode(referral)
    signature = by.sign(_signed(card.organisation, card.epoch, message))
    content = pad(by.public + signature + message)
    context = _context(card.organisation, card.epoch)
    packet = MAGIC + seal_to(card.key, content, context=context)
    if len(packet) > LARGEST_PACKET:
        raise ReferralFaultError("packet")
    return packet


def open_referral(
    packet: bytes, organisation: OrganisationId, keys: Iterable[tuple[int, SealKey]]
) -> OpenedPacket:
    """Raise `ReferralFaultError` unless it was sealed to one of these keys and signed."""
    if not packet.startswith(MAGIC) or len(packet) > LARGEST_PACKET:
        raise ReferralFaultError("packet")
    for epoch, key in keys:
        try:
            box = packet.removeprefix(MAGIC)
            content = unpad(key.open(box, context=_context(organisation, epoch)))
        except OpenError:
            continue
        return _opened(content, organisation, epoch)
    raise ReferralFaultError("packet")


def _opened(content: bytes, organisation: OrganisationId, epoch: int) -> OpenedPacket:
    public, signature = content[:PUBLIC_LENGTH], content[PUBLIC_LENGTH:_HEAD]
    message = content[_HEAD:]
    try:
        verify(_signed(organisation, epoch, message), signature, by=public)
        referral = _MESSAGE.decode(message)
    except (SignatureError, msgspec.DecodeError, RecursionError):
        raise ReferralFaultError("packet") from None
    return OpenedPacket(referral=referral, signed_by=public, epoch=epoch)


def _signed(organisation: OrganisationId, epoch: int, message: bytes) -> bytes:
    """Bound to whom it is for: who receives one cannot pass it on as the partner's."""
    return digest(_LABEL, organisation.bytes, epoch.to_bytes(4, "big"), message)


def _context(organisation: OrganisationId, epoch: int) -> bytes:
    return b"|".join((_LABEL, organisation.bytes, epoch.to_bytes(4, "big")))
