"""Make both faces' tables, or bring them up to this release. Doing it twice changes nothing."""

from django.conf import settings
from django.core.management import call_command
from django.db import connections

from corridor.store.router import DESK, DOOR


def prepare_databases() -> None:
    prepare_places()
    for alias in (DESK, DOOR):
        call_command("migrate", database=alias, interactive=False, verbosity=0)


def prepare_places() -> None:
    """Where tables can be made, without any table."""
    settings.CORRIDOR_DATA.mkdir(mode=0o700, parents=True, exist_ok=True)
    for alias in (DESK, DOOR):
        _prepare_schema(alias)


def _prepare_schema(alias: str) -> None:
    connection = connections[alias]
    if connection.vendor != "postgresql":
        return
    name = connection.ops.quote_name("desk" if alias == DESK else alias)
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE SCHEMA IF NOT EXISTS {name}")
