"""An empty desk to write to, founded by its own command, and what its store then holds."""

import sqlite3
import subprocess
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

import psycopg

from tests.support.server import run_corridor

SETTINGS = """\
name = "Northern Way"
country = "RU"
zone = "Europe/Moscow"
exit_site = "https://weather.example/"
languages = ["en", "ru"]
[[wordings]]
language = "en"
region = "the republic"
in_region = "in the republic"
out_of_region = "out of the republic"
origin = "from the republic"
left = "the republic"
elsewhere = "elsewhere in Russia"
exit_site = "a weather site"
[[wordings]]
language = "ru"
region = "республика"
in_region = "в республике"
out_of_region = "за пределами республики"
origin = "из республики"
left = "республику"
elsewhere = "в другом регионе России"
exit_site = "сайт погоды"
[[staffed]]
start = 540
end = 1380
"""
MEMBERS = (
    "Deneb:steward,security",
    "Lyra:caseworker,relocation",
    "Mira:intake",
    "Capella:steward,director",
)


@dataclass(frozen=True, kw_only=True)
class LogIn:
    handle: str
    passphrase: str
    second: str


@dataclass(frozen=True, kw_only=True)
class Founded:
    """A desk's folder, how its processes find their database, and who may sign in."""

    folder: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    log_ins: tuple[LogIn, ...] = ()

    @classmethod
    def in_folder(
        cls,
        folder: Path,
        *,
        database_url: str = "",
        members: tuple[str, ...] = MEMBERS,
        environment: Mapping[str, str] | None = None,
    ) -> Self:
        around = {**(environment or {})}
        if database_url:
            around["CORRIDOR_DATABASE_URL"] = database_url
        settings = folder.with_name(f"{folder.name}-settings.toml")
        settings.write_text(SETTINGS, encoding="utf-8")
        seats = [word for one in members for word in ("--member", one)]
        made = run_corridor(
            *("init", "--settings", str(settings), *seats), data=folder, environment=around
        )
        made.check_returncode()
        return cls(folder=folder, environment=around, log_ins=_read(made.stdout))

    def count(self, table: str) -> int:
        """Rows of a table at the door."""
        url = self.environment.get("CORRIDOR_DATABASE_URL")
        sql = f"SELECT COUNT(*) FROM {table}"
        url = self.environment.get("CORRIDOR_DATABASE_URL")
        if url:
            with psycopg.connect(url, options="-c search_path=door") as connection:
                counted = connection.execute(sql.encode()).fetchall()
        else:
            with closing(sqlite3.connect(self.folder / "door.sqlite3")) as door:
                counted = door.execute(sql).fetchall()
        return int(counted[0][0])

    def verify(self) -> subprocess.CompletedProcess[str]:
        return run_corridor("verify", data=self.folder, environment=self.environment)


def _read(shown: str) -> tuple[LogIn, ...]:
    """Three lines a member, as they are shown once to whoever founds the desk."""
    lines = shown.splitlines()
    return tuple(
        LogIn(
            handle=name.split("  (")[0],
            passphrase=words.removeprefix("    passphrase").strip(),
            second=code.removeprefix("    second factor").strip(),
        )
        for name, words, code in zip(lines[::3], lines[1::3], lines[2::3], strict=True)
    )
