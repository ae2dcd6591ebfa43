"""One assessment on a page of its own: what stands, what is weighed, what was judged before."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from corridor.web.desk.forms.triage import WeighForm
from corridor.web.desk.pages.common import Fact, Link, MarkedLine
from corridor.web.desk.pages.shell import Shell
from corridor.web.ui.marks import Urgency


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """One assessment of earlier: who, when, and what it came to."""

    urgency: Urgency
    words: str
    detail: str


@dataclass(frozen=True, kw_only=True)
class TriagePage:
    """`sources` name where the list of factors comes from, and `as_of` when it was read."""

    template: ClassVar[str] = "desk/triage.html"

    shell: Shell
    up: Link
    seen: str
    code: str
    name: str
    urgency: Urgency
    form: WeighForm
    url: str
    reasons: tuple[MarkedLine, ...]
    made: tuple[Fact, ...]
    second_url: str
    earlier: tuple[Judgement, ...]
    sources: tuple[Link, ...]
    as_of: date
