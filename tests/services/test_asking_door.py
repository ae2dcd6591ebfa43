"""The person's side of a desk in memory: once is once, changed words arrive, gone is gone."""

import pytest

from corridor.crypto.random import new_key
from corridor.crypto.receipt import Receipt, new_receipt
from corridor.domain.errors import EmptyFieldError, NotFoundError, WithdrawnError
from corridor.domain.intake import Answer, SaidPlace, Who, Wish
from corridor.services.asking import (
    Door,
    Question,
    answer_check_in,
    come_back,
    request_help,
    withdraw,
    write_message,
)
from tests.services.staff import REPUBLIC, House, house


def question(what: str = "Help.", *, soon: Wish = Wish.DAYS) -> Question:
    return Question(language="en", soon=soon, who=Who.ME, what=what, place=SaidPlace.UNSAID)


@pytest.fixture
def desk() -> House:
    return house()


@pytest.fixture
def door(desk: House) -> Door:
    return Door(
        organisation=desk.pins.organisation,
        store=desk.stores.door,
        mailbox=desk.pins.mailbox,
        mailbox_epoch=desk.pins.mailbox_epoch,
        pepper=new_key(),
        clock=desk.watch,
        languages=REPUBLIC.languages,
    )


def said(door: Door, receipt: Receipt) -> list[str]:
    return [one.text for one in come_back(door, receipt).dialogue.messages]


def test_the_same_words_again_change_nothing(door: Door) -> None:
    receipt = new_receipt()
    request_help(door, receipt, question(soon=Wish.HOURS))
    before = door.store.log_size(), door.store.alarms()

    request_help(door, receipt, question(soon=Wish.HOURS))

    assert (door.store.log_size(), door.store.alarms()) == before
    assert said(door, receipt) == ["Help."]


def test_changed_words_are_a_message_and_a_new_hurry_rings(door: Door) -> None:
    receipt = new_receipt()
    request_help(door, receipt, question())

    request_help(door, receipt, question("They are here.", soon=Wish.HOURS))

    assert said(door, receipt) == ["Help.", "They are here."]
    assert len(door.store.alarms()) == 1


def test_a_message_repeated_at_once_counts_once(door: Door) -> None:
    receipt = new_receipt()
    request_help(door, receipt, question())

    for text in ("One.", "One.", "Two.", "One."):
        write_message(door, receipt, text=text)

    assert said(door, receipt) == ["Help.", "One.", "Two.", "One."]


def test_nothing_rings_for_words_that_are_gone(door: Door) -> None:
    receipt, other = new_receipt(), new_receipt()
    request_help(door, receipt, question(soon=Wish.HOURS))
    write_message(door, receipt, text="Two.")
    request_help(door, other, question(soon=Wish.HOURS))
    ringing = len(door.store.alarms())

    withdraw(door, receipt)

    assert (ringing, len(door.store.alarms())) == (3, 1)


def test_every_answer_to_a_check_in_weighs_the_same(door: Door) -> None:
    receipt = new_receipt()
    request_help(door, receipt, question())

    for answer in Answer:
        answer_check_in(door, receipt, answer=answer)

    entries = door.store.entries(come_back(door, receipt).history.chain)
    assert len({len(entry.body or b"") for entry in entries[1:]}) == 1


def test_a_withdrawn_receipt_opens_and_stores_nothing(door: Door) -> None:
    receipt = new_receipt()
    request_help(door, receipt, question())
    chain = come_back(door, receipt).history.chain

    withdraw(door, receipt)

    assert {entry.body for entry in door.store.entries(chain)} == {None}
    assert (door.store.mailbox(), list(door.store.grants(chain))) == ([], [])
    with pytest.raises(NotFoundError):
        come_back(door, receipt)
    with pytest.raises(NotFoundError):
        write_message(door, receipt, text="Still there?")
    with pytest.raises(WithdrawnError):
        request_help(door, receipt, question())


def test_a_request_without_words_is_not_stored(door: Door) -> None:
    receipt = new_receipt()

    with pytest.raises(EmptyFieldError):
        request_help(door, receipt, question(" \x00 "))

    assert door.store.mailbox() == []


def test_another_pepper_finds_nothing(door: Door) -> None:
    receipt = new_receipt()
    request_help(door, receipt, question())
    stranger = Door(**{**vars(door), "pepper": new_key()})

    with pytest.raises(NotFoundError):
        come_back(stranger, receipt)
