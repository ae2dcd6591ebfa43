"""A case's timeline, and the form that writes into it."""

from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from corridor.domain.policy import Act
from corridor.services.casefiles import CaseFile
from corridor.services.desk import Desk
from corridor.web.desk.forms.case import Kind, WriteForm
from corridor.web.desk.pages.case import WritePanel
from corridor.web.desk.pages.common import CountedLink, Draft, Link, Pager
from corridor.web.desk.pages.timeline import TimelineDay
from corridor.web.desk.showing.sent import Shown
from corridor.web.desk.showing.timeline import (
    Entry,
    Only,
    chosen_only,
    days_of,
    entries_of,
)
from corridor.web.desk.taking import offers_for

ENTRIES_A_PAGE: Final = 30
_FILTERS: Final[dict[Only, Promise]] = {
    Only.EVERYTHING: _("Everything"),
    Only.MESSAGES: _("Messages"),
    Only.NOTES: _("Notes"),
}


@dataclass(frozen=True, kw_only=True)
class Timeline:
    days: tuple[TimelineDay, ...]
    pager: Pager
    filters: tuple[CountedLink, ...]


def timeline(desk: Desk, file: CaseFile, shown: Shown) -> Timeline:
    entries = entries_of(desk, file, sent=shown.back)
    chosen = chosen_only(entries, shown.only)
    start = (shown.page - 1) * ENTRIES_A_PAGE
    return Timeline(
        days=days_of(chosen[start : start + ENTRIES_A_PAGE], today=desk.today()),
        pager=_pager(file, shown, all_of=len(chosen)),
        filters=tuple(_filter(file, entries, only, now=shown.only) for only in Only),
    )


def may_write_to_person(desk: Desk, file: CaseFile) -> bool:
    open_talk = file.talk is not None and file.talk.dialogue.withdrawn_at is None
    return open_talk and desk.may(Act.REPLY)


def write_panel(desk: Desk, file: CaseFile, shown: Shown) -> WritePanel | None:
    if not desk.may(Act.WRITE_NOTE):
        return None
    messages, typed = may_write_to_person(desk, file), shown.typed.get("write", {})
    first = {"text": typed.get("text", ""), "kind": typed.get("kind", Kind.NOTE.value)}
    kept = gettext("Draft kept on the server, sealed") if typed else ""
    place = {"case": file.chain}
    return WritePanel(
        form=shown.form(
            WriteForm(initial=first, messages=messages, offers=offers_for(desk, file))
        ),
        url=reverse("write", kwargs=place),
        draft=Draft(url=reverse("write-draft", kwargs=place), kept=kept),
        messages=messages,
    )


def _filter(file: CaseFile, entries: list[Entry], only: Only, *, now: Only) -> CountedLink:
    return CountedLink(
        words=str(_FILTERS[only]),
        url=_url(file, only=only, page=1),
        count=len(chosen_only(entries, only)),
        current=only is now,
    )


def _pager(file: CaseFile, shown: Shown, *, all_of: int) -> Pager:
    last = max(1, -(-all_of // ENTRIES_A_PAGE))
    newer = Link(words=gettext("Newer"), url=_url(file, only=shown.only, page=shown.page - 1))
    older = Link(words=gettext("Older"), url=_url(file, only=shown.only, page=shown.page + 1))
    return Pager(
        words=ngettext("%(count)s entry", "%(count)s entries", all_of) % {"count": all_of},
        newer=newer if shown.page > 1 else None,
        older=older if shown.page < last else None,
    )


def _url(file: CaseFile, *, only: Only, page: int) -> str:
    query = "&".join(
        part
        for part in (
            f"only={only.value}" if only is not Only.EVERYTHING else "",
            f"page={page}" if page > 1 else "",
        )
        if part
    )
    base = reverse("case", kwargs={"case": file.chain})
    return f"{base}{'?' if query else ''}{query}#timeline"
