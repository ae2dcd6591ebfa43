"""Labels, subkeys, boxes, signatures, codes: by their definitions and by their refusals."""

import copy
import hashlib
import hmac
import json
import pickle
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import BytesIO

import msgspec
import pytest
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from hypothesis import given
from hypothesis import strategies as st

from corridor.base.ids import CompartmentId
from corridor.crypto.derive import commitment, derive, subkey
from corridor.crypto.digest import digest, tag
from corridor.crypto.errors import OpenError, SignatureError, StretchLimitError
from corridor.crypto.padding import pad, padded_size, unpad
from corridor.crypto.random import new_key, new_uuid
from corridor.crypto.receipt import new_receipt
from corridor.crypto.seal import seal, unseal
from corridor.crypto.second_factor import accepted_period, code_at
from corridor.crypto.secrets import SecretKey
from corridor.crypto.sign import SigningKey, verify
from corridor.crypto.stream import StreamOpener
from corridor.crypto.stretch import StretchCost, new_salt, stretch
from corridor.crypto.token import TokenMaker
from corridor.crypto.wrap import PUBLIC_LENGTH, SealKey, seal_to
from corridor.ledger.boxes import CompartmentKey
from tests.ledger.published import raw, vectors

TOLD = vectors("crypto")
KEY = SecretKey(bytes(range(32)))
NOON = datetime(2017, 4, 3, 12, tzinfo=UTC)


@pytest.mark.parametrize("told", TOLD["digest"])
def test_published_digests(told: dict[str, str]) -> None:
    parts = [raw(part) for part in told["parts"]]

    assert digest(told["label"].encode(), *parts) == raw(told["digest"])


@pytest.mark.parametrize("told", TOLD["tag"], ids=lambda told: told["label"])
def test_published_tags(told: dict[str, str]) -> None:
    parts = [raw(part) for part in told["parts"]]
    label = told["label"].encode()

    assert tag(KEY, label, *parts) == raw(told["tag"])
    assert hmac.digest(KEY.reveal(), digest(label, *parts), "sha256") == raw(told["tag"])


@pytest.mark.parametrize("told", TOLD["subkey"], ids=lambda told: told["name"])
def test_published_subkeys(told: dict[str, str]) -> None:
    by_hand = hmac.digest(
        KEY.reveal(), b"corridor/1/" + told["name"].encode() + b"\x01", hashlib.sha256
    )

    assert subkey(KEY, label=told["name"].encode()).reveal() == raw(told["key"]) == by_hand


@pytest.mark.parametrize("told", TOLD["derive"], ids=lambda told: told["name"])
def test_published_keys_of_a_receipt(told: dict[str, str]) -> None:
    assert derive(KEY, label=told["name"].encode()).reveal() == raw(told["key"])


def test_a_published_box_opens() -> None:
    told = TOLD["seal"]

    opened = unseal(raw(told["sealed"]), key=KEY, context=raw(told["context"]))

    assert opened == raw(told["message"])


LABELS = [b"corridor/1/entry", b"corridor/1/sign", b"corridor/1/key-id", b"corridor/1/root"]


@given(
    st.lists(st.binary(max_size=40), max_size=4), st.lists(st.binary(max_size=40), max_size=4)
)
def test_digests_of_other_labels_and_other_parts_differ(
    one: list[bytes], other: list[bytes]
) -> None:
    found = {(label, tuple(parts)) for label in LABELS for parts in (one, other)}

    assert len({digest(label, *parts) for label, parts in found}) == len(found)


def test_a_subkey_is_of_its_name_and_never_the_key_itself() -> None:
    names = (b"entries", b"grants", b"cards", b"mailbox", b"compartment/seal")

    keys = {subkey(KEY, label=name).reveal() for name in names}

    assert (
        len(keys | {KEY.reveal(), commitment(KEY), derive(KEY, label=b"entries").reveal()}) == 8
    )


@given(st.binary(max_size=5000), st.sampled_from([128, 256, 1024]))
def test_what_was_padded_comes_back(content: bytes, smallest: int) -> None:
    padded = pad(content, smallest=smallest)

    assert unpad(padded, smallest=smallest) == content
    assert len(padded) == padded_size(len(content) + 4, smallest=smallest)


@pytest.mark.parametrize("told", vectors("padding")["sizes"])
def test_published_sizes(told: dict[str, int]) -> None:
    assert padded_size(told["size"], smallest=told["smallest"]) == told["padded"]


@given(st.integers(1025, 10**9))
def test_few_sizes_remain_and_little_is_wasted(size: int) -> None:
    padded = padded_size(size)

    assert size <= padded <= size * 1.12
    assert padded_size(padded) == padded


