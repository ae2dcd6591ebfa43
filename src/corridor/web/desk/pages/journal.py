"""What the journal shows: who opened what and when, never what it said."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from corridor.web.desk.pages.common import CountedLink, EmptyState, Link, Pager
from corridor.web.desk.pages.journeys import Tally
from corridor.web.desk.pages.shell import Shell
from corridor.web.ui.marks import Member, Pill


@dataclass(frozen=True, kw_only=True)
class JournalLine:
    """`who` is None for a process or a stranger; `who_words` then says which."""

    at: datetime
    kind: Pill
    where: str
    what: str
    who: Member | None = None
    who_words: str = ""


@dataclass(frozen=True, kw_only=True)
class JournalDay:
    heading: str
    lines: tuple[JournalLine, ...]


@dataclass(frozen=True, kw_only=True)
class Filter:
    """A choice of links: by whom, or where."""

    words: str
    links: tuple[Link, ...]


@dataclass(frozen=True, kw_only=True)
class JournalPage:
    template: ClassVar[str] = "desk/journal.html"

    shell: Shell
    tallies: tuple[Tally, ...]
    tabs: tuple[CountedLink, ...]
    filters: tuple[Filter, ...]
    chosen: tuple[Link, ...]
    shown: str
    days: tuple[JournalDay, ...]
    pager: Pager
    empty: EmptyState
