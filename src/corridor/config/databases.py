"""Which engine keeps the rows, from one address; an unknown one refuses to start."""

from pathlib import Path
from typing import Any, Final

from django.core.exceptions import ImproperlyConfigured

FACES: Final = {"default": "desk", "door": "door"}
_WAIT_SECONDS: Final = 30

# What is deleted is overwritten; what is committed is on the disk; what is sorted stays in
# memory; and an INSERT OR REPLACE meets the triggers that refuse a DELETE.
_PRAGMAS: Final = (
    "PRAGMA journal_mode=WAL;"
    "PRAGMA synchronous=FULL;"
    "PRAGMA foreign_keys=ON;"
    "PRAGMA secure_delete=ON;"
    "PRAGMA recursive_triggers=ON;"
    "PRAGMA temp_store=MEMORY;"
    "PRAGMA trusted_schema=OFF"
)


def databases(*, data: Path, url: str) -> dict[str, dict[str, Any]]:
    """Both faces: two files in the data folder, or two schemas of one PostgreSQL database."""
    if not url:
        return {alias: _sqlite(data / f"{face}.sqlite3") for alias, face in FACES.items()}
    if url.partition("://")[0] in {"postgresql", "postgres"}:
        return {alias: _postgresql(url, schema=face) for alias, face in FACES.items()}
    raise ImproperlyConfigured(
        "CORRIDOR_DATABASE_URL must begin with postgresql:// "
        "(without it, rows are kept in SQLite files in the data folder)."
    )


def _sqlite(path: Path) -> dict[str, Any]:
    return {
        "ENGINE": "corridor.store.sqlite",
        "NAME": str(path),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "init_command": _PRAGMAS,
            "timeout": _WAIT_SECONDS,
        },
        "TEST": {"NAME": str(path.with_name(f"test-{path.name}"))},
    }


def _postgresql(url: str, *, schema: str) -> dict[str, Any]:
    """Names, users, hosts and passwords as libpq reads them: one user for each face."""
    # Only who chose this engine needs its library.
    from psycopg import ProgrammingError  # noqa: PLC0415
    from psycopg.conninfo import conninfo_to_dict  # noqa: PLC0415

    try:
        parts = conninfo_to_dict(url)
    except ProgrammingError:
        raise ImproperlyConfigured("CORRIDOR_DATABASE_URL cannot be read.") from None
    standing = f"{parts.pop('options', '')} -c search_path={schema} -c synchronous_commit=on"
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.pop("dbname", ""),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": str(parts.pop("port", "")),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        # Binary rows need parameters that are bound by the server.
        "OPTIONS": {**parts, "options": standing.strip(), "server_side_binding": True},
    }
