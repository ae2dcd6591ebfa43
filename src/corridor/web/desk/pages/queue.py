"""The queue: who waits, for what, and what happens next. No names, no times of travel."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from corridor.web.desk.forms.queue import (
    AddTaskForm,
    AssignForm,
    Bulk,
    KeepViewForm,
    SetUrgencyForm,
)
from corridor.web.desk.pages.common import CountedLink, EmptyState, Link, Pager
from corridor.web.desk.pages.shell import Shell
from corridor.web.ui.marks import DueMark, Member, Pill, StepMark, Urgency


@dataclass(frozen=True, kw_only=True)
class Tile:
    """A number that somebody has to look at today. `hot` tints it."""

    count: int
    words: str
    detail: str
    url: str
    hot: bool = False


@dataclass(frozen=True, kw_only=True)
class Filter:
    """A way to see fewer rows. `chosen` says the choice made; `clear_url` takes it away."""

    words: str
    options: tuple[Link, ...]
    chosen: str = ""
    clear_url: str = ""


@dataclass(frozen=True, kw_only=True)
class KeptTab:
    """A view that the desk has kept. `drop_url` takes it out again."""

    name: str
    url: str
    drop_url: str
    current: bool = False


@dataclass(frozen=True, kw_only=True)
class QueueRow:
    """`ref` is the chain's random id, `code` the number that people say: "R-0594"."""

    ref: str
    code: str
    name: str
    url: str
    urgency: Urgency
    summary: str
    where: str
    people: str
    step: StepMark
    next: str
    due: DueMark | None = None
    owner: Member | None = None
    tags: tuple[Pill, ...] = ()


@dataclass(frozen=True, kw_only=True)
class QueueGroup:
    heading: str
    words: str
    rows: tuple[QueueRow, ...]


@dataclass(frozen=True, kw_only=True)
class QueuePage:
    template: ClassVar[str] = "desk/queue.html"

    shell: Shell
    heading: str
    today: date
    views: tuple[CountedLink, ...]
    filters: tuple[Filter, ...]
    shown: str
    groups: tuple[QueueGroup, ...]
    pager: Pager
    act_url: str
    acts: tuple[Bulk, ...]
    tiles: tuple[Tile, ...] = ()
    empty: EmptyState | None = None
    kept: tuple[KeptTab, ...] = ()
    keep: KeepViewForm | None = None
    keep_url: str = ""


@dataclass(frozen=True, kw_only=True)
class QueueActPage:
    """The page on which an act on several rows is filled in. Nothing is done before it."""

    template: ClassVar[str] = "desk/queue-act.html"

    shell: Shell
    act: Bulk
    rows: tuple[QueueRow, ...]
    act_url: str
    back_url: str
    form: AssignForm | SetUrgencyForm | AddTaskForm
