"""Databases of this test alone: it moves their tables back and forth."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from corridor.config.databases import databases
from corridor.store.preparing import prepare_databases
from tests.store.engines import standing_in


@pytest.fixture(params=["sqlite", "postgresql"])
def prepared(
    request: pytest.FixtureRequest, tmp_path: Path, django_db_blocker: Any
) -> Iterator[str]:
    kind = str(request.param)
    url = request.getfixturevalue("fresh_postgres_url") if kind == "postgresql" else ""
    with django_db_blocker.unblock(), standing_in(databases(data=tmp_path, url=url)):
        prepare_databases()
        yield kind
