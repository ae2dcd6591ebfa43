from datetime import UTC, datetime
from uuid import uuid4

import pytest

from corridor.base.ids import ActId, MemberId
from corridor.domain import reviewing
from corridor.domain.errors import (
    NotAChoiceError,
    NotFoundError,
    NothingToSecondError,
    SecondIsFirstError,
)
from corridor.domain.records import Recorded, Unknown
from corridor.domain.reviewing import Line, survey
from corridor.domain.wording_errors import LanguageUnfinishedError, WrittenMeanwhileError
from corridor.domain.wordings import (
    Forms,
    LanguageHeldBack,
    LanguageOffered,
    ReadWords,
    Sentence,
    SentencesReviewed,
    SentencesWritten,
    Standing,
    Tongue,
    WordingFact,
    Wordings,
    Words,
    fold,
    spoken,
)

LYRA, MIRA = MemberId(uuid4()), MemberId(uuid4())
NOON = datetime(2017, 5, 17, 12, tzinfo=UTC)
TITLE = Sentence(text="Contact form")
LEAD = Sentence(text="Your answer, if there is one, waits here.")


class Told:
    """A chain as it grows: who wrote what down, one after another."""

    def __init__(self) -> None:
        self.records: list[Recorded[WordingFact]] = []

    def __call__(self, fact: WordingFact | Unknown, *, by: MemberId) -> int:
        height = len(self.records)
        self.records.append(
            Recorded(fact=fact, at=NOON, by=by, act=ActId(uuid4()), height=height)
        )
        return height

    def write(
        self,
        *forms: str,
        sentence: Sentence = TITLE,
        by: MemberId = LYRA,
        language: str = "ce",
        source: Forms | None = None,
    ) -> int:
        words = Words(sentence=sentence, source=source or sentence.english, forms=forms)
        return self(SentencesWritten(language=language, words=(words,)), by=by)

    def read(
        self,
        height: int,
        *,
        sentence: Sentence = TITLE,
        by: MemberId = MIRA,
        language: str = "ce",
    ) -> int:
        read = ReadWords(sentence=sentence, height=height)
        return self(SentencesReviewed(language=language, read=(read,)), by=by)

    @property
    def now(self) -> Wordings:
        return fold(self.records)

    def lines(self, *sentences: Sentence, language: str = "ce") -> tuple[Line, ...]:
        return survey(self.now, language, sentences, shipped=lambda _one: None)

    def line(self, sentence: Sentence = TITLE, *, language: str = "ce") -> Line:
        return self.lines(sentence, language=language)[0]


@pytest.fixture
def told() -> Told:
    return Told()


def said(told: Told, sentence: Sentence = TITLE) -> Forms | None:
    now = told.now
    return spoken(now.tongue("ce"), sentence, source=now.english(sentence))


def test_words_count_from_the_moment_another_member_has_read_them(told: Told) -> None:
    height = told.write("Форма")
    assert said(told) is None

    told.read(height)

    assert said(told) == ("Форма",)


def test_an_entry_in_which_somebody_reads_their_own_words_counts_for_nothing(
    told: Told,
) -> None:
    told.read(told.write("Форма", by=LYRA), by=LYRA)

    assert said(told) is None
    assert told.line().standing is Standing.WAITING


def test_older_words_are_said_until_the_newer_ones_are_read(told: Told) -> None:
    told.read(told.write("Форма"))
    height = told.write("Другая форма")

    assert said(told) == ("Форма",)
    told.read(height)
    assert said(told) == ("Другая форма",)


def test_reading_older_words_says_nothing_of_newer_ones(told: Told) -> None:
    old = told.write("Форма")
    told.write("Другая форма")

    told.read(old)

    assert said(told) is None


def test_words_for_english_that_was_corrected_since_are_old(told: Told) -> None:
    told.read(told.write("Форма"))
    told.read(told.write("Write to us", language="en"), language="en")

    assert said(told) is None
    assert told.line().standing is Standing.STALE
    assert told.line().source == ("Write to us",)


