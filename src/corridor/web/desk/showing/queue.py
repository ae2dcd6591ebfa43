"""The queue as a page: who waits, for what, and what happens next."""

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from corridor.domain.casefile import State
from corridor.domain.milestones import Place
from corridor.domain.policy import Act
from corridor.domain.queueing import Band, Group, Row, View
from corridor.services.desk import Desk
from corridor.services.queueing import PAGE, Queue
from corridor.services.saved_views import kept_views
from corridor.web.composition import tongues
from corridor.web.desk.entry import Visit
from corridor.web.desk.forms.queue import (
    AddTaskForm,
    AssignForm,
    Bulk,
    KeepViewForm,
    SetUrgencyForm,
)
from corridor.web.desk.pages.common import (
    CountedLink,
    EmptyState,
    Link,
    Notice,
    Pager,
    Toast,
)
from corridor.web.desk.pages.queue import (
    Filter,
    KeptTab,
    QueueActPage,
    QueueGroup,
    QueuePage,
    QueueRow,
    Tile,
)
from corridor.web.desk.pages.shell import Section
from corridor.web.desk.shells import shell_of
from corridor.web.desk.showing.chosen import NOBODY, Chosen
from corridor.web.desk.showing.common import (
    colleagues,
    language_name,
    wording_of,
)
from corridor.web.desk.showing.queue_rows import queue_row_of
from corridor.web.desk.words import LEVELS, place_words
from corridor.web.ui.marks import Tone

_VIEWS: Final[dict[View, Promise]] = {
    View.NEEDS_FIRST_ANSWER: _("Needs first answer"),
    View.ALL_OPEN: _("All open"),
    View.MINE: _("Mine"),
    View.ON_A_JOURNEY: _("On a journey"),
    View.DEADLINE_IN_7_DAYS: _("Deadline in 7 days"),
    View.WAITING_ON_AN_OFFICE: _("Waiting on an office"),
    View.WAITS_FOR_SECOND: _("Needs a second person"),
    View.CLOSED: _("Closed"),
    View.SET_ASIDE: _("Set aside"),
}
_BANDS: Final[dict[Band, Promise]] = {
    Band.NOW: _("Now"),
    Band.THIS_WEEK: _("This week"),
    Band.LATER: _("Later"),
}
BULK_ACTS: Final = {
    Bulk.TAKE: Act.TAKE_CASE,
    Bulk.ASSIGN: Act.HAND_OVER,
    Bulk.URGENCY: Act.ASSESS,
    Bulk.TASK: Act.SET_TASK,
    Bulk.BACK: Act.ASSESS,
}


def queue_page(  # noqa: PLR0913 - one page is all of these
    visit: Visit,
    found: Queue,
    chosen: Chosen,
    *,
    notices: tuple[Notice, ...] = (),
    toast: Toast | None = None,
    keep: KeepViewForm | None = None,
) -> QueuePage:
    desk, say = visit.desk, queue_row_of(visit.desk)
    kept = _kept(desk, chosen)
    if keep is None and chosen.query():
        keep = KeepViewForm()
    return QueuePage(
        shell=shell_of(
            visit,
            Section.QUEUE,
            notices=(*notices, *unopened_notices(found.unopened)),
            toast=toast,
        ),
        heading=gettext("Queue"),
        today=desk.today(),
        tiles=_tiles(found, chosen),
        views=tuple(
            CountedLink(
                words=str(words),
                url=Chosen(view=view).url(),
                count=found.counts[view],
                current=view is chosen.view,
            )
            for view, words in _VIEWS.items()
        ),
        filters=_filters(desk, chosen),
        shown=_shown_words(found.many, of=found.counts[chosen.view]),
        groups=tuple(_group(say, group) for group in found.groups if group.rows),
        pager=_pager(found.many, chosen),
        act_url=reverse("queue-act"),
        acts=_acts_in(desk, chosen.view),
        empty=None if found.many else _empty(desk, chosen),
        kept=kept,
        keep=keep,
        keep_url=reverse("keep-view") + chosen.query() if keep is not None else "",
    )


def _kept(desk: Desk, chosen: Chosen) -> tuple[KeptTab, ...]:
    return tuple(
        KeptTab(
            name=one.name,
            url=reverse("queue") + one.chosen,
            drop_url=reverse("drop-view"),
            current=one.chosen == chosen.query(),
        )
        for one in kept_views(desk)
    )


def queue_act_page(
    visit: Visit,
    act: Bulk,
    rows: Iterable[Row],
    form: AssignForm | SetUrgencyForm | AddTaskForm,
) -> QueueActPage:
    return QueueActPage(
        shell=shell_of(visit, Section.QUEUE),
        act=act,
        rows=tuple(map(queue_row_of(visit.desk), rows)),
        act_url=reverse("queue-act"),
        back_url=reverse("queue"),
        form=form,
    )


def bulk_acts(desk: Desk) -> tuple[Bulk, ...]:
    return tuple(bulk for bulk, act in BULK_ACTS.items() if desk.may(act))


def _acts_in(desk: Desk, view: View) -> tuple[Bulk, ...]:
    """Only what was set aside can be brought back."""
    aside = view is View.SET_ASIDE
    return tuple(act for act in bulk_acts(desk) if aside or act is not Bulk.BACK)


