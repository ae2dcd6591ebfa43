"""What happened in a file and in its dialogue, newest first, day by day."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import groupby

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from corridor.domain.attachments import Attached, FileRemoved, visible
from corridor.domain.casefile import STRIKABLE, Case, struck_heights
from corridor.domain.cases import CaseFact, EntryStruck, NoteWritten
from corridor.domain.intake import (
    Asked,
    CheckedIn,
    Dialogue,
    DialogueFact,
    ReachRules,
    Said,
    Withdrawn,
)
from corridor.domain.messages import Corrected, KeptUntil, Looked, TakenBack, WordsDeleted
from corridor.domain.policy import Act
from corridor.domain.records import Recorded
from corridor.domain.responses import QuestionsAnswered, words_of
from corridor.services.casefiles import CaseFile
from corridor.services.desk import Desk
from corridor.web.desk.forms.case import StrikeForm
from corridor.web.desk.pages.common import Link, Quoted
from corridor.web.desk.pages.timeline import Event, StrikePanel, TimelineDay
from corridor.web.desk.shells import member_mark
from corridor.web.desk.showing.common import day_heading, day_words, hour_words
from corridor.web.desk.showing.fate import fate_of
from corridor.web.desk.showing.telling import newer_version, tell
from corridor.web.desk.showing.told import Teller, Told
from corridor.web.desk.words import EYES, WAYS
from corridor.web.ui.forms import DeskForm
from corridor.web.ui.marks import Tone


class Only(StrEnum):
    EVERYTHING = ""
    MESSAGES = "messages"
    NOTES = "notes"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """An event and the moment at which it was written down."""

    at: datetime
    event: Event
    kind: Only = Only.EVERYTHING


def told_words(desk: Desk, record: Recorded[CaseFact]) -> str:
    """One line about an entry of somebody else's, for who wrote at the same time."""
    told = tell(Teller(desk=desk, case=Case()), record.fact)
    who = member_mark(desk, record.by).handle
    return f"{who} {told.what}. {told.text}".strip()


def entries_of(
    desk: Desk, file: CaseFile, *, sent: Mapping[str, DeskForm], strikable: bool = True
) -> list[Entry]:
    """Newest first. `sent` are forms that came back with something wrong in them."""
    teller = Teller(desk=desk, case=file.case)
    struck = _struck_words(file)
    strikes = strikable and desk.may(Act.WRITE_NOTE)
    told = [
        Entry(
            at=record.at,
            event=_event(
                teller,
                record,
                struck=struck.get(record.height, ""),
                strike=_strike(file, record, sent=sent) if strikes else None,
            ),
            kind=Only.NOTES if isinstance(record.fact, NoteWritten) else Only.EVERYTHING,
        )
        for record in file.history.records
    ]
    return _newest_first((*_spoken(desk, file), *told))


def days_of(entries: Iterable[Entry], *, today: date) -> tuple[TimelineDay, ...]:
    by_day = groupby(entries, key=lambda entry: timezone.localtime(entry.at).date())
    return tuple(
        TimelineDay(
            heading=day_heading(day, today=today), events=tuple(one.event for one in told)
        )
        for day, told in by_day
    )


def conversation(desk: Desk, file: CaseFile) -> tuple[TimelineDay, ...]:
    """What was written since the request itself, both ways."""
    spoken = [one for one in _spoken(desk, file) if one.kind is Only.MESSAGES]
    return days_of(_newest_first(spoken[1:]), today=desk.today())


def _newest_first(entries: Iterable[Entry]) -> list[Entry]:
    """Of two entries of one moment, the later one stands above."""
    return sorted(entries, key=lambda entry: entry.at)[::-1]


def _struck_words(file: CaseFile) -> dict[int, str]:
    counted = struck_heights(file.history.records)
    return {
        one.fact.height: one.fact.words
        for one in file.history.records
        if isinstance(one.fact, EntryStruck) and one.fact.height in counted
    }


def _event(
    teller: Teller,
    record: Recorded[CaseFact],
    *,
    struck: str,
    strike: StrikePanel | None,
) -> Event:
    told = tell(teller, record.fact)
    who = member_mark(teller.desk, record.by).handle
    return Event(
        who=who,
        what=f"{told.what}, {hour_words(record.at)}",
        icon=told.icon,
        tone=told.tone,
        text=told.text,
        struck=gettext("Struck as a mistake: %(words)s") % {"words": struck} if struck else "",
        strike=None if struck else strike,
    )


def _strike(
    file: CaseFile, record: Recorded[CaseFact], *, sent: Mapping[str, DeskForm]
) -> StrikePanel | None:
    if not isinstance(record.fact, STRIKABLE):
        return None
    part = f"-{record.height}"
    back = sent.get(f"strike{part}")
    return StrikePanel(
        form=back if isinstance(back, StrikeForm) else StrikeForm(part=part),
        url=reverse("strike", kwargs={"case": file.chain, "height": record.height}),
    )


