"""The dialogue with a person in danger. Their receipt opens it: nothing internal is here."""

from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from functools import reduce
from itertools import takewhile
from typing import assert_never

import msgspec
from msgspec.structs import replace

from corridor.base.ids import AlarmId, MemberId
from corridor.domain import attachments, messages
from corridor.domain.attachments import Attached, File, FileRemoved, Limits
from corridor.domain.errors import (
    NotAChoiceError,
    NotAskedError,
    WithdrawnError,
)
from corridor.domain.messages import (
    Corrected,
    KeptUntil,
    Look,
    Looked,
    Message,
    MessageFact,
    TakenBack,
    Voice,
    WordsDeleted,
)
from corridor.domain.records import Fact, Recorded, Unknown
from corridor.domain.responses import Given, QuestionsAnswered, given_in, news, words_of
from corridor.domain.words import needed

PERSON_KEY_LENGTH = 32
HOW_LIMIT = 2000
DAY_MINUTES = 24 * 60


class Wish(StrEnum):
    """How soon, in the asker's own eyes. A wish; the first assessment is a worker's."""

    HOURS = "hours"
    DAYS = "days"
    CAN_WAIT = "can_wait"
    UNSAID = "unsaid"


class Who(StrEnum):
    ME = "me"
    ME_AND_OTHERS = "me_and_others"
    SOMEONE_ELSE = "someone_else"
    DISAPPEARED = "disappeared"
    UNSAID = "unsaid"


class SaidPlace(StrEnum):
    UNSAID = "unsaid"
    UNKNOWN = "unknown"
    REGION = "region"
    COUNTRY = "country"
    ABROAD = "abroad"


class Channel(StrEnum):
    PAGE = "page"
    PHONE = "phone"
    MESSENGER = "messenger"
    EMAIL = "email"
    PARTNER = "partner"
    WALK_IN = "walk_in"


OUTSIDE = (Channel.PHONE, Channel.MESSENGER, Channel.EMAIL)


class Answer(StrEnum):
    """Three ordinary sentences. What each of them means is agreed in the journey, not here."""

    A = "a"
    B = "b"
    C = "c"


class Way(StrEnum):
    ONLY_HERE = "only_here"
    ALSO_RING = "also_ring"


class Eyes(StrEnum):
    """Who else opens the person's phone."""

    NOBODY = "nobody"
    SOMEONE = "someone"
    UNSAID = "unsaid"


class Asked(Fact, frozen=True, kw_only=True, tag="asked/1"):
    language: str
    soon: Wish
    who: Who
    what: str
    place: SaidPlace
    channel: Channel
    person_key: bytes
    alarm: AlarmId | None


class Said(Fact, frozen=True, kw_only=True, tag="said/1"):
    text: str


class CheckedIn(Fact, frozen=True, kw_only=True, tag="checked_in/1"):
    answer: Answer
    alarm: AlarmId | None


class PicksUp(StrEnum):
    """Who may answer a call, or read what comes."""

    ONLY_ME = "only_me"
    TRUSTED = "trusted"
    ANYBODY = "anybody"
    UNSAID = "unsaid"


class ReachRules(Fact, frozen=True, kw_only=True, tag="reach_rules/1"):
    """The person's own rules. `opens` and `closes` are minutes after midnight where they are.

    `pretend` is whom a caller has to be, `question` and `reply` how the two know each other.
    """

    way: Way
    eyes: Eyes
    how: str
    channel: Channel | None = None
    opens: int | None = None
    closes: int | None = None
    picks_up: PicksUp = PicksUp.UNSAID
    pretend: str = ""
    avoid: tuple[str, ...] = ()
    question: str = ""
    reply: str = ""
    languages: str = ""


class Withdrawn(Fact, frozen=True, kw_only=True, tag="withdrawn/1"):
    pass


DialogueFact = (
    Asked
    | Said
    | QuestionsAnswered
    | Attached
    | FileRemoved
    | CheckedIn
    | ReachRules
    | Withdrawn
    | TakenBack
    | Corrected
    | WordsDeleted
    | Looked
    | KeptUntil
)


class SignOfLife(msgspec.Struct, frozen=True, kw_only=True):
    answer: Answer
    alarm: AlarmId | None
    at: datetime


