"""A desk with a week of an invented spring behind it: made once, copied for every test."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.cli.desks import Told
from tests.support.demo import demo_desk


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    folder = tmp_path_factory.mktemp("told") / "desk"
    story: dict[str, Any] = json.loads(demo_desk(folder, until="2017-04-03"))
    return Told(folder=folder, logins=tuple(story["logins"]))


@pytest.fixture
def desk(told: Told, tmp_path: Path) -> Told:
    """A copy to tamper with."""
    folder = tmp_path / "desk"
    shutil.copytree(told.folder, folder, ignore=shutil.ignore_patterns("static"))
    return Told(folder=folder, logins=told.logins)
