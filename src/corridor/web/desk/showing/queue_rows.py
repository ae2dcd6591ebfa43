"""One row of the queue, and what it says of a file: no name, no hour of any journey."""

from datetime import date

from django.urls import reverse
from django.utils.translation import get_language, gettext, ngettext

from corridor.domain.cards import Card
from corridor.domain.casefile import State
from corridor.domain.milestones import FilingState
from corridor.domain.policy import Act
from corridor.domain.queueing import Row, urgency
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


def queue_row(desk: Desk, row: Row) -> QueueRow:
    card, wording = row.card, wording_of(desk)
    at, today = desk.clock(), desk.today()
    return QueueRow(
        ref=str(row.chain),
        code=card.number,
        name=card.name,
        url=file_url(desk, row),
        urgency=urgency_mark(urgency(card, at=at)),
        summary=card.summary or _wished(card),
        where=", ".join(place_words(place, wording=wording) for place in card.places),
        people=say_people(len(card.people)),
        step=step_mark(card.step, wording=wording),
        next=next_words(card),
        due=None if card.next_due is None else due_mark(card.next_due, today=today),
        owner=None if card.owner is None else member_mark(desk, card.owner),
        tags=card_tags(card, today=today),
    )


def file_url(desk: Desk, row: Row) -> str:
    """Where a row leads, or nowhere for who may not open it."""
    if row.card.state is State.REQUEST or not row.card.number.startswith("K"):
        may, name = desk.may(Act.OPEN_REQUEST), "request"
    else:
        may, name = desk.may(Act.OPEN_CASE), "case"
    return reverse(name, kwargs={"case": row.chain}) if may else ""


def next_words(card: Card) -> str:
    if card.state is State.CLOSED:
        return gettext("Closed")
    if card.unanswered:
        return gettext("First answer")
    if card.waiting_since is not None:
        return gettext("Answer")
    return card.next_task or gettext("Nothing planned")


def card_tags(card: Card, *, today: date) -> tuple[Pill, ...]:
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
        Pill(words=gettext("Urgency waits for a second person"), tone=Tone.WARN)
        if card.provisional
        else None,
    )
    return (*(tag for tag in tags if tag), *(Pill(words=words) for words in card.tags))


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
