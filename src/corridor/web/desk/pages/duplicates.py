"""People who may be here twice: reasons apart from each other, and buttons for who decides."""

from dataclasses import dataclass
from typing import ClassVar

from corridor.web.desk.forms.duplicates import JudgeForm
from corridor.web.desk.pages.common import EmptyState, Link, MarkedLine
from corridor.web.desk.pages.shell import Shell
from corridor.web.ui.marks import Pill


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A button: `value` is the verdict that it sends."""

    words: str
    value: str
    icon: str
    main: bool = False


@dataclass(frozen=True, kw_only=True)
class OtherPerson:
    case: str
    person: str
    title: str
    number: str
    url: str
    label: str
    state: Pill | None
    reasons: tuple[MarkedLine, ...]
    choices: tuple[Choice, ...]


@dataclass(frozen=True, kw_only=True)
class LikelyPerson:
    person: str
    title: str
    number: str
    url: str
    label: str
    judge_url: str
    others: tuple[OtherPerson, ...]


@dataclass(frozen=True, kw_only=True)
class DuplicatesPage:
    template: ClassVar[str] = "desk/duplicates.html"

    shell: Shell
    form: JudgeForm
    people: tuple[LikelyPerson, ...]
    compared: tuple[MarkedLine, ...]
    empty: EmptyState
    all: Link | None = None