class Dialogue(msgspec.Struct, frozen=True, kw_only=True):
    asked: Asked | None = None
    messages: tuple[Message, ...] = ()
    given: tuple[Given, ...] = ()
    rules: ReachRules | None = None
    check_ins: tuple[SignOfLife, ...] = ()
    withdrawn_at: datetime | None = None
    looks: tuple[Look, ...] = ()
    kept_until: date | None = None
    timeline: tuple[Recorded[DialogueFact], ...] = ()

    @property
    def files(self) -> tuple[File, ...]:
        return tuple(one.file for one in self.messages if one.file is not None)

    @property
    def last_from(self) -> Voice | None:
        return self.messages[-1].voice if self.messages else None

    @property
    def unanswered(self) -> bool:
        """The first answer still waits."""
        return self.asked is not None and all(m.voice is Voice.PERSON for m in self.messages)

    @property
    def unread_by_desk(self) -> tuple[Message, ...]:
        """The person's messages since the desk last wrote."""
        since = takewhile(lambda m: m.voice is Voice.PERSON, reversed(self.messages))
        return tuple(since)[::-1]

    @property
    def waiting_since(self) -> datetime | None:
        return self.unread_by_desk[0].at if self.unread_by_desk else None


def fold(records: Iterable[Recorded[DialogueFact]]) -> Dialogue:
    told = tuple(records)
    dialogue = reduce(_told, told, Dialogue())
    timeline = _without_deleted(told, dialogue.messages)
    return replace(dialogue, timeline=timeline, given=given_in(timeline))


def _without_deleted(
    told: tuple[Recorded[DialogueFact], ...], said: tuple[Message, ...]
) -> tuple[Recorded[DialogueFact], ...]:
    """Nobody above this line reads what a person has deleted."""
    gone = {one.height for one in said if one.deleted and one.voice is Voice.PERSON}
    return tuple(_wordless(record) if record.height in gone else record for record in told)


def _wordless(record: Recorded[DialogueFact]) -> Recorded[DialogueFact]:
    return replace(record, fact=messages.wordless(record.fact))


def _told(dialogue: Dialogue, record: Recorded[DialogueFact]) -> Dialogue:
    fact = record.fact
    if isinstance(fact, Unknown):
        return dialogue
    if isinstance(fact, MessageFact):
        return _changed(dialogue, record, fact)
    if isinstance(fact, Asked | Said | Attached | QuestionsAnswered):
        return _spoken(dialogue, record, fact)
    return _marked(dialogue, fact, at=record.at)


def _spoken(
    dialogue: Dialogue,
    record: Recorded[DialogueFact],
    fact: Asked | Said | Attached | QuestionsAnswered,
) -> Dialogue:
    match fact:
        case Asked():
            heard = _heard(dialogue, record, text=fact.what, voice=Voice.PERSON)
            return replace(heard, asked=fact)
        case Said():
            voice = Voice.PERSON if record.by is None else Voice.DESK
            return _heard(dialogue, record, text=fact.text, voice=voice)
        case QuestionsAnswered() | Attached():
            return _brought(dialogue, record, fact)
        case _:
            assert_never(fact)


def _changed(dialogue: Dialogue, record: Recorded[DialogueFact], fact: MessageFact) -> Dialogue:
    """Each side changes its own: nobody corrects or deletes in the person's name."""
    by = Voice.PERSON if record.by is None else Voice.DESK
    match fact:
        case Looked():
            look = Look(by=by, up_to=fact.up_to, on=fact.on)
            return replace(dialogue, looks=(*dialogue.looks, look))
        case TakenBack() | KeptUntil():
            return _changed_by_desk(dialogue, fact) if by is Voice.DESK else dialogue
        case _:
            return _changed_by_person(dialogue, record, fact) if record.by is None else dialogue


def _changed_by_desk(dialogue: Dialogue, fact: TakenBack | KeptUntil) -> Dialogue:
    if isinstance(fact, KeptUntil):
        return replace(dialogue, kept_until=fact.day)
    return replace(dialogue, messages=messages.without(dialogue.messages, fact))


def _changed_by_person(
    dialogue: Dialogue, record: Recorded[DialogueFact], fact: Corrected | WordsDeleted
) -> Dialogue:
    if isinstance(fact, WordsDeleted):
        return _deleted(dialogue, fact)
    said = messages.replaced(dialogue.messages, fact, at=record.at, height=record.height)
    return replace(dialogue, messages=said)


