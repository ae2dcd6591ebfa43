"""A statement's life: figures frozen, words and claims added, released by a second person."""

from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from functools import reduce
from typing import assert_never

import msgspec
from msgspec.structs import replace

from corridor.base.ids import MemberId
from corridor.domain.claims import Claim
from corridor.domain.errors import (
    NotFoundError,
    NothingToSecondError,
    NotReadyError,
    SecondIsFirstError,
)
from corridor.domain.figures import Figure
from corridor.domain.numerals import Language
from corridor.domain.records import Fact, Recorded, Unknown
from corridor.domain.sentences import Region, Telling
from corridor.domain.statements import (
    Draft,
    Fault,
    LanguagesDifferError,
    Sentence,
    TooFewError,
    attributed,
    check_agree,
    faults,
    outward,
    plain,
)


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """The organisation's words for its region in one language, frozen with the figures."""

    language: Language
    region: Region


class FiguresFrozen(Fact, frozen=True, kw_only=True, tag="figures_frozen/1"):
    """`kept_inside` are figures that are never told as ours, such as one country's visas."""

    figures: tuple[Figure, ...]
    kept_inside: tuple[Figure, ...]
    tellings: tuple[Told, ...]
    as_of: date
    small: int


class Words(msgspec.Struct, frozen=True, kw_only=True):
    language: Language
    opening: str
    closing: str


class WordsWritten(Fact, frozen=True, kw_only=True, tag="words_written/1"):
    words: tuple[Words, ...]
    not_before: date | None


class ClaimQuoted(Fact, frozen=True, kw_only=True, tag="claim_quoted/1"):
    claim: Claim


class ClaimTakenBack(Fact, frozen=True, kw_only=True, tag="claim_taken_back/1"):
    """The claim that was quoted at `height` is told no more."""

    height: int


class ApprovalAsked(Fact, frozen=True, kw_only=True, tag="approval_asked/1"):
    """`on`: figures are told on the day they were counted, or counted again."""

    on: date


class Released(Fact, frozen=True, kw_only=True, tag="released/1"):
    """`number` is the one that readers see; it is never used again."""

    number: int
    on: date


class Discarded(Fact, frozen=True, kw_only=True, tag="discarded/1"):
    pass


StatementFact = (
    FiguresFrozen
    | WordsWritten
    | ClaimQuoted
    | ClaimTakenBack
    | ApprovalAsked
    | Released
    | Discarded
)


class State(StrEnum):
    DRAFT = "draft"
    ASKED = "asked"
    RELEASED = "released"
    DISCARDED = "discarded"


class Quote(msgspec.Struct, frozen=True, kw_only=True):
    claim: Claim
    height: int


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """A statement as it stands now. `let_go` is the claim that was just taken back."""

    frozen: FiguresFrozen | None = None
    written: WordsWritten | None = None
    quotes: tuple[Quote, ...] = ()
    let_go: Claim | None = None
    state: State = State.DRAFT
    asked_by: MemberId | None = None
    released: Released | None = None
    begun_at: datetime | None = None
    begun_by: MemberId | None = None
    timeline: tuple[Recorded[StatementFact], ...] = ()

    @property
    def claims(self) -> tuple[Claim, ...]:
        return tuple(quote.claim for quote in self.quotes)

    @property
    def languages(self) -> tuple[Language, ...]:
        tellings = () if self.frozen is None else self.frozen.tellings
        return tuple(one.language for one in tellings)

    def words(self, language: Language) -> Words:
        written = () if self.written is None else self.written.words
        empty = Words(language=language, opening="", closing="")
        return next((one for one in written if one.language is language), empty)


def fold(records: Iterable[Recorded[StatementFact]]) -> Statement:
    timeline = tuple(records)
    return replace(reduce(_told, timeline, Statement()), timeline=timeline)


def _told(statement: Statement, record: Recorded[StatementFact]) -> Statement:
    fact = record.fact
    if isinstance(fact, Unknown) or statement.state in {State.RELEASED, State.DISCARDED}:
        return statement
    if statement.begun_at is None:
        statement = replace(statement, begun_at=record.at, begun_by=record.by)
    match fact:
        case ApprovalAsked():
            return replace(statement, state=State.ASKED, asked_by=record.by)
        case Released():
            return replace(statement, state=State.RELEASED, released=fact)
        case Discarded():
            return replace(statement, state=State.DISCARDED)
        case _:
            before = replace(statement, state=State.DRAFT, asked_by=None, let_go=None)
            return _changed(before, fact, height=record.height)


