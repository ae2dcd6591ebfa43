"""A second reader of sealed files, from the specification alone, and what it must refuse."""

import hashlib
import hmac
from collections.abc import Callable
from typing import Any
from uuid import UUID

import msgspec
import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from corridor.base.clock import system_clock
from corridor.base.ids import BlobId, ChainId, OrganisationId
from corridor.crypto.receipt import Receipt
from corridor.crypto.secrets import SecretKey
from corridor.domain.attachments import Attached, File
from corridor.ledger.memory import MemoryDoor
from corridor.ledger.memory_files import MemoryBlobs
from corridor.ledger.records import dropped_leaf, record_leaf
from corridor.services import codec
from corridor.services.attachments import _note_key, _read_note
from corridor.services.enclosing import kept_file
from corridor.services.sealed_files import DamagedFileError, OpenedFile, Shelf
from tests.ledger.published import raw, vectors

TOLD = vectors("files")
FILES = TOLD["files"]
SEGMENT, TAG, HEADER = 262_144, 16, 40


def marked(key: bytes, label: bytes) -> bytes:
    counted = len(label).to_bytes(8, "big") + label
    return hmac.new(key, hashlib.sha256(counted).digest(), hashlib.sha256).digest()


def context(told: dict[str, Any]) -> bytes:
    parts = (raw(TOLD["organisation"]), raw(TOLD["chain"]), raw(told["id"]))
    return b"|".join((b"corridor/1/file", *parts))


def segments(told: dict[str, Any], header: bytes) -> AESGCM:
    hkdf = HKDF(algorithm=SHA256(), length=32, salt=header[1:33], info=context(told))
    return AESGCM(hkdf.derive(raw(told["key"])))


def content(told: dict[str, Any]) -> bytes:
    if told["content"] != "by rule":
        return raw(told["content"])
    return bytes(7 * at % 251 for at in range(told["size"]))


def seal_by_hand(told: dict[str, Any], header: bytes) -> bytes:
    left = content(told).ljust(told["padded"], b"\0")
    box, sealed, number = segments(told, header), header, 0
    while left:
        room = SEGMENT - TAG - (HEADER if number == 0 else 0)
        clear, left = left[:room], left[room:]
        nonce = header[33:40] + number.to_bytes(4, "big") + bytes([not left])
        sealed += box.encrypt(nonce, clear, None)
        number += 1
    return sealed


def sealed(told: dict[str, Any]) -> bytes:
    return seal_by_hand(told, raw(told.get("header", told.get("sealed", ""))[: 2 * HEADER]))


def attached(told: dict[str, Any]) -> Attached:
    fact = codec.DIALOGUE.decode(raw(told["fact"]))
    assert isinstance(fact, Attached)
    return fact


def opened(told: dict[str, Any], lying: bytes, *, chain: str = TOLD["chain"]) -> bytes:
    organisation = OrganisationId(UUID(hex=TOLD["organisation"]))
    store = MemoryDoor(organisation=organisation)
    files = MemoryBlobs(store, clock=system_clock)
    shelf = Shelf(files=files, organisation=organisation, chain=ChainId(UUID(hex=chain)))
    blob = BlobId(UUID(hex=told["id"]))
    files.begin(blob, chain=shelf.chain).write(lying)
    files.finish(blob)
    file = File(attached=attached(told), at=system_clock(), by=None, height=int(told["height"]))
    return b"".join(OpenedFile(shelf, file).read())


@pytest.mark.parametrize("told", FILES)
def test_a_file_sealed_by_hand_is_the_published_one(told: dict[str, Any]) -> None:
    by_hand = sealed(told)

    assert hashlib.sha256(by_hand).hexdigest() == told["sealed_digest"]
    assert len(by_hand) == told["sealed_size"]
    if "sealed" in told:
        assert by_hand == raw(told["sealed"])


@pytest.mark.parametrize("told", FILES)
def test_the_house_opens_what_was_sealed_by_hand(told: dict[str, Any]) -> None:
    assert opened(told, sealed(told)) == content(told)


@pytest.mark.parametrize("told", FILES)
def test_the_fact_says_what_the_specification_names(told: dict[str, Any]) -> None:
    fact = msgspec.msgpack.decode(raw(told["fact"]))

    assert fact["kind"] == "attached/1"
    assert (fact["size"], fact["digest"].hex()) == (told["size"], told["digest"])
    assert fact["digest"] == hashlib.sha256(content(told)).digest()
    assert UUID(fact["seal"]["blob"]).hex == told["id"]
    assert fact["seal"]["key"].hex() == told["key"]
    assert fact["seal"]["commitment"] == marked(raw(told["key"]), b"corridor/1/commit")
    assert fact["seal"]["size"] == told["sealed_size"]
    assert fact["seal"]["digest"].hex() == told["sealed_digest"]


