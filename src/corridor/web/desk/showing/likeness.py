"""Heaps in words: how many, how many of them may be urgent, and how they begin."""

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext, ngettext

from corridor.domain.policy import Act
from corridor.domain.queueing import View
from corridor.services.desk import Desk
from corridor.services.likeness import Alike, Heap, how_many_aside
from corridor.services.queueing import Queue
from corridor.web.desk.entry import Visit
from corridor.web.desk.forms.likeness import SetAsideForm
from corridor.web.desk.pages.common import EmptyState, Link, Notice
from corridor.web.desk.pages.likeness import HeapCard, HeapPage, HeapsPage
from corridor.web.desk.pages.shell import Section
from corridor.web.desk.shells import shell_of
from corridor.web.desk.showing.chosen import Chosen
from corridor.web.ui.forms import Choices
from corridor.web.ui.marks import Tone

_MANY_WAIT = 20


def look_for_heaps(desk: Desk, found: Queue) -> tuple[Notice, ...]:
    """Said when so many wait that one by one is slow; on a calm day, nothing."""
    waiting = found.counts[View.NEEDS_FIRST_ANSWER]
    if waiting < _MANY_WAIT or not desk.may(Act.ASSESS):
        return ()
    words = gettext("%(count)s wait for a first answer. Some may say nearly the same.")
    link = Link(words=gettext("Look at those who do"), url=reverse("alike"))
    return (Notice(words=words % {"count": waiting}, tone=Tone.WARN, link=link),)


def heaps_page(visit: Visit, heaps: tuple[Heap, ...]) -> HeapsPage:
    aside = how_many_aside(visit.desk)
    words = ngettext(
        "%(count)s request is set aside", "%(count)s requests are set aside", aside
    )
    return HeapsPage(
        shell=shell_of(visit, Section.SURGE),
        heaps=tuple(map(_card, heaps)),
        aside=Link(words=words % {"count": aside}, url=Chosen(view=View.SET_ASIDE).url()),
        empty=_nothing(),
    )


def heap_page(visit: Visit, heap: Heap | None, form: SetAsideForm, *, url: str) -> HeapPage:
    shell, back = shell_of(visit, Section.SURGE), reverse("alike")
    if heap is None:
        return HeapPage(shell=shell, back_url=back, url=url, form=form, empty=_nothing())
    card = _card(heap)
    return HeapPage(
        shell=shell,
        back_url=back,
        url=url,
        heading=card.heading,
        urgent=card.urgent,
        says=card.says,
        form=form,
        empty=_nothing(),
    )


def offered(heap: Heap | None) -> Choices:
    members = heap.members if heap else ()
    return [(str(one.case), _line(one)) for one in members]


def begun(heap: Heap | None) -> dict[str, object]:
    """Everybody is chosen but those who may be urgent. The answer is in the heap's language."""
    members = heap.members if heap else ()
    language = members[0].language if members else ""
    with translation.override(language if language in {"en", "ru"} else "en"):
        reply = gettext(
            "We have your words, and we keep them. Very many have written nearly the same, so"
            " this is a first answer to all. If you need help, write here in your own words"
            " what is happening: somebody will read it."
        )
    return {"case": [str(one.case) for one in members if not one.urgent], "reply": reply}


def _card(heap: Heap) -> HeapCard:
    many, urgent = len(heap.members), heap.urgent
    heading = ngettext(
        "%(count)s request says nearly the same",
        "%(count)s requests say nearly the same",
        many,
    )
    words = ngettext(
        "%(count)s of them may be a matter of hours and is not chosen.",
        "%(count)s of them may be a matter of hours and are not chosen.",
        urgent,
    )
    return HeapCard(
        key=str(heap.first),
        heading=heading % {"count": many},
        urgent=words % {"count": urgent} if urgent else "",
        says=heap.says,
        url=reverse("alike-to", kwargs={"case": heap.first}),
    )


def _line(one: Alike) -> str:
    parts = [one.name, one.number]
    if one.urgent:
        parts.append(gettext("a matter of hours"))
    return ", ".join(parts)


def _nothing() -> EmptyState:
    return EmptyState(
        heading=gettext("Nobody says nearly the same"),
        words=gettext("A heap is offered here when five or more requests do."),
        icon="inbox",
    )
