"""Lists: those that are here, and one of them at each of its steps."""

from dataclasses import dataclass
from typing import ClassVar

from corridor.web.desk.forms.imports import PlanForm
from corridor.web.desk.pages.common import EmptyState, Link
from corridor.web.desk.pages.shell import Shell
from corridor.web.ui.marks import Pill


@dataclass(frozen=True, kw_only=True)
class ListRow:
    url: str
    title: str
    detail: str
    state: Pill


@dataclass(frozen=True, kw_only=True)
class ListsPage:
    template: ClassVar[str] = "desk/imports.html"

    shell: Shell
    lists: tuple[ListRow, ...]
    empty: EmptyState
    send_url: str
    room: str
    senders: tuple[str, ...] = ()
    came_from: str = ""
    trouble: str = ""


@dataclass(frozen=True, kw_only=True)
class FaultRow:
    """One cell that keeps its row out: where it stands, what it says, and why."""

    number: int
    column: str
    said: str
    why: str


@dataclass(frozen=True, kw_only=True)
class PreviewRow:
    """One row as it would become a request."""

    number: int
    words: str
    detail: str


@dataclass(frozen=True, kw_only=True)
class TwiceRow:
    """A row that may say somebody who is here already, or stands in the list before."""

    number: int
    words: str
    others: tuple[Link, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Planning:
    form: PlanForm
    url: str
    is_workbook: bool
    names_note: str = ""
    remembered: str = ""


@dataclass(frozen=True, kw_only=True)
class Preview:
    start_url: str
    start_words: str
    rows: tuple[PreviewRow, ...]
    shown: str
    faults: tuple[FaultRow, ...]
    faults_shown: str
    change_url: str
    rows_url: str = ""
    twice: tuple[TwiceRow, ...] = ()
    twice_note: str = ""


@dataclass(frozen=True, kw_only=True)
class Progress:
    words: str
    done: int
    all: int


@dataclass(frozen=True, kw_only=True)
class Outcome:
    lines: tuple[str, ...]
    requests: tuple[Link, ...]
    requests_more: str = ""
    rows_url: str = ""
    undo_url: str = ""
    undo_words: str = ""


@dataclass(frozen=True, kw_only=True)
class ListPage:
    template: ClassVar[str] = "desk/import.html"

    shell: Shell
    up: Link
    title: str
    detail: str
    state: Pill
    planning: Planning | None = None
    preview: Preview | None = None
    progress: Progress | None = None
    outcome: Outcome | None = None
    delete_url: str = ""
    trouble: str = ""

    @property
    def forms(self) -> tuple[PlanForm, ...]:
        return () if self.planning is None else (self.planning.form,)