def test_words_of_a_sentence_that_the_program_says_otherwise_now_are_offered_as_old(
    told: Told,
) -> None:
    told.read(told.write("Ваш ответ ждёт здесь.", sentence=LEAD))
    changed = Sentence(text="Your answer, if there is any, waits here.")

    line = told.line(changed)

    assert line.standing is Standing.STALE
    assert line.former == LEAD
    assert line.left is not None
    assert line.left.newest.forms == ("Ваш ответ ждёт здесь.",)
    assert line.spoken is None


def test_quite_another_sentence_is_no_older_form_of_it(told: Told) -> None:
    told.read(told.write("Ваш ответ ждёт здесь.", sentence=LEAD))

    assert told.line(TITLE).standing is Standing.MISSING


def test_a_fact_of_a_newer_version_changes_nothing(told: Told) -> None:
    told.read(told.write("Форма"))
    told(Unknown(kind="sentences_sung/1"), by=LYRA)

    assert said(told) == ("Форма",)
    assert told.now.height == 2


def test_who_wrote_a_sentence_cannot_review_it(told: Told) -> None:
    height = told.write("Форма", by=LYRA)

    with pytest.raises(SecondIsFirstError):
        reviewing.review(told.lines(TITLE), [(TITLE, height)], language="ce", by=LYRA)


def test_only_what_was_read_is_reviewed(told: Told) -> None:
    told.write("Форма")
    told.write("Другая форма")

    with pytest.raises(WrittenMeanwhileError):
        reviewing.review(told.lines(TITLE), [(TITLE, 0)], language="ce", by=MIRA)


def test_nothing_is_reviewed_twice_or_unwritten(told: Told) -> None:
    told.read(told.write("Форма"))

    for sentence, height in ((TITLE, 0), (LEAD, -1)):
        with pytest.raises(NothingToSecondError):
            reviewing.review(
                told.lines(TITLE, LEAD), [(sentence, height)], language="ce", by=MIRA
            )


def test_nobody_writes_over_words_that_they_have_not_seen(told: Told) -> None:
    told.write("Форма")

    with pytest.raises(WrittenMeanwhileError):
        reviewing.write(told.line(), ("Моя форма",), language="ce", seen=-1)


def test_only_written_words_are_taken_back(told: Told) -> None:
    with pytest.raises(NotFoundError):
        reviewing.take_back(told.line(), seen=-1)


def test_taken_back_words_are_said_until_a_second_member_agrees(told: Told) -> None:
    told.read(told.write("Форма"))
    back = told.write()
    assert said(told) == ("Форма",)

    told.read(back)

    assert said(told) is None
    assert told.line().standing is Standing.MISSING


@pytest.mark.parametrize("left", ["unwritten", "unread", "old"])
def test_a_language_is_not_offered_with_anything_left_to_do(told: Told, left: str) -> None:
    told.read(told.write("Форма"))
    if left == "unread":
        told.write("Ваш ответ", sentence=LEAD)
    if left == "old":
        told.read(told.write("Ваш ответ", sentence=LEAD, source=("Other",)), sentence=LEAD)

    with pytest.raises(LanguageUnfinishedError) as refused:
        reviewing.offer(told.now.tongue("ce"), told.lines(TITLE, LEAD))

    assert refused.value.left == 1


def test_a_whole_language_is_offered_once_and_can_be_held_back(told: Told) -> None:
    told.read(told.write("Форма"))
    fact = reviewing.offer(told.now.tongue("ce"), told.lines(TITLE))
    told(fact, by=LYRA)

    assert fact == LanguageOffered(language="ce")
    assert told.now.offered == ("ce",)
    with pytest.raises(NothingToSecondError):
        reviewing.offer(told.now.tongue("ce"), told.lines(TITLE))

    told(reviewing.hold_back(told.now.tongue("ce")), by=LYRA)

    assert told.now.offered == ()
    with pytest.raises(NothingToSecondError):
        reviewing.hold_back(told.now.tongue("ce"))


def test_what_is_no_language_is_never_offered(told: Told) -> None:
    told(LanguageHeldBack(language="qqq"), by=LYRA)

    with pytest.raises(NotAChoiceError):
        reviewing.offer(Tongue(language="qqq"), told.lines(TITLE, language="qqq"))
