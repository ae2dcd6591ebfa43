"""The public face of a desk that nobody has written to."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from tests.services.staff import REPUBLIC
from tests.support.server import RunningDesk, run_corridor


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk founded as its founders would, by the command."""
    folder = tmp_path_factory.mktemp("public-face")
    settings = folder / "settings.toml"
    settings.write_bytes(msgspec.toml.encode(REPUBLIC))
    members = ["Deneb:steward,security", "Capella:steward,director", "Mira:intake"]
    told = run_corridor(
        "init",
        *("--settings", str(settings)),
        *(word for member in members for word in ("--member", member)),
        data=folder / "desk",
    )
    assert told.returncode == 0, told.stderr
    return folder / "desk"


@pytest.fixture(scope="module")
def served(data: Path) -> Iterator[RunningDesk]:
    running = RunningDesk.start("--face", "public", data=data)
    yield running
    running.stop()
    running.log.unlink()
