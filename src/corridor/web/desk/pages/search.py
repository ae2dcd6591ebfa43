"""What was found, and why. The words searched for stand on the page and nowhere else."""

from dataclasses import dataclass
from typing import ClassVar

from corridor.web.desk.forms.search import SearchForm
from corridor.web.desk.pages.common import CountedLink, EmptyState, Link, MarkedLine
from corridor.web.desk.pages.shell import Shell
from corridor.web.ui.marks import Pill


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A stretch of a found line; `found` where it is what was looked for."""

    text: str
    found: bool = False


@dataclass(frozen=True, kw_only=True)
class Hit:
    """`because` says in a sentence why this was found; `line` may be left out to hide it."""

    code: str
    title: str
    url: str
    reasons: tuple[Pill, ...]
    because: str
    line: tuple[Piece, ...] = ()
    line_language: str = ""
    instead: str = ""
    show_name_url: str = ""


@dataclass(frozen=True, kw_only=True)
class SearchPage:
    template: ClassVar[str] = "desk/search.html"

    shell: Shell
    url: str
    form: SearchForm
    searched: bool
    found: str
    hits: tuple[Hit, ...]
    kinds: tuple[CountedLink, ...] = ()
    how: tuple[MarkedLine, ...] = ()
    closed: Link | None = None
    empty: EmptyState | None = None
