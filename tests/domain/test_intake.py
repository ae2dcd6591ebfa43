from collections.abc import Callable
from datetime import timedelta

import pytest
from msgspec.structs import replace

from corridor.domain import amending, intake
from corridor.domain.errors import (
    EmptyFieldError,
    NotAChoiceError,
    NotAskedError,
    TooLongError,
    WithdrawnError,
)
from corridor.domain.intake import (
    Answer,
    CheckedIn,
    Dialogue,
    DialogueFact,
    Eyes,
    ReachRules,
    Said,
    Way,
    Wish,
    Withdrawn,
    fold,
)
from corridor.domain.messages import Voice
from corridor.domain.records import Recorded
from corridor.domain.words import MESSAGE_LIMIT
from tests.domain.telling import ALARM, ASKED, LYRA, NOON, tell, then

LANGUAGES = ("en", "ru")
ANSWER = Said(text="Thank you for writing.")

Told = list[Recorded[DialogueFact]]


def test_only_the_words_are_needed_to_ask() -> None:
    draft = replace(
        ASKED, soon=Wish.UNSAID, who=intake.Who.UNSAID, place=intake.SaidPlace.UNSAID
    )

    assert intake.ask(draft, languages=LANGUAGES) == draft


@pytest.mark.parametrize("what", ["", "   ", "\n\r\n", "\x00\x07"])
def test_an_empty_request_is_refused(what: str) -> None:
    with pytest.raises(EmptyFieldError) as refusal:
        intake.ask(replace(ASKED, what=what), languages=LANGUAGES)

    assert refusal.value.field == "what"


def test_a_request_of_just_the_limit_is_taken_and_one_sign_more_is_not() -> None:
    longest = replace(ASKED, what="ж" * MESSAGE_LIMIT)

    assert intake.ask(longest, languages=LANGUAGES).what == longest.what
    with pytest.raises(TooLongError) as refusal:
        intake.ask(replace(ASKED, what="ж" * (MESSAGE_LIMIT + 1)), languages=LANGUAGES)
    assert (refusal.value.field, refusal.value.limit) == ("what", MESSAGE_LIMIT)


def test_a_refusal_carries_no_words_of_the_person() -> None:
    with pytest.raises(TooLongError) as refusal:
        intake.ask(replace(ASKED, what="Aset " * MESSAGE_LIMIT), languages=LANGUAGES)

    assert "Aset" not in repr(refusal.value)


def test_a_language_that_nobody_reads_here_is_refused() -> None:
    with pytest.raises(NotAChoiceError, match="language"):
        intake.ask(replace(ASKED, language="xx"), languages=LANGUAGES)


@pytest.mark.parametrize("length", [0, 31, 33])
def test_a_key_of_another_length_is_refused(length: int) -> None:
    with pytest.raises(NotAChoiceError, match="person_key"):
        intake.ask(replace(ASKED, person_key=b"k" * length), languages=LANGUAGES)


def test_lines_stay_lines_and_what_no_keyboard_writes_goes() -> None:
    asked = intake.ask(replace(ASKED, what=" one\r\ntwo\x00\rthree "), languages=LANGUAGES)

    assert asked.what == "one\ntwo\nthree"


def test_a_request_waits_until_the_desk_writes() -> None:
    asked = tell(ASKED, by=None)

    waiting, answered = fold(asked), fold(then(asked, ANSWER))

    assert (waiting.unanswered, waiting.waiting_since) == (True, NOON)
    assert (answered.unanswered, answered.waiting_since) == (False, None)
    assert answered.last_from is Voice.DESK


def test_a_later_message_waits_but_is_not_a_first_answer() -> None:
    answered: Told = then(tell(ASKED, by=None), ANSWER)
    told: Told = then(answered, Said(text="And now?"), by=None)

    dialogue = fold(then(told, Said(text="Are you there?"), by=None))

    assert not dialogue.unanswered
    assert dialogue.waiting_since == NOON + timedelta(minutes=2)
    assert [message.text for message in dialogue.unread_by_desk] == [
        "And now?",
        "Are you there?",
    ]


def test_what_a_worker_wrote_down_for_a_caller_is_the_persons_voice() -> None:
    dialogue = fold(tell(ASKED, by=LYRA))

    assert dialogue.messages[0].voice is Voice.PERSON
    assert dialogue.messages[0].by == LYRA
    assert dialogue.unanswered


def test_the_last_word_on_how_to_reach_somebody_counts() -> None:
    first = ReachRules(way=Way.ALSO_RING, eyes=Eyes.NOBODY, how="Evenings.")
    last = ReachRules(way=Way.ONLY_HERE, eyes=Eyes.SOMEONE, how="")

    assert fold(tell(ASKED, first, last, by=None)).rules == last


def test_a_check_in_is_kept_and_asks_for_no_answer() -> None:
    told: Told = then(tell(ASKED, by=None), ANSWER)

    dialogue = fold(then(told, CheckedIn(answer=Answer.B, alarm=ALARM), by=None))

    assert dialogue.check_ins[0].answer is Answer.B
    assert dialogue.waiting_since is None


def test_withdrawing_is_dated_by_the_first_time() -> None:
    dialogue = fold(tell(ASKED, Withdrawn(), Withdrawn(), by=None))

    assert dialogue.withdrawn_at == NOON + timedelta(minutes=1)


def test_nothing_is_said_in_an_empty_dialogue() -> None:
    assert fold([]).last_from is None
    assert not fold([]).unanswered


def test_whoever_may_be_rung_says_how() -> None:
    dialogue = fold(tell(ASKED, by=None))

    with pytest.raises(EmptyFieldError, match="how"):
        amending.set_reach(dialogue, way=Way.ALSO_RING, eyes=Eyes.UNSAID, how=" ")

    assert amending.set_reach(dialogue, way=Way.ONLY_HERE, eyes=Eyes.UNSAID, how=" ").how == ""


@pytest.mark.parametrize("text", ["", " "])
def test_an_empty_message_is_refused(text: str) -> None:
    with pytest.raises(EmptyFieldError, match="text"):
        intake.say(fold(tell(ASKED, by=None)), text=text)


ADDING: dict[str, Callable[[Dialogue], object]] = {
    "a message": lambda dialogue: intake.say(dialogue, text="Hello"),
    "a check-in": lambda dialogue: intake.check_in(dialogue, answer=Answer.A, alarm=None),
    "rules": lambda dialogue: amending.set_reach(
        dialogue, way=Way.ONLY_HERE, eyes=Eyes.NOBODY, how=""
    ),
    "a withdrawal": intake.withdraw,
}


@pytest.mark.parametrize("added", ADDING.values(), ids=ADDING)
def test_nothing_is_added_before_a_request_or_after_its_withdrawal(
    added: Callable[[Dialogue], object],
) -> None:
    before, after = fold([]), fold(tell(ASKED, Withdrawn(), by=None))

    with pytest.raises(NotAskedError):
        added(before)
    with pytest.raises(WithdrawnError):
        added(after)


def test_every_way_of_adding_works_in_an_open_dialogue() -> None:
    dialogue = fold(tell(ASKED, by=None))

    assert intake.say(dialogue, text=" Hello ") == Said(text="Hello")
    assert intake.check_in(dialogue, answer=Answer.C, alarm=ALARM).alarm == ALARM
    assert intake.withdraw(dialogue) == Withdrawn()
