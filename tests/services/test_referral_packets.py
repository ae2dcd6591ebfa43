"""Cards and packets by the byte: what opens, and everything that must not."""

import json
from base64 import b64encode
from datetime import date
from pathlib import Path
from uuid import UUID

import msgspec
import pytest

from corridor.base.ids import OrganisationId
from corridor.crypto.digest import digest
from corridor.crypto.padding import pad
from corridor.crypto.random import new_key
from corridor.crypto.secrets import SecretKey
from corridor.crypto.sign import SigningKey
from corridor.crypto.wrap import SealKey, seal_to
from corridor.domain.intake import Wish
from corridor.domain.list_errors import ReferralFaultError
from corridor.domain.referrals import Referral
from corridor.services.referral_packets import (
    MAGIC,
    Card,
    CardError,
    PartnerCard,
    open_referral,
    read_card,
    read_partner_card,
    seal_referral,
    write_card,
    write_partner_card,
)

VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "referral.json").read_text())
HERE = OrganisationId(UUID(int=0xC0441D0))
INTAKE, PARTNER = SealKey(new_key()), SigningKey(new_key())
CARD = Card(organisation=HERE, epoch=2, name="Lighthouse Line", key=INTAKE.public)
REFERRAL = Referral(
    receipt=bytes(13),
    made_on=date(2017, 4, 3),
    language="ru",
    words="За ним приходили.",
    soon=Wish.DAYS,
    name="Журавль Серый",
    born="1994",
)
CONTEXT = b"corridor/1/referral|" + HERE.bytes + b"|" + (2).to_bytes(4, "big")


def sealed(message: bytes, *, by: SigningKey = PARTNER, signed: bytes | None = None) -> bytes:
    """A packet made by hand, as the specification says; `signed` is signed instead."""
    about = digest(
        b"corridor/1/referral", HERE.bytes, (2).to_bytes(4, "big"), signed or message
    )
    content = pad(by.public + by.sign(about) + message)
    return MAGIC + seal_to(INTAKE.public, content, context=CONTEXT)


def test_a_packet_opens_as_it_was_sealed() -> None:
    opened = open_referral(seal_referral(CARD, REFERRAL, by=PARTNER), HERE, [(2, INTAKE)])

    assert opened.referral == REFERRAL
    assert (opened.signed_by, opened.epoch) == (PARTNER.public, 2)


def test_a_packet_made_by_hand_from_the_specification_opens() -> None:
    message = json.dumps(
        {
            "format": "corridor-referral/1",
            "receipt": b64encode(bytes(13)).decode(),
            "made_on": "2017-04-03",
            "language": "ru",
            "words": "За ним приходили.",
        },
        ensure_ascii=False,
    ).encode()

    opened = open_referral(sealed(message), HERE, [(2, INTAKE)])

    assert opened.referral.words == "За ним приходили."
    assert opened.referral.soon is Wish.UNSAID


def test_the_published_packet_opens() -> None:
    key = SealKey(SecretKey(bytes.fromhex(VECTORS["intake_seed"])))
    organisation = OrganisationId(UUID(VECTORS["organisation"]))

    opened = open_referral(
        bytes.fromhex(VECTORS["packet"]), organisation, [(VECTORS["epoch"], key)]
    )

    assert opened.signed_by.hex() == VECTORS["signed_by"]
    assert msgspec.json.encode(opened.referral).decode() == VECTORS["message"]
    card = read_card(VECTORS["card"].encode())
    assert (card.key, card.epoch) == (key.public, VECTORS["epoch"])
    assert " ".join(card.words()) == VECTORS["card_words"]
    partner = read_partner_card(VECTORS["partner_card"].encode())
    assert partner.key == opened.signed_by
    assert " ".join(partner.words()) == VECTORS["partner_words"]


@pytest.mark.parametrize("refused", VECTORS["refused"], ids=lambda one: one["why"])
def test_a_published_packet_that_was_spoiled_is_refused(refused: dict[str, str]) -> None:
    key = SealKey(SecretKey(bytes.fromhex(VECTORS["intake_seed"])))
    organisation = OrganisationId(UUID(VECTORS["organisation"]))

    with pytest.raises(ReferralFaultError):
        open_referral(bytes.fromhex(refused["packet"]), organisation, [(VECTORS["epoch"], key)])


def test_nothing_of_a_person_or_a_partner_is_in_a_packet() -> None:
    packet = seal_referral(CARD, REFERRAL, by=PARTNER)

    for word in ("Журавль", "приходили", "1994", "Lighthouse", "words"):
        assert word.encode() not in packet
    assert PARTNER.public not in packet
    assert HERE.bytes not in packet


def test_two_of_very_different_length_are_often_as_large() -> None:
    short = seal_referral(CARD, REFERRAL, by=PARTNER)
    longer = seal_referral(CARD, msgspec.structs.replace(REFERRAL, words="x" * 500), by=PARTNER)

    assert len(short) == len(longer)


