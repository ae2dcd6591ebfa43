"""Taking back, seeing, correcting, deleting and ending, through keys, chains and both faces."""

from datetime import date

import pytest

from corridor.base.ids import ChainId
from corridor.crypto.receipt import Receipt
from corridor.domain.cases import CloseReason
from corridor.domain.errors import NotFoundError, SeenAlreadyError
from corridor.domain.intake import Wish
from corridor.domain.messages import Looked, shown_to_person
from corridor.ledger.memory_files import MemoryBlobs
from corridor.services import asking
from corridor.services.asking import come_back, correct_words, delete_words, read_page
from corridor.services.casefiles import open_file
from corridor.services.cases import close, reopen
from corridor.services.chains import case_chain
from corridor.services.collecting import collect
from corridor.services.intake import answer
from corridor.services.messages import erase_ended, see, take_back
from tests.services.world import World


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def asked(world: World) -> tuple[Receipt, ChainId]:
    return world.case()


def page(world: World, receipt: Receipt) -> list[str]:
    dialogue = read_page(world.public, receipt).dialogue
    shown = shown_to_person(dialogue.messages, dialogue.looks, at=world.clock())
    return [one.text for one in shown]


def test_an_answer_is_seen_at_once_by_another_process_too(
    world: World, asked: tuple[Receipt, ChainId]
) -> None:
    receipt, case = asked

    answer(world.as_member("lyra"), case, text="We read it.")

    assert page(world, receipt) == ["They took my brother.", "We read it."]


def test_what_was_seen_is_taken_back_no_more(
    world: World, asked: tuple[Receipt, ChainId]
) -> None:
    receipt, case = asked
    lyra = world.as_member("lyra")
    file = answer(lyra, case, text="We read it.")
    assert file.talk is not None

    seen = page(world, receipt)
    with pytest.raises(SeenAlreadyError):
        take_back(lyra, case, height=file.talk.dialogue.messages[-1].height)

    assert page(world, receipt) == seen


def test_what_was_taken_back_never_reaches_the_page_and_leaves_its_trace_at_the_desk(
    world: World, asked: tuple[Receipt, ChainId]
) -> None:
    receipt, case = asked
    lyra = world.as_member("lyra")
    file = answer(lyra, case, text="Dear Aset,")
    assert file.talk is not None
    height = file.talk.dialogue.messages[-1].height

    world.clock.move(seconds=29)
    _file, words = take_back(world.as_member("lyra", stores=world.fresh()), case, height=height)
    world.clock.move(minutes=5)

    assert words == "Dear Aset,"
    assert page(world, receipt) == ["They took my brother."]
    talk = open_file(lyra, case).talk
    assert talk is not None
    assert "Dear Aset," in repr(talk.dialogue.timeline)


@pytest.mark.parametrize(("handle", "seconds"), [("lyra", 30), ("altair", 3)])
def test_too_late_or_not_ones_own_it_stays_said(
    world: World, asked: tuple[Receipt, ChainId], handle: str, seconds: int
) -> None:
    receipt, case = asked
    file = answer(world.as_member("lyra"), case, text="We read it.")
    assert file.talk is not None
    world.clock.move(seconds=seconds)

    with pytest.raises((SeenAlreadyError, NotFoundError)):
        take_back(world.as_member(handle), case, height=file.talk.dialogue.messages[-1].height)
    world.clock.move(minutes=1)

    assert page(world, receipt)[-1] == "We read it."


def test_who_may_not_answer_takes_nothing_back(
    world: World, asked: tuple[Receipt, ChainId]
) -> None:
    with pytest.raises(NotFoundError):
        take_back(world.as_member("deneb"), asked[1], height=1)


def test_each_side_learns_the_day_and_one_visit_writes_one_look(
    world: World, asked: tuple[Receipt, ChainId]
) -> None:
    receipt, case = asked
    lyra = world.as_member("lyra")
    answer(lyra, case, text="We read it.")
    world.clock.move(minutes=1)
    for _ in range(3):
        see(world.as_member("lyra"), open_file(lyra, case))
        read_page(world.public, receipt)

    dialogue = come_back(world.public, receipt).dialogue
    looks = [one.fact for one in dialogue.timeline if isinstance(one.fact, Looked)]

    assert looks == [
        Looked(up_to=0, on=date(2017, 4, 3)),
        Looked(up_to=1, on=date(2017, 4, 3)),
    ]


