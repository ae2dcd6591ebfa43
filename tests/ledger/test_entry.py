"""One fact at one height: what opens, what is refused, and at which place."""

from typing import Any
from uuid import UUID

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridor.base.clock import from_milliseconds
from corridor.base.ids import ActId, ChainId, OrganisationId
from corridor.crypto.derive import subkey
from corridor.crypto.digest import digest, sha256
from corridor.crypto.padding import pad
from corridor.crypto.random import new_key
from corridor.crypto.seal import seal
from corridor.crypto.secrets import SecretKey
from corridor.crypto.sign import SigningKey
from corridor.ledger.chain import check_commitment, follow, follow_all
from corridor.ledger.entry import (
    SealedEntry,
    Written,
    check_signature,
    open_entry,
    read_header,
    seal_entry,
)
from corridor.ledger.errors import (
    BrokenLinkError,
    CommitmentError,
    ForgedEntryError,
    MalformedEntryError,
)
from tests.ledger.published import raw, vectors

LEDGER = vectors("ledger")
CHAIN = ChainId(UUID(hex=LEDGER["chain"]))
PUBLIC = raw(LEDGER["author"]["public"])


def stored(one: dict[str, Any]) -> SealedEntry:
    body = raw(one["body"])
    return SealedEntry(header=raw(one["header"]), body=body, body_digest=sha256(body))


ENTRIES = [stored(one) for one in LEDGER["entries"]]
KEYS = [SecretKey(raw(one["chain_key"])) for one in LEDGER["entries"]]


@pytest.mark.parametrize("height", [0, 1, 2])
def test_a_published_entry_opens(height: int) -> None:
    told, entry = LEDGER["entries"][height], ENTRIES[height]

    written = open_entry(entry, chain_key=KEYS[height])

    check_signature(entry, written, by=PUBLIC)
    assert written == Written(
        key_id=raw(LEDGER["author"]["key_id"]),
        at=from_milliseconds(told["at"]),
        act=ActId(UUID(hex=LEDGER["act"])),
        siblings=told["siblings"],
        fact=raw(told["fact"]),
        signature=written.signature,
    )
    assert entry.digest == raw(told["digest"])


def test_the_published_chain_is_in_order() -> None:
    head = follow_all(ENTRIES, chain=CHAIN)

    assert head is not None
    assert (head.era, head.epoch, head.height) == (3, 1, 2)


@pytest.mark.parametrize("height", [0, 1, 2])
def test_a_header_is_read_and_written_alike(height: int) -> None:
    bytes_of_it = ENTRIES[height].header

    assert read_header(bytes_of_it).encode() == bytes_of_it


@pytest.mark.parametrize(
    "refused", LEDGER["refused_headers"], ids=lambda refused: refused["why"]
)
def test_a_header_that_nobody_would_write_is_refused(refused: dict[str, str]) -> None:
    with pytest.raises(MalformedEntryError):
        read_header(raw(refused["header"]))


@given(st.binary(max_size=130))
def test_what_is_read_as_a_header_is_exactly_what_would_be_written(noise: bytes) -> None:
    try:
        header = read_header(noise)
    except MalformedEntryError:
        return

    assert header.encode() == noise


@given(st.data())
def test_no_byte_of_an_entry_can_change(data: st.DataObject) -> None:
    which = data.draw(st.integers(0, 2))
    entry = ENTRIES[which]
    body = bytearray(entry.body or b"")
    at = data.draw(st.integers(0, len(body) - 1))
    body[at] ^= data.draw(st.integers(1, 255))
    changed = SealedEntry(
        header=entry.header, body=bytes(body), body_digest=sha256(bytes(body))
    )

    with pytest.raises(ForgedEntryError) as refusal:
        open_entry(changed, chain_key=KEYS[which])

    assert (refusal.value.chain, refusal.value.height) == (CHAIN, which)
    assert changed.digest != entry.digest


@given(st.data())
def test_no_byte_of_a_header_can_change(data: st.DataObject) -> None:
    which = data.draw(st.integers(0, 2))
    entry = ENTRIES[which]
    header = bytearray(entry.header)
    at = data.draw(st.integers(0, len(header) - 1))
    header[at] ^= data.draw(st.integers(1, 255))

    with pytest.raises((ForgedEntryError, MalformedEntryError)):
        open_entry(msgspec.structs.replace(entry, header=bytes(header)), chain_key=KEYS[which])


def test_another_chains_key_opens_nothing() -> None:
    with pytest.raises(ForgedEntryError):
        open_entry(ENTRIES[1], chain_key=new_key())


def test_the_grants_subkey_does_not_open_entries() -> None:
    with pytest.raises(ForgedEntryError):
        open_entry(ENTRIES[1], chain_key=subkey(KEYS[1], label=b"entries"))


def test_a_key_that_the_epoch_is_not_bound_to_is_refused_first() -> None:
    with pytest.raises(CommitmentError):
        check_commitment(read_header(ENTRIES[0].header), new_key())

    check_commitment(read_header(ENTRIES[0].header), KEYS[0])


def test_an_epoch_without_a_commitment_is_bound_to_no_key() -> None:
    with pytest.raises(CommitmentError):
        check_commitment(read_header(ENTRIES[1].header), KEYS[1])


def test_another_author_did_not_write_it() -> None:
    written = open_entry(ENTRIES[0], chain_key=KEYS[0])

    with pytest.raises(ForgedEntryError):
        check_signature(ENTRIES[0], written, by=SigningKey(new_key()).public)


