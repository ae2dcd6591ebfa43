"""The append log's tree and the checkpoints that leave the machine with it."""

import hashlib
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridor.base.ids import OrganisationId
from corridor.crypto.random import new_key
from corridor.crypto.sign import SigningKey
from corridor.ledger.checkpoint import Checkpoint, read_checkpoints, sign_checkpoint
from corridor.ledger.errors import ForgedEntryError, MalformedEntryError
from corridor.ledger.merkle import Frontier, read_frontier
from tests.ledger.published import raw, vectors

TREE, TEXTS = vectors("merkle"), vectors("checkpoint")
leaves = st.lists(st.binary(max_size=80), max_size=70)


def grown(lines: list[bytes]) -> Frontier:
    frontier = Frontier()
    for line in lines:
        frontier.append(line)
    return frontier


def root_by_definition(lines: list[bytes]) -> bytes:
    """RFC 6962, section 2.1, word for word."""
    if not lines:
        return hashlib.sha256(b"").digest()
    if len(lines) == 1:
        return hashlib.sha256(b"\0" + lines[0]).digest()
    split = 1
    while split * 2 < len(lines):
        split *= 2
    left, right = root_by_definition(lines[:split]), root_by_definition(lines[split:])
    return hashlib.sha256(b"\1" + left + right).digest()


@pytest.mark.parametrize("size", range(9))
def test_roots_are_those_of_certificate_transparency(size: int) -> None:
    lines = [raw(leaf) for leaf in TREE["leaves"][:size]]

    assert grown(lines).root() == raw(TREE["roots"][size])


@given(leaves)
def test_the_right_edge_gives_the_root_of_the_definition(lines: list[bytes]) -> None:
    assert grown(lines).root() == root_by_definition(lines)


@given(leaves, st.binary(max_size=80))
def test_a_frontier_that_was_stored_goes_on_growing(lines: list[bytes], one: bytes) -> None:
    kept = read_frontier(grown(lines).encode())

    kept.append(one)

    assert (kept.size, kept.root()) == (len(lines) + 1, grown([*lines, one]).root())


@given(leaves.filter(bool), st.data())
def test_no_line_can_change_go_or_come(lines: list[bytes], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(lines) - 1))
    root = grown(lines).root()

    assert grown([*lines[:at], lines[at] + b"!", *lines[at + 1 :]]).root() != root
    assert grown(lines[:at] + lines[at + 1 :]).root() != root
    assert grown([*lines[:at], b"new", *lines[at:]]).root() != root


@pytest.mark.parametrize("refused", TREE["refused_frontiers"], ids=lambda one: one["why"])
def test_a_frontier_of_another_length_is_refused(refused: dict[str, str]) -> None:
    with pytest.raises(MalformedEntryError):
        read_frontier(raw(refused["bytes"]))


@pytest.mark.parametrize("told", TEXTS["accepted"])
def test_a_published_checkpoint_is_read(told: dict[str, Any]) -> None:
    (checkpoint,) = read_checkpoints(told["text"])

    assert checkpoint.organisation == OrganisationId(UUID(hex=told["organisation"]))
    assert (checkpoint.store, checkpoint.era, checkpoint.size) == (
        told["store"],
        told["era"],
        told["size"],
    )
    assert (checkpoint.root.hex(), checkpoint.key.hex()) == (told["root"], told["key"])
    assert checkpoint.text() == told["text"]


@pytest.mark.parametrize("refused", TEXTS["refused"], ids=lambda one: one["why"])
def test_a_text_that_nobody_signed_is_refused(refused: dict[str, str]) -> None:
    with pytest.raises((MalformedEntryError, ForgedEntryError)):
        read_checkpoints(refused["text"])


def signed(size: int) -> Checkpoint:
    unsigned = Checkpoint(
        organisation=OrganisationId(UUID(int=1)),
        store="desk",
        era=0,
        size=size,
        root=bytes(32),
        key=b"",
    )
    return sign_checkpoint(unsigned, by=SigningKey(new_key()))


def test_one_file_holds_many_checkpoints() -> None:
    several = [signed(size) for size in (0, 1, 2**40)]

    text = "\n".join(one.text() for one in several)

    assert read_checkpoints(text) == several


def test_one_bad_checkpoint_spoils_the_file() -> None:
    good, bad = signed(1).text(), signed(2).text().replace("size 2", "size 3")

    with pytest.raises(ForgedEntryError):
        read_checkpoints(good + bad)


@given(st.data())
def test_no_letter_of_a_checkpoint_can_change(data: st.DataObject) -> None:
    text = TEXTS["accepted"][0]["text"]
    at = data.draw(st.integers(0, len(text) - 2))
    letter = data.draw(st.characters(codec="utf-8").filter(lambda one: one != text[at]))
    changed = text[:at] + letter + text[at + 1 :]

    with pytest.raises((MalformedEntryError, ForgedEntryError)):
        read_checkpoints(changed)
