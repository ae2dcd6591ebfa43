"""Sealed files: on the disk before anybody may name them, and gone when they should be."""

import os
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from corridor.base.ids import BlobId
from corridor.crypto.random import new_key
from corridor.crypto.stream import StreamOpener, StreamSealer
from corridor.ledger.errors import ConflictError
from corridor.ledger.files import NoRoomError
from corridor.ledger.store import Batch, LostFileError
from corridor.store.blobs import FolderBlobs
from corridor.store.keeping import DjangoStore
from corridor.store.router import DESK
from corridor.store.rows import fetch
from tests.store.cast import ORGANISATION, Story, blob, kept


@dataclass
class Calendar:
    now: datetime = field(default_factory=lambda: datetime(2031, 5, 1, 12, tzinfo=UTC))

    def __call__(self) -> datetime:
        return self.now

    def days_pass(self, days: int) -> None:
        self.now += timedelta(days=days)


@dataclass(kw_only=True)
class Shelf:
    folder: Path
    calendar: Calendar
    blobs: FolderBlobs
    store: DjangoStore

    def put(self, story: Story, content: bytes = b"sealed already") -> BlobId:
        name = blob()
        self.blobs.begin(name, chain=story.chain).write(content)
        self.blobs.finish(name)
        return name

    def files(self) -> list[str]:
        return sorted(path.name for path in self.folder.rglob("*") if path.is_file())


@pytest.fixture
def shelf(engine: str, tmp_path: Path) -> Shelf:
    folder, calendar = tmp_path / f"blobs-{engine}", Calendar()
    return Shelf(
        folder=folder,
        calendar=calendar,
        blobs=FolderBlobs(folder, alias=DESK, organisation=ORGANISATION, clock=calendar),
        store=DjangoStore(organisation=ORGANISATION),
    )


def test_a_sealed_file_comes_back_as_it_went_in(shelf: Shelf) -> None:
    name, key, content = blob(), new_key(), os.urandom(700_000)
    sink = shelf.blobs.begin(name, chain=Story().chain)
    sealer = StreamSealer(sink, key=key, context=b"here")
    sealer.write(content)
    sealer.close()

    size = shelf.blobs.finish(name)

    with shelf.blobs.open(name) as source:
        opener = StreamOpener(source, key=key, context=b"here", sealed_size=size)
        assert b"".join(opener.read_range(0, len(content))) == content


def test_nothing_is_named_but_by_its_random_id(shelf: Shelf) -> None:
    name = shelf.put(Story())

    assert shelf.files() == [name.hex]
    assert (shelf.folder / name.hex[:2] / name.hex).stat().st_mode & 0o777 == 0o600
    assert shelf.folder.stat().st_mode & 0o077 == 0


def test_a_file_that_is_still_arriving_cannot_be_kept_or_read(shelf: Shelf) -> None:
    story, name = Story(), blob()
    shelf.blobs.begin(name, chain=story.chain).write(b"half")

    with pytest.raises(LostFileError):
        shelf.store.commit(Batch(entries=[story.write()], keep=[kept(story, name)]))
    with pytest.raises(LostFileError):
        shelf.blobs.open(name)

    assert shelf.store.head(story.chain) is None
    shelf.blobs.discard(name)


def test_a_discarded_file_leaves_no_trace(shelf: Shelf) -> None:
    name = blob()
    shelf.blobs.begin(name, chain=Story().chain).write(b"half")

    shelf.blobs.discard(name)

    assert shelf.files() == []
    with pytest.raises(LostFileError):
        shelf.blobs.size(name)


def test_an_id_is_used_once(shelf: Shelf) -> None:
    name = shelf.put(Story(), b"first")

    with pytest.raises(ConflictError):
        shelf.blobs.begin(name, chain=Story().chain)

    with shelf.blobs.open(name) as source:
        assert source.read() == b"first"


def test_what_no_entry_names_is_swept_after_a_day(shelf: Shelf) -> None:
    name = shelf.put(Story())

    shelf.calendar.days_pass(1)
    assert shelf.blobs.sweep() == 0
    shelf.calendar.days_pass(1)
    assert shelf.blobs.sweep() == 1

    assert shelf.files() == []
    with pytest.raises(LostFileError):
        shelf.blobs.open(name)


def test_what_an_entry_names_stays(shelf: Shelf) -> None:
    story = Story()
    name = shelf.put(story)
    shelf.store.commit(Batch(entries=[story.write()], keep=[kept(story, name)]))

    shelf.calendar.days_pass(400)
    shelf.blobs.discard(name)

    assert shelf.blobs.sweep() == 0
    assert shelf.files() == [name.hex]


def test_an_entry_too_late_for_its_file_is_refused(shelf: Shelf) -> None:
    story = Story()
    name = shelf.put(story)
    shelf.calendar.days_pass(2)
    shelf.blobs.sweep()

    with pytest.raises(LostFileError):
        shelf.store.commit(Batch(entries=[story.write()], keep=[kept(story, name)]))

    assert shelf.store.head(story.chain) is None


def test_an_upload_that_broke_off_is_swept_too(shelf: Shelf) -> None:
    shelf.blobs.begin(blob(), chain=Story().chain).write(b"half")

    shelf.calendar.days_pass(2)

    assert shelf.blobs.sweep() == 1
    assert shelf.files() == []