def test_a_signature_does_not_move_to_another_header() -> None:
    """Who has the chain's key can seal again, but not sign again."""
    written = open_entry(ENTRIES[1], chain_key=KEYS[1])
    moved = msgspec.structs.replace(ENTRIES[1], header=ENTRIES[2].header)

    with pytest.raises(ForgedEntryError):
        check_signature(moved, written, by=PUBLIC)


@pytest.mark.parametrize("field", ["fact", "at", "act", "siblings", "key_id"])
def test_a_signature_covers_every_field(field: str) -> None:
    written = open_entry(ENTRIES[1], chain_key=KEYS[1])
    other = {
        "fact": written.fact + b"!",
        "at": from_milliseconds(1),
        "act": ActId(UUID(int=1)),
        "siblings": written.siblings + 1,
        "key_id": bytes(16),
    }[field]

    with pytest.raises(ForgedEntryError):
        check_signature(
            ENTRIES[1], msgspec.structs.replace(written, **{field: other}), by=PUBLIC
        )


def sealed_by_hand(content: bytes) -> SealedEntry:
    header = ENTRIES[1].header
    body = seal(content, key=subkey(KEYS[1], label=b"entries"), context=header)
    return SealedEntry(header=header, body=body, body_digest=sha256(body))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        bytes(3),
        pad(b""),
        pad(bytes(105)),
        pad(bytes(200))[:-1],
        pad(bytes(200)) + b"\0",
        pad(bytes(200))[:-1] + b"\1",
        bytes(200).join([b"\0\0\0\xc8", b""]),
        b"\xff\xff\xff\xff" + bytes(1020),
        pad(bytes(16) + b"\xff" * 8 + bytes(150)),
    ],
    ids=[
        "empty",
        "three bytes",
        "no content",
        "shorter than its fields",
        "padding cut",
        "padding too long",
        "padding not zero",
        "not padded",
        "length beyond its end",
        "time out of reach",
    ],
)
def test_what_a_key_holder_seals_in_another_form_is_refused(content: bytes) -> None:
    with pytest.raises(ForgedEntryError):
        open_entry(sealed_by_hand(content), chain_key=KEYS[1])


def test_an_erased_entry_is_in_order_and_opens_nothing() -> None:
    erased = [msgspec.structs.replace(entry, body=None) for entry in ENTRIES]

    head = follow_all(erased, chain=CHAIN)

    assert head is not None
    assert head.digest == ENTRIES[2].digest
    with pytest.raises(ForgedEntryError):
        open_entry(erased[0], chain_key=KEYS[0])


@pytest.mark.parametrize(
    ("order", "height"),
    [([1], 0), ([0, 2], 1), ([0, 1, 1], 2), ([1, 0, 2], 0), ([0, 2, 1], 1), ([0, 0], 1)],
)
def test_entries_out_of_order_are_refused_where_they_stand(
    order: list[int], height: int
) -> None:
    head = None

    with pytest.raises(BrokenLinkError):
        follow_all([ENTRIES[one] for one in order], chain=CHAIN)

    for one in order[:height]:
        head = follow(head, ENTRIES[one])
    with pytest.raises(BrokenLinkError):
        follow(head, ENTRIES[order[height]])


def test_a_body_that_its_digest_does_not_name_is_refused() -> None:
    swapped = msgspec.structs.replace(ENTRIES[0], body=ENTRIES[1].body)

    with pytest.raises(BrokenLinkError):
        follow(None, swapped)


@pytest.mark.parametrize(
    "change",
    [
        {"organisation": OrganisationId(UUID(int=9))},
        {"chain": ChainId(UUID(int=9))},
        {"height": 3},
        {"previous": bytes(32)},
        {"epoch": 1},
        {"commitment": bytes(32)},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_second_entry_continues_in_every_respect(change: dict[str, Any]) -> None:
    header = msgspec.structs.replace(read_header(ENTRIES[1].header), **change)
    other = msgspec.structs.replace(ENTRIES[1], header=header.encode())

    with pytest.raises(BrokenLinkError):
        follow(follow(None, ENTRIES[0]), other)


@pytest.mark.parametrize(
    "change", [{"height": 1}, {"epoch": 1}, {"previous": sha256(b"")}, {"commitment": b""}]
)
def test_a_chain_begins_at_its_beginning(change: dict[str, Any]) -> None:
    header = msgspec.structs.replace(read_header(ENTRIES[0].header), **change)
    other = msgspec.structs.replace(ENTRIES[0], header=header.encode())

    with pytest.raises(BrokenLinkError):
        follow(None, other)


def test_an_earlier_era_never_follows_a_later_one() -> None:
    later = follow(follow(follow(None, ENTRIES[0]), ENTRIES[1]), ENTRIES[2])
    header = msgspec.structs.replace(later.next_header(era=2))

    with pytest.raises(BrokenLinkError):
        follow(later, msgspec.structs.replace(ENTRIES[1], header=header.encode()))


def test_a_digest_of_another_kind_is_another_digest() -> None:
    entry = ENTRIES[0]

    assert digest(b"corridor/1/sign", entry.header, entry.body_digest) != entry.digest
    assert sha256(entry.header + entry.body_digest) != entry.digest


def test_todays_writer_seals_what_the_reader_of_published_entries_opens() -> None:
    author = SigningKey(new_key())
    header = read_header(ENTRIES[1].header)
    written = open_entry(ENTRIES[1], chain_key=KEYS[1])

    entry = seal_entry(header, written, author=author, chain_key=KEYS[1])

    again = open_entry(entry, chain_key=KEYS[1])
    check_signature(entry, again, by=author.public)
    assert entry.header == ENTRIES[1].header
    assert again.fact == written.fact
