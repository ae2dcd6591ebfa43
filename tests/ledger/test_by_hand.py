"""A second reader, written from the specification alone: it shares no code with the first."""

import hashlib
import hmac
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from tests.ledger.published import raw, vectors

LEDGER = vectors("ledger")
ORGANISATION, CHAIN = raw(LEDGER["organisation"]), raw(LEDGER["chain"])
COMPARTMENT = raw(LEDGER["compartment"])


def labelled(label: bytes, *parts: bytes) -> bytes:
    counted = b"".join(len(part).to_bytes(8, "big") + part for part in (label, *parts))
    return hashlib.sha256(counted).digest()


def marked(key: bytes, label: bytes, *parts: bytes) -> bytes:
    return hmac.new(key, labelled(label, *parts), hashlib.sha256).digest()


def sub(key: bytes, name: bytes) -> bytes:
    """HKDF-Expand (RFC 5869, 2.3): one block is enough for 32 bytes."""
    return hmac.new(key, b"corridor/1/" + name + b"\x01", hashlib.sha256).digest()


def unbox(key: bytes, sealed: bytes, context: bytes) -> bytes:
    nonce, box = sealed[1:13], sealed[13:]
    return AESGCM(key).decrypt(nonce, box, sealed[:1] + context)


def unframe(padded: bytes) -> bytes:
    length = int.from_bytes(padded[:4], "big")
    return padded[4 : 4 + length]


def number(value: int) -> bytes:
    return value.to_bytes(8, "big")


@pytest.mark.parametrize("height", [0, 1, 2])
def test_an_entry_opens_by_the_specification(height: int) -> None:
    entry: dict[str, Any] = LEDGER["entries"][height]
    header, body, key = raw(entry["header"]), raw(entry["body"]), raw(entry["chain_key"])

    content = unframe(unbox(sub(key, b"entries"), body, header))

    assert content[:16] == labelled(b"corridor/1/key-id", raw(LEDGER["author"]["public"]))[:16]
    assert int.from_bytes(content[16:24], "big") == entry["at"]
    assert content[24:40] == raw(LEDGER["act"])
    assert int.from_bytes(content[40:42], "big") == entry["siblings"]
    assert content[42:-64] == raw(entry["fact"])
    signer = Ed25519PublicKey.from_public_bytes(raw(LEDGER["author"]["public"]))
    signer.verify(content[-64:], labelled(b"corridor/1/sign", header, content[:-64]))


def test_headers_stand_byte_by_byte_as_the_specification_says() -> None:
    first, second, third = (raw(one["header"]) for one in LEDGER["entries"])
    keys = [raw(one["chain_key"]) for one in LEDGER["entries"]]
    digests = [raw(one["digest"]) for one in LEDGER["entries"]]
    place = ORGANISATION, CHAIN

    assert first == b"".join(
        (b"\x01\x01", place[0], bytes(4), place[1], bytes(4), number(0), bytes(32))
    ) + marked(keys[0], b"corridor/1/commit")
    assert second == b"".join(
        (b"\x01\x00", place[0], bytes(4), place[1], bytes(4), number(1), digests[0])
    )
    assert third == b"".join(
        (b"\x01\x01", place[0], b"\0\0\0\x03", place[1], b"\0\0\0\x01", number(2), digests[1])
    ) + marked(keys[2], b"corridor/1/commit")
    assert [len(one) for one in (first, second, third)] == [114, 82, 114]


@pytest.mark.parametrize("height", [0, 1, 2])
def test_a_digest_survives_the_loss_of_its_body(height: int) -> None:
    entry = LEDGER["entries"][height]
    body_digest = hashlib.sha256(raw(entry["body"])).digest()

    assert raw(entry["digest"]) == labelled(
        b"corridor/1/entry", raw(entry["header"]), body_digest
    )


def test_sealed_sizes_are_padme_sizes() -> None:
    sizes = [len(raw(one["body"])) - 29 for one in LEDGER["entries"]]

    assert sizes == [1024, 1024, 1344]


def context(label: bytes, *parts: bytes) -> bytes:
    return b"|".join((b"corridor/1/" + label, *parts))