@pytest.mark.parametrize("told", FILES)
def test_its_line_in_the_log_is_the_published_one(told: dict[str, Any]) -> None:
    chain = ChainId(UUID(hex=TOLD["chain"]))
    file = kept_file(chain, attached(told).seal, height=told["height"])
    place = b"\x08" + raw(TOLD["chain"]) + told["height"].to_bytes(4, "big")
    place += raw(told["id"]) + bytes(4)
    bound = told["sealed_size"].to_bytes(8, "big") + raw(told["sealed_digest"])

    assert record_leaf(file) == place + hashlib.sha256(bound).digest() == raw(told["line"])
    assert dropped_leaf(file) == b"\x07" + place == raw(told["dropped"])


@pytest.mark.parametrize("told", FILES)
def test_a_note_opens_under_its_receipt_and_at_its_file_alone(told: dict[str, Any]) -> None:
    key = hmac.new(
        raw(TOLD["receipt_wrap_key"]), b"corridor/1/attachments\x01", hashlib.sha256
    ).digest()
    note = raw(told["note"])

    clear = AESGCM(key).decrypt(note[1:13], note[13:], note[:1] + context(told))

    assert clear[4 : 4 + int.from_bytes(clear[:4], "big")] == raw(told["fact"])
    other = FILES[told is FILES[0]]
    with pytest.raises(InvalidTag):
        AESGCM(key).decrypt(note[1:13], note[13:], note[:1] + context(other))


def test_the_house_reads_the_published_notes_and_no_strangers() -> None:
    receipt = Receipt(SecretKey(raw(TOLD["receipt"])))
    organisation = OrganisationId(UUID(hex=TOLD["organisation"]))
    files = MemoryBlobs(MemoryDoor(organisation=organisation), clock=system_clock)
    shelf = Shelf(
        files=files, organisation=organisation, chain=ChainId(UUID(hex=TOLD["chain"]))
    )
    first, second = (BlobId(UUID(hex=told["id"])) for told in FILES)
    notes = [raw(told["note"]) for told in FILES]

    key = _note_key(receipt)

    assert receipt.wrap_key().reveal() == raw(TOLD["receipt_wrap_key"])
    assert _read_note(shelf, first, notes[0], key=key) == attached(FILES[0])
    assert _read_note(shelf, first, notes[1], key=key) is None
    assert _read_note(shelf, second, notes[1][:-1], key=key) is None


LONG = FILES[1]


@pytest.mark.parametrize("told", FILES)
@pytest.mark.parametrize("at", [0, 1, 33, 40, -1])
def test_a_flipped_byte_anywhere_is_refused(told: dict[str, Any], at: int) -> None:
    changed = bytearray(sealed(told))
    changed[at] ^= 1

    with pytest.raises(DamagedFileError):
        opened(told, bytes(changed))


SPOILED: dict[str, Callable[[bytes], bytes]] = {
    "its last segment is missing": lambda whole: whole[:SEGMENT],
    "its first segment is missing": lambda whole: whole[:HEADER] + whole[SEGMENT:],
    "a segment is doubled": lambda whole: whole + whole[SEGMENT:],
    "a byte is missing": lambda whole: whole[:-1],
    "a byte is added": lambda whole: whole + b"\0",
    "only its header is left": lambda whole: whole[:HEADER],
    "nothing is left": lambda _whole: b"",
}


@pytest.mark.parametrize("why", SPOILED)
def test_a_spoiled_file_is_refused(why: str) -> None:
    with pytest.raises(DamagedFileError):
        opened(LONG, SPOILED[why](sealed(LONG)))


def test_one_file_in_the_place_of_the_other_is_refused() -> None:
    with pytest.raises(DamagedFileError):
        opened(FILES[0], sealed(FILES[1]))


def test_a_file_of_another_dialogue_is_refused() -> None:
    with pytest.raises(DamagedFileError):
        opened(FILES[0], sealed(FILES[0]), chain="7d8f1f4e22224aaa8bbb0000000000ff")


def test_a_stream_of_another_header_length_is_refused() -> None:
    whole = sealed(FILES[0])

    with pytest.raises(DamagedFileError):
        opened(FILES[0], b"\x29" + whole[1:])
    assert whole[:1] == b"\x28"
