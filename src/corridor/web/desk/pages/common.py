"""Small values that several pages share."""

from dataclasses import dataclass, field
from datetime import date

from django.utils.dateformat import format as format_day
from django.utils.translation import gettext, ngettext, pgettext

from corridor.web.ui.marks import DueMark, Mark, Member, Pill, Tone

_SOON = 1


@dataclass(frozen=True, kw_only=True)
class Link:
    words: str
    url: str
    current: bool = False


@dataclass(frozen=True, kw_only=True)
class CountedLink:
    """A tab: a saved view or a kind of thing, with how many are in it."""

    words: str
    url: str
    count: int
    current: bool = False


@dataclass(frozen=True, kw_only=True)
class Notice:
    """Words that the desk has for its staff, on every page until settled."""

    words: str
    tone: Tone = Tone.WARN
    link: Link | None = None


@dataclass(frozen=True, kw_only=True)
class Toast:
    """What was just done. `undo_url` takes a POST that undoes it.

    With it go the files of `undo_refs`, and the name of the page to come back to.
    """

    words: str
    undo_url: str = ""
    undo_refs: tuple[str, ...] = ()
    undo_back: str = ""


@dataclass(frozen=True, kw_only=True)
class Fact:
    term: str
    words: str


@dataclass(frozen=True, kw_only=True)
class SafeWay:
    """One line of "How to reach them safely". `never` draws it as a prohibition."""

    words: str
    icon: str
    never: bool = False


@dataclass(frozen=True, kw_only=True)
class Quoted:
    """Somebody's own words, kept apart from ours by language and direction."""

    text: str
    language: str
    direction: str = "ltr"
    caption: str = ""

    @property
    def paragraphs(self) -> tuple[str, ...]:
        return tuple(part for part in self.text.splitlines() if part.strip())


@dataclass(frozen=True, kw_only=True)
class MarkedLine:
    """A line with a sign before it and, often, quiet words after it."""

    mark: Mark
    words: str
    detail: str = ""
    end: str = ""


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """One try to reach somebody, as written down."""

    when: str
    outcome: Pill
    by: Member
    words: str


@dataclass(frozen=True, kw_only=True)
class Draft:
    """Where typed text is kept while typing, and what is known of the last keeping."""

    url: str
    kept: str = ""


@dataclass(frozen=True, kw_only=True)
class Pager:
    words: str
    newer: Link | None = None
    older: Link | None = None


@dataclass(frozen=True, kw_only=True)
class EmptyState:
    """What a list says when it is empty, and the next thing to do."""

    heading: str
    words: str
    icon: str
    links: tuple[Link, ...] = field(default=())


def say_people(count: int) -> str:
    return ngettext("%(count)s person", "%(count)s people", count) % {"count": count}


def due_mark(due: date, *, today: date) -> DueMark:
    """Say a day as near as it is; what is late or due by tomorrow is tinted."""
    days = (due - today).days
    if days < 0:
        letters = pgettext("day in Django's date letters: 19 May", "j E")
        return DueMark(
            words=gettext("Late since %(day)s") % {"day": format_day(due, letters)}, tone="red"
        )
    tone = "amber" if days <= _SOON else ""
    return DueMark(words=_near_day(due, days), tone=tone)


def _near_day(due: date, days: int) -> str:
    if days == 0:
        return gettext("Today")
    if days == 1:
        return gettext("Tomorrow")
    letters = pgettext("day in Django's date letters: Fri 19 May", "D j E")
    return format_day(due, letters)
