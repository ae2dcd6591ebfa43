"""What stands beside the database is whole or not there, and its owner's alone."""

import stat
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from corridor.base.clock import system_clock
from corridor.services.premises import (
    KEY_FILES,
    NoDeskError,
    make_keys,
    open_premises,
    read_key,
    set_demo_clock,
    write_desk_file,
    write_whole,
)
from tests.services.world import SETTINGS, World


@pytest.fixture
def founded(tmp_path: Path) -> Path:
    make_keys(tmp_path)
    write_desk_file(tmp_path, World().pins, SETTINGS)
    return tmp_path


def test_where_nothing_was_founded_there_is_no_desk(tmp_path: Path) -> None:
    with pytest.raises(NoDeskError):
        open_premises(tmp_path)


def test_founding_that_was_cut_short_left_no_desk(tmp_path: Path) -> None:
    make_keys(tmp_path)

    with pytest.raises(NoDeskError):
        open_premises(tmp_path)


def test_keys_are_never_drawn_over_others(founded: Path) -> None:
    before = [read_key(founded, name).reveal() for name in KEY_FILES]

    with pytest.raises(FileExistsError):
        make_keys(founded)

    assert [read_key(founded, name).reveal() for name in KEY_FILES] == before


def test_keys_differ_and_only_their_owner_reads_them(founded: Path) -> None:
    keys = [read_key(founded, name).reveal() for name in KEY_FILES]

    assert len(set(keys)) == len(KEY_FILES)
    for name in KEY_FILES:
        assert stat.S_IMODE((founded / "keys" / name).stat().st_mode) == 0o600


def test_a_missing_key_is_no_desk(founded: Path) -> None:
    (founded / "keys" / "pepper").unlink()

    with pytest.raises(NoDeskError):
        _ = open_premises(founded).pepper


def test_a_face_without_the_other_keys_opens_the_desk_file(founded: Path) -> None:
    (founded / "keys" / "service").unlink()
    (founded / "keys" / "notify").unlink()

    assert open_premises(founded).pepper is not None


@pytest.mark.parametrize(
    ("was", "now"),
    [("format = 1", 'format = "one"'), ("[pinned]", "[pinend]"), ("mailbox_epoch", "epoch")],
)
def test_a_desk_file_that_was_mistyped_is_refused(founded: Path, was: str, now: str) -> None:
    file = founded / "desk.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace(was, now, 1), encoding="utf-8")

    with pytest.raises(msgspec.ValidationError):
        open_premises(founded)


def test_what_was_left_half_written_beside_it_changes_nothing(founded: Path) -> None:
    (founded / "desk.toml.new").write_text("format = ", encoding="utf-8")
    pins = replace(open_premises(founded).pins, mailbox_epoch=7)

    write_desk_file(founded, pins, SETTINGS)

    assert open_premises(founded).pins == pins
    assert not (founded / "desk.toml.new").exists()


def test_a_whole_file_stands_until_the_new_one_is_whole(
    founded: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = (founded / "desk.toml").read_bytes()

    def fail(_handle: int) -> None:
        raise OSError("no room")

    monkeypatch.setattr("corridor.services.premises.os.fsync", fail)
    with pytest.raises(OSError, match="no room"):
        write_whole(founded / "desk.toml", b"format = 2")

    assert (founded / "desk.toml").read_bytes() == before


def test_a_demo_lives_on_from_the_end_of_its_story(founded: Path) -> None:
    ends = system_clock() - timedelta(days=400)
    set_demo_clock(founded, story_ends=ends)

    now = open_premises(founded).calendar()

    assert ends <= now < ends + timedelta(minutes=1)


def test_pins_come_back_as_they_were_written(founded: Path) -> None:
    pins = World().pins

    write_desk_file(founded, pins, SETTINGS)

    assert open_premises(founded).pins == pins
    assert pins.duty


def test_a_desk_from_before_relocations_key_was_pinned_still_opens(founded: Path) -> None:
    file = founded / "desk.toml"
    lines = file.read_text().splitlines()
    file.write_text("\n".join(line for line in lines if not line.startswith("duty")))

    assert open_premises(founded).pins.duty == b""
