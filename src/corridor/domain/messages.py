"""Words in a dialogue after they were said: taken back, corrected, deleted, seen, kept.

What the desk writes can be taken back for half a minute, as long as the person has not seen it.
What they see is written down before it is shown: what was taken back was never seen.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final, TypeVar

import msgspec
from msgspec.structs import replace

from corridor.base.ids import MemberId
from corridor.domain.attachments import File
from corridor.domain.errors import NotFoundError, SeenAlreadyError
from corridor.domain.records import Fact, Unknown
from corridor.domain.responses import QuestionsAnswered
from corridor.domain.words import needed

TAKE_BACK: Final = timedelta(seconds=30)
# Later than anybody may take it back, words are shown even where no look can be written down.
SHOWN_AFTER: Final = timedelta(seconds=35)


class Voice(StrEnum):
    PERSON = "person"
    DESK = "desk"


class TakenBack(Fact, frozen=True, kw_only=True, tag="taken_back/1"):
    """The desk's words at `height` were taken back before the person could see them."""

    height: int


class Corrected(Fact, frozen=True, kw_only=True, tag="corrected/1"):
    """The person says anew what they had said at `height`."""

    height: int
    text: str


class WordsDeleted(Fact, frozen=True, kw_only=True, tag="words_deleted/1"):
    """The person takes words off their page: their own are shown to nobody any more."""

    heights: tuple[int, ...]


class Looked(Fact, frozen=True, kw_only=True, tag="looked/1"):
    """Whoever wrote this entry has seen the other side's words up to this height."""

    up_to: int
    on: date


class KeptUntil(Fact, frozen=True, kw_only=True, tag="kept_until/1"):
    """On this day the whole dialogue is erased. None: as long as the desk works with it."""

    day: date | None


MessageFact = TakenBack | Corrected | WordsDeleted | Looked | KeptUntil


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """`by` wrote it down: a worker may do so for somebody who called. A file has no text.

    `corrects` is the height of what these words replace. `fixed` words answer questions: they
    are changed where they were asked.
    """

    voice: Voice
    text: str
    at: datetime
    by: MemberId | None
    height: int
    file: File | None = None
    corrects: int | None = None
    corrected: bool = False
    deleted: bool = False
    fixed: bool = False


class Look(msgspec.Struct, frozen=True, kw_only=True):
    by: Voice
    up_to: int
    on: date


Messages = tuple[Message, ...]
FactT = TypeVar("FactT", bound=Fact | Unknown)


# --- folding -----------------------------------------------------------------------------


def without(messages: Messages, fact: TakenBack) -> Messages:
    """Only the desk's own words can be taken back."""
    return tuple(
        one for one in messages if one.height != fact.height or one.voice is Voice.PERSON
    )


def replaced(messages: Messages, fact: Corrected, *, at: datetime, height: int) -> Messages:
    """The new words stand last; the old ones stay for the desk, marked."""
    marked = tuple(
        replace(one, corrected=True)
        if one.height == fact.height and one.voice is Voice.PERSON
        else one
        for one in messages
    )
    new = Message(
        voice=Voice.PERSON,
        text=fact.text,
        at=at,
        by=None,
        height=height,
        corrects=fact.height,
    )
    return (*marked, new)


def emptied(messages: Messages, fact: WordsDeleted) -> Messages:
    """The person's words go for everybody; the desk's go from the person's page alone."""
    return tuple(
        replace(one, deleted=True, text="" if one.voice is Voice.PERSON else one.text)
        if one.height in fact.heights
        else one
        for one in messages
    )


def wordless(fact: FactT) -> FactT:
    """The same fact without what a person said in it."""
    if isinstance(fact, QuestionsAnswered):
        unsaid = tuple(replace(one, said="", chosen=()) for one in fact.responses)
        return replace(fact, responses=unsaid)
    blank = {name: "" for name in ("what", "text") if hasattr(fact, name)}
    return replace(fact, **blank) if blank else fact


# --- reading -----------------------------------------------------------------------------


def shown_to_person(
    messages: Iterable[Message], looks: Sequence[Look], *, at: datetime
) -> Messages:
    """What stands on the person's page at this moment."""
    return tuple(one for one in on_their_page(messages) if _out(one, looks, at=at))


def on_their_page(messages: Iterable[Message]) -> Messages:
    """What will stand there once they look."""
    return tuple(one for one in messages if not (one.deleted or one.corrected))


def _out(message: Message, looks: Sequence[Look], *, at: datetime) -> bool:
    """A file of the desk is taken back by deleting it, at any time."""
    if message.voice is Voice.PERSON or message.file is not None:
        return True
    return seen_on(looks, message) is not None or at >= message.at + SHOWN_AFTER


def may_take_back(
    message: Message, looks: Sequence[Look], *, by: MemberId, at: datetime
) -> bool:
    mine = message.voice is Voice.DESK and message.by == by and message.file is None
    return mine and at < message.at + TAKE_BACK and seen_on(looks, message) is None


def may_correct(message: Message) -> bool:
    theirs = message.voice is Voice.PERSON and message.file is None
    return theirs and not (message.deleted or message.corrected or message.fixed)


def seen_on(looks: Iterable[Look], message: Message) -> date | None:
    """The day on which the other side first saw it; never the hour."""
    return next(
        (
            one.on
            for one in looks
            if one.by is not message.voice and one.up_to >= message.height
        ),
        None,
    )


# --- deciding ----------------------------------------------------------------------------


def take_back(
    messages: Messages, looks: Sequence[Look], *, height: int, by: MemberId, at: datetime
) -> TakenBack:
    """Whoever wrote it may take it back for half a minute, until the person has seen it."""
    found = _find(messages, height)
    if found.voice is Voice.PERSON or found.by != by or found.file is not None:
        raise NotFoundError
    if not may_take_back(found, looks, by=by, at=at):
        raise SeenAlreadyError
    return TakenBack(height=height)


def correct(messages: Messages, *, height: int, text: str) -> Corrected | None:
    """None where nothing is changed. What was deleted or corrected before is not there."""
    found = _find(messages, height)
    if not may_correct(found):
        raise NotFoundError
    said = needed(text, field="text")
    return None if said == found.text else Corrected(height=height, text=said)


def delete(
    messages: Messages, looks: Sequence[Look], *, heights: Sequence[int], at: datetime
) -> WordsDeleted | None:
    """Take these off the person's page, with everything that they once replaced."""
    shown = shown_to_person(messages, looks, at=at)
    here = {one.height for one in shown if one.file is None}
    if not set(heights) <= {one.height for one in messages}:
        raise NotFoundError
    chosen = _with_earlier(messages, [height for height in heights if height in here])
    return WordsDeleted(heights=chosen) if chosen else None


def look(
    messages: Iterable[Message], looks: Iterable[Look], *, by: Voice, on: date
) -> Looked | None:
    """None when there is nothing new to be seen."""
    newest = max((one.height for one in messages if one.voice is not by), default=-1)
    known = max((one.up_to for one in looks if one.by is by), default=-1)
    return Looked(up_to=newest, on=on) if newest > known else None


def _with_earlier(messages: Messages, heights: Sequence[int]) -> tuple[int, ...]:
    """A corrected text goes together with all of its earlier versions."""
    before = {one.height: one.corrects for one in messages}
    found: list[int] = []
    for height in heights:
        at: int | None = height
        while at is not None and at not in found:
            found.append(at)
            at = before.get(at)
    return tuple(sorted(found))


def _find(messages: Messages, height: int) -> Message:
    for one in messages:
        if one.height == height:
            return one
    raise NotFoundError
