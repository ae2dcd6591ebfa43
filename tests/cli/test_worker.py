"""Nobody sleeps through it: the worker rings until somebody with keys has taken the alarm."""

import os
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from corridor.services.alarms import is_anybody_woken
from corridor.services.days import LAST_SIGNED, keep_the_day
from corridor.services.premises import set_demo_clock
from tests.cli.duty import WORDS, Night, found_desk, minute_now
from tests.support.processes import wait_until


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("night") / "desk"
    found_desk(folder)
    return folder


@pytest.fixture(scope="module")
def founded_elsewhere(
    tmp_path_factory: pytest.TempPathFactory, postgres: Any
) -> tuple[Path, str]:
    folder, url = tmp_path_factory.mktemp("night") / "desk", postgres.make_database()
    found_desk(folder, url=url)
    return folder, url


@pytest.fixture
def night(founded: Path, tmp_path: Path, django_db_blocker: Any) -> Iterator[Night]:
    shutil.copytree(founded, tmp_path / "desk", ignore=shutil.ignore_patterns("static"))
    with django_db_blocker.unblock():
        yield Night(folder=tmp_path / "desk", bells=tmp_path / "bells")


@pytest.fixture(params=["sqlite", "postgresql"])
def any_night(
    request: pytest.FixtureRequest, tmp_path: Path, django_db_blocker: Any
) -> Iterator[Night]:
    if request.param == "sqlite":
        yield request.getfixturevalue("night")
        return
    founded, url = request.getfixturevalue("founded_elsewhere")
    shutil.copytree(founded, tmp_path / "desk", ignore=shutil.ignore_patterns("static"))
    with django_db_blocker.unblock():
        night = Night(folder=tmp_path / "desk", bells=tmp_path / "bells", url=url)
        with night.door() as door:
            door.clear_alarms([one.alarm for one in door.alarms()])
        yield night


def until(seen: Callable[[], bool], *, seconds: float = 30) -> None:
    wait_until(seen, alive=lambda: True, seconds=seconds)


def test_a_notice_holds_the_fixed_words_and_nothing_else(night: Night) -> None:
    night.on_duty("ada")
    night.raise_alarm()

    night.round()

    [[name, arguments, words, environment]] = night.told
    assert (name, arguments, words) == ("ada", "", WORDS)
    assert {pair.partition("=")[0] for pair in environment.split()} <= {
        "LANG",
        "PATH",
        "PWD",
        "OLDPWD",
        "SHLVL",
        "_",
    }
    assert str(night.folder) not in environment


def test_each_further_notice_wakes_the_next_and_after_the_last_the_first(
    any_night: Night,
) -> None:
    any_night.on_duty("ada", "boris", "cleo")
    any_night.raise_alarm()

    for _ in range(5):
        any_night.round()
        any_night.minutes_pass()

    assert any_night.woken == ["ada", "boris", "cleo", "ada", "boris"]


def test_who_cannot_be_reached_is_passed_over_at_once(night: Night) -> None:
    night.write_plan(night.plan(night.bell("ada", works=False), night.bell("boris")))
    night.raise_alarm()

    night.round()

    assert night.woken == ["ada", "boris"]


def test_a_notice_that_reached_nobody_comes_round_again(night: Night) -> None:
    night.write_plan(night.plan(night.bell("ada", works=False)))
    night.raise_alarm()

    said = night.round().stderr
    night.minutes_pass()
    night.on_duty("ada")
    night.round()

    assert "could not be sent" in said
    assert night.woken == ["ada", "ada"]


def test_nobody_is_woken_twice_within_the_minutes_between(night: Night) -> None:
    night.on_duty("ada")
    night.raise_alarm(due=minute_now())

    night.write_plan(night.plan(night.bell("ada"), repeat_minutes=30))
    night.round()
    night.round()

    assert night.woken == ["ada"]


def test_an_alarm_is_silent_before_its_minute(night: Night) -> None:
    night.on_duty("ada")
    night.raise_alarm(due=minute_now() + 5)

    night.round()

    assert night.woken == []


def test_a_taken_alarm_wakes_nobody(any_night: Night) -> None:
    any_night.on_duty("ada")
    taken, left = any_night.raise_alarm(), any_night.raise_alarm(group="relocation")

    with any_night.door() as door:
        door.clear_alarms([taken.alarm])
    any_night.round()

    assert any_night.woken == ["ada"]
    assert [one.alarm for one in any_night.alarms()] == [left.alarm]


def test_however_many_ring_together_the_notice_is_one(night: Night) -> None:
    night.on_duty("ada")
    for _ in range(7):
        night.raise_alarm()

    night.round()

    assert night.woken == ["ada"]


