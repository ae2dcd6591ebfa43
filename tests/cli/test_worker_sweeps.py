"""The worker sweeps what has expired, with nobody signed in and no key of the desk."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from corridor.accounts.drafts import KEPT_DAYS, Drafts
from corridor.accounts.models import HeldDraft
from corridor.accounts.sessions import Holder
from corridor.base.clock import system_clock
from corridor.base.ids import MemberId
from corridor.config.databases import databases
from corridor.crypto.random import new_key, new_uuid
from corridor.crypto.wrap import SealKey
from corridor.services.premises import open_premises
from tests.cli.duty import found_desk
from tests.store.engines import standing_in
from tests.support.server import run_corridor


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sweeping") / "desk"
    found_desk(folder)
    return folder


@pytest.fixture
def desk(founded: Path, tmp_path: Path, django_db_blocker: Any) -> Iterator[Path]:
    shutil.copytree(founded, tmp_path / "desk", ignore=shutil.ignore_patterns("static"))
    with django_db_blocker.unblock():
        yield tmp_path / "desk"


def hold(desk: Path, *, days_ago: int) -> str:
    """Words that came too late so many days ago; their row."""
    holder = Holder(member=MemberId(new_uuid()), public=SealKey(new_key()).public)
    at = system_clock() - timedelta(days=days_ago)
    with standing_in(databases(data=desk, url="")):
        drafts = Drafts(pepper=open_premises(desk).pepper)
        return str(drafts.hold(holder, "/desk/queue", b"text=Kept", at=at))


def held(desk: Path) -> set[str]:
    with standing_in(databases(data=desk, url="")):
        return {str(one.id) for one in HeldDraft.objects.all()}


def test_words_that_nobody_came_back_for_go_after_their_week(desk: Path) -> None:
    hold(desk, days_ago=KEPT_DAYS + 1)
    young = hold(desk, days_ago=KEPT_DAYS - 1)

    swept = run_corridor("worker", "--once", data=desk)

    assert swept.returncode == 0, swept.stderr
    assert held(desk) == {young}


def test_a_sweep_says_nothing_of_what_it_swept(desk: Path) -> None:
    old = hold(desk, days_ago=KEPT_DAYS + 1)

    swept = run_corridor("worker", "--once", data=desk)

    assert old not in swept.stdout + swept.stderr
    assert "Kept" not in swept.stdout + swept.stderr
