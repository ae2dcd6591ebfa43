"""Pages are tested as the gallery shows them, whatever else runs in the same process."""

import os
from collections.abc import Iterator

import django
import pytest
from django.test import override_settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.web.gallery")
django.setup()

from tests.web import gallery  # noqa: E402


@pytest.fixture(scope="module", autouse=True)
def _gallery() -> Iterator[None]:
    chosen = {name: value for name, value in vars(gallery).items() if name.isupper()}
    with override_settings(**chosen):
        yield
