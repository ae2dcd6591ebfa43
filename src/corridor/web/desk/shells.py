"""The frame around every page: only the rooms that this member may enter."""

from datetime import datetime
from typing import Final

from django.urls import reverse
from django.utils import timezone
from django.utils.dateformat import format as format_day
from django.utils.translation import get_language, get_language_bidi, gettext, pgettext

from corridor.domain.policy import Act
from corridor.services.desk import Desk
from corridor.web.desk.entry import Visit
from corridor.web.desk.pages.common import Notice, Toast
from corridor.web.desk.pages.shell import (
    Entrance,
    Section,
    Shell,
    ShellUrls,
    group_entrances,
)
from corridor.web.ui.marks import Member

_ROOMS: Final = {
    Section.QUEUE: (Act.SEE_QUEUE, "queue"),
    Section.SURGE: (Act.SEE_QUEUE, "surge"),
    Section.DUPLICATES: (Act.COMPARE_PEOPLE, "duplicates"),
    Section.IMPORTS: (Act.IMPORT_LISTS, "lists"),
    Section.REFERRALS: (Act.SEE_PARTNERS, "referrals"),
    Section.JOURNEYS: (Act.SEE_JOURNEYS, "journeys"),
    Section.STATISTICS: (Act.SEE_STATISTICS, "statistics"),
    Section.STATEMENTS: (Act.SEE_STATEMENTS, "statements"),
    Section.TEMPLATES: (Act.USE_TEMPLATES, "templates"),
    Section.WORDING: (Act.SEE_WORDING, "wording"),
    Section.TEAM: (Act.SEE_TEAM, "team"),
    Section.QUESTIONS: (Act.CHANGE_SETTINGS, "questions"),
    Section.SETTINGS: (Act.CHANGE_SETTINGS, "file-limits"),
    Section.JOURNAL: (Act.SEE_JOURNAL, "journal"),
}
_TINTS: Final = ("", "a", "b", "v")


def member_mark(desk: Desk, member: object) -> Member:
    """A colleague as pages show them; who left keeps their handle in old entries."""
    found = desk.roster.member(member) if member is not None else None  # type: ignore[arg-type]
    if found is None:
        return Member(handle=gettext("Somebody"))
    place = [one.member for one in desk.roster.members].index(found.member)
    return Member(handle=found.handle, tint=_TINTS[place % len(_TINTS)])


def shell_of(
    visit: Visit,
    current: Section | None = None,
    *,
    notices: tuple[Notice, ...] = (),
    toast: Toast | None = None,
) -> Shell:
    desk = visit.desk
    entrances = tuple(
        Entrance(section=section, url=reverse(name))
        for section, (act, name) in _ROOMS.items()
        if desk.may(act)
    )
    return Shell(
        member=member_mark(desk, desk.me),
        urls=ShellUrls(
            home=reverse("home"),
            search=reverse("search") if desk.may(Act.SEARCH) else "",
            lock=reverse("lock"),
            stay=reverse("stay"),
            keys=reverse("keys"),
            new_request=reverse("enter-request") if desk.may(Act.ENTER_REQUEST) else "",
        ),
        groups=group_entrances(entrances),
        current=current,
        lock_minutes=visit.minutes_left,
        letter_keys=visit.letter_keys,
        language=get_language() or "en",
        direction="rtl" if get_language_bidi() else "ltr",
        notices=notices,
        toast=toast,
        printed=_printed(desk),
    )


def _printed(desk: Desk) -> str:
    """Whoever prints the screen stands on the paper, and that nobody counted it."""
    said = gettext("Printed from the screen by %(handle)s, %(moment)s. No numbered copy.")
    return said % {
        "handle": member_mark(desk, desk.me).handle,
        "moment": paper_moment(desk.clock()),
    }


def paper_moment(at: datetime) -> str:
    local = timezone.localtime(at)
    letters = pgettext("day in Django's date letters: 19 May 2017", "j E Y")
    return f"{format_day(local, letters)} {format_day(local, 'H:i')}"
