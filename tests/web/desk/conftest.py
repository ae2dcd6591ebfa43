"""A desk of its own for every test of the desk's pages."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django
import pytest

django.setup()

from corridor.services import premises  # noqa: E402
from corridor.web import composition  # noqa: E402 - models are read when Django is set up
from tests.store.engines import prepare_sqlite  # noqa: E402
from tests.web.desk.office import Office, founded  # noqa: E402


@pytest.fixture(scope="session")
def ready_rows(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any) -> Path:
    with django_db_blocker.unblock():
        return prepare_sqlite(tmp_path_factory.mktemp("ready"))


@pytest.fixture
def office(
    ready_rows: Path,
    tmp_path: Path,
    django_db_blocker: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Office]:
    """Time is in the test's hand: the one reader of time is exchanged."""
    with django_db_blocker.unblock(), founded(ready_rows, tmp_path) as made:
        for module in (composition, premises):
            monkeypatch.setattr(module, "system_clock", made.watch)
        yield made
