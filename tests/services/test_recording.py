"""Of two writers one is first; the other decides again on what stands then."""

import pytest

from corridor.base.ids import ChainId
from corridor.crypto.random import new_key, new_uuid
from corridor.crypto.sign import SigningKey
from corridor.domain.cases import NoteWritten
from corridor.ledger.entry import open_entry
from corridor.ledger.errors import ConflictError, LedgerError
from corridor.ledger.memory import MemoryStore
from corridor.ledger.store import Batch
from corridor.services.desk import new_act
from corridor.services.recording import (
    MOST_TRIES,
    Page,
    Pen,
    again_if_second,
    next_epoch_page,
    next_page,
    open_page,
)
from tests.services.world import NOON, ORGANISATION

NOTE = NoteWritten(text="A note.")


@pytest.fixture
def pen() -> Pen:
    return Pen(signing=SigningKey(new_key()), act=new_act(), at=NOON, era=0)


@pytest.fixture
def page(pen: Pen) -> Page:
    return open_page(ORGANISATION, ChainId(new_uuid()), [NOTE], pen=pen)


def test_nothing_is_no_act(pen: Pen, page: Page) -> None:
    with pytest.raises(ValueError, match="at least one fact"):
        next_page(page.head, [], pen=pen, key=page.key)


def test_an_act_says_in_each_entry_how_many_there_are(pen: Pen, page: Page) -> None:
    three = next_page(page.head, [NOTE, NOTE, NOTE], pen=pen, key=page.key)

    written = [open_entry(entry, chain_key=three.key) for entry in three.entries]

    assert [one.siblings for one in written] == [3, 3, 3]
    assert {one.act for one in written} == {pen.act}
    assert three.head.height == page.head.height + 3


def test_a_new_epoch_has_a_key_of_its_own(pen: Pen, page: Page) -> None:
    later = next_epoch_page(page.head, [NOTE], pen=pen)

    assert later.head.epoch == page.head.epoch + 1
    assert later.key.reveal() != page.key.reveal()
    with pytest.raises(LedgerError):
        open_entry(later.entries[0], chain_key=page.key)


def test_of_two_pages_at_one_height_one_is_kept(pen: Pen, page: Page) -> None:
    store = MemoryStore(organisation=ORGANISATION)
    store.commit(Batch(entries=page.entries))
    mine = next_page(page.head, [NOTE], pen=pen, key=page.key)
    theirs = next_page(page.head, [NOTE], pen=pen, key=page.key)
    store.commit(Batch(entries=theirs.entries))

    with pytest.raises(ConflictError):
        store.commit(Batch(entries=mine.entries))

    assert store.head(page.head.chain) == theirs.head


def test_who_came_second_decides_again() -> None:
    tries = [ConflictError(), ConflictError(), None]

    def attempt() -> str:
        error = tries.pop(0)
        if error is not None:
            raise error
        return "written"

    assert again_if_second(attempt) == "written"
    assert tries == []


def test_who_is_never_first_is_told_so_in_the_end() -> None:
    tried: list[None] = []

    def attempt() -> None:
        tried.append(None)
        raise ConflictError

    with pytest.raises(ConflictError):
        again_if_second(attempt)

    assert len(tried) == MOST_TRIES