def test_two_workers_send_one_notice(any_night: Night) -> None:
    any_night.on_duty("ada")
    with any_night.worker(), any_night.worker(), any_night.worker():
        any_night.write_plan(any_night.plan(any_night.bell("ada"), repeat_minutes=30))
        for number in range(8):
            any_night.raise_alarm()
            until(lambda wanted=number: len(any_night.woken) > wanted)  # type: ignore[misc]
            time.sleep(0.5)

        assert len(any_night.woken) == 8


def test_a_worker_that_is_killed_loses_no_alarm(night: Night) -> None:
    night.on_duty("ada", "boris")
    raised = [night.raise_alarm().alarm for _ in range(5)]

    for number in range(6):
        rung = len(night.woken)
        with night.worker(every=0.01) as worker:
            until(lambda rung=rung: len(night.woken) > rung)  # type: ignore[misc]
            night.minutes_pass()
            time.sleep(0.007 * number)
            os.killpg(worker.pid, signal.SIGKILL)
            worker.wait(10)
        night.minutes_pass()
    before = len(night.woken)
    night.minutes_pass()
    night.round()

    assert sorted(one.alarm for one in night.alarms()) == sorted(raised)
    assert len(night.woken) == before + 1


def test_addresses_count_as_soon_as_they_are_written(night: Night) -> None:
    night.raise_alarm()
    with night.worker():
        until((night.folder / "worker.alive").exists)

        night.on_duty("ada")

        until(lambda: night.woken == ["ada"])


def test_with_no_address_nothing_leaves_and_the_desk_can_tell(night: Night) -> None:
    night.raise_alarm()

    done = night.round()

    assert "nobody will be woken" in done.stderr
    assert [one.sent for one in night.alarms()] == [0]
    assert not is_anybody_woken(night.folder)
    night.on_duty("ada")
    assert is_anybody_woken(night.folder)


def test_addresses_under_another_key_wake_nobody_and_the_worker_says_so(night: Night) -> None:
    night.on_duty("ada")
    (night.folder / "keys" / "notify").unlink()
    (night.folder / "keys" / "notify").write_bytes(bytes(32))
    night.raise_alarm()

    done = night.round()

    assert done.returncode == 0
    assert "do not open" in done.stderr
    assert night.woken == []


def test_the_heartbeat_tells_five_minutes_and_no_more(night: Night) -> None:
    night.round()

    told = (night.folder / "worker.alive").read_text().strip()
    at = datetime.strptime(told, "%Y-%m-%dT%H:%MZ").replace(tzinfo=UTC)
    assert at.minute % 5 == 0
    assert timedelta(0) <= datetime.now(UTC) - at < timedelta(minutes=6)


def test_who_was_woken_for_relocation_is_kept_sealed_and_says_nothing(
    any_night: Night,
) -> None:
    any_night.on_duty("ada", "boris")
    alarm = any_night.raise_alarm(group="relocation")
    any_night.raise_alarm(group="intake")

    any_night.round()

    (kept,) = (any_night.folder / "rung").iterdir()
    assert kept.stat().st_mode & 0o777 == 0o600
    assert kept.stat().st_mtime % 900 == 0
    for said in (b"ring-ada", b"Please look", alarm.alarm.bytes, str(alarm.alarm).encode()):
        assert said not in kept.read_bytes()


def test_a_demo_that_lives_in_another_year_keeps_whom_it_woke(night: Night) -> None:
    set_demo_clock(night.folder, story_ends=datetime(2017, 5, 18, 8, 0, tzinfo=UTC))
    night.on_duty("ada")
    minute = int(datetime(2017, 5, 18, 7, 0, tzinfo=UTC).timestamp()) // 60
    night.raise_alarm(group="relocation", due=minute)

    night.round()

    assert night.woken == ["ada"]
    assert len(list((night.folder / "rung").iterdir())) == 1


@pytest.mark.parametrize(("days", "said"), [(0, False), (1, False), (2, True)])
def test_the_worker_says_when_no_member_signed_the_logs_for_a_day(
    night: Night, days: int, *, said: bool
) -> None:
    day = datetime.now(UTC) - timedelta(days=days)
    keep_the_day(night.folder, LAST_SIGNED, at=day)

    done = night.round()

    assert ("No member has signed the logs since" in done.stderr) is said


def test_a_database_that_does_not_answer_ends_no_worker_and_beats_no_heart(
    night: Night,
) -> None:
    night.on_duty("ada")
    (night.folder / "door.sqlite3").write_bytes(b"not a database, " * 512)

    done = night.round()

    assert done.returncode == 0
    assert "The database does not answer; trying again." in done.stderr
    assert "Traceback" not in done.stderr
    assert not (night.folder / "worker.alive").exists()


def test_the_worker_ends_when_it_is_asked_to(night: Night) -> None:
    with night.worker(every=60) as worker:
        until((night.folder / "worker.alive").exists)

        worker.send_signal(signal.SIGTERM)

        assert worker.wait(5) == 0
