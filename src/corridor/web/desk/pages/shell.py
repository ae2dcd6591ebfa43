"""What stands around every page of the desk: the rail, the top bar, notices, the last act."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, Final, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy

from corridor.web.desk.pages.common import Notice, Toast
from corridor.web.ui.marks import Member


class Section(StrEnum):
    """The places of the desk. The value names the link for keys and tests."""

    QUEUE = "queue"
    SURGE = "surge"
    TEMPLATES = "templates"
    DUPLICATES = "duplicates"
    IMPORTS = "imports"
    REFERRALS = "referrals"
    CASES = "cases"
    TASKS = "tasks"
    JOURNEYS = "journeys"
    APPLICATIONS = "applications"
    MISSING = "missing"
    STATISTICS = "statistics"
    STATEMENTS = "statements"
    WORDING = "wording"
    TEAM = "team"
    QUESTIONS = "questions"
    JOURNAL = "journal"
    SETTINGS = "settings"


class Theme(StrEnum):
    """A member's own choice; the system's when they made none."""

    SYSTEM = ""
    LIGHT = "light"
    DARK = "dark"


class _Sign(NamedTuple):
    words: Promise
    icon: str
    key: str = ""


_SIGNS: Final = {
    Section.QUEUE: _Sign(gettext_lazy("Queue"), "inbox", "q"),
    Section.SURGE: _Sign(gettext_lazy("Surge"), "triangle-alert"),
    Section.DUPLICATES: _Sign(gettext_lazy("Here twice?"), "users"),
    Section.IMPORTS: _Sign(gettext_lazy("Lists"), "file-text"),
    Section.REFERRALS: _Sign(gettext_lazy("Referrals"), "link"),
    Section.CASES: _Sign(gettext_lazy("Cases"), "folder-open", "c"),
    Section.TASKS: _Sign(gettext_lazy("Tasks"), "list-checks", "t"),
    Section.JOURNEYS: _Sign(gettext_lazy("Journeys"), "route"),
    Section.APPLICATIONS: _Sign(gettext_lazy("Applications"), "stamp"),
    Section.MISSING: _Sign(pgettext_lazy("people", "Missing"), "user-round-search"),
    Section.STATISTICS: _Sign(gettext_lazy("Statistics"), "chart-no-axes-column", "s"),
    Section.STATEMENTS: _Sign(gettext_lazy("Statements"), "megaphone", "p"),
    Section.TEMPLATES: _Sign(gettext_lazy("Answers"), "pen-line"),
    Section.WORDING: _Sign(gettext_lazy("Public wording"), "languages"),
    Section.TEAM: _Sign(gettext_lazy("Team and access"), "users"),
    Section.QUESTIONS: _Sign(gettext_lazy("Questions"), "list-checks"),
    Section.JOURNAL: _Sign(gettext_lazy("Journal"), "scroll-text"),
    Section.SETTINGS: _Sign(gettext_lazy("Settings"), "settings"),
}
_GROUPS: Final[tuple[tuple[Promise | str, tuple[Section, ...]], ...]] = (
    (
        "",
        (
            Section.QUEUE,
            Section.SURGE,
            Section.TEMPLATES,
            Section.DUPLICATES,
            Section.IMPORTS,
            Section.REFERRALS,
            Section.CASES,
            Section.TASKS,
            Section.JOURNEYS,
            Section.APPLICATIONS,
            Section.MISSING,
        ),
    ),
    (
        gettext_lazy("Outside the desk"),
        (Section.STATISTICS, Section.STATEMENTS, Section.WORDING),
    ),
    (
        gettext_lazy("Running it"),
        (Section.TEAM, Section.QUESTIONS, Section.JOURNAL, Section.SETTINGS),
    ),
)


@dataclass(frozen=True, kw_only=True)
class Entrance:
    """A section that this member may open, and what waits there.

    `count_words` says the count to a screen reader: "4 waiting", "1 overdue".
    """

    section: Section
    url: str
    count: int = 0
    count_words: str = ""
    hot: bool = False

    @property
    def words(self) -> str:
        return str(_SIGNS[self.section].words)

    @property
    def icon(self) -> str:
        return _SIGNS[self.section].icon

    @property
    def key(self) -> str:
        return _SIGNS[self.section].key


@dataclass(frozen=True, kw_only=True)
class EntranceGroup:
    heading: str
    entrances: tuple[Entrance, ...]


def group_entrances(entrances: Iterable[Entrance]) -> tuple[EntranceGroup, ...]:
    """Put what a member may open under its headings; a heading with nothing under it goes."""
    opened = {entrance.section: entrance for entrance in entrances}
    groups = (
        EntranceGroup(
            heading=str(heading),
            entrances=tuple(opened[section] for section in sections if section in opened),
        )
        for heading, sections in _GROUPS
    )
    return tuple(group for group in groups if group.entrances)


@dataclass(frozen=True, kw_only=True)
class ShellUrls:
    """Where the controls around a page lead. An empty address leaves its control out."""

    home: str
    search: str
    lock: str
    stay: str
    keys: str
    new_request: str = ""
    help: str = ""


@dataclass(frozen=True, kw_only=True)
class Shell:
    """`printed` stands at the foot of each sheet when the page is printed."""

    member: Member
    urls: ShellUrls
    groups: tuple[EntranceGroup, ...]
    current: Section | None = None
    lock_minutes: int = 15
    language: str = "en"
    direction: str = "ltr"
    theme: Theme = Theme.SYSTEM
    letter_keys: bool = True
    notices: tuple[Notice, ...] = ()
    toast: Toast | None = None
    printed: str = ""


@dataclass(frozen=True, kw_only=True)
class KeysPage:
    """The list of keys, for whoever has no scripts, and the switch for single letters."""

    template: ClassVar[str] = "desk/keys.html"

    shell: Shell
