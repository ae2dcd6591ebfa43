"""What the desk may do with a request or a case. Each gives the fact, or refuses."""

from datetime import date, datetime

from msgspec.structs import replace

from corridor.base.ids import ChainId, MemberId
from corridor.domain.casefile import STRIKABLE, Case, State, struck_heights
from corridor.domain.cases import (
    CaseClosed,
    CaseMade,
    CaseReopened,
    CaseTaken,
    CloseReason,
    ContactTried,
    EntryStruck,
    HandedOver,
    NoteWritten,
    Outcome,
    RequestCollected,
    SheetPrinted,
    SummaryWritten,
    TagsSet,
)
from corridor.domain.errors import (
    CaseAlreadyError,
    CaseClosedError,
    CaseOpenError,
    CollectedAlreadyError,
    EmptyFieldError,
    InFutureError,
    NobodyInCaseError,
    NotACaseError,
    NotAChoiceError,
    NotAskedError,
    NotClosableError,
    NotFoundError,
    NotStrikableError,
    PersonTwiceError,
    RingingUnsafeError,
    TakenAlreadyError,
)
from corridor.domain.likeness import SetAside
from corridor.domain.ringing import is_unsafe
from corridor.domain.words import LINE_LIMIT, bounded, line, needed

TAG_LIMIT = 40


def collect(case: Case, draft: RequestCollected, *, today: date) -> RequestCollected:
    if case.request is not None:
        raise CollectedAlreadyError
    if draft.asked_on > today:
        raise InFutureError("asked_on")
    return replace(
        draft, number=line(draft.number, field="number"), name=line(draft.name, field="name")
    )


def make_case(case: Case, draft: CaseMade) -> CaseMade:
    _open(case)
    if case.made is not None:
        raise CaseAlreadyError
    if not draft.people:
        raise NobodyInCaseError
    if len(set(draft.people)) < len(draft.people):
        raise PersonTwiceError
    if draft.labels and len(draft.labels) != len(draft.people):
        raise NotAChoiceError("labels")
    labels = tuple(bounded(one, field="labels", limit=LINE_LIMIT) for one in draft.labels)
    return replace(draft, number=line(draft.number, field="number"), labels=labels)


def take(case: Case, *, by: MemberId) -> CaseTaken:
    _open(case)
    if case.owner == by:
        raise TakenAlreadyError
    return CaseTaken(by=by)


def hand_over(case: Case, *, to: MemberId) -> HandedOver:
    _open(case)
    if case.owner == to:
        raise TakenAlreadyError
    return HandedOver(to=to)


def set_aside(case: Case, *, like: ChainId, many: int) -> SetAside:
    """Only what nobody has in hand, and only once."""
    _open(case)
    if case.state is not State.REQUEST:
        raise CaseAlreadyError
    if case.owner is not None or case.aside is not None:
        raise TakenAlreadyError
    return SetAside(like=like, many=many)


def write_note(case: Case, *, text: str) -> NoteWritten:
    """A closed case still takes notes: what is learned late is kept, too."""
    _collected(case)
    return NoteWritten(text=needed(text, field="text"))


def summarise(case: Case, *, words: str) -> SummaryWritten:
    _collected(case)
    return SummaryWritten(line=line(words, field="line"))


def tag(case: Case, *, tags: tuple[str, ...]) -> TagsSet:
    _collected(case)
    lines = (line(one, field="tags", limit=TAG_LIMIT) for one in tags)
    return TagsSet(tags=tuple(dict.fromkeys(lines)))


def try_contact(  # noqa: PLR0913 - one try, and what may forbid it
    case: Case,
    draft: ContactTried,
    *,
    at: datetime,
    said: str = "",
    only_here: bool = False,
    before: bool = False,
) -> ContactTried:
    """What would break the person's rules needs two members who agree on it beforehand.

    `before` marks what had happened before there were rules here: it is only written down.
    """
    _collected(case)
    if draft.tried_at > at:
        raise InFutureError("tried_at")
    unsafe = draft.outcome is not Outcome.THEY_WROTE and is_unsafe(
        case.safety.rules,
        way=draft.way,
        at=draft.tried_at,
        said=said,
        only_here=only_here,
    )
    words = bounded(draft.words, field="words")
    agreed = any(one.allows(draft.way, at=draft.tried_at) for one in case.rings)
    if unsafe and not (before or agreed):
        raise RingingUnsafeError
    if unsafe and not words:
        raise EmptyFieldError("words")
    return replace(draft, outside_hours=unsafe, words=words)


def close(case: Case, draft: CaseClosed) -> CaseClosed:
    """Nobody is closed away while they are missing or on the way."""
    _open(case)
    if case.journeys or any(person.missing for person in case.people):
        raise NotClosableError
    words = bounded(draft.words, field="words")
    if draft.reason is CloseReason.OTHER and not words:
        raise EmptyFieldError("words")
    return replace(draft, words=words)


def reopen(case: Case, *, words: str) -> CaseReopened:
    if case.closed is None:
        raise CaseOpenError
    return CaseReopened(words=needed(words, field="words"))


def strike(case: Case, *, height: int, words: str) -> EntryStruck:
    """A slip of the hand is struck with a reason. It stays in the timeline, and uncounted."""
    found = next((one for one in case.timeline if one.height == height), None)
    if found is None or height in struck_heights(case.timeline):
        raise NotFoundError
    if not isinstance(found.fact, STRIKABLE):
        raise NotStrikableError
    return EntryStruck(height=height, words=needed(words, field="words"))


def print_sheet(case: Case) -> SheetPrinted:
    """Each sheet has a number of its own, so that paper which is found can be told apart."""
    _collected(case)
    if case.made is None:
        raise NotACaseError
    return SheetPrinted(copy=case.sheets + 1)


def require_case(case: Case) -> None:
    """What belongs to cases only (journeys, filings, names) waits until there is one."""
    _open(case)
    if case.made is None:
        raise NotACaseError


def _collected(case: Case) -> None:
    if case.request is None:
        raise NotAskedError


def _open(case: Case) -> None:
    _collected(case)
    if case.closed is not None:
        raise CaseClosedError
