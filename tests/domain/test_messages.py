"""Words after they were said: each side changes its own, and the other is told the truth."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from corridor.base.ids import MemberId
from corridor.domain import amending
from corridor.domain.errors import (
    EmptyFieldError,
    NotFoundError,
    SeenAlreadyError,
    WithdrawnError,
)
from corridor.domain.intake import Asked, Dialogue, DialogueFact, Said, Withdrawn, fold
from corridor.domain.messages import (
    SHOWN_AFTER,
    TAKE_BACK,
    Corrected,
    KeptUntil,
    Looked,
    TakenBack,
    Voice,
    WordsDeleted,
    seen_on,
    shown_to_person,
)
from corridor.domain.records import Recorded
from tests.domain.telling import ASKED, LYRA, NOON, TODAY, TOMORROW, VEGA, tell, then

Told = list[Recorded[DialogueFact]]
LATER = NOON + timedelta(days=1)


@pytest.fixture
def talked() -> Told:
    """0: asked, 1: the desk answers, 2: the person goes on."""
    asked: Told = tell(ASKED, by=None)
    answered = then(asked, Said(text="We read it."), by=LYRA)
    return then(answered, Said(text="Thank you."), by=None)


def texts(dialogue: Dialogue) -> list[str]:
    return [one.text for one in dialogue.messages]


def test_the_desks_words_are_shown_once_they_are_seen_or_settled(talked: Told) -> None:
    dialogue = fold(talked)
    said_at = dialogue.messages[1].at
    looked = fold(then(talked, Looked(up_to=1, on=TODAY), by=None))

    def shown(one: Dialogue, after: timedelta) -> list[int]:
        found = shown_to_person(one.messages, one.looks, at=said_at + after)
        return [said.height for said in found]

    assert shown(dialogue, SHOWN_AFTER - timedelta(microseconds=1)) == [0, 2]
    assert shown(dialogue, SHOWN_AFTER) == [0, 1, 2]
    assert shown(looked, timedelta()) == [0, 1, 2]


def test_what_is_being_taken_back_is_never_shown_meanwhile() -> None:
    assert timedelta(seconds=5) <= SHOWN_AFTER - TAKE_BACK


def test_what_they_have_seen_is_taken_back_no_more(talked: Told) -> None:
    looked = fold(then(talked, Looked(up_to=1, on=TODAY), by=None))

    with pytest.raises(SeenAlreadyError):
        amending.take_back(looked, height=1, by=LYRA, at=looked.messages[1].at)


def test_the_author_takes_words_back_and_nothing_of_them_is_left(talked: Told) -> None:
    dialogue = fold(talked)
    at = dialogue.messages[1].at + TAKE_BACK - timedelta(microseconds=1)

    fact = amending.take_back(dialogue, height=1, by=LYRA, at=at)
    after = fold(then(talked, fact, by=LYRA))

    assert fact == TakenBack(height=1)
    assert texts(after) == [ASKED.what, "Thank you."]
    assert after.unanswered
    assert after.timeline[1].fact == Said(text="We read it.")


@pytest.mark.parametrize(
    ("height", "by", "seconds", "refusal"),
    [
        (1, LYRA, 30, SeenAlreadyError),
        (1, VEGA, 1, NotFoundError),
        (2, LYRA, 1, NotFoundError),
        (0, LYRA, 1, NotFoundError),
        (9, LYRA, 1, NotFoundError),
        (-1, LYRA, 1, NotFoundError),
    ],
)
def test_nobody_takes_back_late_or_what_others_said(
    talked: Told, height: int, by: MemberId, seconds: int, refusal: type[Exception]
) -> None:
    dialogue = fold(talked)
    at = dialogue.messages[1].at + timedelta(seconds=seconds)

    with pytest.raises(refusal):
        amending.take_back(dialogue, height=height, by=by, at=at)


@pytest.mark.parametrize("by", [None, LYRA], ids=["person", "desk"])
def test_a_correction_counts_only_from_the_person(talked: Told, by: MemberId | None) -> None:
    after = fold(then(talked, Corrected(height=0, text="Tomorrow, not today."), by=by))

    shown = [one.text for one in shown_to_person(after.messages, after.looks, at=LATER)]
    assert ("Tomorrow, not today." in shown) == (by is None)
    assert (ASKED.what in shown) == (by is not None)


def test_a_corrected_text_stays_for_the_desk_and_asks_for_an_answer_again(talked: Told) -> None:
    answered = then(talked, Said(text="Understood."), by=LYRA)

    fact = amending.correct(fold(answered), height=0, text=" It is my sister. ")
    assert fact is not None
    after = fold(then(answered, fact, by=None))

    assert fact.text == "It is my sister."
    assert (after.messages[0].text, after.messages[0].corrected) == (ASKED.what, True)
    assert after.messages[-1].corrects == 0
    assert after.last_from is Voice.PERSON
    assert [one.height for one in after.unread_by_desk] == [4]


def test_the_same_words_are_no_correction(talked: Told) -> None:
    assert amending.correct(fold(talked), height=2, text="Thank you. ") is None


@pytest.mark.parametrize("height", [1, 7])
def test_only_ones_own_words_are_corrected(talked: Told, height: int) -> None:
    with pytest.raises(NotFoundError):
        amending.correct(fold(talked), height=height, text="Otherwise.")


def test_a_correction_says_something(talked: Told) -> None:
    with pytest.raises(EmptyFieldError):
        amending.correct(fold(talked), height=2, text=" \n")


def test_what_was_corrected_is_corrected_once_and_its_new_words_again(talked: Told) -> None:
    once = then(talked, Corrected(height=2, text="No, thank you."), by=None)

    with pytest.raises(NotFoundError):
        amending.correct(fold(once), height=2, text="Third.")
    assert amending.correct(fold(once), height=3, text="Third.") == Corrected(
        height=3, text="Third."
    )


def test_deleted_words_are_nowhere_in_what_the_desk_reads(talked: Told) -> None:
    fact = amending.delete(fold(talked), heights=[0, 2], at=LATER)
    assert fact is not None

    after = fold(then(talked, fact, by=None))

    assert texts(after) == ["", "We read it.", ""]
    assert ASKED.what not in repr(after)
    assert "Thank you." not in repr(after)
    assert after.asked is not None
    assert shown_to_person(after.messages, after.looks, at=LATER) == (after.messages[1],)


def test_deleting_takes_earlier_versions_along(talked: Told) -> None:
    once = then(talked, Corrected(height=0, text="Second version."), by=None)
    twice = then(once, Corrected(height=3, text="Third version."), by=None)

    fact = amending.delete(fold(twice), heights=[4], at=LATER)
    assert fact == WordsDeleted(heights=(0, 3, 4))
    after = repr(fold(then(twice, fact, by=None)))

    for text in (ASKED.what, "Second version.", "Third version."):
        assert text not in after


def test_an_answer_leaves_the_persons_page_and_stays_for_the_desk(talked: Told) -> None:
    fact = amending.delete(fold(talked), heights=[1], at=LATER)
    assert fact is not None

    after = fold(then(talked, fact, by=None))

    assert after.messages[1].text == "We read it."
    assert [one.height for one in shown_to_person(after.messages, after.looks, at=LATER)] == [
        0,
        2,
    ]


@pytest.mark.parametrize(("heights", "known"), [((8,), False), ((-1, 0), False), ((), True)])
def test_what_is_not_there_is_not_deleted(
    talked: Told, heights: Sequence[int], *, known: bool
) -> None:
    if known:
        assert amending.delete(fold(talked), heights=heights, at=LATER) is None
        return
    with pytest.raises(NotFoundError):
        amending.delete(fold(talked), heights=heights, at=LATER)


def test_the_desk_deletes_nothing_in_the_persons_name(talked: Told) -> None:
    forged = then(talked, WordsDeleted(heights=(0, 2)), by=LYRA)

    assert texts(fold(forged)) == texts(fold(talked))


def test_the_person_takes_nothing_back_in_the_desks_name_and_sets_no_day(talked: Told) -> None:
    forged = then(talked, TakenBack(height=1), KeptUntil(day=TODAY), by=None)

    assert texts(fold(forged)) == texts(fold(talked))
    assert fold(forged).kept_until is None


def test_no_taking_back_reaches_the_persons_words(talked: Told) -> None:
    assert texts(fold(then(talked, TakenBack(height=0), by=LYRA)))[0] == ASKED.what


def test_each_side_has_seen_the_other_on_a_day(talked: Told) -> None:
    looked = then(talked, Looked(up_to=1, on=TODAY), by=None)
    dialogue = fold(then(looked, Looked(up_to=0, on=TOMORROW), by=LYRA))

    days = [seen_on(dialogue.looks, one) for one in dialogue.messages]

    assert days == [TOMORROW, TODAY, None]


def test_a_look_is_written_once_for_new_words(talked: Told) -> None:
    first = amending.look(fold(talked), by=Voice.DESK, on=TODAY)
    assert first == Looked(up_to=2, on=TODAY)

    looked = then(talked, first, by=LYRA)
    assert amending.look(fold(looked), by=Voice.DESK, on=TOMORROW) is None
    more = then(looked, Said(text="One more thing."), by=None)
    again = amending.look(fold(more), by=Voice.DESK, on=TOMORROW)
    assert again == Looked(up_to=4, on=TOMORROW)


def test_a_look_tells_a_day_and_no_hour() -> None:
    assert type(Looked(up_to=0, on=date(2017, 5, 17)).on) is date


def test_a_last_day_is_set_changed_and_taken_back(talked: Told) -> None:
    dialogue = fold(talked)
    fact = amending.keep_until(dialogue, day=TOMORROW)
    assert fact == KeptUntil(day=TOMORROW)

    ending = fold(then(talked, fact, by=LYRA))

    assert ending.kept_until == TOMORROW
    assert amending.keep_until(ending, day=TOMORROW) is None
    assert amending.keep_until(ending, day=None) == KeptUntil(day=None)
    assert amending.keep_until(dialogue, day=None) is None


def test_after_a_withdrawal_nothing_is_changed_any_more(talked: Told) -> None:
    gone = fold(then(talked, Withdrawn(), by=None))

    assert amending.look(gone, by=Voice.DESK, on=TODAY) is None
    for act in (
        lambda: amending.correct(gone, height=2, text="x"),
        lambda: amending.delete(gone, heights=[2], at=LATER),
        lambda: amending.take_back(gone, height=1, by=LYRA, at=NOON),
        lambda: amending.keep_until(gone, day=TODAY),
    ):
        with pytest.raises(WithdrawnError):
            act()


def test_the_request_itself_keeps_everything_but_its_words(talked: Told) -> None:
    after = fold(then(talked, WordsDeleted(heights=(0,)), by=None))

    assert after.asked is not None
    assert (after.asked.what, after.asked.language) == ("", ASKED.language)
    first = after.timeline[0].fact
    assert isinstance(first, Asked)
    assert first.person_key == ASKED.person_key
