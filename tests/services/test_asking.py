"""The person's side: one request for one receipt, and nothing to be learnt from watching it."""

from collections import Counter

import pytest

from corridor.crypto.random import new_key
from corridor.crypto.receipt import new_receipt
from corridor.domain.errors import NotFoundError
from corridor.domain.intake import Answer, Said, SaidPlace, Who, Wish
from corridor.ledger.store import Batch
from corridor.services.asking import (
    Question,
    answer_check_in,
    come_back,
    lookup_of,
    request_help,
    withdraw,
    write_message,
)
from corridor.services.casefiles import open_file
from corridor.services.collecting import collect
from corridor.services.desk import new_act
from corridor.services.intake import answer
from corridor.services.recording import Pen, next_page
from tests.services.world import World

QUESTION = Question(
    language="en", soon=Wish.HOURS, who=Who.ME, what="Please.", place=SaidPlace.REGION
)


@pytest.fixture
def world() -> World:
    return World()


def test_the_same_request_sent_again_is_one_request(world: World) -> None:
    receipt = new_receipt()
    for _ in range(3):
        request_help(world.public, receipt, QUESTION)

    assert world.door.mailbox_size() == 1
    assert len(world.door.alarms()) == 1
    assert len(list(world.door.chains())) == 1


def test_a_receipt_opens_its_own_words_and_no_others(world: World) -> None:
    mine, _ = world.ask("Mine.")
    theirs, _ = world.ask("Theirs.")

    assert come_back(world.public, mine).dialogue.messages[0].text == "Mine."
    assert come_back(world.public, theirs).dialogue.messages[0].text == "Theirs."


def test_an_unknown_and_a_withdrawn_receipt_open_nothing(world: World) -> None:
    receipt, _ = world.ask()
    withdraw(world.public, receipt)

    for one in (receipt, new_receipt()):
        with pytest.raises(NotFoundError):
            come_back(world.public, one)


def test_a_lock_moved_to_another_dialogue_opens_nothing(world: World) -> None:
    mine, _ = world.ask("Mine.")
    theirs, _ = world.ask("Theirs.")
    locks = world.door._rows.locks
    first, second = (lookup_of(world.pepper, one) for one in (mine, theirs))
    locks[first] = locks[second]

    with pytest.raises(NotFoundError):
        come_back(world.public, mine)


def test_another_pepper_finds_nobody(world: World) -> None:
    receipt, _ = world.ask()
    world.pepper = new_key()

    with pytest.raises(NotFoundError):
        come_back(world.public, receipt)


def test_a_reply_reaches_the_person_and_nobody_elses_page(world: World) -> None:
    receipt, chain = world.case()
    answer(world.as_member("lyra"), chain, text="We have read it.")

    messages = come_back(world.public, receipt).dialogue.messages

    assert [one.text for one in messages][-1] == "We have read it."


def seen_by_a_watcher(world: World) -> tuple[object, ...]:
    """Everything that stands in clear: rows, their sizes, lines of the log, alarms."""
    rows = world.door._rows
    sizes = [
        (len(entry.header), len(entry.body or b""))
        for entries in rows.chains.values()
        for entry in entries
    ]
    lines = Counter((line[0], len(line)) for line in rows.lines)
    alarms = sorted((one.level, one.group, one.sent) for one in rows.alarms.values())
    return sizes, lines, alarms, len(rows.locks), len(rows.mailbox), len(rows.grants)


@pytest.mark.parametrize("wakes", [False, True])
def test_every_answer_to_a_check_in_looks_the_same(world: World, wakes: bool) -> None:  # noqa: FBT001
    seen = []
    for given in Answer:
        one = World(own=world.own)
        receipt = new_receipt()
        soon = Wish.HOURS if wakes else Wish.DAYS
        question = Question(
            language="en", soon=soon, who=Who.ME, what="Please.", place=SaidPlace.REGION
        )
        request_help(one.public, receipt, question)
        collect(one.as_member("lyra"))
        answer_check_in(one.public, receipt, answer=given)
        seen.append(seen_by_a_watcher(one))

    assert len(seen) == len(Answer)
    assert seen[0] == seen[1] == seen[2]


@pytest.mark.parametrize("text", ["No.", "x" * 700])
def test_short_messages_have_one_size(world: World, text: str) -> None:
    receipt, dialogue = world.ask()
    write_message(world.public, receipt, text=text)

    entry = world.door.entries(dialogue)[-1]

    assert len(entry.body or b"") == 1024 + 29


def test_a_reply_on_its_way_when_a_person_withdraws_breaks_nothing(world: World) -> None:
    receipt, chain = world.case()
    lyra = world.as_member("lyra")
    talk = open_file(lyra, chain).talk
    assert talk is not None
    late = next_page(
        talk.history.head,
        [Said(text="On its way.")],
        pen=Pen(signing=lyra.signing, act=new_act(), at=world.clock(), era=0),
        key=talk.history.key,
    )
    withdraw(world.public, receipt)
    world.door.commit(Batch(entries=late.entries))

    file = open_file(world.as_member("lyra", stores=world.fresh()), chain)

    assert file.talk is None