def test_the_files_of_an_erased_chain_are_deleted(shelf: Shelf) -> None:
    gone, stays = Story(), Story()
    first, second = shelf.put(gone), shelf.put(stays)
    entries = [gone.write(), stays.write()]
    shelf.store.commit(Batch(entries=entries, keep=[kept(gone, first), kept(stays, second)]))

    shelf.store.commit(Batch(prune=[gone.chain]))

    with pytest.raises(LostFileError):
        shelf.blobs.open(first)
    assert shelf.blobs.sweep() == 1
    assert shelf.files() == [second.hex]


def test_an_erased_chain_is_cleared_at_once(shelf: Shelf) -> None:
    gone, stays = Story(), Story()
    kept_one, pending, other = shelf.put(gone), shelf.put(gone), shelf.put(stays)
    shelf.store.commit(Batch(entries=[gone.write()], keep=[kept(gone, kept_one)]))

    shelf.store.commit(Batch(prune=[gone.chain]))
    shelf.blobs.clear(gone.chain)

    assert shelf.files() == [other.hex]
    assert shelf.blobs.waiting(gone.chain) == []
    assert pending.hex not in shelf.files()


def test_a_removed_file_is_cleared_and_its_neighbour_stays(shelf: Shelf) -> None:
    story = Story()
    first, second = shelf.put(story), shelf.put(story)
    entry = story.write()
    both = [kept(story, first), kept(story, second)]
    shelf.store.commit(Batch(entries=[entry], keep=both))

    shelf.store.commit(Batch(entries=[story.write()], drop=both[:1]))
    shelf.blobs.clear(story.chain)

    assert shelf.files() == [second.hex]
    with pytest.raises(LostFileError):
        shelf.store.commit(Batch(entries=[story.write()], drop=both[:1]))


def test_a_file_of_one_chain_is_never_kept_by_another(shelf: Shelf) -> None:
    mine, theirs = Story(), Story()
    name = shelf.put(mine)

    with pytest.raises(LostFileError):
        shelf.store.commit(Batch(entries=[theirs.write()], keep=[kept(theirs, name)]))

    assert shelf.store.head(theirs.chain) is None
    assert [one.blob for one in shelf.blobs.waiting(mine.chain)] == [name]


def test_a_file_of_another_size_than_its_entry_says_is_refused(shelf: Shelf) -> None:
    story = Story()
    name = shelf.put(story)

    with pytest.raises(LostFileError):
        shelf.store.commit(
            Batch(entries=[story.write()], keep=[kept(story, name, b"sealed alread")])
        )

    assert shelf.store.head(story.chain) is None


def test_a_file_is_kept_once(shelf: Shelf) -> None:
    story = Story()
    name = shelf.put(story)
    shelf.store.commit(Batch(entries=[story.write()], keep=[kept(story, name)]))

    with pytest.raises(LostFileError):
        shelf.store.commit(Batch(entries=[story.write()], keep=[kept(story, name)]))


def test_a_note_waits_with_its_file_and_goes_when_it_is_kept(shelf: Shelf) -> None:
    story, name = Story(), blob()
    shelf.blobs.begin(name, chain=story.chain).write(b"sealed already")
    shelf.blobs.finish(name, note=b"sealed too")
    before = shelf.blobs.waiting(story.chain)

    shelf.store.commit(Batch(entries=[story.write()], keep=[kept(story, name)]))

    assert before == [(name, b"sealed too")]
    assert shelf.blobs.waiting(story.chain) == []
    assert fetch(DESK, "SELECT note FROM store_blob") == [(None,)]


def test_a_full_disk_is_said_in_time_and_takes_nothing(shelf: Shelf) -> None:
    story, name = Story(), shelf.put(Story())
    full = FolderBlobs(
        shelf.folder,
        alias=DESK,
        organisation=ORGANISATION,
        clock=shelf.calendar,
        reserve=2**62,
    )

    with pytest.raises(NoRoomError):
        full.begin(blob(), chain=story.chain)

    assert shelf.files() == [name.hex]
    with shelf.blobs.open(name) as source:
        assert source.read() == b"sealed already"


def test_a_disk_that_fills_up_meanwhile_is_said_too(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = blob()
    sink = shelf.blobs.begin(name, chain=Story().chain)
    shelf.blobs._open[name].close()
    shelf.blobs._open[name] = open("/dev/full", "wb", buffering=0)  # noqa: SIM115, PTH123
    monkeypatch.setattr(sink, "_file", shelf.blobs._open[name])

    with pytest.raises(NoRoomError):
        sink.write(b"one byte too many")
    shelf.blobs.discard(name)

    assert shelf.files() == []


def test_a_link_planted_in_the_folder_is_not_followed(shelf: Shelf) -> None:
    elsewhere = shelf.folder.parent / "elsewhere"
    elsewhere.write_bytes(b"not ours")
    planted, read = blob(), shelf.put(Story())
    (shelf.folder / planted.hex[:2]).mkdir(exist_ok=True)
    (shelf.folder / planted.hex[:2] / planted.hex).symlink_to(elsewhere)
    path = shelf.folder / read.hex[:2] / read.hex
    path.unlink()
    path.symlink_to(elsewhere)

    with pytest.raises(FileExistsError):
        shelf.blobs.begin(planted, chain=Story().chain)
    with pytest.raises(LostFileError):
        shelf.blobs.open(read)

    assert elsewhere.read_bytes() == b"not ours"


def test_a_row_without_its_file_opens_nothing(shelf: Shelf) -> None:
    name = shelf.put(Story())
    (shelf.folder / name.hex[:2] / name.hex).unlink()

    with pytest.raises(LostFileError):
        shelf.blobs.open(name)
