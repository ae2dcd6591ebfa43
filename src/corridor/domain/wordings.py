"""What the public face says in each language: who wrote it, who read it, what it was made from.

A sentence is what the program says in English. Words for it count outside only when another
member than their writer has read them, and only as long as the English that they were written
for still stands.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from functools import reduce
from typing import assert_never

import msgspec
from msgspec.structs import replace

from corridor.base.ids import MemberId
from corridor.domain.records import Fact, Recorded, Unknown

SOURCE_LANGUAGE = "en"
Forms = tuple[str, ...]


class Sentence(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """As gettext looks it up: the context only where one English phrase has two meanings."""

    text: str
    context: str = ""
    plural: str = ""

    @property
    def english(self) -> Forms:
        return (self.text, self.plural) if self.plural else (self.text,)


class Words(msgspec.Struct, frozen=True, kw_only=True):
    """One sentence in one language: one form, or one for each plural case of the language.

    `source` is the English it was written for, which an organisation may have changed. No
    forms at all: back to what is shipped.
    """

    sentence: Sentence
    source: Forms
    forms: Forms


class SentencesWritten(Fact, frozen=True, kw_only=True, tag="sentences_written/1"):
    language: str
    words: tuple[Words, ...]


class ReadWords(msgspec.Struct, frozen=True, kw_only=True):
    """Exactly the words that were written at `height`, not what came later."""

    sentence: Sentence
    height: int


class SentencesReviewed(Fact, frozen=True, kw_only=True, tag="sentences_reviewed/1"):
    language: str
    read: tuple[ReadWords, ...]


class LanguageOffered(Fact, frozen=True, kw_only=True, tag="language_offered/1"):
    language: str


class LanguageHeldBack(Fact, frozen=True, kw_only=True, tag="language_held_back/1"):
    language: str


WordingFact = SentencesWritten | SentencesReviewed | LanguageOffered | LanguageHeldBack


class Version(msgspec.Struct, frozen=True, kw_only=True):
    """Words as somebody wrote them, and who read them since."""

    forms: Forms
    source: Forms
    by: MemberId | None
    at: datetime
    height: int
    reviewed_by: MemberId | None = None
    reviewed_at: datetime | None = None


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """One sentence in one language: the newest words, and the newest that were reviewed."""

    newest: Version
    reviewed: Version | None = None

    @property
    def waits(self) -> bool:
        return self.newest.reviewed_by is None


class Tongue(msgspec.Struct, frozen=True, kw_only=True):
    """What was written in one language; `offered_at` while strangers may choose it."""

    language: str
    told: Mapping[Sentence, Told] = {}
    offered_by: MemberId | None = None
    offered_at: datetime | None = None

    @property
    def offered(self) -> bool:
        return self.offered_at is not None


class Wordings(msgspec.Struct, frozen=True, kw_only=True):
    """`height` is the newest entry that was folded in; -1 before the first."""

    tongues: Mapping[str, Tongue] = {}
    height: int = -1

    def tongue(self, language: str) -> Tongue:
        return self.tongues.get(language, Tongue(language=language))

    @property
    def offered(self) -> tuple[str, ...]:
        """In the order in which they were offered."""
        shown = [one for one in self.tongues.values() if one.offered_at is not None]
        return tuple(one.language for one in sorted(shown, key=_offered_at))

    def english(self, sentence: Sentence) -> Forms:
        """What the sentence says in English here, corrected or as it is shipped."""
        said = spoken(self.tongue(SOURCE_LANGUAGE), sentence, source=sentence.english)
        return said or sentence.english


def _offered_at(tongue: Tongue) -> str:
    return "" if tongue.offered_at is None else tongue.offered_at.isoformat()


class Standing(StrEnum):
    """How one sentence stands in one language."""

    MISSING = "missing"
    STALE = "stale"
    WAITING = "waiting"
    SHIPPED = "shipped"
    SAID = "said"


def spoken(tongue: Tongue, sentence: Sentence, *, source: Forms) -> Forms | None:
    """The words that strangers see; None where nothing reviewed stands for this English."""
    told = tongue.told.get(sentence)
    good = None if told is None else told.reviewed
    if good is None or good.source != source:
        return None
    return good.forms or None


def standing(tongue: Tongue, sentence: Sentence, *, source: Forms, shipped: bool) -> Standing:
    told = tongue.told.get(sentence)
    if told is not None and told.newest.forms:
        if told.newest.source != source:
            return Standing.STALE
        return Standing.WAITING if told.waits else Standing.SAID
    if told is not None and told.waits:
        return Standing.WAITING
    return Standing.SHIPPED if shipped else Standing.MISSING


def fold(records: Iterable[Recorded[WordingFact]]) -> Wordings:
    return reduce(_folded, records, Wordings())


def _folded(wordings: Wordings, record: Recorded[WordingFact]) -> Wordings:
    fact = record.fact
    if isinstance(fact, Unknown):
        return replace(wordings, height=record.height)
    after = _after(wordings.tongue(fact.language), fact, record)
    tongues = {**wordings.tongues, fact.language: after}
    return replace(wordings, tongues=tongues, height=record.height)


def _after(tongue: Tongue, fact: WordingFact, record: Recorded[WordingFact]) -> Tongue:
    match fact:
        case SentencesWritten():
            new = {one.sentence: _written(tongue, one, record) for one in fact.words}
            return replace(tongue, told={**tongue.told, **new})
        case SentencesReviewed():
            return replace(tongue, told={**tongue.told, **_read(tongue, fact, record)})
        case LanguageOffered():
            return replace(tongue, offered_by=record.by, offered_at=record.at)
        case LanguageHeldBack():
            return replace(tongue, offered_by=None, offered_at=None)
        case _:
            assert_never(fact)


def _written(tongue: Tongue, words: Words, record: Recorded[WordingFact]) -> Told:
    before = tongue.told.get(words.sentence)
    newest = Version(
        forms=words.forms,
        source=words.source,
        by=record.by,
        at=record.at,
        height=record.height,
    )
    return Told(newest=newest, reviewed=None if before is None else before.reviewed)


def _read(
    tongue: Tongue, fact: SentencesReviewed, record: Recorded[WordingFact]
) -> dict[Sentence, Told]:
    """Nobody's own words count as read, whoever wrote the entry that says so."""
    found = {}
    for one in fact.read:
        told = tongue.told.get(one.sentence)
        if told is None or told.newest.height != one.height or told.newest.by == record.by:
            continue
        read = replace(told.newest, reviewed_by=record.by, reviewed_at=record.at)
        found[one.sentence] = Told(newest=read, reviewed=read)
    return found