def test_no_byte_of_a_packet_can_change_go_or_come() -> None:
    packet = seal_referral(CARD, REFERRAL, by=PARTNER)

    spoiled = [
        packet[:place] + bytes([packet[place] ^ 1]) + packet[place + 1 :]
        for place in (*range(0, len(packet), 97), len(packet) - 1)
    ]
    for one in (*spoiled, packet[:-1], packet + b"\0", packet[1:], b"", MAGIC):
        with pytest.raises(ReferralFaultError):
            open_referral(one, HERE, [(2, INTAKE)])


def test_another_desk_another_key_and_another_epoch_open_nothing() -> None:
    packet = seal_referral(CARD, REFERRAL, by=PARTNER)
    elsewhere = OrganisationId(UUID(int=1))

    for organisation, keys in (
        (elsewhere, [(2, INTAKE)]),
        (HERE, [(2, SealKey(new_key()))]),
        (HERE, [(1, INTAKE), (3, INTAKE)]),
        (HERE, []),
    ):
        with pytest.raises(ReferralFaultError):
            open_referral(packet, organisation, keys)


def test_a_desk_cannot_pass_a_referral_on_as_the_partners_own() -> None:
    other = SealKey(new_key())
    message = msgspec.json.encode(REFERRAL)
    about = digest(b"corridor/1/referral", HERE.bytes, (2).to_bytes(4, "big"), message)
    content = pad(PARTNER.public + PARTNER.sign(about) + message)
    elsewhere = OrganisationId(UUID(int=7))
    context = b"corridor/1/referral|" + elsewhere.bytes + b"|" + (2).to_bytes(4, "big")

    with pytest.raises(ReferralFaultError):
        open_referral(
            MAGIC + seal_to(other.public, content, context=context), elsewhere, [(2, other)]
        )


@pytest.mark.parametrize(
    "message",
    [
        b"",
        b"{}",
        b"\xff",
        b"[" * 5000,
        b'{"format":"corridor-referral/2","receipt":"","made_on":"2017-04-03"}',
        msgspec.json.encode(REFERRAL).replace(b'"days"', b'"never"'),
        msgspec.json.encode(REFERRAL).replace(b'{"', b'{"more":1,"', 1),
    ],
)
def test_a_message_of_another_form_is_refused_however_well_it_is_signed(
    message: bytes,
) -> None:
    with pytest.raises(ReferralFaultError):
        open_referral(sealed(message), HERE, [(2, INTAKE)])


def test_a_signature_over_something_else_is_refused() -> None:
    with pytest.raises(ReferralFaultError):
        open_referral(
            sealed(msgspec.json.encode(REFERRAL), signed=b"something else"), HERE, [(2, INTAKE)]
        )


def test_what_is_too_long_is_neither_sealed_nor_opened() -> None:
    with pytest.raises(ReferralFaultError):
        seal_referral(CARD, msgspec.structs.replace(REFERRAL, words="x" * 100_000), by=PARTNER)
    with pytest.raises(ReferralFaultError):
        open_referral(MAGIC + bytes(100_000), HERE, [(2, INTAKE)])


def test_a_referral_shows_nothing_when_it_is_printed() -> None:
    assert repr(REFERRAL) == "Referral(<hidden>)"


# --- cards ---------------------------------------------------------------------------------


def test_cards_come_back_as_they_were_written() -> None:
    partner = PartnerCard(name="Голубой маяк", key=PARTNER.public)

    assert read_card(write_card(CARD)) == CARD
    assert read_partner_card(write_partner_card(partner)) == partner


def test_the_words_of_a_card_change_with_everything_that_is_sealed_to() -> None:
    others = (
        Card(organisation=OrganisationId(UUID(int=1)), epoch=2, name="", key=CARD.key),
        Card(organisation=HERE, epoch=3, name="", key=CARD.key),
        Card(organisation=HERE, epoch=2, name="", key=SealKey(new_key()).public),
    )

    assert len({CARD.words(), *(one.words() for one in others)}) == 4
    assert len(CARD.words()) == 8
    assert CARD.words("ru") != CARD.words("en")


def test_what_is_not_quite_a_card_is_none() -> None:
    card = write_card(CARD)

    for other in (
        card[:-1],
        card + b"\n",
        card.replace(b"corridor-card/1", b"corridor-card/2"),
        card.replace(b"epoch 2", b"epoch two"),
        card.replace(b"epoch 2", b"epoch  2"),
        card.replace(b"epoch 2\n", b""),
        card.replace(b"\n", b"\r\n"),
        card.replace(b"name Lighthouse Line", b"name "),
        card.replace(b"key ", b"key A"),
        card + b"more 1\n",
        b"x" * 10_000,
        b"\xff\xfe",
        b"",
    ):
        with pytest.raises(CardError):
            read_card(other)


def test_a_card_of_one_kind_is_none_of_the_other() -> None:
    partner = write_partner_card(PartnerCard(name="A", key=PARTNER.public))

    with pytest.raises(CardError):
        read_card(partner)
    with pytest.raises(CardError):
        read_partner_card(write_card(CARD))
