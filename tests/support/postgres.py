"""A PostgreSQL cluster that lives as long as a test run, in a folder of its own."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Self

import psycopg
from psycopg import sql

from tests.support.processes import free_port, stop, tied_to_this_run, wait_until

OWNER = "corridor_tests"

# Durable as in production; every statement and parameter in the log, where leak tests look.
SETTINGS = {
    "fsync": "on",
    "synchronous_commit": "on",
    "log_statement": "all",
    "log_min_messages": "info",
    "max_connections": "100",
    "shared_buffers": "32MB",
}


def find_programs() -> Path | None:
    """The folder with initdb and postgres: of the distribution's newest version, or on PATH."""
    versions = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = sorted(versions, key=lambda found: float(found.parts[-3]))
    if newest:
        return newest[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


def _unprivileged_user() -> str | None:
    """PostgreSQL refuses to run as root; a test run in a container usually is root."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


@dataclass(frozen=True, kw_only=True)
class Postgres:
    folder: Path
    port: int
    process: subprocess.Popen[bytes]
    _numbers: "count[int]" = field(default_factory=lambda: count(1))

    @classmethod
    def start(cls, programs: Path) -> Self:
        folder = Path(tempfile.mkdtemp(prefix="corridor-postgres-"))
        user = _unprivileged_user()
        if user is not None:
            shutil.chown(folder, user)
        _make_cluster(programs, folder, user=user)
        port = free_port()
        cluster = cls(folder=folder, port=port, process=_serve(programs, folder, port, user))
        wait_until(cluster._answers, alive=cluster._is_alive, seconds=30)
        return cluster

    @property
    def log(self) -> Path:
        return self.folder / "log"

    def url(self, database: str = "postgres", *, user: str = OWNER) -> str:
        return f"postgresql://{user}@127.0.0.1:{self.port}/{database}"

    def make_database(self) -> str:
        """The address of an empty database that no other test has seen."""
        name = f"desk_{next(self._numbers)}"
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        return self.url(name)

    def stop(self) -> None:
        # at once: nobody reads these files again, and an orderly end writes them all out
        stop(self.process, by=signal.SIGQUIT)
        shutil.rmtree(self.folder)

    def _is_alive(self) -> bool:
        return self.process.poll() is None

    def _answers(self) -> bool:
        try:
            psycopg.connect(self.url(), connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True


def _make_cluster(programs: Path, folder: Path, *, user: str | None) -> None:
    command: list[str | Path] = [
        programs / "initdb",
        f"--pgdata={folder / 'cluster'}",
        f"--username={OWNER}",
        "--auth=trust",
        "--encoding=UTF8",
        "--no-locale",
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120, cwd=folder, user=user)


def _serve(
    programs: Path, folder: Path, port: int, user: str | None
) -> subprocess.Popen[bytes]:
    places = {
        "listen_addresses": "127.0.0.1",
        "port": str(port),
        "unix_socket_directories": str(folder),
    }
    settings = [f"--{name}={value}" for name, value in {**SETTINGS, **places}.items()]
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(
            tied_to_this_run(programs / "postgres", "-D", folder / "cluster", *settings),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd=folder,
            user=user,
            start_new_session=True,
        )
