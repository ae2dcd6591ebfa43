"""The summary that lists, searches and figures read: a cache that can be made again."""

from collections.abc import Callable
from datetime import date, datetime

import msgspec

from corridor.base.ids import ChainId, MemberId
from corridor.domain.casefile import SPOKE, Case, State
from corridor.domain.factors import Level
from corridor.domain.intake import Channel, Dialogue, Who, Wish
from corridor.domain.messages import Message, Voice
from corridor.domain.milestones import (
    ApplicationMilestone,
    FilingState,
    PersonMilestones,
    Place,
    Step,
)
from corridor.domain.triage import Standing, Urgency
from corridor.domain.words import search_words


class Card(msgspec.Struct, frozen=True, array_like=True, kw_only=True):
    """No hours of journeys, no routes, no names: what may stand in a list.

    `urgency` orders it until `urgency_until`, then `after` until `after_until`, then nothing
    known. `waits_until`: how long a second person can still agree with what was judged last.
    """

    number: str
    name: str
    state: State
    summary: str
    language: str
    step: Step
    urgency: Level
    urgency_until: datetime | None
    provisional: bool
    owner: MemberId | None
    wish: Wish
    who: Who
    channel: Channel
    asked_on: date
    waiting_since: datetime | None
    unanswered: bool
    next_task: str
    next_due: date | None
    open_tasks: int
    journeys: int
    tags: tuple[str, ...]
    people: tuple[PersonMilestones, ...]
    applications: tuple[ApplicationMilestone, ...]
    dialogue: ChainId | None
    words: str
    updated_on: date
    after: Level = Level.UNKNOWN
    after_until: datetime | None = None
    waits_until: datetime | None = None
    asked_at: datetime | None = None

    @property
    def missing(self) -> int:
        return sum(1 for person in self.people if person.missing)

    @property
    def places(self) -> tuple[Place, ...]:
        return tuple(dict.fromkeys(person.place for person in self.people))

    @property
    def at_office(self) -> bool:
        return any(one.state is FilingState.LODGED for one in self.applications)

    def level(self, *, at: datetime) -> Level:
        if self.urgency_until is None:
            return Level.UNKNOWN
        if at < self.urgency_until:
            return self.urgency
        falls_back = self.after_until is not None and at < self.after_until
        return self.after if falls_back else Level.UNKNOWN

    def waits_for_second(self, *, at: datetime) -> bool:
        return self.waits_until is not None and at < self.waits_until


NOTHING_ASKED = date(1970, 1, 1)


def card_of(case: Case, dialogue: Dialogue | None) -> Card:
    request, orders = case.request, _orders(case.safety.urgency)
    unheard = _unheard(case, dialogue)
    tasks = case.open_tasks
    return Card(
        number=case.number,
        name=case.name,
        state=_state(case, unheard),
        summary=case.summary,
        language=request.language if request else "",
        step=case.step,
        urgency=orders.level,
        urgency_until=orders.until,
        provisional=orders.after_until is not None,
        owner=case.owner,
        wish=request.wish if request else Wish.UNSAID,
        who=request.who if request else Who.UNSAID,
        channel=request.channel if request else Channel.PAGE,
        asked_on=request.asked_on if request else NOTHING_ASKED,
        waiting_since=unheard[0].at if unheard else None,
        unanswered=_unanswered(case, dialogue),
        next_task=tasks[0].title if tasks else "",
        next_due=tasks[0].due if tasks else None,
        open_tasks=len(tasks),
        journeys=len(case.journeys),
        tags=case.tags,
        people=tuple(person.milestones for person in case.people),
        applications=_applications(case),
        dialogue=request.dialogue if request else None,
        words=_words(case, dialogue),
        updated_on=_updated_on(case, dialogue),
        after=orders.after,
        after_until=orders.after_until,
        waits_until=orders.waits_until,
        asked_at=_asked_at(dialogue),
    )


class _Orders(msgspec.Struct, frozen=True, kw_only=True):
    level: Level = Level.UNKNOWN
    until: datetime | None = None
    after: Level = Level.UNKNOWN
    after_until: datetime | None = None
    waits_until: datetime | None = None


def _state(case: Case, unheard: tuple[Message, ...]) -> State:
    """Whoever was set aside and writes again stands in the queue again."""
    if case.aside is None or unheard or case.state is not State.REQUEST:
        return case.state
    return State.ASIDE


def _orders(urgency: Urgency | None) -> _Orders:
    if urgency is None:
        return _Orders()
    level, firm_until = urgency.assessed.level, urgency.firm_until
    match urgency.standing:
        case Standing.HOLDS:
            return _Orders(level=level, until=urgency.until)
        case Standing.PROPOSED:
            return _Orders(level=urgency.firm, until=firm_until, waits_until=urgency.until)
        case Standing.PROVISIONAL:
            return _Orders(
                level=level,
                until=urgency.until,
                after=urgency.firm,
                after_until=firm_until,
                waits_until=urgency.until,
            )


def _asked_at(dialogue: Dialogue | None) -> datetime | None:
    return dialogue.timeline[0].at if dialogue is not None and dialogue.timeline else None


def _applications(case: Case) -> tuple[ApplicationMilestone, ...]:
    counted = {one.person: one.counted_as for one in case.people}
    return tuple(
        one.milestone(counted_as=counted.get(one.person, one.person)) for one in case.filings
    )


def _unanswered(case: Case, dialogue: Dialogue | None) -> bool:
    """Nobody of the desk has answered yet, neither in writing nor by voice."""
    if case.request is None or case.closed is not None or case.reached_by_desk:
        return False
    if dialogue is None:
        return True
    return dialogue.unanswered and dialogue.withdrawn_at is None


def _unheard(case: Case, dialogue: Dialogue | None) -> tuple[Message, ...]:
    """The person's words that came after the desk last wrote to them or spoke with them."""
    if dialogue is None or dialogue.withdrawn_at is not None:
        return ()
    spoken = [one.tried.tried_at for one in case.attempts if one.tried.outcome in SPOKE]
    written = [one.at for one in dialogue.messages if one.voice is Voice.DESK]
    last = max(spoken + written, default=None)
    return tuple(
        one
        for one in dialogue.messages
        if one.voice is Voice.PERSON and (last is None or one.at > last)
    )


def _words(case: Case, dialogue: Dialogue | None) -> str:
    return search_words(
        case.name,
        case.number,
        case.request.number if case.request else "",
        case.summary,
        *case.tags,
        *(task.title for task in case.tasks),
        *(note.text for note in case.notes),
        *(one.tried.words for one in case.attempts),
        *(message.text for message in (dialogue.messages if dialogue else ())),
    )


def _updated_on(case: Case, dialogue: Dialogue | None) -> date:
    entries = (*case.timeline, *(dialogue.timeline if dialogue else ()))
    return max((one.at.date() for one in entries), default=NOTHING_ASKED)


def finder(query: str) -> Callable[[Card], bool]:
    """Every word of the query begins a word of the card, in any case and with any accents."""
    words = tuple(f" {word}" for word in search_words(query).split())

    def finds_in(card: Card) -> bool:
        beginnings = f" {card.words}"
        return bool(words) and all(word in beginnings for word in words)

    return finds_in


def finds(card: Card, query: str) -> bool:
    return finder(query)(card)
