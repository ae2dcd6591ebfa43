"""One desk for the whole matrix, served as for people: nine roles, and a second steward."""

from collections.abc import Iterator
from typing import Any

import django
import pytest

django.setup()

from tests.access.live import Live, served  # noqa: E402 - models need a Django that is set up
from tests.access.matrix import CAST  # noqa: E402
from tests.store.engines import prepare_sqlite  # noqa: E402
from tests.web.desk.office import Office, founded  # noqa: E402


@pytest.fixture(scope="module")
def office(
    tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any
) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("access")
    with django_db_blocker.unblock():
        ready = prepare_sqlite(tmp_path_factory.mktemp("ready-for-access"))
        with founded(ready, folder, cast=CAST) as made:
            yield made


@pytest.fixture(scope="module")
def live(office: Office) -> Iterator[Live]:
    with served(office, members=CAST) as running:
        yield running
