"""One request, before it is a case."""

from dataclasses import dataclass
from typing import ClassVar

from corridor.web.desk.forms.request import (
    AttemptForm,
    ContactRulesForm,
    MakeCaseForm,
    ReplyForm,
    RingForm,
)
from corridor.web.desk.forms.triage import AssessForm
from corridor.web.desk.pages.common import (
    Attempt,
    Draft,
    Fact,
    Link,
    MarkedLine,
    Quoted,
    SafeWay,
)
from corridor.web.desk.pages.shell import Shell
from corridor.web.desk.pages.timeline import TimelineDay
from corridor.web.ui.forms import DeskForm
from corridor.web.ui.marks import Member, Pill, Urgency


@dataclass(frozen=True, kw_only=True)
class Translation:
    """A worker's rendering of somebody's words. `by` says whose and what it is not."""

    by: str
    text: Quoted


@dataclass(frozen=True, kw_only=True)
class GivenAnswer:
    """One answer under its question. `note` says when that question is asked no more."""

    asked: str
    said: str
    language: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class AssessPanel:
    """`reasons` are shown one by one; `made` tells of the assessment that stands, if any."""

    form: AssessForm
    url: str
    reasons: tuple[MarkedLine, ...]
    made: tuple[Fact, ...] = ()
    second_url: str = ""
    weigh_url: str = ""


@dataclass(frozen=True, kw_only=True)
class ReplyPanel:
    form: ReplyForm
    url: str
    draft: Draft


@dataclass(frozen=True, kw_only=True)
class MakeCasePanel:
    form: MakeCaseForm
    url: str


@dataclass(frozen=True, kw_only=True)
class RingLine:
    """A wish to ring outside the rules. `agree_url` is there for every other member."""

    when: str
    by: Member
    words: str
    why: str
    state: Pill
    said: str = ""
    agree_url: str = ""


@dataclass(frozen=True, kw_only=True)
class AttemptsPanel:
    attempts: tuple[Attempt, ...]
    form: AttemptForm | None = None
    url: str = ""
    rings: tuple[RingLine, ...] = ()
    ring: RingForm | None = None
    ring_url: str = ""


@dataclass(frozen=True, kw_only=True)
class RulesPanel:
    form: ContactRulesForm
    url: str


@dataclass(frozen=True, kw_only=True)
class Similar:
    """Another request that may be the same person's. Nothing is merged by itself."""

    words: str
    url: str


@dataclass(frozen=True, kw_only=True)
class Woken:
    """Somebody to whom a notice went, and what they did then."""

    member: Member
    words: str
    detail: str


@dataclass(frozen=True, kw_only=True)
class RequestPage:
    """A panel that the reader may not use is None, and is not drawn."""

    template: ClassVar[str] = "desk/request.html"

    shell: Shell
    up: Link
    code: str
    name: str
    urgency: Urgency
    tags: tuple[Pill, ...]
    lead: str
    safe_ways: tuple[SafeWay, ...]
    words: Quoted
    language: str
    facts: tuple[Fact, ...]
    answers: tuple[GivenAnswer, ...]
    ask_url: str
    attempts: AttemptsPanel
    seen: str = ""
    take_url: str = ""
    files_url: str = ""
    withdrawn: str = ""
    translation: Translation | None = None
    conversation: tuple[TimelineDay, ...] = ()
    assess: AssessPanel | None = None
    reply: ReplyPanel | None = None
    make_case: MakeCasePanel | None = None
    rules: RulesPanel | None = None
    similar: tuple[Similar, ...] = ()
    woken: tuple[Woken, ...] = ()

    @property
    def forms(self) -> tuple[DeskForm | None, ...]:
        """Every form of the page, in its order, so that errors can be told at the top."""
        panels = (self.rules, self.assess, self.reply, self.attempts, self.make_case)
        shown = tuple(panel.form for panel in panels if panel is not None)
        return (*shown, self.attempts.ring)
