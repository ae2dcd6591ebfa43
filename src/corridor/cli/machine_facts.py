"""What the machine and its database say of themselves, read and not judged."""

import ctypes
import sys
from datetime import datetime
from pathlib import Path
from typing import Final

from django.db.backends.base.base import BaseDatabaseWrapper

from corridor.services.checking import Postgres

_UNKEPT: Final = 5  # TIME_ERROR of adjtimex(2)
_TIMEX_ROOM: Final = 512
_IN_MEMORY: Final = "zram"


def swaps(
    table: Path = Path("/proc/swaps"), blocks: Path = Path("/sys/class/block")
) -> dict[str, bool]:
    """Device -> whether it is encrypted, or compressed memory and no disk at all."""
    lines = _said(table).splitlines()[1:]
    devices = [line.split()[0] for line in lines if line.strip()]
    return {device: _is_safe(device, blocks) for device in devices}


def _is_safe(device: str, blocks: Path) -> bool:
    name = Path(device).resolve().name
    if name.startswith(_IN_MEMORY):
        return True
    return _said(blocks / name / "dm" / "uuid").startswith("CRYPT-")


def suid_dumpable() -> int:
    return int(_said(Path("/proc/sys/fs/suid_dumpable")) or 0)


def core_pattern() -> str:
    return _said(Path("/proc/sys/kernel/core_pattern")).strip()


def _said(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError:
        return ""


def clock_is_kept_right() -> bool:
    """Asking changes nothing: no bit of what adjtimex may set is set."""
    if sys.platform != "linux":
        return True
    asked = ctypes.create_string_buffer(_TIMEX_ROOM)
    return int(ctypes.CDLL(None).adjtimex(asked)) != _UNKEPT


_ASKED: Final = """
    SELECT r.rolsuper OR r.rolbypassrls,
           pg_has_role(c.relowner, 'MEMBER'),
           COALESCE((SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()), FALSE),
           inet_server_addr() IS NULL OR host(inet_server_addr()) IN ('127.0.0.1', '::1'),
           current_setting('fsync') = 'on',
           current_setting('full_page_writes') = 'on',
           EXTRACT(EPOCH FROM clock_timestamp())
    FROM pg_roles r, pg_class c
    WHERE r.rolname = current_user AND c.oid = 'store_entry'::regclass
"""


def postgres(connection: BaseDatabaseWrapper, *, now: datetime) -> tuple[Postgres, float]:
    """The role that we are there, and by how many seconds its clock is ahead."""
    with connection.cursor() as cursor:
        cursor.execute(_ASKED)
        superuser, owner, encrypted, local, fsync, full_pages, clock = cursor.fetchone()
    found = Postgres(
        superuser=superuser,
        owner=owner,
        encrypted=encrypted,
        local=local,
        fsync=fsync,
        full_pages=full_pages,
    )
    return found, float(clock) - now.timestamp()