def _deleted(dialogue: Dialogue, fact: WordsDeleted) -> Dialogue:
    asked, said = dialogue.asked, messages.emptied(dialogue.messages, fact)
    if asked is not None and any(one.deleted and one.text == "" for one in said[:1]):
        asked = replace(asked, what="")
    return replace(dialogue, asked=asked, messages=said)


def _brought(
    dialogue: Dialogue, record: Recorded[DialogueFact], fact: QuestionsAnswered | Attached
) -> Dialogue:
    if isinstance(fact, Attached):
        return _filed(dialogue, record, fact)
    return _answered(dialogue, record, fact)


def _answered(
    dialogue: Dialogue, record: Recorded[DialogueFact], fact: QuestionsAnswered
) -> Dialogue:
    """Heard like a message: it waits to be read, and is found by a search."""
    heard = _heard(dialogue, record, text=words_of(fact), voice=Voice.PERSON)
    *before, said = heard.messages
    return replace(heard, messages=(*before, replace(said, fixed=True)))


def _marked(
    dialogue: Dialogue, fact: FileRemoved | CheckedIn | ReachRules | Withdrawn, *, at: datetime
) -> Dialogue:
    match fact:
        case FileRemoved():
            return _unfiled(dialogue, fact)
        case CheckedIn():
            sign = SignOfLife(answer=fact.answer, alarm=fact.alarm, at=at)
            return replace(dialogue, check_ins=(*dialogue.check_ins, sign))
        case ReachRules():
            return replace(dialogue, rules=fact)
        case Withdrawn():
            return replace(dialogue, withdrawn_at=dialogue.withdrawn_at or at)
        case _:
            assert_never(fact)


def _heard(
    dialogue: Dialogue, record: Recorded[DialogueFact], *, text: str, voice: Voice
) -> Dialogue:
    message = Message(voice=voice, text=text, at=record.at, by=record.by, height=record.height)
    return replace(dialogue, messages=(*dialogue.messages, message))


def _filed(dialogue: Dialogue, record: Recorded[DialogueFact], fact: Attached) -> Dialogue:
    message = Message(
        voice=Voice.PERSON if record.by is None else Voice.DESK,
        text="",
        at=record.at,
        by=record.by,
        height=record.height,
        file=File(attached=fact, at=record.at, by=record.by, height=record.height),
    )
    return replace(dialogue, messages=(*dialogue.messages, message))


def _unfiled(dialogue: Dialogue, fact: FileRemoved) -> Dialogue:
    marked = tuple(
        replace(one, file=attachments.marked_removed(one.file, fact)) if one.file else one
        for one in dialogue.messages
    )
    return replace(dialogue, messages=marked)


def ask(draft: Asked, *, languages: tuple[str, ...]) -> Asked:
    """A request as it may be sent: only the words are needed, everything else may be unsaid."""
    if draft.language not in languages:
        raise NotAChoiceError("language")
    if len(draft.person_key) != PERSON_KEY_LENGTH:
        raise NotAChoiceError("person_key")
    return replace(draft, what=needed(draft.what, field="what"))


def say(dialogue: Dialogue, *, text: str) -> Said:
    still_open(dialogue)
    return Said(text=needed(text, field="text"))


def answer_questions(dialogue: Dialogue, draft: QuestionsAnswered) -> QuestionsAnswered | None:
    """None when nothing of it is new."""
    still_open(dialogue)
    return news(dialogue.given, draft)


def attach(dialogue: Dialogue, draft: Attached, *, limits: Limits) -> Attached | None:
    """None when this very file is in the dialogue already."""
    still_open(dialogue)
    return attachments.attach(dialogue.files, draft, limits=limits)


def remove_file(dialogue: Dialogue, *, height: int, by: MemberId | None) -> FileRemoved | None:
    still_open(dialogue)
    return attachments.remove(dialogue.files, height=height, by=by)


def check_in(dialogue: Dialogue, *, answer: Answer, alarm: AlarmId | None) -> CheckedIn:
    still_open(dialogue)
    return CheckedIn(answer=answer, alarm=alarm)


def withdraw(dialogue: Dialogue) -> Withdrawn:
    still_open(dialogue)
    return Withdrawn()


def still_open(dialogue: Dialogue) -> None:
    """Raise once the person has withdrawn, and before anything was asked."""
    if dialogue.asked is None:
        raise NotAskedError
    if dialogue.withdrawn_at is not None:
        raise WithdrawnError