def _changed(
    statement: Statement,
    fact: FiguresFrozen | WordsWritten | ClaimQuoted | ClaimTakenBack,
    *,
    height: int,
) -> Statement:
    """Any change takes an approval back: what is released is what was read."""
    match fact:
        case FiguresFrozen():
            return replace(statement, frozen=fact)
        case WordsWritten():
            return replace(statement, written=fact)
        case ClaimQuoted():
            new = Quote(claim=fact.claim, height=height)
            return replace(statement, quotes=(*statement.quotes, new))
        case ClaimTakenBack():
            return _without(statement, fact.height)
        case _:
            assert_never(fact)


def _without(statement: Statement, height: int) -> Statement:
    gone = [one.claim for one in statement.quotes if one.height == height]
    kept = tuple(one for one in statement.quotes if one.height != height)
    return replace(statement, quotes=kept, let_go=gone[0] if gone else None)


def draft_of(statement: Statement, language: Language) -> Draft:
    """The whole text in one language, each sentence tied to what it tells."""
    frozen = statement.frozen
    if frozen is None:
        raise NotReadyError
    words = statement.words(language)
    told = list(_sentences(frozen, language))
    opening, closing = (
        [plain(part)] if part else [] for part in (words.opening, words.closing)
    )
    claims = [attributed(claim, language) for claim in statement.claims]
    return Draft(
        language=language,
        as_of=frozen.as_of,
        sentences=(*opening, *told, *claims, *closing),
        withheld=withheld(frozen),
    )


def _sentences(frozen: FiguresFrozen, language: Language) -> Iterable[Sentence]:
    region = next(one.region for one in frozen.tellings if one.language is language)
    telling = Telling(language=language, region=region)
    for figure in frozen.figures:
        try:
            yield outward(figure, telling, small=frozen.small)
        except TooFewError:
            continue


def withheld(frozen: FiguresFrozen) -> tuple[Figure, ...]:
    return tuple(one for one in frozen.figures if one.count < frozen.small)


def standing(statement: Statement, *, on: date) -> dict[Fault, tuple[Language, ...]]:
    """What stands in the way, and in which languages."""
    found: dict[Fault, tuple[Language, ...]] = {}
    small = 0 if statement.frozen is None else statement.frozen.small
    for language in statement.languages:
        for fault in faults(draft_of(statement, language), on=on, small=small):
            found[fault] = (*found.get(fault, ()), language)
    return found


def languages_agree(statement: Statement) -> bool:
    drafts = [draft_of(statement, language) for language in statement.languages]
    try:
        for other in drafts[1:]:
            check_agree(drafts[0], other)
    except LanguagesDifferError:
        return False
    return True


def still_open(statement: Statement) -> None:
    """A released statement is never changed: a correction is a new one."""
    if statement.state in {State.RELEASED, State.DISCARDED}:
        raise NothingToSecondError


def take_claim_back(statement: Statement, *, height: int) -> ClaimTakenBack:
    still_open(statement)
    if all(one.height != height for one in statement.quotes):
        raise NotFoundError
    return ClaimTakenBack(height=height)


def ask(statement: Statement, *, on: date) -> ApprovalAsked:
    still_open(statement)
    _ready(statement, on=on)
    return ApprovalAsked(on=on)


def release(statement: Statement, *, by: MemberId, number: int, on: date) -> Released:
    """By another than who asked, and only what still holds today."""
    if statement.state is not State.ASKED:
        raise NothingToSecondError
    if statement.asked_by == by:
        raise SecondIsFirstError
    _ready(statement, on=on)
    return Released(number=number, on=on)


def discard(statement: Statement) -> Discarded:
    still_open(statement)
    return Discarded()


def _ready(statement: Statement, *, on: date) -> None:
    if not statement.languages or standing(statement, on=on) or not languages_agree(statement):
        raise NotReadyError
    if not any(draft_of(statement, one).sentences for one in statement.languages):
        raise NotReadyError