def test_a_grant_opens_by_the_specification() -> None:
    key = sub(raw(LEDGER["compartment_key"]), b"grants")
    where = context(b"grant", ORGANISATION, CHAIN, number(1), COMPARTMENT, number(2))

    assert unbox(key, raw(LEDGER["grant"]["sealed"]), where) == raw(LEDGER["granted_key"])


def test_a_card_opens_by_the_specification() -> None:
    key = sub(raw(LEDGER["compartment_key"]), b"cards")
    head = raw(LEDGER["card_head"])
    where = context(b"card", ORGANISATION, COMPARTMENT, number(2), CHAIN, number(2), head)

    padded = unbox(key, raw(LEDGER["card"]["sealed"]), where)

    assert (len(padded), unframe(padded)) == (128, raw(LEDGER["summary"]))


def test_a_receipts_wrap_opens_by_the_specification() -> None:
    where = context(b"receipt", ORGANISATION, CHAIN)

    opened = unbox(raw(LEDGER["receipt_wrap_key"]), raw(LEDGER["receipt_wrap"]), where)

    assert opened == raw(LEDGER["entries"][0]["chain_key"])


def test_another_context_opens_nothing() -> None:
    where = context(b"receipt", CHAIN, ORGANISATION)

    with pytest.raises(InvalidTag):
        unbox(raw(LEDGER["receipt_wrap_key"]), raw(LEDGER["receipt_wrap"]), where)


def place(kind: int, first: bytes, one: int, second: bytes, two: int) -> bytes:
    numbers = [value.to_bytes(4, "big") for value in (one, two)]
    return bytes([kind]) + first + numbers[0] + second + numbers[1]


HOLDER, NOBODY = raw(LEDGER["holder"]), bytes(16)
PLACES = {
    "grant": place(2, CHAIN, 1, COMPARTMENT, 2),
    "addressed_grant": place(2, CHAIN, 1, COMPARTMENT, 2),
    "card": place(3, COMPARTMENT, 0, CHAIN, 0),
    "addressed_card": place(3, COMPARTMENT, 0, CHAIN, 0),
    "compartment_wrap": place(4, COMPARTMENT, 2, HOLDER, 0),
    "recovery_wrap": place(4, COMPARTMENT, 2, NOBODY, 0),
    "mailbox_wrap": place(5, CHAIN, 4, NOBODY, 0),
}


@pytest.mark.parametrize("name", PLACES)
def test_a_line_of_the_log_binds_place_and_bytes(name: str) -> None:
    record = LEDGER[name]
    bound = raw(record["sealed"])
    if "card" in name:
        bound = b"\0\0\0\x02" + number(2) + raw(LEDGER["card_head"]) + bound

    assert raw(record["place"]) == PLACES[name]
    assert raw(record["line"]) == PLACES[name] + hashlib.sha256(bound).digest()
    assert raw(record["dropped"]) == b"\x07" + PLACES[name]


def test_lines_of_entries_and_of_erasure() -> None:
    entry = LEDGER["entries"][1]

    assert raw(LEDGER["lines"]["entry"]) == b"\x01" + CHAIN + number(1) + raw(entry["digest"])
    assert raw(LEDGER["lines"]["pruned"]) == b"\x06" + CHAIN


@pytest.mark.parametrize("checkpoint", vectors("checkpoint")["accepted"])
def test_a_checkpoint_is_signed_by_the_specification(checkpoint: dict[str, Any]) -> None:
    lines, signature = checkpoint["text"].split("signature ")
    signer = Ed25519PublicKey.from_public_bytes(raw(checkpoint["key"]))

    signer.verify(raw(signature.strip()), labelled(b"corridor/1/checkpoint", lines.encode()))

    assert lines.splitlines()[1:] == [
        f"organisation {checkpoint['organisation']}",
        f"store {checkpoint['store']}",
        f"era {checkpoint['era']}",
        f"size {checkpoint['size']}",
        f"root {checkpoint['root']}",
        f"key {checkpoint['key']}",
    ]
