"""Keys in keys: each box opens with one key, at one place, and nowhere else."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridor.base.ids import ChainId, CompartmentId, MemberId, OrganisationId
from corridor.crypto.digest import sha256
from corridor.crypto.errors import OpenError
from corridor.crypto.random import new_key
from corridor.crypto.secrets import SecretKey
from corridor.crypto.wrap import SealKey
from corridor.ledger.addressed import ENVELOPE_LENGTH, open_addressed
from corridor.ledger.boxes import (
    RECOVERY,
    CompartmentKey,
    PublicCompartment,
    address_card,
    address_grant,
    drop_in_mailbox,
    give_grant,
    open_card,
    open_for_receipt,
    open_grant,
    open_wrap,
    seal_card,
    take_from_mailbox,
    wrap_compartment,
    wrap_for_receipt,
)
from corridor.ledger.entry import SealedEntry, check_signature
from corridor.ledger.errors import CommitmentError, ForgedEntryError, MalformedEntryError
from corridor.ledger.records import (
    CompartmentWrap,
    Grant,
    MailboxWrap,
    SealedCard,
    record_leaf,
)
from tests.ledger.published import raw, vectors

TOLD = vectors("ledger")
ORGANISATION = OrganisationId(UUID(hex=TOLD["organisation"]))
ELSEWHERE = OrganisationId(UUID(int=9))
CHAIN = ChainId(UUID(hex=TOLD["chain"]))
HOLDER = MemberId(UUID(hex=TOLD["holder"]))
KEY = CompartmentKey(
    compartment=CompartmentId(UUID(hex=TOLD["compartment"])),
    epoch=2,
    secret=SecretKey(raw(TOLD["compartment_key"])),
)
READER = SealKey(SecretKey(raw(TOLD["reader_seed"])))
CHAIN_KEY = raw(TOLD["entries"][0]["chain_key"])


def grant(name: str) -> Grant:
    return Grant(
        chain=CHAIN,
        epoch=1,
        compartment=KEY.compartment,
        compartment_epoch=2,
        wrapped=raw(TOLD[name]["sealed"]),
    )


def card(name: str) -> SealedCard:
    return SealedCard(
        compartment=KEY.compartment,
        compartment_epoch=2,
        chain=CHAIN,
        height=2,
        head_digest=raw(TOLD["card_head"]),
        sealed=raw(TOLD[name]["sealed"]),
    )


def wrap(name: str, holder: MemberId) -> CompartmentWrap:
    return CompartmentWrap(
        compartment=KEY.compartment,
        epoch=2,
        holder=holder,
        wrapped=raw(TOLD[name]["sealed"]),
    )


MAILBOX = MailboxWrap(chain=CHAIN, mailbox_epoch=4, wrapped=raw(TOLD["mailbox_wrap"]["sealed"]))
OWN, ADDRESSED = grant("grant"), grant("addressed_grant")
CARD, ADDRESSED_CARD = card("card"), card("addressed_card")
WRAP = wrap("compartment_wrap", HOLDER)


@pytest.mark.parametrize("one", [OWN, ADDRESSED], ids=["own", "addressed"])
def test_a_published_grant_opens(one: Grant) -> None:
    opened = open_grant(ORGANISATION, one, by=KEY)

    assert opened.reveal() == raw(TOLD["granted_key"])


@pytest.mark.parametrize("one", [CARD, ADDRESSED_CARD], ids=["own", "addressed"])
def test_a_published_card_opens(one: SealedCard) -> None:
    assert open_card(ORGANISATION, one, by=KEY) == raw(TOLD["summary"])


def test_published_wraps_open() -> None:
    recovery = wrap("recovery_wrap", RECOVERY)

    mine = open_wrap(ORGANISATION, WRAP, holder=HOLDER, by=READER)
    theirs = open_wrap(ORGANISATION, recovery, holder=RECOVERY, by=READER)

    assert (mine.compartment, mine.epoch) == (KEY.compartment, 2)
    assert mine.secret.same_as(KEY.secret)
    assert theirs.secret.same_as(KEY.secret)


def test_a_published_mailbox_wrap_opens() -> None:
    assert take_from_mailbox(ORGANISATION, MAILBOX, by=READER).reveal() == CHAIN_KEY


def test_a_published_receipt_wrap_opens_here_alone() -> None:
    wrap_key, wrapped = SecretKey(raw(TOLD["receipt_wrap_key"])), raw(TOLD["receipt_wrap"])

    opened = open_for_receipt(ORGANISATION, CHAIN, wrapped, wrap_key=wrap_key)

    assert opened.reveal() == CHAIN_KEY
    for organisation, chain in ((ELSEWHERE, CHAIN), (ORGANISATION, ChainId(UUID(int=3)))):
        with pytest.raises(OpenError):
            open_for_receipt(organisation, chain, wrapped, wrap_key=wrap_key)


def key_of(epoch: int = 2, compartment: UUID | None = None) -> CompartmentKey:
    return CompartmentKey(
        compartment=CompartmentId(compartment or KEY.compartment),
        epoch=epoch,
        secret=KEY.secret,
    )


@pytest.mark.parametrize("one", [OWN, ADDRESSED], ids=["own", "addressed"])
@pytest.mark.parametrize(
    ("moved", "by"),
    [
        ({"chain": ChainId(UUID(int=3))}, KEY),
        ({"epoch": 0}, KEY),
        ({}, key_of(epoch=1)),
        ({}, key_of(compartment=UUID(int=3))),
        ({}, msgspec.structs.replace(KEY, secret=new_key())),
    ],
    ids=["chain", "epoch", "compartment epoch", "compartment", "key"],
)
def test_a_grant_that_was_moved_opens_nothing(
    one: Grant, moved: dict[str, Any], by: CompartmentKey
) -> None:
    with pytest.raises(OpenError):
        open_grant(ORGANISATION, msgspec.structs.replace(one, **moved), by=by)


@pytest.mark.parametrize("one", [CARD, ADDRESSED_CARD], ids=["own", "addressed"])
@pytest.mark.parametrize(
    ("moved", "by"),
    [
        ({"chain": ChainId(UUID(int=3))}, KEY),
        ({"height": 3}, KEY),
        ({"head_digest": sha256(b"")}, KEY),
        ({}, key_of(epoch=1)),
        ({}, key_of(compartment=UUID(int=3))),
        ({}, msgspec.structs.replace(KEY, secret=new_key())),
    ],
    ids=["chain", "height", "head", "compartment epoch", "compartment", "key"],
)
def test_a_card_that_was_moved_opens_nothing(
    one: SealedCard, moved: dict[str, Any], by: CompartmentKey
) -> None:
    with pytest.raises(OpenError):
        open_card(ORGANISATION, msgspec.structs.replace(one, **moved), by=by)


@pytest.mark.parametrize(
    ("moved", "holder", "by"),
    [
        ({"epoch": 1}, HOLDER, READER),
        ({"compartment": CompartmentId(UUID(int=3))}, HOLDER, READER),
        ({}, MemberId(UUID(int=3)), READER),
        ({}, RECOVERY, READER),
        ({}, HOLDER, SealKey(new_key())),
    ],
    ids=["epoch", "compartment", "holder", "recovery", "key"],
)
def test_a_wrap_that_was_moved_opens_nothing(
    moved: dict[str, Any], holder: MemberId, by: SealKey
) -> None:
    with pytest.raises(OpenError):
        open_wrap(ORGANISATION, msgspec.structs.replace(WRAP, **moved), holder=holder, by=by)


@pytest.mark.parametrize(
    "moved", [{"chain": ChainId(UUID(int=3))}, {"mailbox_epoch": 5}], ids=["chain", "epoch"]
)
def test_a_mailbox_wrap_that_was_moved_opens_nothing(moved: dict[str, Any]) -> None:
    with pytest.raises(OpenError):
        take_from_mailbox(ORGANISATION, msgspec.structs.replace(MAILBOX, **moved), by=READER)


EVERY_BOX: dict[str, Callable[[OrganisationId], object]] = {
    "grant": lambda here: open_grant(here, OWN, by=KEY),
    "addressed grant": lambda here: open_grant(here, ADDRESSED, by=KEY),
    "card": lambda here: open_card(here, CARD, by=KEY),
    "addressed card": lambda here: open_card(here, ADDRESSED_CARD, by=KEY),
    "wrap": lambda here: open_wrap(here, WRAP, holder=HOLDER, by=READER),
    "mailbox": lambda here: take_from_mailbox(here, MAILBOX, by=READER),
}


@pytest.mark.parametrize("name", EVERY_BOX)
def test_no_box_opens_at_another_organisation(name: str) -> None:
    with pytest.raises(OpenError):
        EVERY_BOX[name](ELSEWHERE)


SPOILT: dict[str, tuple[bytes, Callable[[bytes], object]]] = {
    "grant": (
        OWN.wrapped,
        lambda box: open_grant(ORGANISATION, msgspec.structs.replace(OWN, wrapped=box), by=KEY),
    ),
    "addressed grant": (
        ADDRESSED.wrapped,
        lambda box: open_grant(ORGANISATION, msgspec.structs.replace(OWN, wrapped=box), by=KEY),
    ),
    "card": (
        CARD.sealed,
        lambda box: open_card(ORGANISATION, msgspec.structs.replace(CARD, sealed=box), by=KEY),
    ),
    "addressed card": (
        ADDRESSED_CARD.sealed,
        lambda box: open_card(ORGANISATION, msgspec.structs.replace(CARD, sealed=box), by=KEY),
    ),
    "wrap": (
        WRAP.wrapped,
        lambda box: open_wrap(
            ORGANISATION,
            msgspec.structs.replace(WRAP, wrapped=box),
            holder=HOLDER,
            by=READER,
        ),
    ),
    "mailbox": (
        MAILBOX.wrapped,
        lambda box: take_from_mailbox(
            ORGANISATION, msgspec.structs.replace(MAILBOX, wrapped=box), by=READER
        ),
    ),
}


@given(st.sampled_from(sorted(SPOILT)), st.data())
def test_no_byte_of_a_box_can_change(name: str, data: st.DataObject) -> None:
    box, open_it = SPOILT[name]
    spoilt = bytearray(box)
    at = data.draw(st.integers(0, len(box) - 1))
    spoilt[at] ^= data.draw(st.integers(1, 255))

    with pytest.raises(OpenError):
        open_it(bytes(spoilt))


@pytest.mark.parametrize("name", sorted(SPOILT))
@pytest.mark.parametrize("length", [0, 1, 2, 13, 28, 29, 60, 62, 1120, 1121, 1168])
def test_a_box_of_another_length_opens_nothing(name: str, length: int) -> None:
    box, open_it = SPOILT[name]

    with pytest.raises(OpenError):
        open_it(box[: min(length, len(box) - 1)])

    with pytest.raises(OpenError):
        open_it(box + b"\0")


def test_a_line_of_the_log_sees_every_change_of_a_card() -> None:
    changes: list[dict[str, Any]] = [
        {"height": 3},
        {"head_digest": sha256(b"")},
        {"sealed": CARD.sealed + b"\0"},
        {"compartment_epoch": 3},
    ]

    lines = {record_leaf(msgspec.structs.replace(CARD, **change)) for change in changes}

    assert len(lines | {record_leaf(CARD)}) == len(changes) + 1


def addressed(body: bytes | None = None) -> SealedEntry:
    body = raw(TOLD["addressed"]["body"]) if body is None else body
    return SealedEntry(
        header=raw(TOLD["addressed"]["header"]), body=body, body_digest=sha256(body)
    )


def test_a_published_addressed_entry_opens_for_whom_it_was_written() -> None:
    written = open_addressed(addressed(), by=KEY.seal_key())

    check_signature(addressed(), written, by=raw(TOLD["author"]["public"]))
    assert written.fact == raw(TOLD["addressed"]["fact"])


def test_an_addressed_entry_opens_for_nobody_else() -> None:
    with pytest.raises(ForgedEntryError):
        open_addressed(addressed(), by=READER)


@pytest.mark.parametrize(
    "length", [0, 1, ENVELOPE_LENGTH - 1, ENVELOPE_LENGTH, ENVELOPE_LENGTH + 40]
)
def test_an_addressed_entry_that_was_cut_is_forged(length: int) -> None:
    body = raw(TOLD["addressed"]["body"])[:length]

    with pytest.raises(ForgedEntryError):
        open_addressed(addressed(body), by=KEY.seal_key())


@given(st.data())
def test_no_byte_of_an_addressed_entry_can_change(data: st.DataObject) -> None:
    body = bytearray(raw(TOLD["addressed"]["body"]))
    at = data.draw(st.integers(0, len(body) - 1))
    body[at] ^= data.draw(st.integers(1, 255))

    with pytest.raises(ForgedEntryError):
        open_addressed(addressed(bytes(body)), by=KEY.seal_key())


def test_an_addressed_entry_at_another_place_opens_nothing() -> None:
    header = bytearray(addressed().header)
    header[49] ^= 1
    moved = msgspec.structs.replace(addressed(), header=bytes(header))

    with pytest.raises((ForgedEntryError, CommitmentError, MalformedEntryError)):
        open_addressed(moved, by=KEY.seal_key())


def made_today() -> dict[str, tuple[object, bytes]]:
    """Each box made by today's writer and opened by the reader of the published ones."""
    key, height, head = new_key(), 7, sha256(b"head")
    secret = key.reveal()
    public = PublicCompartment(
        compartment=KEY.compartment, epoch=2, public=KEY.seal_key().public
    )
    own = give_grant(ORGANISATION, CHAIN, epoch=1, chain_key=key, to=KEY)
    far = address_grant(ORGANISATION, CHAIN, epoch=1, chain_key=key, to=public)
    card_of_mine = seal_card(
        ORGANISATION, CHAIN, b"words", height=height, head_digest=head, to=KEY
    )
    far_card = address_card(
        ORGANISATION, CHAIN, b"words", height=height, head_digest=head, to=public
    )
    sealed = wrap_compartment(ORGANISATION, KEY, holder=HOLDER, public=READER.public)
    mail = drop_in_mailbox(
        ORGANISATION, CHAIN, chain_key=key, mailbox_epoch=4, mailbox=READER.public
    )
    taken = open_wrap(ORGANISATION, sealed, holder=HOLDER, by=READER).secret
    wrapped = wrap_for_receipt(ORGANISATION, CHAIN, chain_key=key, wrap_key=key)
    back = open_for_receipt(ORGANISATION, CHAIN, wrapped, wrap_key=key)
    return {
        "grant": (open_grant(ORGANISATION, own, by=KEY).reveal(), secret),
        "addressed grant": (open_grant(ORGANISATION, far, by=KEY).reveal(), secret),
        "card": (open_card(ORGANISATION, card_of_mine, by=KEY), b"words"),
        "addressed card": (open_card(ORGANISATION, far_card, by=KEY), b"words"),
        "wrap": (taken.reveal(), KEY.secret.reveal()),
        "mailbox": (take_from_mailbox(ORGANISATION, mail, by=READER).reveal(), secret),
        "receipt": (back.reveal(), secret),
    }


def test_todays_writer_seals_what_the_reader_of_published_boxes_opens() -> None:
    made = made_today()

    assert {name: opened for name, (opened, _) in made.items()} == {
        name: meant for name, (_, meant) in made.items()
    }
