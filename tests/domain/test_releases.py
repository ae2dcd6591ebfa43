"""A statement is told by two people, whole, and on the day it was counted."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from corridor.base.ids import ActId, MemberId
from corridor.domain.claims import Claim, ClaimWords, Verb
from corridor.domain.errors import (
    NotFoundError,
    NothingToSecondError,
    NotReadyError,
    SecondIsFirstError,
)
from corridor.domain.figures import Figure, Measure, Unit
from corridor.domain.numerals import Language
from corridor.domain.records import Recorded
from corridor.domain.releases import (
    ApprovalAsked,
    ClaimQuoted,
    FiguresFrozen,
    Released,
    State,
    Statement,
    StatementFact,
    Told,
    Words,
    WordsWritten,
    ask,
    discard,
    draft_of,
    fold,
    release,
    take_claim_back,
)
from corridor.domain.sentences import Region

DAY = date(2017, 5, 17)
VEGA, CAPELLA = MemberId(UUID(int=1)), MemberId(UUID(int=2))


def frozen(asked: int = 83) -> FiguresFrozen:
    figure = Figure(measure=Measure.ASKED, count=asked, unit=Unit.PERSON, as_of=DAY)
    english = Region(origin="from the republic", left="the republic")
    russian = Region(origin="из республики", left="из республики")
    return FiguresFrozen(
        figures=(figure,),
        kept_inside=(),
        tellings=(
            Told(language=Language.ENGLISH, region=english),
            Told(language=Language.RUSSIAN, region=russian),
        ),
        as_of=DAY,
        small=5,
    )


def told(*facts: StatementFact, by: MemberId = VEGA) -> Statement:
    at = datetime(2017, 5, 17, 12, tzinfo=UTC)
    return fold(
        Recorded(fact=fact, at=at, by=by, act=ActId(UUID(int=0)), height=height)
        for height, fact in enumerate(facts)
    )


def words(opening: str) -> WordsWritten:
    return WordsWritten(
        words=(Words(language=Language.ENGLISH, opening=opening, closing=""),), not_before=None
    )


def test_the_text_is_worded_from_the_frozen_figure() -> None:
    draft = draft_of(told(frozen()), Language.ENGLISH)

    said = "More than eighty people from the republic have asked us for help."
    assert draft.text == said


def test_who_asked_cannot_release() -> None:
    asked = told(frozen(), ApprovalAsked(on=DAY))

    with pytest.raises(SecondIsFirstError):
        release(asked, by=VEGA, number=1, on=DAY)

    assert release(asked, by=CAPELLA, number=1, on=DAY) == Released(number=1, on=DAY)


def test_what_nobody_asked_for_is_not_released() -> None:
    with pytest.raises(NothingToSecondError):
        release(told(frozen()), by=CAPELLA, number=1, on=DAY)


def test_a_change_after_asking_has_to_be_asked_for_again() -> None:
    changed = told(frozen(), ApprovalAsked(on=DAY), words("We speak again."))

    assert changed.state is State.DRAFT
    with pytest.raises(NothingToSecondError):
        release(changed, by=CAPELLA, number=1, on=DAY)


def test_figures_of_yesterday_are_not_told_today() -> None:
    asked = told(frozen(), ApprovalAsked(on=DAY))

    with pytest.raises(NotReadyError):
        release(asked, by=CAPELLA, number=1, on=date(2017, 5, 18))


@pytest.mark.parametrize("asked", [0, 1, 4])
def test_a_statement_without_a_single_sentence_cannot_be_asked_for(asked: int) -> None:
    with pytest.raises(NotReadyError):
        ask(told(frozen(asked)), on=DAY)


def test_a_number_in_free_words_stands_in_the_way() -> None:
    with pytest.raises(NotReadyError):
        ask(told(frozen(), words("Twelve of them are children.")), on=DAY)


def test_nothing_happens_to_what_was_released() -> None:
    out = told(frozen(), ApprovalAsked(on=DAY), Released(number=1, on=DAY), words("More."))

    assert out.state is State.RELEASED
    assert out.written is None
    with pytest.raises(NothingToSecondError):
        discard(out)


def claimed(speaker: str) -> Claim:
    return Claim(
        words=tuple(
            ClaimWords(language=one, speaker=speaker, about_one="left", about_many="left")
            for one in Language
        ),
        verb=Verb.SAYS,
        count=2,
        unit=Unit.PERSON,
        as_of=DAY,
        source="A newspaper",
    )


def test_a_claim_is_taken_back_alone_and_its_words_are_at_hand() -> None:
    first, second = claimed("A minister"), claimed("A spokesman")
    stands = told(frozen(), ClaimQuoted(claim=first), ClaimQuoted(claim=second))

    fact = take_claim_back(stands, height=1)

    after = told(frozen(), ClaimQuoted(claim=first), ClaimQuoted(claim=second), fact)
    assert after.claims == (second,)
    assert after.let_go == first


def test_taking_a_claim_back_takes_the_approval_back() -> None:
    stands = told(frozen(), ClaimQuoted(claim=claimed("A minister")), ApprovalAsked(on=DAY))

    after = told(
        frozen(),
        ClaimQuoted(claim=claimed("A minister")),
        ApprovalAsked(on=DAY),
        take_claim_back(stands, height=1),
    )

    assert (after.state, after.asked_by) == (State.DRAFT, None)


@pytest.mark.parametrize("height", [0, 2, 99])
def test_only_a_claim_that_stands_is_taken_back(height: int) -> None:
    stands = told(frozen(), ClaimQuoted(claim=claimed("A minister")), words("Hello."))

    with pytest.raises(NotFoundError):
        take_claim_back(stands, height=height)


def test_a_released_claim_stays() -> None:
    stands = told(
        frozen(),
        ClaimQuoted(claim=claimed("A minister")),
        ApprovalAsked(on=DAY),
        Released(number=1, on=DAY),
    )

    with pytest.raises(NothingToSecondError):
        take_claim_back(stands, height=1)
