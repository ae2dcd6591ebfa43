"""What security may know of the desk's own days: who opened what, never what it said."""

from enum import StrEnum

from corridor.base.ids import ChainId, CompartmentId, MemberId, PersonId
from corridor.domain.records import Fact


class Opening(StrEnum):
    CASE = "case"
    IDENTITY = "identity"
    DIALOGUE = "dialogue"
    JOURNEY = "journey"
    STATEMENT = "statement"
    ATTACHMENT = "attachment"
    LIST = "list"


class Export(StrEnum):
    STATEMENT = "statement"
    CASE_SHEET = "case_sheet"
    JOURNEY_PLAN = "journey_plan"
    FIGURES = "figures"
    ATTACHMENT = "attachment"
    LIST = "list"


class NoticeCause(StrEnum):
    URGENT_REQUEST = "urgent_request"
    URGENT_MESSAGE = "urgent_message"
    MISSED_CHECK_IN = "missed_check_in"


class NoticeEnd(StrEnum):
    DELIVERED = "delivered"
    FAILED = "failed"


class LoggedIn(Fact, frozen=True, kw_only=True, tag="logged_in/1"):
    member: MemberId


class LoggedOut(Fact, frozen=True, kw_only=True, tag="logged_out/1"):
    member: MemberId


class Locked(Fact, frozen=True, kw_only=True, tag="locked/1"):
    member: MemberId


class LogInFailed(Fact, frozen=True, kw_only=True, tag="log_in_failed/1"):
    """Neither whose log-in nor which of the three answers was wrong is kept."""


class Opened(Fact, frozen=True, kw_only=True, tag="opened/1"):
    member: MemberId
    chain: ChainId
    what: Opening


class OpeningRefused(Fact, frozen=True, kw_only=True, tag="opening_refused/1"):
    member: MemberId
    chain: ChainId


class NameShown(Fact, frozen=True, kw_only=True, tag="name_shown/1"):
    member: MemberId
    chain: ChainId
    person: PersonId


class Granted(Fact, frozen=True, kw_only=True, tag="granted/1"):
    member: MemberId
    chain: ChainId
    compartment: CompartmentId


class Exported(Fact, frozen=True, kw_only=True, tag="exported/1"):
    member: MemberId
    chain: ChainId | None
    what: Export


class RightsChanged(Fact, frozen=True, kw_only=True, tag="rights_changed/1"):
    """`member` changed what `subject` may do or open."""

    member: MemberId
    subject: MemberId


class BackupMade(Fact, frozen=True, kw_only=True, tag="backup_made/1"):
    whole: bool


class DeskRestored(Fact, frozen=True, kw_only=True, tag="desk_restored/1"):
    """A new era begins: what both logs held then, and how many lines a checkpoint misses."""

    era: int
    desk_lines: int
    door_lines: int
    desk_lost: int = 0
    door_lost: int = 0


class NoticeSent(Fact, frozen=True, kw_only=True, tag="notice_sent/1"):
    cause: NoticeCause
    turn: int
    end: NoticeEnd


JournalFact = (
    LoggedIn
    | LoggedOut
    | Locked
    | LogInFailed
    | Opened
    | OpeningRefused
    | NameShown
    | Granted
    | Exported
    | RightsChanged
    | BackupMade
    | DeskRestored
    | NoticeSent
)