@given(st.binary(max_size=3000), st.data())
def test_any_other_padding_is_refused(content: bytes, data: st.DataObject) -> None:
    padded = pad(content)
    end = 4 + len(content)
    spoilt = [padded[:-1], padded + b"\0", padded + bytes(1024), b""]
    if end < len(padded):
        at = data.draw(st.integers(end, len(padded) - 1))
        spoilt.append(padded[:at] + b"\1" + padded[at + 1 :])

    for one in spoilt:
        with pytest.raises(OpenError):
            unpad(one)


def test_a_card_padded_like_a_card_is_no_entry() -> None:
    with pytest.raises(OpenError):
        unpad(pad(b"short", smallest=128))


@given(st.binary(max_size=300), st.data())
def test_no_byte_of_a_sealed_message_can_change(message: bytes, data: st.DataObject) -> None:
    sealed = bytearray(seal(message, key=KEY, context=b"here"))
    sealed[data.draw(st.integers(0, len(sealed) - 1))] ^= data.draw(st.integers(1, 255))

    with pytest.raises(OpenError):
        unseal(bytes(sealed), key=KEY, context=b"here")


@pytest.mark.parametrize("length", range(30))
def test_a_cut_box_opens_nothing(length: int) -> None:
    with pytest.raises(OpenError):
        unseal(seal(b"x", key=KEY, context=b"")[:length][:29], key=KEY, context=b"")


def test_a_box_opens_with_its_key_at_its_place_only() -> None:
    sealed = seal(b"a fact", key=KEY, context=b"here")

    assert unseal(sealed, key=KEY, context=b"here") == b"a fact"
    with pytest.raises(OpenError):
        unseal(sealed, key=KEY, context=b"there")
    with pytest.raises(OpenError):
        unseal(sealed, key=new_key(), context=b"here")


def test_a_nonce_is_never_used_twice() -> None:
    nonces = {seal(b"", key=KEY, context=b"")[1:13] for _ in range(2000)}

    assert len(nonces) == 2000


WRAP = vectors("wrap")
READER = SealKey(SecretKey(raw(WRAP["seed"])))


def test_a_published_box_to_a_public_key_opens() -> None:
    assert READER.public == raw(WRAP["public"])
    assert len(READER.public) == PUBLIC_LENGTH
    assert READER.open(raw(WRAP["box"]), context=raw(WRAP["context"])) == raw(WRAP["message"])


@given(st.data())
def test_no_byte_of_a_box_to_a_public_key_can_change(data: st.DataObject) -> None:
    box = bytearray(raw(WRAP["box"]))
    box[data.draw(st.integers(0, len(box) - 1))] ^= data.draw(st.integers(1, 255))

    with pytest.raises(OpenError):
        READER.open(bytes(box), context=raw(WRAP["context"]))


@pytest.mark.parametrize("length", [0, 1, 33, 1088, 1120, 1121, 1136])
@pytest.mark.parametrize("fill", [0, 255])
def test_noise_is_no_box(length: int, fill: int) -> None:
    with pytest.raises(OpenError):
        READER.open(b"\x01" + bytes([fill]) * length, context=b"")


def test_a_box_opens_for_its_reader_in_its_context_only() -> None:
    box = seal_to(READER.public, b"a key", context=b"here")

    assert READER.open(box, context=b"here") == b"a key"
    with pytest.raises(OpenError):
        READER.open(box, context=b"there")
    with pytest.raises(OpenError):
        SealKey(new_key()).open(box, context=b"here")


@pytest.mark.parametrize("length", [0, 32, 1215, 1217])
def test_a_public_key_of_another_length_is_no_key(length: int) -> None:
    with pytest.raises(ValueError, match="1,216 bytes"):
        seal_to(bytes(length), b"a key", context=b"")


def test_a_published_file_opens() -> None:
    for told in vectors("stream")["files"]:
        sealed = raw(told["sealed"])
        opener = StreamOpener(
            BytesIO(sealed),
            key=KEY,
            context=raw(vectors("stream")["context"]),
            sealed_size=len(sealed),
        )
        assert b"".join(opener.read_range(0, opener.size)) == raw(told["clear"])


def test_a_signature_is_of_one_key_over_one_message() -> None:
    signing, other = SigningKey(new_key()), SigningKey(new_key())
    signature = signing.sign(b"words")

    verify(b"words", signature, by=signing.public)

    for message, found, by in (
        (b"word", signature, signing.public),
        (b"words", signature, other.public),
        (b"words", signature[:-1], signing.public),
        (b"words", signature + b"\0", signing.public),
        (b"words", b"", signing.public),
        (b"words", signature, b"short"),
        (b"words", bytes(64), bytes(32)),
    ):
        with pytest.raises(SignatureError):
            verify(message, found, by=by)


