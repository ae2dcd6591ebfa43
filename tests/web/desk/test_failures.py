"""What no page took becomes a page all the same: honest status, text kept, nobody named."""

import logging
import re

import pytest
from django.db import connections

from corridor.base.ids import ChainId
from corridor.domain.errors import TaskDoneError
from corridor.ledger.errors import ConflictError
from corridor.services import journey_watch
from corridor.store import triggers
from corridor.store.router import DESK
from tests.web.desk.office import Office

WORDS = "She waits behind the station."


def test_a_refusal_that_no_page_took_is_told_and_every_word_kept(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    refuses(monkeypatch, TaskDoneError())

    page = office.sit("Lyra").do("clear-strays", {"words": WORDS})

    assert page.status == 422
    assert "This task is done already." in page.words
    assert WORDS in page.html


def test_two_who_wrote_at_once_are_told_so(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    refuses(monkeypatch, ConflictError())

    page = office.sit("Lyra").do("clear-strays", {"words": WORDS})

    assert page.status == 409
    assert "Somebody wrote at the same time." in page.words
    assert WORDS in page.html


def test_a_changed_entry_is_a_page_with_the_number_that_stands_in_the_log(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    chain = office.case()
    spoil(chain)

    with caplog.at_level(logging.ERROR):
        page = office.sit("Lyra").read("case", case=chain)

    (number,) = re.findall(r'id="fault">([0-9a-f]{8})<', page.html)
    assert page.status == 500
    assert "What is stored here is not what was written" in page.words
    (line,) = [one for one in caplog.messages if number in one]
    assert line == f"the ledger has a fault: BrokenLinkError, number {number}"


def test_what_is_no_refusal_is_not_made_one(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    refuses(monkeypatch, ZeroDivisionError())

    with pytest.raises(ZeroDivisionError):
        office.sit("Lyra").do("clear-strays", {"words": WORDS})


def spoil(chain: ChainId) -> None:
    """As who holds the database file: its guards dropped, other bytes in an entry."""
    triggers.remove(connections[DESK])
    with connections[DESK].cursor() as cursor:
        cursor.execute(
            "UPDATE store_entry SET body = zeroblob(length(body)) WHERE chain = %s",
            [chain.bytes],
        )
        changed = cursor.rowcount
    triggers.install(connections[DESK])
    if not changed:
        pytest.fail("nothing was spoiled")


def refuses(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    """A mistake of ours that is still to be made: an act whose refusal nobody takes."""

    def refuse(*_said: object) -> None:
        raise error

    monkeypatch.setattr(journey_watch, "clear_strays", refuse)
