"""Whoever touches a sealed file is told where: chain and height, without any key."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import msgspec
import pytest
from django.db import connections

from corridor.base.clock import system_clock
from corridor.base.ids import BlobId
from corridor.crypto.random import new_key, random_bytes
from corridor.crypto.stream import SEGMENT, StreamSealer
from corridor.ledger.store import Batch
from corridor.store.blobs import FolderBlobs
from corridor.store.keeping import DjangoStore
from corridor.store.proving.file_rows import gone_meanwhile
from corridor.store.router import DESK
from corridor.store.verifying import verify
from tests.store.cast import ORGANISATION, Story, blob, kept


@dataclass(kw_only=True)
class Filed:
    """Two chains; the second entry of each names a file of three segments and a bit."""

    store: DjangoStore
    blobs: FolderBlobs
    folder: Path
    stories: list[Story]
    names: list[BlobId]

    def path(self, at: int) -> Path:
        return self.folder / self.names[at].hex[:2] / self.names[at].hex

    def sql(self, statement: str, *values: bytes | int) -> None:
        with connections[DESK].cursor() as cursor:
            cursor.execute(statement, values)

    def faults(self) -> list[tuple[str, object, int | None, str]]:
        found = verify(self.store, open_file=self.blobs.open)
        return [(one.kind, one.chain, one.height, one.what) for one in found]


def sealed() -> bytes:
    pieces: list[bytes] = []

    class Sink:
        def write(self, data: bytes, /) -> None:
            pieces.append(data)

    sealer = StreamSealer(Sink(), key=new_key(), context=b"a file")
    sealer.write(random_bytes(3 * SEGMENT + 1000))
    sealer.close()
    return b"".join(pieces)


@pytest.fixture
def filed(engine: str, tmp_path: Path) -> Filed:
    store = DjangoStore(organisation=ORGANISATION)
    folder = tmp_path / f"files-{engine}"
    blobs = FolderBlobs(folder, alias=DESK, organisation=ORGANISATION, clock=system_clock)
    stories, names = [Story(), Story()], [blob(), blob()]
    for story, name in zip(stories, names, strict=True):
        content = sealed()
        blobs.begin(name, chain=story.chain).write(content)
        blobs.finish(name)
        entries = [story.write(), story.write()]
        store.commit(Batch(entries=entries, keep=[kept(story, name, content)]))
    return Filed(store=store, blobs=blobs, folder=folder, stories=stories, names=names)


def test_honest_files_have_no_fault(filed: Filed) -> None:
    assert filed.faults() == []
    assert verify(filed.store) == []


def flip(raw: bytes) -> bytes:
    return raw[:400_000] + bytes([raw[400_000] ^ 1]) + raw[400_001:]


def reorder(raw: bytes) -> bytes:
    first, second = raw[SEGMENT : 2 * SEGMENT], raw[2 * SEGMENT : 3 * SEGMENT]
    return raw[:SEGMENT] + second + first + raw[3 * SEGMENT :]


def double(raw: bytes) -> bytes:
    return raw[: 2 * SEGMENT] + raw[SEGMENT:]


SPOILED: dict[str, Callable[[bytes], bytes]] = {
    "flipped": flip,
    "reordered": reorder,
    "doubled": double,
    "cut by a byte": lambda raw: raw[:-1],
    "cut at a segment": lambda raw: raw[: 2 * SEGMENT],
    "emptied": lambda _raw: b"",
    "longer": lambda raw: raw + b"\0",
}


@pytest.mark.parametrize("how", SPOILED)
def test_a_spoiled_file_is_named_by_chain_and_height(filed: Filed, how: str) -> None:
    path = filed.path(1)

    path.write_bytes(SPOILED[how](path.read_bytes()))

    assert [one[:3] for one in filed.faults()] == [("file", filed.stories[1].chain, 1)]


def test_a_missing_file_is_named(filed: Filed) -> None:
    filed.path(0).unlink()

    assert filed.faults() == [("file", filed.stories[0].chain, 1, "missing from the folder")]


def test_two_swapped_files_are_both_named(filed: Filed) -> None:
    first, second = filed.path(0).read_bytes(), filed.path(1).read_bytes()
    filed.path(0).write_bytes(second)
    filed.path(1).write_bytes(first)

    named = {one[1] for one in filed.faults()}

    assert named == {story.chain for story in filed.stories}


def test_a_row_that_goes_with_its_file_is_missed(filed: Filed) -> None:
    filed.path(0).unlink()
    filed.sql("DELETE FROM store_blob WHERE blob = %s", filed.names[0].bytes)

    assert filed.faults() == [("file", filed.stories[0].chain, 1, "missing")]


def test_a_row_that_follows_a_changed_file_is_named(filed: Filed) -> None:
    path = filed.path(0)
    path.write_bytes(flip(path.read_bytes()))
    changed = kept(filed.stories[0], filed.names[0], path.read_bytes()).digest
    filed.sql(
        "UPDATE store_blob SET digest = %s WHERE blob = %s", changed, filed.names[0].bytes
    )

    assert filed.faults() == [("file", filed.stories[0].chain, 1, "its row was changed")]


@pytest.mark.parametrize("column", ["chain", "blob"])
def test_a_row_that_was_moved_is_named(filed: Filed, column: str) -> None:
    filed.sql(
        f"UPDATE store_blob SET {column} = %s WHERE blob = %s",
        random_bytes(16),
        filed.names[0].bytes,
    )

    assert len(filed.faults()) == 2
    assert ("file", filed.stories[0].chain, 1, "missing") in filed.faults()


def test_a_row_that_lost_its_height_is_named(filed: Filed) -> None:
    filed.sql("UPDATE store_blob SET height = NULL WHERE blob = %s", filed.names[0].bytes)

    assert {one[0] for one in filed.faults()} == {"file"}


def test_a_removed_file_and_an_erased_chain_are_no_fault(filed: Filed) -> None:
    story = filed.stories[0]
    raw = filed.path(0).read_bytes()
    mine = kept(story, filed.names[0], raw)

    filed.store.commit(Batch(entries=[story.write()], drop=[mine]))
    filed.blobs.clear(story.chain)
    filed.store.commit(Batch(prune=[filed.stories[1].chain]))
    filed.blobs.clear(filed.stories[1].chain)

    assert filed.faults() == []
    assert not filed.path(0).exists()
    assert not filed.path(1).exists()


def test_a_removed_file_that_is_put_back_is_named(filed: Filed) -> None:
    story = filed.stories[0]
    mine = kept(story, filed.names[0], filed.path(0).read_bytes())
    filed.store.commit(Batch(entries=[story.write()], drop=[mine]))

    filed.sql("UPDATE store_blob SET state = 'kept' WHERE blob = %s", filed.names[0].bytes)

    assert [one[:3] for one in filed.faults()] == [("file", story.chain, 1)]


def test_a_file_erased_while_the_rows_are_read_is_no_fault(filed: Filed) -> None:
    """The check reads rows of one moment; a withdrawal does not wait for it."""
    story, other = filed.stories

    def open_late(name: BlobId) -> BinaryIO:
        if name == filed.names[0]:
            filed.path(0).unlink(missing_ok=True)
            late.append(name)
        return filed.blobs.open(name)

    late: list[BlobId] = []
    found = verify(filed.store, open_file=open_late)
    filed.sql("UPDATE store_blob SET state = 'gone' WHERE blob = %s", filed.names[0].bytes)

    assert late == [filed.names[0]]
    assert [(one.chain, one.what) for one in found] == [
        (story.chain, "missing from the folder")
    ]
    assert gone_meanwhile(filed.store, found[0])
    assert not gone_meanwhile(filed.store, msgspec.structs.replace(found[0], chain=other.chain))


def test_lost_and_cut_files_are_counted(filed: Filed) -> None:
    assert filed.blobs.lost() == 0
    filed.path(0).unlink()
    filed.path(1).write_bytes(filed.path(1).read_bytes()[:-1])

    assert filed.blobs.lost() == 2
