"""One row of the queue, and what it says of a file: no name, no hour of any journey."""

from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from typing import Final
from uuid import UUID

from django.urls import reverse
from django.utils.translation import get_language, gettext, ngettext

from corridor.domain.cards import Card
from corridor.domain.casefile import State
from corridor.domain.milestones import FilingState
from corridor.domain.policy import Act
from corridor.domain.queueing import Row, is_overdue, urgency
from corridor.services.desk import Desk
from corridor.web.desk.pages.common import due_mark, say_people
from corridor.web.desk.pages.queue import QueueRow
from corridor.web.desk.shells import member_mark
from corridor.web.desk.showing.common import (
    language_name,
    step_mark,
    urgency_mark,
    wording_of,
)
from corridor.web.desk.words import WHO, WISHES, place_words
from corridor.web.ui.marks import Pill, Tone

_SOME: Final = UUID(int=0)


def queue_row_of(desk: Desk) -> Callable[[Row], QueueRow]:
    """Say many rows, and what comes again in them only once."""
    wording, at, today = wording_of(desk), desk.clock(), desk.today()
    level = cache(urgency_mark)
    step = cache(lambda one: step_mark(one, wording=wording))
    place = cache(lambda one: place_words(one, wording=wording))
    due = cache(lambda one: due_mark(one, today=today))
    owner = cache(lambda one: member_mark(desk, one))
    people, address = cache(say_people), addresses(desk)

    def say(row: Row) -> QueueRow:
        card = row.card
        return QueueRow(
            ref=str(row.chain),
            code=card.number,
            name=card.name,
            url=address(row),
            urgency=level(urgency(card, at=at)),
            summary=card.summary or _wished(card),
            where=", ".join(map(place, card.places)),
            people=people(len(card.people)),
            step=step(card.step),
            next=next_words(card),
            due=None if card.next_due is None else due(card.next_due),
            owner=None if card.owner is None else owner(card.owner),
            tags=card_tags(card, at=at, today=today),
        )

    return say


def addresses(desk: Desk) -> Callable[[Row], str]:
    """Where a row leads, or nowhere for who may not open it."""
    ways = {
        name: reverse(name, kwargs={"case": _SOME}) if desk.may(act) else ""
        for name, act in (("request", Act.OPEN_REQUEST), ("case", Act.OPEN_CASE))
    }

    def lead_to(row: Row) -> str:
        is_request = row.card.state in {State.REQUEST, State.ASIDE}
        asked = is_request or not row.card.number.startswith("K")
        return ways["request" if asked else "case"].replace(str(_SOME), str(row.chain))

    return lead_to


def next_words(card: Card) -> str:
    if card.state is State.CLOSED:
        return gettext("Closed")
    if card.state is State.ASIDE:
        return gettext("Set aside: many say nearly the same")
    if card.unanswered:
        return gettext("First answer")
    if card.waiting_since is not None:
        return gettext("Answer")
    return card.next_task or gettext("Nothing planned")


def card_tags(card: Card, *, at: datetime, today: date) -> tuple[Pill, ...]:
    of_level = (_waits(card, at=at), _late(card, at=at))
    return (*(tag for tag in of_level if tag), *paper_tags(card, today=today))


def paper_tags(card: Card, *, today: date) -> tuple[Pill, ...]:
    """What may leave the desk on a sheet: nothing that tells how urgent somebody is."""
    new = card.state is State.REQUEST and card.unanswered
    tags = (
        Pill(words=gettext("New request"), tone=Tone.BAD, icon="bell") if new else None,
        Pill(words=language_name(card.language))
        if card.unanswered and card.language != get_language()
        else None,
        _missing(card),
        _granted(card),
        _at_office(card, today=today),
        Pill(words=gettext("New message"), icon="message-square")
        if card.waiting_since is not None and not card.unanswered
        else None,
    )
    return (*(tag for tag in tags if tag), *(Pill(words=words) for words in card.tags))


def _waits(card: Card, *, at: datetime) -> Pill | None:
    if not card.waits_for_second(at=at):
        return None
    if card.provisional:
        return Pill(words=gettext("Provisional: waits for a second person"), tone=Tone.WARN)
    return Pill(words=gettext("A lower urgency waits for a second person"), tone=Tone.WARN)


def _late(card: Card, *, at: datetime) -> Pill | None:
    """Why somebody stands further up than their urgency alone would put them."""
    if card.state is State.CLOSED or not is_overdue(card, at=at):
        return None
    return Pill(words=gettext("Waits longer than it may"), icon="clock")


def _missing(card: Card) -> Pill | None:
    if not card.missing:
        return None
    words = ngettext("%(count)s missing", "%(count)s missing", card.missing)
    return Pill(words=words % {"count": card.missing}, tone=Tone.SEEK, icon="user-round-search")


def _granted(card: Card) -> Pill | None:
    if not any(one.state is FilingState.GRANTED for one in card.applications):
        return None
    return Pill(words=gettext("Application granted"), tone=Tone.OK, icon="check")


def _at_office(card: Card, *, today: date) -> Pill | None:
    lodged = [one.lodged_on for one in card.applications if one.state is FilingState.LODGED]
    if not lodged:
        return None
    days = (today - min(lodged)).days
    words = ngettext("Waiting %(count)s day", "Waiting %(count)s days", days) % {"count": days}
    return Pill(words=words, tone=Tone.WAIT, icon="clock")


def _wished(card: Card) -> str:
    return gettext("%(who)s. Their wish: %(wish)s.") % {
        "who": WHO[card.who],
        "wish": WISHES[card.wish],
    }
