"""`corridor doctor`: what is unsafe here, and how to mend it, one finding after another."""

import argparse
import shutil
import ssl
import stat
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from os import geteuid
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import DatabaseError, connections

from corridor import __version__
from corridor.base.clock import system_clock
from corridor.cli import machine_facts
from corridor.cli.machine import file_folders
from corridor.cli.notices import PLAN
from corridor.cli.roles import statements
from corridor.cli.worker import HEARTBEAT
from corridor.services import checking
from corridor.services.checking import Finding, Level
from corridor.services.days import LAST_BACKUP, LAST_CHECKPOINT, LAST_SIGNED, kept_day
from corridor.services.premises import Premises, open_premises
from corridor.store.router import DESK
from corridor.viewing import kernel

_WORDS: Final = {Level.UNSAFE: "unsafe", Level.CARE: "take care", Level.NOTE: "note"}
_WATCHED: Final = ("", "keys", "keys/*", "*.sqlite3*", "desk.toml", PLAN, "blobs", "backups")


def describe(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--roles",
        action="store_true",
        help="print the SQL that gives each process a PostgreSQL role of its own",
    )


def run(arguments: argparse.Namespace) -> int:
    if arguments.roles:
        sys.stdout.write(statements())
        return 0
    premises = open_premises(arguments.data)
    found = sorted(_findings(arguments.data, premises), key=lambda one: -one.level)
    for one in found:
        sys.stdout.write(f"{_WORDS[one.level]}: {one.what}\n    {one.mend}\n")
    sys.stdout.write(f"{_versions()}\n")
    return int(any(one.level is Level.UNSAFE for one in found))


def _findings(folder: Path, premises: Premises) -> Iterator[Finding]:
    now = system_clock()
    yield from checking.judge_swaps(machine_facts.swaps())
    yield from checking.judge_dumps(
        dumpable=machine_facts.suid_dumpable(), pattern=machine_facts.core_pattern()
    )
    yield from checking.judge_viewing(
        seccomp=kernel.has_seccomp(),
        landlock=kernel.landlock_version() > 0,
        bubblewrap=kernel.bubblewrap() is not None,
    )
    yield from checking.judge_modes(_modes(folder))
    yield from checking.judge_keys(embedded=connections[DESK].vendor == "sqlite")
    yield from checking.judge_duty(
        plan=(folder / PLAN).exists(), beat=_heartbeat(folder), now=now
    )
    yield from checking.judge_days(
        checkpoint=kept_day(folder, LAST_CHECKPOINT),
        backup=kept_day(folder, LAST_BACKUP),
        today=now.date(),
    )
    yield from checking.judge_signed(kept_day(folder, LAST_SIGNED), today=now.date())
    yield from _database(now)
    yield from _files(premises)
    yield from checking.judge_web(
        debug=settings.DEBUG,
        hosts=settings.ALLOWED_HOSTS,
        shared=settings.CORRIDOR_FACE == "all",
    )
    yield from checking.judge_machine(
        python=sys.version_info[:2],
        openssl=ssl.OPENSSL_VERSION_INFO[:2],
        root=geteuid() == 0,
        free=shutil.disk_usage(folder).free,
    )


def _modes(folder: Path) -> dict[str, int]:
    found = {
        path for pattern in _WATCHED for path in (folder.glob(pattern) if pattern else [folder])
    }
    return {str(path): stat.S_IMODE(path.stat().st_mode) for path in sorted(found)}


def _heartbeat(folder: Path) -> datetime | None:
    try:
        said = (folder / HEARTBEAT).read_text(encoding="ascii").strip()
        return datetime.strptime(said, "%Y-%m-%dT%H:%MZ").replace(tzinfo=UTC)
    except (FileNotFoundError, ValueError):
        return None


def _database(now: datetime) -> Iterator[Finding]:
    kept_right = machine_facts.clock_is_kept_right()
    if connections[DESK].vendor != "postgresql":
        yield from checking.judge_clock(kept_right=kept_right, database_ahead=None)
        return
    try:
        found, ahead = machine_facts.postgres(connections[DESK], now=now)
    except DatabaseError:
        yield checking.unsafe(
            "The database does not answer.", "Is it running? Is CORRIDOR_DATABASE_URL right?"
        )
        return
    yield from checking.judge_clock(kept_right=kept_right, database_ahead=ahead)
    yield from checking.judge_postgres(found)


def _files(premises: Premises) -> Iterator[Finding]:
    try:
        lost = sum(folder.lost() for folder in file_folders(premises).values())
    except DatabaseError:  # said already
        return
    yield from checking.judge_files(lost=lost)


def _versions() -> str:
    python = ".".join(map(str, sys.version_info[:3]))
    return (
        f"Corridor {__version__}, Python {python}, {ssl.OPENSSL_VERSION},"
        f" cryptography {version('cryptography')}, Django {version('Django')}"
    )