def _spoken(desk: Desk, file: CaseFile) -> list[Entry]:
    if file.talk is None:
        return []
    dialogue = file.talk.dialogue
    return [
        _said(desk, file, dialogue, record, record.fact)
        if isinstance(record.fact, Asked | Said | Corrected)
        else Entry(
            at=record.at,
            event=_signed(desk, file, record),
            kind=Only.MESSAGES if _is_said(dialogue, record) else Only.EVERYTHING,
        )
        for record in dialogue.timeline
        if not isinstance(record.fact, Looked | TakenBack)
    ]


def _is_said(dialogue: Dialogue, record: Recorded[DialogueFact]) -> bool:
    """Answers that came with the request stand beside its words, and only there."""
    if isinstance(record.fact, QuestionsAnswered):
        return record.act != dialogue.timeline[0].act
    return isinstance(record.fact, Attached | FileRemoved)


def _said(
    desk: Desk,
    file: CaseFile,
    dialogue: Dialogue,
    record: Recorded[DialogueFact],
    fact: Asked | Said | Corrected,
) -> Entry:
    """The person's own words stand apart from ours; a worker may have written them down."""
    language = dialogue.asked.language if dialogue.asked else ""
    theirs = isinstance(fact, Asked) or record.by is None
    text = fact.what if isinstance(fact, Asked) else fact.text
    hour, fate = hour_words(record.at), fate_of(desk, file, dialogue, record.height)
    event = Event(
        who=file.case.name if record.by is None else member_mark(desk, record.by).handle,
        what=_said_what(record, fact, name=file.case.name, hour=hour),
        icon="message-square" if theirs else "send",
        tone=Tone.WAIT if theirs else Tone.OK,
        text="" if theirs else text,
        said=Quoted(text=text, language=language, direction="auto")
        if theirs and text
        else None,
        struck=fate.struck,
        seen=fate.seen,
        back=fate.back,
    )
    return Entry(at=record.at, event=event, kind=Only.MESSAGES)


def _quoted(text: str, language: str) -> Quoted:
    return Quoted(text=text, language=language, direction="auto")


def _said_what(
    record: Recorded[DialogueFact], fact: Asked | Said | Corrected, *, name: str, hour: str
) -> str:
    if isinstance(fact, Corrected):
        return gettext("corrected what they had said, %(hour)s") % {"hour": hour}
    if record.by is None:
        return gettext("on the code page, %(hour)s") % {"hour": hour}
    if isinstance(fact, Asked):
        return gettext("wrote down what they said, %(hour)s") % {"hour": hour}
    return gettext("wrote to %(name)s, %(hour)s") % {"name": name, "hour": hour}


def _signed(desk: Desk, file: CaseFile, record: Recorded[DialogueFact]) -> Event:
    told = _sign(record.fact)
    files = reverse("files", kwargs={"case": file.chain})
    return Event(
        who=file.case.name if record.by is None else member_mark(desk, record.by).handle,
        what=f"{told.what}, {hour_words(record.at)}",
        icon=told.icon,
        tone=told.tone,
        text=told.text,
        link=Link(words=gettext("To the files"), url=files)
        if isinstance(record.fact, Attached)
        else None,
    )


def _of_words(
    fact: QuestionsAnswered | Attached | FileRemoved | WordsDeleted | KeptUntil,
) -> Told:
    match fact:
        case FileRemoved():
            return Told(what=gettext("took a file back"), icon="undo-2")
        case WordsDeleted():
            return Told(what=gettext("deleted words from their page"), icon="undo-2")
        case KeptUntil(day=None):
            return Told(what=gettext("took back the day of erasing"), icon="folder-open")
        case KeptUntil():
            text = day_words(fact.day) if fact.day else ""
            return Told(what=gettext("set the day of erasing"), icon="x", text=text)
        case _:
            return _brought(fact)


def _brought(fact: QuestionsAnswered | Attached) -> Told:
    if isinstance(fact, QuestionsAnswered):
        what, words = gettext("answered questions"), words_of(fact)
        return Told(what=what, icon="list-checks", tone=Tone.WAIT, text=words)
    return Told(what=gettext("sent a file"), icon="paperclip", text=visible(fact.name))


def _sign(fact: object) -> Told:
    match fact:
        case QuestionsAnswered() | Attached() | FileRemoved() | WordsDeleted() | KeptUntil():
            return _of_words(fact)
        case CheckedIn():
            return Told(what=gettext("gave a sign of life"), icon="bell", tone=Tone.WAIT)
        case ReachRules():
            said = (str(WAYS[fact.way]), str(EYES[fact.eyes]), fact.how)
            text = ". ".join(part for part in said if part)
            return Told(what=gettext("said how to reach them"), icon="shield-check", text=text)
        case Withdrawn():
            return Told(what=gettext("withdrew the request"), icon="undo-2", tone=Tone.WARN)
        case _:
            return newer_version()


def chosen_only(entries: Sequence[Entry], only: Only) -> list[Entry]:
    return [one for one in entries if only is Only.EVERYTHING or one.kind is only]
