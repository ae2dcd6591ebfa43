"""What each side may change in a dialogue: its own words, and how the person is reached."""

from collections.abc import Sequence
from datetime import date, datetime

from msgspec.structs import replace

from corridor.base.ids import MemberId
from corridor.domain import messages
from corridor.domain.errors import EmptyFieldError, NotAChoiceError
from corridor.domain.intake import (
    DAY_MINUTES,
    HOW_LIMIT,
    OUTSIDE,
    Dialogue,
    Eyes,
    ReachRules,
    Way,
    still_open,
)
from corridor.domain.messages import (
    Corrected,
    KeptUntil,
    Looked,
    TakenBack,
    Voice,
    WordsDeleted,
)
from corridor.domain.words import LINE_LIMIT, bounded


def take_back(dialogue: Dialogue, *, height: int, by: MemberId, at: datetime) -> TakenBack:
    still_open(dialogue)
    return messages.take_back(dialogue.messages, dialogue.looks, height=height, by=by, at=at)


def correct(dialogue: Dialogue, *, height: int, text: str) -> Corrected | None:
    still_open(dialogue)
    return messages.correct(dialogue.messages, height=height, text=text)


def delete(dialogue: Dialogue, *, heights: Sequence[int], at: datetime) -> WordsDeleted | None:
    still_open(dialogue)
    return messages.delete(dialogue.messages, dialogue.looks, heights=heights, at=at)


def look(dialogue: Dialogue, *, by: Voice, on: date) -> Looked | None:
    """None where nothing is new, and once the person has withdrawn."""
    if dialogue.withdrawn_at is not None:
        return None
    seen = dialogue.messages
    if by is Voice.PERSON:
        seen = messages.on_their_page(seen)
    return messages.look(seen, dialogue.looks, by=by, on=on)


def keep_until(dialogue: Dialogue, *, day: date | None) -> KeptUntil | None:
    still_open(dialogue)
    return None if day == dialogue.kept_until else KeptUntil(day=day)


def set_reach(dialogue: Dialogue, *, way: Way, eyes: Eyes, how: str) -> ReachRules:
    """What was said in more detail stays as it is."""
    before = dialogue.rules or ReachRules(way=way, eyes=eyes, how=how)
    return set_contact(dialogue, replace(before, way=way, eyes=eyes, how=how))


def set_contact(dialogue: Dialogue, draft: ReachRules) -> ReachRules:
    """Whoever may be written to outside the page has to say how."""
    still_open(dialogue)
    how = bounded(draft.how, field="how", limit=HOW_LIMIT)
    if draft.way is Way.ALSO_RING and not how:
        raise EmptyFieldError("how")
    if draft.channel is not None and draft.channel not in OUTSIDE:
        raise NotAChoiceError("channel")
    _check_hours(draft)
    lines = {name: _line_of(draft, name) for name in _LINES}
    avoid = tuple(bounded(word, field="avoid", limit=LINE_LIMIT) for word in draft.avoid)
    return replace(draft, how=how, avoid=tuple(word for word in avoid if word), **lines)


_LINES = ("pretend", "question", "reply", "languages")


def _line_of(draft: ReachRules, name: str) -> str:
    return " ".join(bounded(getattr(draft, name), field=name, limit=LINE_LIMIT).split())


def _check_hours(draft: ReachRules) -> None:
    hours = (draft.opens, draft.closes)
    if hours == (None, None):
        return
    if not all(one is not None and 0 <= one <= DAY_MINUTES for one in hours):
        raise NotAChoiceError("hours")