# RFC 6238, appendix B (SHA-1), the last six of its eight digits.
RFC_6238 = {
    59: "287082",
    1111111109: "081804",
    1111111111: "050471",
    1234567890: "005924",
    2000000000: "279037",
    20000000000: "353130",
}


@pytest.mark.parametrize("second", RFC_6238)
def test_codes_are_those_of_rfc_6238(second: int) -> None:
    secret = SecretKey(b"12345678901234567890")
    at = datetime.fromtimestamp(second, UTC)

    assert code_at(secret, at) == RFC_6238[second]
    assert accepted_period(secret, RFC_6238[second], at=at, after=-1) == second // 30


def test_a_code_counts_once_and_only_near_its_time() -> None:
    secret = SecretKey(bytes(20))
    code = code_at(secret, NOON)
    period = accepted_period(secret, code, at=NOON, after=-1)

    assert period is not None
    assert accepted_period(secret, code, at=NOON, after=period) is None
    for late in (-61, 61, 3600):
        at = NOON + timedelta(seconds=late)
        assert accepted_period(secret, code, at=at, after=-1) is None
    assert accepted_period(secret, "", at=NOON, after=-1) is None
    assert accepted_period(secret, "١٢٣٤٥٦", at=NOON, after=-1) is None


def test_a_token_lives_its_time_in_its_process_only() -> None:
    maker = TokenMaker(lifetime=timedelta(minutes=20), purpose=b"ask")
    token = maker.make(b"words", at=NOON)

    assert maker.read(token, at=NOON + timedelta(minutes=20)) == b"words"
    for at in (NOON + timedelta(minutes=20, milliseconds=1), NOON - timedelta(milliseconds=1)):
        with pytest.raises(OpenError):
            maker.read(token, at=at)
    with pytest.raises(OpenError):
        TokenMaker(lifetime=timedelta(minutes=20), purpose=b"ask").read(token, at=NOON)


@pytest.mark.parametrize("cost", [(7, 1), (2**21, 1), (64, 0), (64, 17), (-1, 1)])
def test_no_row_makes_the_desk_pay_any_price(cost: tuple[int, int]) -> None:
    memory, passes = cost

    with pytest.raises(StretchLimitError):
        stretch(KEY, salt=new_salt(), cost=StretchCost(memory, passes))


SECRETS: dict[str, Callable[[], object]] = {
    "key": new_key,
    "receipt": new_receipt,
    "compartment": lambda: CompartmentKey(
        compartment=CompartmentId(new_uuid()),
        epoch=0,
        secret=new_key(),
    ),
}


@pytest.mark.parametrize("name", SECRETS)
def test_a_secret_is_not_printed_hashed_compared_copied_or_encoded(name: str) -> None:
    secret, twin = SECRETS[name](), SECRETS[name]()

    for shown in (repr(secret), str(secret), f"{secret}", f"{[secret]!r}"):
        assert "<hidden>" in shown
    with pytest.raises(TypeError):
        hash(secret)
    with pytest.raises(TypeError):
        pickle.dumps(secret)
    with pytest.raises(TypeError):
        copy.deepcopy(secret)
    with pytest.raises(TypeError):
        json.dumps(secret)
    with pytest.raises(TypeError):
        msgspec.msgpack.encode(secret)
    if name != "compartment":
        with pytest.raises(TypeError):
            _ = secret == twin


def test_printed_secrets_hold_none_of_their_bytes() -> None:
    secret = SecretKey(b"do-not-print-this-secret-please!")

    shown = f"{secret!r} {secret} {SigningKey(secret)!r} {SealKey(secret)!r}"

    assert "do-not" not in shown
    assert secret.reveal().hex() not in shown


def test_keys_are_compared_on_purpose_only() -> None:
    assert SecretKey(b"a" * 32).same_as(SecretKey(b"a" * 32))
    assert not SecretKey(b"a" * 32).same_as(SecretKey(b"b" * 32))


def test_the_receipts_keys_follow_rfc_5869() -> None:
    """Extract with the labelled tag, expand by the standard: checked against a library."""
    extracted = tag(SecretKey(bytes(32)), b"corridor/1/extract", KEY.reveal())
    hkdf = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"corridor/1/receipt/wrap")

    found = derive(KEY, label=b"receipt/wrap").reveal()

    assert found == hmac.digest(extracted, b"corridor/1/receipt/wrap\x01", "sha256")
    assert found != hkdf.derive(KEY.reveal())
