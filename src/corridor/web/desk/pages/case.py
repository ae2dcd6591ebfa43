"""One case file. How to reach the people safely comes first."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from django.utils.safestring import SafeString

from corridor.web.desk.forms.case import (
    CloseForm,
    ConsentForm,
    DecisionForm,
    FilingForm,
    HandOverForm,
    HeardForm,
    NameForm,
    PersonForm,
    PlaceForm,
    PutBackForm,
    ReopenForm,
    StepForm,
    SummaryForm,
    TagsForm,
    TakeOutForm,
    WriteForm,
)
from corridor.web.desk.forms.queue import AddTaskForm
from corridor.web.desk.forms.triage import AssessForm
from corridor.web.desk.pages.common import (
    CountedLink,
    Draft,
    Fact,
    Link,
    MarkedLine,
    Pager,
    SafeWay,
)
from corridor.web.desk.pages.request import AttemptsPanel, RulesPanel
from corridor.web.desk.pages.shell import Shell
from corridor.web.desk.pages.timeline import TimelineDay
from corridor.web.ui.forms import DeskForm
from corridor.web.ui.marks import DueMark, Member, Pill, Urgency

CaseForm = (
    AddTaskForm
    | AssessForm
    | CloseForm
    | ConsentForm
    | DecisionForm
    | FilingForm
    | HandOverForm
    | HeardForm
    | NameForm
    | PersonForm
    | PlaceForm
    | PutBackForm
    | ReopenForm
    | StepForm
    | SummaryForm
    | TagsForm
    | TakeOutForm
)


class Reached(StrEnum):
    """How a step stands in the bar. The values are style sheet classes."""

    DONE = "on"
    NOW = "now"
    AHEAD = ""


@dataclass(frozen=True, kw_only=True)
class StepPoint:
    words: str
    detail: str
    reached: Reached


@dataclass(frozen=True, kw_only=True)
class CasePanel:
    """A form of the file, folded until asked for or until it was sent back."""

    words: str
    button: str
    form: CaseForm
    url: str
    key: str = ""

    @property
    def open(self) -> bool:
        return bool(self.form.errors)


@dataclass(frozen=True, kw_only=True)
class TaskRow:
    title: str
    done_url: str
    owner: Member | None
    due: DueMark | None = None
    tag: Pill | None = None


@dataclass(frozen=True, kw_only=True)
class LegRow:
    words: str
    detail: str
    state: Pill


@dataclass(frozen=True, kw_only=True)
class JourneyCard:
    """Only for those who hold relocation. Times and means of travel stand in the journey."""

    url: str
    legs: tuple[LegRow, ...]
    check_in: str = ""
    map: SafeString | None = None


@dataclass(frozen=True, kw_only=True)
class Application:
    country: str
    route: str
    state: Pill
    sent: str
    days: int | None
    next: str
    decide: CasePanel | None = None


@dataclass(frozen=True, kw_only=True)
class ShownName:
    """A name that somebody asked to see. Leaving the page hides it again."""

    name: str
    language: str = ""


@dataclass(frozen=True, kw_only=True)
class PersonCard:
    """`show_url` takes a POST that shows the name and writes so in the journal."""

    label: str
    tags: tuple[Pill, ...]
    facts: tuple[Fact, ...]
    show_url: str = ""
    shown: ShownName | None = None
    panels: tuple[CasePanel, ...] = ()


@dataclass(frozen=True, kw_only=True)
class TakenOut:
    """Somebody who counts no more in this case. `back` puts them back."""

    words: str
    detail: str
    back: CasePanel | None = None


@dataclass(frozen=True, kw_only=True)
class ConsentLine:
    line: MarkedLine
    withdraw_url: str = ""


@dataclass(frozen=True, kw_only=True)
class DateLine:
    words: str
    icon: str
    due: DueMark


@dataclass(frozen=True, kw_only=True)
class WritePanel:
    form: WriteForm
    url: str
    draft: Draft
    messages: bool = True


@dataclass(frozen=True, kw_only=True)
class CasePage:
    """A panel that the reader may not use is None, and is not drawn."""

    template: ClassVar[str] = "desk/case.html"

    shell: Shell
    up: Link
    code: str
    name: str
    urgency: Urgency
    tags: tuple[Pill, ...]
    lead: str
    steps: tuple[StepPoint, ...]
    safe_ways: tuple[SafeWay, ...]
    tasks: tuple[TaskRow, ...]
    applications: tuple[Application, ...]
    people: tuple[PersonCard, ...]
    timeline: tuple[TimelineDay, ...]
    pager: Pager
    attempts: AttemptsPanel
    readers: tuple[Member, ...]
    readers_words: str
    sheet_url: str = ""
    taken_out: tuple[TakenOut, ...] = ()
    seen: str = ""
    take_url: str = ""
    files_url: str = ""
    unowned: bool = False
    closed: str = ""
    second_url: str = ""
    weigh_url: str = ""
    write: WritePanel | None = None
    rules: RulesPanel | None = None
    add_task: CasePanel | None = None
    add_filing: CasePanel | None = None
    add_person: CasePanel | None = None
    here_twice: Link | None = None
    add_consent: CasePanel | None = None
    plan_journey: Link | None = None
    journeys: tuple[JourneyCard, ...] = ()
    consents: tuple[ConsentLine, ...] = ()
    dates: tuple[DateLine, ...] = ()
    filters: tuple[CountedLink, ...] = ()
    running: tuple[CasePanel, ...] = ()

    @property
    def forms(self) -> tuple[DeskForm | None, ...]:
        """Every form of the page, in its order, so that errors can be told at the top."""
        panels = (
            self.rules,
            self.add_task,
            *(application.decide for application in self.applications),
            self.add_filing,
            *(panel for person in self.people for panel in person.panels),
            *(gone.back for gone in self.taken_out),
            self.add_person,
            self.attempts,
            self.write,
            self.add_consent,
            *self.running,
            *(event.strike for day in self.timeline for event in day.events),
        )
        shown = tuple(panel.form for panel in panels if panel is not None)
        return (*shown, self.attempts.ring)
