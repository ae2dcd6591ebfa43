"""Two people in one case: who is second is told, and no word is lost."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from corridor.domain.cases import NoteWritten, SummaryWritten
from corridor.domain.errors import NotFoundError
from corridor.services.casefiles import ChangedMeanwhileError, open_file
from corridor.services.cases import summarise, take, write_note
from corridor.services.collecting import collect
from tests.services.world import World, member_id


@pytest.fixture
def world() -> World:
    return World()


def test_the_second_writer_of_the_same_thing_sees_the_firsts_words(world: World) -> None:
    _, chain = world.case()
    lyra, altair = world.as_member("lyra"), world.as_member("altair", stores=world.fresh())
    seen = open_file(altair, chain).height
    summarise(lyra, chain, words="Two brothers, one ill.", seen=seen)

    with pytest.raises(ChangedMeanwhileError) as refusal:
        summarise(altair, chain, words="Two brothers.", seen=seen)

    assert [record.fact for record in refusal.value.theirs] == [
        SummaryWritten(line="Two brothers, one ill.")
    ]
    assert refusal.value.height == seen + 1


def test_having_seen_the_others_words_the_second_writer_may_go_on(world: World) -> None:
    _, chain = world.case()
    lyra, altair = world.as_member("lyra"), world.as_member("altair")
    seen = open_file(altair, chain).height
    summarise(lyra, chain, words="Two brothers, one ill.", seen=seen)
    with pytest.raises(ChangedMeanwhileError) as refusal:
        summarise(altair, chain, words="Two brothers.", seen=seen)

    file = summarise(altair, chain, words="Both ill.", seen=refusal.value.height)

    facts = [record.fact for record in file.history.records]
    assert facts[-2:] == [
        SummaryWritten(line="Two brothers, one ill."),
        SummaryWritten(line="Both ill."),
    ]


def test_different_things_do_not_collide(world: World) -> None:
    _, chain = world.case()
    lyra, altair = world.as_member("lyra"), world.as_member("altair")
    seen = open_file(altair, chain).height
    write_note(lyra, chain, text="Called; no answer.")

    file = take(altair, chain, seen=seen)

    assert file.case.owner == member_id("altair")


def test_notes_that_are_written_at_once_are_all_there(world: World) -> None:
    _, chain = world.case()
    texts = [f"Note {number} of many." for number in range(24)]

    def write(text: str) -> None:
        write_note(world.as_member("lyra"), chain, text=text)

    with ThreadPoolExecutor(max_workers=4) as hands:
        list(hands.map(write, texts))

    records = open_file(world.as_member("lyra", stores=world.fresh()), chain).history.records
    kept = [one.fact.text for one in records if isinstance(one.fact, NoteWritten)]
    assert sorted(kept) == sorted(texts)


def test_a_case_that_does_not_exist_and_one_without_a_key_look_the_same(
    world: World,
) -> None:
    _, dialogue = world.ask()
    _, chain = world.case()
    collect(world.as_member("lyra"))

    for handle, asked_for in (("lyra", dialogue), ("rigel", dialogue), ("vega", chain)):
        with pytest.raises(NotFoundError) as refusal:
            write_note(world.as_member(handle), asked_for, text="?")
        assert refusal.value.args == ()
