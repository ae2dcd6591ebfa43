"""What was found, and why."""

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from corridor.domain.cards import Card
from corridor.domain.casefile import State
from corridor.domain.queueing import Row, urgency
from corridor.domain.words import search_words
from corridor.services.desk import Desk
from corridor.services.queueing import Found
from corridor.web.desk.entry import Visit
from corridor.web.desk.forms.search import SearchForm
from corridor.web.desk.pages.common import EmptyState, MarkedLine
from corridor.web.desk.pages.search import Hit, Piece, SearchPage
from corridor.web.desk.shells import shell_of
from corridor.web.desk.showing.queue_rows import addresses
from corridor.web.desk.words import LEVELS
from corridor.web.ui.marks import Mark, MarkKind, Pill


def search_page(visit: Visit, form: SearchForm, found: Found | None) -> SearchPage:
    """None when nothing was searched for yet."""
    query = "" if found is None else form.cleaned_data["words"]
    return SearchPage(
        shell=shell_of(visit),
        url=reverse("search"),
        form=form,
        searched=found is not None,
        found="" if found is None else _found(found),
        hits=() if found is None else _hits(visit.desk, found, query=query),
        how=() if found is None else _how(found),
        empty=EmptyState(
            heading=gettext("Nothing found"),
            words=gettext("No file that your keys open has all of these words."),
            icon="search",
        ),
    )


def _found(found: Found) -> str:
    shown, words = len(found.rows), ngettext("%(count)s found", "%(count)s found", found.many)
    said = words % {"count": found.many}
    if shown == found.many:
        return said
    return gettext("%(found)s; the first %(shown)s are shown. One more word finds fewer.") % {
        "found": said,
        "shown": shown,
    }


def _hits(desk: Desk, found: Found, *, query: str) -> tuple[Hit, ...]:
    address = addresses(desk)
    return tuple(_hit(desk, row, url=address(row), query=query) for row in found.rows)


def _hit(desk: Desk, row: Row, *, url: str, query: str) -> Hit:
    card = row.card
    level = LEVELS[urgency(card, at=desk.clock())]
    return Hit(
        code=card.number,
        title=card.name,
        url=url,
        reasons=(Pill(words=_state(card)), Pill(words=str(level))),
        line=_matches(card, query=query),
        line_language=card.language,
        because=gettext("Because its messages, notes, tasks or code hold these words."),
    )


def _state(card: Card) -> str:
    return {
        State.REQUEST: gettext("Request"),
        State.CASE: gettext("Case"),
        State.CLOSED: gettext("Closed"),
        State.ASIDE: gettext("Set aside"),
    }[card.state]


def _matches(card: Card, *, query: str) -> tuple[Piece, ...]:
    """Every word of the card that begins with a word that was looked for."""
    asked = search_words(query).split()
    pieces: list[Piece] = []
    for word in card.words.split():
        begun = max((one for one in asked if word.startswith(one)), key=len, default="")
        if begun:
            pieces += (Piece(text=begun, found=True), Piece(text=f"{word[len(begun) :]} "))
    return tuple(pieces)


def _how(found: Found) -> tuple[MarkedLine, ...]:
    yes = Mark(kind=MarkKind.OK, meaning=gettext("Yes:"))
    no = Mark(kind=MarkKind.OFF, meaning=gettext("Not searched:"))
    cards = ngettext(
        "%(count)s file that your keys open", "%(count)s files that your keys open", found.of
    )
    return (
        MarkedLine(mark=yes, words=cards % {"count": found.of}),
        MarkedLine(mark=yes, words=gettext("Beginnings of words, in any case and accents")),
        MarkedLine(
            mark=no, words=gettext("Names: they are kept apart, and no search reads them")
        ),
    )
