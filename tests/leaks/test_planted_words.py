"""Words planted at every face are found in nothing that the desk writes; unsealed, they are."""

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from tests.floods.desks import Founded
from tests.leaks.planting import ask_for_help, send_nonsense, upload, work_at_the_desk
from tests.leaks.searching import files_under, found_in, found_in_files
from tests.leaks.tracing import TracedDesk
from tests.leaks.visiting import Browser, Worker
from tests.leaks.words import Plants
from tests.support.postgres import Postgres

UNSEALED = Path(__file__).parent / "unsealed"
pytestmark = pytest.mark.timeout(600)


@dataclass(kw_only=True)
class Searched:
    """A desk that people have used, and where the words of which places were found."""

    plants: Plants
    workers: list[Worker]
    found: dict[str, str]
    traced_files: int

    @property
    def taken(self) -> dict[str, list[str]]:
        """The places of each accepted form, whoever filled it in.

        Of one form it is enough that one member's words are kept: who asks for what another
        has asked for already agrees to it, in the other's words.
        """
        found: dict[str, list[str]] = {}
        for worker in self.workers:
            for form, places in worker.taken.items():
                found.setdefault(form, []).extend(places)
        return found

    def left_behind(self, places: list[str]) -> bool:
        """Whether any word of these places was found."""
        return any(name.rpartition(" (")[0] in places for name in self.found)


@pytest.fixture
def strace() -> str:
    program = shutil.which("strace")
    if program is None:
        pytest.skip("strace is not installed; `make test` as root installs it")
    return program


def use_and_search(
    folder: Path, *, strace: str, environment: Mapping[str, str], cluster: Postgres | None
) -> Searched:
    """Found a desk, let everybody use it, stop it, and search whatever it wrote."""
    temporary, outside, plants = folder / "tmp", folder / "outside", Plants()
    temporary.mkdir()
    outside.mkdir()
    around = {**environment, "TMPDIR": str(temporary)}
    founded = Founded.in_folder(
        folder / "desk",
        database_url=cluster.make_database() if cluster else "",
        members=_members(plants),
        environment=around,
    )
    desk = TracedDesk.start(
        data=founded.folder, strace=strace, environment=founded.environment, place=outside
    )
    try:
        workers = _use(desk.url, founded, plants)
    finally:
        desk.stop()
    verified = founded.verify()
    written = desk.files_written()
    places = [*files_under(founded.folder, temporary), desk.log, *written]
    if cluster is not None:
        _flush(cluster)
        places += [*files_under(cluster.folder)]
    found = found_in_files(dict.fromkeys(places), plants)
    found |= found_in(b"\0".join(desk.bytes_written()), plants)
    assert verified.returncode == 0, verified.stdout
    return Searched(plants=plants, workers=workers, found=found, traced_files=len(written))


def _members(plants: Plants) -> tuple[str, ...]:
    """Handles are names that people know each other by: they are sealed like any other."""
    steward = plants.word("handle of a steward", kept=True)
    worker = plants.word("handle of a worker", script="cyrillic", kept=True)
    director = plants.word("handle of a director", kept=True)
    return (
        f"{steward}:steward,security",
        f"{director}:steward,director",
        f"{worker}:caseworker,relocation,intake",
    )


def _use(url: str, founded: Founded, plants: Plants) -> list[Worker]:
    stranger = Browser(url=url, plants=plants)
    for language in ("en", "ru"):
        ask_for_help(stranger, language=language)
    send_nonsense(stranger)
    for path in ("/en/", "/en/send", "/desk/sign-in"):
        upload(stranger, path)
    return work_at_the_desk(url, founded, plants)


def _flush(cluster: Postgres) -> None:
    """What PostgreSQL holds in memory goes to its files, where it is looked for."""
    with psycopg.connect(cluster.url(), autocommit=True) as connection:
        connection.execute("CHECKPOINT")


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_no_planted_word_is_found_in_anything_that_a_desk_writes(
    engine: str, tmp_path: Path, strace: str, request: pytest.FixtureRequest
) -> None:
    cluster = request.getfixturevalue("postgres") if engine == "postgresql" else None

    searched = use_and_search(tmp_path, strace=strace, environment={}, cluster=cluster)

    assert searched.found == {}
    assert searched.traced_files
    assert all(worker.taken for worker in searched.workers)


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_with_sealing_switched_off_every_kept_word_is_found(
    engine: str, tmp_path: Path, strace: str, request: pytest.FixtureRequest
) -> None:
    cluster = request.getfixturevalue("postgres") if engine == "postgresql" else None
    unsealed = {
        "PYTHONPATH": os.pathsep.join([str(UNSEALED), os.environ.get("PYTHONPATH", "")])
    }

    searched = use_and_search(tmp_path, strace=strace, environment=unsealed, cluster=cluster)

    assert searched.plants.kept - set(searched.found) == set()
    for form, places in searched.taken.items():
        assert not places or searched.left_behind(places), form
