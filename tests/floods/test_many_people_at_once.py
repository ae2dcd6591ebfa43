"""However many write at once, each is taken in, once, and finds their own words again."""

from collections.abc import Iterator

import pytest

from tests.floods.asking import Visitor, come_back, send, write_down
from tests.floods.desks import Founded
from tests.floods.flood import at_once, pour, reopen

REQUESTS = 100
pytestmark = pytest.mark.timeout(240)


@pytest.fixture
def visitor(served: str) -> Iterator[Visitor]:
    with Visitor.at(served) as one:
        yield one


@pytest.mark.parametrize("clients", [1, 4, 16, 64])
def test_a_flood_loses_nothing_and_doubles_nothing(
    founded: Founded, served: str, clients: int
) -> None:
    before = founded.count("store_head")

    flood = pour(served, requests=REQUESTS, clients=clients, label=f"flood-of-{clients}-by")
    lost = reopen(served, flood.asked, label=f"flood-of-{clients}-by")

    assert flood.broken == []
    assert len({one.receipt for one in flood.asked}) == REQUESTS
    assert sum(len(one.statuses) == 2 for one in flood.asked) == REQUESTS // 10
    assert lost == []
    assert founded.count("store_head") - before == REQUESTS
    assert founded.count("store_mailbox") == founded.count("store_lock")


def test_a_form_sent_from_many_broken_lines_at_once_counts_once(
    founded: Founded, served: str, visitor: Visitor
) -> None:
    before = founded.count("store_head")
    written = write_down(visitor, what="only once, please", soon="0")
    alarms = founded.count("store_alarm")

    def press_send() -> int:
        with Visitor.at(served) as line:
            return send(line, written).status

    answers = at_once([press_send] * 12)

    assert answers == [200] * 12
    assert founded.count("store_head") - before == 1
    assert founded.count("store_alarm") - alarms == 1
    assert "only once, please" in come_back(visitor, written.receipt).text


def test_other_words_under_a_sent_code_join_the_first_and_are_no_second_request(
    founded: Founded, visitor: Visitor
) -> None:
    written = write_down(visitor, what="the first words")
    send(visitor, written)
    before = founded.count("store_head")

    answer = visitor.post("/en/send", {**written.form, "what": "other words"})

    page = come_back(visitor, written.receipt).text
    assert answer.status == 200
    assert founded.count("store_head") == before
    assert "the first words" in page
    assert "other words" in page


def test_nobody_s_page_opens_for_a_code_that_was_never_sent(
    founded: Founded, visitor: Visitor
) -> None:
    unsent = write_down(visitor, what="kept to myself")
    before = founded.count("store_head")

    page = come_back(visitor, unsent.receipt)

    assert page.status == 422
    assert "kept to myself" not in page.text
    assert founded.count("store_head") == before


def test_what_the_floods_left_behind_verifies(founded: Founded, served: str) -> None:
    flood = pour(served, requests=20, clients=8, label="last-flood")

    verified = founded.verify()

    assert flood.broken == []
    assert verified.stdout == "nothing missing, nothing changed\n"
    assert verified.returncode == 0