def _group(say: Callable[[Row], QueueRow], group: Group) -> QueueGroup:
    """A group may go on on the next page: what is said counts what stands here."""
    rows = group.rows
    requests = sum(row.card.state is State.REQUEST for row in rows)
    said = (
        ngettext("%(count)s request", "%(count)s requests", requests) % {"count": requests},
        ngettext("%(count)s case", "%(count)s cases", len(rows) - requests)
        % {"count": len(rows) - requests},
    )
    counted = [
        words
        for words, many in zip(said, (requests, len(rows) - requests), strict=True)
        if many
    ]
    return QueueGroup(
        heading=str(_BANDS[group.band]),
        words=", ".join(counted),
        rows=tuple(map(say, rows)),
    )


def _shown_words(shown: int, *, of: int) -> str:
    return gettext("%(shown)s of %(all)s shown, most urgent first") % {
        "shown": shown,
        "all": of,
    }


def _pager(shown: int, chosen: Chosen) -> Pager:
    last = max(1, -(-shown // PAGE))
    newer = Link(words=gettext("Page before"), url=chosen.url(page=chosen.page - 1))
    older = Link(words=gettext("Next page"), url=chosen.url(page=chosen.page + 1))
    return Pager(
        words=gettext("Page %(page)s of %(last)s") % {"page": chosen.page, "last": last},
        newer=newer if chosen.page > 1 else None,
        older=older if chosen.page < last else None,
    )


def _filters(desk: Desk, chosen: Chosen) -> tuple[Filter, ...]:
    wording = wording_of(desk)
    levels = [(level, str(words)) for level, words in LEVELS.items()]
    places = [(place, place_words(place, wording=wording)) for place in Place]
    owners = [(NOBODY, gettext("Nobody yet")), *_owners(desk)]
    languages = [(code, language_name(code)) for code in tongues().offered]
    return (
        _filter(gettext("Urgency"), "level", chosen, levels),
        _filter(gettext("Place"), "place", chosen, places),
        _filter(gettext("Owner"), "owner", chosen, owners),
        _filter(gettext("Language"), "language", chosen, languages),
    )


def _owners(desk: Desk) -> list[tuple[str, str]]:
    return [(ref, str(words)) for ref, words in colleagues(desk, act=Act.TAKE_CASE)]


def _filter(
    words: str, name: str, chosen: Chosen, options: Sequence[tuple[object, str]]
) -> Filter:
    now = getattr(chosen, name)
    said = next((label for value, label in options if now and str(value) == str(now)), "")
    return Filter(
        words=words,
        options=tuple(
            Link(words=label, url=chosen.url(**{name: value})) for value, label in options
        ),
        chosen=f"{words}: {said}" if said else "",
        clear_url=chosen.url(**{name: None}) if said else "",
    )


def _tiles(found: Queue, chosen: Chosen) -> tuple[Tile, ...]:
    """On the first page only; no hour and no day of any journey stands here."""
    if chosen.page > 1:
        return ()
    return (_unanswered_tile(found), _deadline_tile(found), *_people_tiles(found))


def _unanswered_tile(found: Queue) -> Tile:
    urgent = found.urgent
    count = found.counts[View.NEEDS_FIRST_ANSWER]
    return Tile(
        count=count,
        words=ngettext("waits for a first answer", "wait for a first answer", count),
        detail=ngettext("%(count)s is urgent", "%(count)s are urgent", urgent)
        % {"count": urgent},
        url=Chosen(view=View.NEEDS_FIRST_ANSWER).url(),
        hot=urgent > 0,
    )


def _deadline_tile(found: Queue) -> Tile:
    count = found.counts[View.DEADLINE_IN_7_DAYS]
    return Tile(
        count=count,
        words=ngettext("deadline in 7 days", "deadlines in 7 days", count),
        detail=gettext("What is late counts, too"),
        url=Chosen(view=View.DEADLINE_IN_7_DAYS).url(),
    )


def _people_tiles(found: Queue) -> tuple[Tile, ...]:
    journeys = found.counts[View.ON_A_JOURNEY]
    missing = found.missing
    on_the_way = Tile(
        count=journeys,
        words=ngettext("case on a journey", "cases on a journey", journeys),
        detail=gettext("Times stand in the journey only"),
        url=Chosen(view=View.ON_A_JOURNEY).url(),
    )
    sought = Tile(
        count=missing,
        words=ngettext("person we are looking for", "people we are looking for", missing),
        detail=gettext("Marked as missing in an open case"),
        url=Chosen().url(),
        hot=missing > 0,
    )
    return (on_the_way, sought)


def unopened_notices(many: int) -> tuple[Notice, ...]:
    if not many:
        return ()
    words = ngettext(
        "%(count)s message in the mailbox does not open. Tell security.",
        "%(count)s messages in the mailbox do not open. Tell security.",
        many,
    )
    return (Notice(words=words % {"count": many}, tone=Tone.BAD),)


def _empty(desk: Desk, chosen: Chosen) -> EmptyState:
    if chosen.url() != Chosen().url():
        return EmptyState(
            heading=gettext("Nothing here"),
            words=gettext("No file fits what you chose."),
            icon="inbox",
            links=(Link(words=gettext("All open"), url=Chosen().url()),),
        )
    new = Link(words=gettext("Enter a request"), url=reverse("enter-request"))
    return EmptyState(
        heading=gettext("Nobody waits"),
        words=gettext("New requests appear here by themselves when you open this page."),
        icon="inbox",
        links=(new,) if desk.may(Act.ENTER_REQUEST) else (),
    )
