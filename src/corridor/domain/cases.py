"""A case: one request and the people whom it carries, from the first answer to the last."""

from datetime import date, datetime
from enum import StrEnum

from corridor.base.ids import ActId, ChainId, ImportId, MemberId, PersonId
from corridor.domain.access import AccessFact
from corridor.domain.consent import ConsentFact
from corridor.domain.filings import FilingFact
from corridor.domain.intake import Channel, SaidPlace, Who, Wish
from corridor.domain.likeness import BroughtBack, SetAside
from corridor.domain.people import PeopleFact
from corridor.domain.records import Fact
from corridor.domain.ringing import RingingFact
from corridor.domain.safety import SafetyFact
from corridor.domain.tasks import TaskFact


class Outcome(StrEnum):
    """How a try to reach somebody ended."""

    REACHED = "reached"
    NOT_ANSWERED = "not_answered"
    SOMEONE_ELSE_ANSWERED = "someone_else_answered"
    NOT_DELIVERED = "not_delivered"
    THEY_WROTE = "they_wrote"


class CloseReason(StrEnum):
    SETTLED = "settled"
    SAFE_WHERE_THEY_ARE = "safe_where_they_are"
    STAYS_BY_CHOICE = "stays_by_choice"
    REFERRED = "referred"
    WITHDREW = "withdrew"
    OUT_OF_MANDATE = "out_of_mandate"
    NO_CAPACITY = "no_capacity"
    LOST_CONTACT = "lost_contact"
    RETURNED = "returned"
    DETAINED = "detained"
    DIED = "died"
    DUPLICATE = "duplicate"
    OTHER = "other"


class RequestCollected(Fact, frozen=True, kw_only=True, tag="request_collected/1"):
    """The desk took a request in; until it is a case, its asker counts as one person."""

    dialogue: ChainId | None
    number: str
    name: str
    asker: PersonId
    asked_on: date
    channel: Channel
    language: str
    wish: Wish
    who: Who
    said_place: SaidPlace


class CodeHandedOver(Fact, frozen=True, kw_only=True, tag="code_handed_over/1"):
    """Somebody who called got the code by which they can come back to the page."""


class CameThrough(Fact, frozen=True, kw_only=True, tag="came_through/1"):
    """By which other door: row `row` of a list, or a partner's sealed referral.

    `reference` is the sender's own sign for it.
    """

    sender: str
    reference: str
    listed: ImportId | None = None
    row: int = 0


class CaseMade(Fact, frozen=True, kw_only=True, tag="case_made/1"):
    """`labels` go with `people`, one each, or are left out altogether."""

    number: str
    people: tuple[PersonId, ...]
    labels: tuple[str, ...] = ()


class CaseTaken(Fact, frozen=True, kw_only=True, tag="case_taken/1"):
    by: MemberId


class HandedOver(Fact, frozen=True, kw_only=True, tag="handed_over/1"):
    to: MemberId


class ContactTried(Fact, frozen=True, kw_only=True, tag="contact_tried/1"):
    way: Channel
    outcome: Outcome
    tried_at: datetime
    outside_hours: bool
    words: str


class NoteWritten(Fact, frozen=True, kw_only=True, tag="note_written/1"):
    text: str


class SummaryWritten(Fact, frozen=True, kw_only=True, tag="summary_written/1"):
    """One line for lists."""

    line: str


class TagsSet(Fact, frozen=True, kw_only=True, tag="tags_set/1"):
    tags: tuple[str, ...]


class CaseClosed(Fact, frozen=True, kw_only=True, tag="case_closed/1"):
    reason: CloseReason
    words: str


class CaseReopened(Fact, frozen=True, kw_only=True, tag="case_reopened/1"):
    words: str


class JourneyOpened(Fact, frozen=True, kw_only=True, tag="journey_opened/1"):
    """The case has a journey of its own chain; when and where stand only there."""

    journey: ChainId


class JourneyClosed(Fact, frozen=True, kw_only=True, tag="journey_closed/1"):
    journey: ChainId


class EntryStruck(Fact, frozen=True, kw_only=True, tag="entry_struck/1"):
    """What stands at `height` was entered by mistake: it stays readable and counts no more."""

    height: int
    words: str


class SheetPrinted(Fact, frozen=True, kw_only=True, tag="sheet_printed/1"):
    """A sheet of this file was made for paper. `copy` is the number that stands on it."""

    copy: int


class Undone(Fact, frozen=True, kw_only=True, tag="undone/1"):
    """Whoever did this act has taken it back within half a minute: it counts no more."""

    done: ActId


class WordUsedKnowingly(Fact, frozen=True, kw_only=True, tag="word_used_knowingly/1"):
    """The answer at `height` of the dialogue holds a word to avoid; `why` it was sent."""

    height: int
    why: str


DeskFact = (
    RequestCollected
    | CodeHandedOver
    | CameThrough
    | CaseMade
    | CaseTaken
    | HandedOver
    | ContactTried
    | NoteWritten
    | SummaryWritten
    | TagsSet
    | CaseClosed
    | CaseReopened
    | JourneyOpened
    | JourneyClosed
    | EntryStruck
    | SheetPrinted
    | SetAside
    | BroughtBack
    | Undone
    | WordUsedKnowingly
)
CaseFact = (
    DeskFact
    | PeopleFact
    | SafetyFact
    | RingingFact
    | ConsentFact
    | TaskFact
    | FilingFact
    | AccessFact
)
