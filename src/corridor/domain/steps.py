"""What may be recorded about a person's way. Each takes a draft and gives the fact, or refuses.

Nothing here asks whether a person was verified: an exit is a fact, not a reward.
"""

from datetime import date

from msgspec.structs import replace

from corridor.base.ids import PersonId
from corridor.domain.errors import (
    ExitUnsaidError,
    InFutureError,
    LastPersonError,
    MissingAlreadyError,
    NotAStepBackError,
    NotMissingError,
    NotOfThisCaseError,
    NotQuietError,
    PersonTwiceError,
    QuietAlreadyError,
    StepBackUnsaidError,
    StepUnchangedError,
    TooEarlyError,
)
from corridor.domain.milestones import Place
from corridor.domain.people import (
    EXITS,
    OUTSIDE,
    Found,
    HeardAgain,
    People,
    Person,
    PersonJoined,
    PersonPlaced,
    PersonStruck,
    ReportedMissing,
    StepReached,
    WentQuiet,
    find,
    rank,
)
from corridor.domain.words import LINE_LIMIT, bounded


def join(people: People, draft: PersonJoined, *, today: date) -> PersonJoined:
    _past(draft.asked_on, field="asked_on", today=today)
    if find(people, draft.person) is not None:
        raise PersonTwiceError
    return replace(draft, label=bounded(draft.label, field="label", limit=LINE_LIMIT))


def strike_person(people: People, draft: PersonStruck) -> PersonStruck:
    _one(people, draft.person)
    if len(people) == 1:
        raise LastPersonError
    return draft


def reach(people: People, draft: StepReached, *, today: date) -> StepReached:
    """Steps may be skipped; only a step back must be said to be one."""
    person = _one(people, draft.person)
    _past(draft.on, field="on", today=today)
    if draft.reversed:
        return _taken_back(person, draft)
    if draft.step is person.step:
        raise StepUnchangedError
    if rank(draft.step) < rank(person.step):
        raise StepBackUnsaidError
    if draft.step not in EXITS:
        return replace(draft, by=None)
    if draft.by is None:
        raise ExitUnsaidError("by")
    return draft


def _taken_back(person: Person, draft: StepReached) -> StepReached:
    if rank(draft.step) >= rank(person.step):
        raise NotAStepBackError
    return replace(draft, by=None)


def place(people: People, draft: PersonPlaced, *, today: date) -> PersonPlaced:
    """The first time that somebody is seen outside, by whose help is part of the fact."""
    person = _one(people, draft.person)
    _past(draft.on, field="on", today=today)
    if not _leaves(person, to=draft.place):
        return replace(draft, by=None)
    if draft.by is None:
        raise ExitUnsaidError("by")
    return draft


def _leaves(person: Person, *, to: Place) -> bool:
    known = person.abroad if to is Place.ABROAD else person.out
    return to in OUTSIDE and known is None


def go_quiet(people: People, draft: WentQuiet, *, today: date) -> WentQuiet:
    _past(draft.since, field="since", today=today)
    if _one(people, draft.person).quiet:
        raise QuietAlreadyError
    return draft


def hear_again(people: People, draft: HeardAgain, *, today: date) -> HeardAgain:
    since = _one(people, draft.person).quiet_since
    if since is None:
        raise NotQuietError
    _between(draft.on, field="on", earliest=since, today=today)
    return draft


def report_missing(people: People, draft: ReportedMissing, *, today: date) -> ReportedMissing:
    _past(draft.on, field="on", today=today)
    if _one(people, draft.person).missing:
        raise MissingAlreadyError
    return draft


def find_again(people: People, draft: Found, *, today: date) -> Found:
    since = _one(people, draft.person).missing_since
    if since is None:
        raise NotMissingError
    _between(draft.on, field="on", earliest=since, today=today)
    return draft


def _one(people: People, person: PersonId) -> Person:
    found = find(people, person)
    if found is None:
        raise NotOfThisCaseError
    return found


def _past(on: date, *, field: str, today: date) -> None:
    if on > today:
        raise InFutureError(field)


def _between(on: date, *, field: str, earliest: date, today: date) -> None:
    _past(on, field=field, today=today)
    if on < earliest:
        raise TooEarlyError(field, earliest=earliest)