def test_a_look_wakes_nobody_and_a_correction_does(world: World) -> None:
    receipt, dialogue = world.ask(soon=Wish.HOURS)
    lyra = world.as_member("lyra")
    collect(lyra)
    case = case_chain(dialogue)
    answer(lyra, case, text="We read it.")
    world.clock.move(minutes=1)
    see(lyra, open_file(lyra, case))
    world.door.clear_alarms([one.alarm for one in world.door.alarms()])

    read_page(world.public, receipt)
    quiet = world.door.alarms()
    delete_words(world.public, receipt, heights=[1])
    still = world.door.alarms()
    correct_words(world.public, receipt, height=0, text="They took my cousin.")

    assert (quiet, still) == ([], [])
    assert len(world.door.alarms()) == 1


def test_deleted_words_are_found_by_no_search(
    world: World, asked: tuple[Receipt, ChainId]
) -> None:
    receipt, case = asked
    lyra = world.as_member("lyra")
    asking.write_message(world.public, receipt, text="My name is Juniper.")

    delete_words(world.public, receipt, heights=None)

    file = open_file(lyra, case)
    assert file.talk is not None
    assert "Juniper" not in repr(file.talk.dialogue)
    assert page(world, receipt) == []


def test_nobody_deletes_or_corrects_with_another_receipt(
    world: World, asked: tuple[Receipt, ChainId]
) -> None:
    other, _ = world.ask("Mine.")

    with pytest.raises(NotFoundError):
        delete_words(world.public, other, heights=[1])
    delete_words(world.public, other, heights=[0])

    assert page(world, asked[0]) == ["They took my brother."]


def test_when_the_work_has_ended_the_page_says_the_day_and_opens_until_then(
    world: World, asked: tuple[Receipt, ChainId]
) -> None:
    receipt, case = asked
    lyra, files = world.as_member("lyra"), MemoryBlobs(world.door, clock=world.clock)
    close(lyra, case, reason=CloseReason.SETTLED, words="")
    ends = come_back(world.public, receipt).dialogue.kept_until

    world.clock.move(days=89)
    before = erase_ended(world.as_member("lyra"), files), page(world, receipt)
    world.clock.move(days=1)

    assert ends == date(2017, 7, 2)
    assert before == (0, ["They took my brother."])
    with pytest.raises(NotFoundError):
        come_back(world.public, receipt)


def test_on_its_day_the_dialogue_is_erased_whole(
    world: World, asked: tuple[Receipt, ChainId]
) -> None:
    _receipt, case = asked
    lyra, files = world.as_member("lyra"), MemoryBlobs(world.door, clock=world.clock)
    dialogue = open_file(lyra, case).talk
    assert dialogue is not None
    close(lyra, case, reason=CloseReason.SETTLED, words="")
    world.clock.move(days=90)

    done = [erase_ended(world.as_member("lyra"), files) for _ in range(2)]

    assert done == [1, 0]
    assert {one.body for one in world.door.entries(dialogue.history.chain)} == {None}
    assert world.door.grants(dialogue.history.chain) == []
    assert open_file(world.as_member("lyra"), case).talk is None


def test_a_case_that_is_taken_up_again_loses_no_word(
    world: World, asked: tuple[Receipt, ChainId]
) -> None:
    receipt, case = asked
    lyra, files = world.as_member("lyra"), MemoryBlobs(world.door, clock=world.clock)
    close(lyra, case, reason=CloseReason.SETTLED, words="")
    reopen(lyra, case, words="They wrote again.")

    world.clock.move(days=400)

    assert erase_ended(world.as_member("lyra"), files) == 0
    assert page(world, receipt) == ["They took my brother."]
    assert come_back(world.public, receipt).dialogue.kept_until is None
