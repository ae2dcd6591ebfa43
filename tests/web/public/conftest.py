"""The public face of a desk that was founded for this module."""

from collections.abc import Iterator
from typing import Any

import django
import pytest

django.setup()

from corridor.services import premises  # noqa: E402
from corridor.web import composition  # noqa: E402 - models are read when Django is set up
from tests.web.public.house import House, Person, founded  # noqa: E402


@pytest.fixture(scope="module")
def founded_house(
    tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any
) -> Iterator[House]:
    with django_db_blocker.unblock(), founded(tmp_path_factory.mktemp("desk")) as house:
        yield house


@pytest.fixture
def house(founded_house: House, monkeypatch: pytest.MonkeyPatch) -> House:
    """Time is in the test's hand, wherever this process would read it."""
    for reader in (composition, premises):
        monkeypatch.setattr(reader, "system_clock", founded_house.watch)
    return founded_house


@pytest.fixture
def person(house: House) -> Iterator[Person]:
    """Whoever visits gets no cookie and strict headers, on every answer of every test."""
    del house
    visitor = Person()
    yield visitor
    for seen in visitor.seen:
        assert seen.cookies == 0
        assert seen.headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert "script-src" not in seen.headers["Content-Security-Policy"]
        assert seen.headers["Cache-Control"] == "no-store"
        assert seen.headers["X-Content-Type-Options"] == "nosniff"
        assert seen.headers["X-Frame-Options"] == "DENY"
        assert seen.headers["Cross-Origin-Opener-Policy"] == "same-origin"
