"""A refusal costs the same work, whether what was asked for is there or not."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import pytest
from django.db import connections
from django.urls import reverse

from tests.access.addresses import ADDRESSES, OBJECTS, path_to
from tests.access.matrix import MATRIX, STAFF
from tests.access.objects import Objects, behind_another_key, fill, nowhere
from tests.access.words import words_for
from tests.web.desk.office import Browser, Office

_VALUE: Final = re.compile(r"[xX]'[0-9a-fA-F]*'|'[^']*'|\b\d+\b")
SEALED: Final = [name for name in OBJECTS if {"case", "journey"} & ADDRESSES[name]]


@pytest.fixture(scope="module")
def known(office: Office) -> Objects:
    return fill(office)


@pytest.fixture(scope="module")
def sealed_apart(office: Office, known: Objects) -> Objects:
    return behind_another_key(office, known)


@contextmanager
def overheard() -> Iterator[list[str]]:
    """Every sentence that a database is told, without the values in it."""
    asked: list[str] = []
    lines = []
    for alias in ("default", "door"):
        connections[alias].ensure_connection()
        lines.append(connections[alias].connection)
    for line in lines:
        line.set_trace_callback(lambda sql: asked.append(_VALUE.sub("?", sql)))
    yield asked
    for line in lines:
        line.set_trace_callback(None)


def work(browser: Browser, office: Office, name: str, known: Objects) -> list[str]:
    said = words_for(name, known, office)
    with overheard() as asked:
        answer = (
            browser.get(path_to(name, known))
            if MATRIX[name].post is None
            else browser.post(path_to(name, known), said)
        )
    assert answer.status == 404, name
    return asked


def let_in(name: str, handle: str) -> bool:
    row = MATRIX[name]
    allowed = row.get if row.post is None else row.post
    return allowed is not None and handle in allowed


def test_the_listener_hears_a_look_at_a_case(office: Office, known: Objects) -> None:
    lyra = office.sit("Lyra")

    with overheard() as asked:
        lyra.get(reverse("case", kwargs={"case": known.case}))

    assert any("store_entry" in sql for sql in asked)


@pytest.mark.parametrize("handle", sorted(STAFF))
def test_who_is_not_let_in_is_refused_before_anything_is_looked_for(
    office: Office, known: Objects, handle: str
) -> None:
    browser = office.sit(handle)
    turned_away = [name for name in OBJECTS if not let_in(name, handle)]

    for name in turned_away:
        nothing = work(browser, office, name, nowhere())
        assert work(browser, office, name, known) == nothing, name

    assert turned_away


@pytest.mark.parametrize("handle", ["Lyra", "Mira", "Altair", "Rigel"])
def test_who_holds_no_key_learns_not_even_how_much_there_is(
    office: Office, sealed_apart: Objects, handle: str
) -> None:
    browser = office.sit(handle)
    tried = [name for name in SEALED if let_in(name, handle)]

    browser.get(path_to("journey", nowhere()))  # the list of ways is read once for all
    for name in tried:
        nothing = work(browser, office, name, nowhere())
        there = work(browser, office, name, sealed_apart)
        assert there == nothing, name
        if "case" in ADDRESSES[name]:
            assert not any("FROM store_entry" in sql for sql in there), name

    assert tried
