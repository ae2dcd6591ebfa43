"""A worker's answer: once, by who may, and whole again after a power cut."""

import pytest

from corridor.base.ids import ChainId
from corridor.domain.cases import Outcome
from corridor.domain.errors import EmptyFieldError, NotFoundError, TooLongError
from corridor.domain.intake import Channel
from corridor.services.asking import come_back, withdraw
from corridor.services.casefiles import open_file
from corridor.services.dialogues import open_talk, write_talk
from corridor.services.intake import answer, contact_tried
from corridor.services.listing import case_index
from tests.services.faults import PowerCutError, cut_at_the_desk, cut_at_the_door
from tests.services.world import World

WORDS = "We are here. Write when you can."


@pytest.fixture
def world() -> World:
    return World()


def said(world: World, case: ChainId) -> list[str]:
    talk = open_file(world.as_member("lyra"), case).talk
    return [] if talk is None else [one.text for one in talk.dialogue.messages[1:]]


def test_a_second_click_is_no_second_answer(world: World) -> None:
    _receipt, case = world.case()
    answer(world.as_member("lyra"), case, text=WORDS)
    world.clock.move(seconds=30)

    answer(world.as_member("lyra"), case, text=f" {WORDS}\r\n")

    assert said(world, case) == [WORDS]


def test_the_same_words_a_while_later_are_another_answer(world: World) -> None:
    _receipt, case = world.case()
    answer(world.as_member("lyra"), case, text=WORDS)
    world.clock.move(seconds=61)

    answer(world.as_member("lyra"), case, text=WORDS)

    assert said(world, case) == [WORDS, WORDS]


def test_a_colleagues_same_words_are_theirs(world: World) -> None:
    _receipt, case = world.case()
    answer(world.as_member("lyra"), case, text=WORDS)

    answer(world.as_member("altair"), case, text=WORDS)

    assert said(world, case) == [WORDS, WORDS]


def test_other_words_at_once_are_kept(world: World) -> None:
    _receipt, case = world.case()
    answer(world.as_member("lyra"), case, text=WORDS)

    answer(world.as_member("lyra"), case, text="One more thing.")

    assert said(world, case) == [WORDS, "One more thing."]


@pytest.mark.parametrize(
    ("text", "refusal"), [(" \n", EmptyFieldError), ("x" * 8001, TooLongError)]
)
def test_an_answer_that_says_nothing_or_too_much_is_refused(
    world: World, text: str, refusal: type[Exception]
) -> None:
    _receipt, case = world.case()

    with pytest.raises(refusal):
        answer(world.as_member("lyra"), case, text=text)

    assert said(world, case) == []


@pytest.mark.parametrize("handle", ["vega", "deneb", "rigel", "sirius"])
def test_who_does_not_talk_with_people_answers_nothing(world: World, handle: str) -> None:
    _receipt, case = world.case()

    with pytest.raises(NotFoundError):
        answer(world.as_member(handle), case, text=WORDS)

    assert said(world, case) == []


def test_nothing_is_answered_to_who_has_withdrawn(world: World) -> None:
    receipt, case = world.case()
    withdraw(world.public, receipt)

    with pytest.raises(NotFoundError):
        answer(world.as_member("lyra"), case, text=WORDS)


def test_nobody_writes_into_a_dialogue_that_is_gone(world: World) -> None:
    receipt, case = world.case()
    talk = open_file(world.as_member("lyra"), case).talk
    assert talk is not None
    withdraw(world.public, receipt)

    with pytest.raises(NotFoundError):
        write_talk(world.as_member("lyra"), talk.history.chain, lambda _stands: None)

    assert open_talk(world.as_member("lyra"), talk.history.chain) is None


def test_an_answer_cut_off_before_it_is_written_is_written_by_doing_it_again(
    world: World,
) -> None:
    receipt, case = world.case()
    with pytest.raises(PowerCutError):
        answer(
            world.as_member("lyra", stores=cut_at_the_door(world, "commit")), case, text=WORDS
        )
    assert said(world, case) == []

    answer(world.as_member("lyra"), case, text=WORDS)

    assert [one.text for one in come_back(world.public, receipt).dialogue.messages[1:]] == [
        WORDS
    ]


def test_an_answer_cut_off_between_its_two_steps_is_there_once_after_doing_it_again(
    world: World,
) -> None:
    _receipt, case = world.case()
    with pytest.raises(PowerCutError):
        answer(world.as_member("lyra", stores=cut_at_the_desk(world)), case, text=WORDS)
    assert said(world, case) == [WORDS]

    answer(world.as_member("lyra"), case, text=WORDS)

    index = case_index(world.as_member("lyra", stores=world.fresh()))
    assert said(world, case) == [WORDS]
    assert index.behind == set()
    assert not index.cases[case].card.unanswered


def test_no_try_is_logged_by_who_may_not_try(world: World) -> None:
    _receipt, case = world.case()
    before = open_file(world.as_member("lyra"), case).height

    with pytest.raises(NotFoundError):
        contact_tried(
            world.as_member("sirius"),
            case,
            way=Channel.PHONE,
            outcome=Outcome.REACHED,
            words="",
        )

    assert open_file(world.as_member("lyra"), case).height == before
