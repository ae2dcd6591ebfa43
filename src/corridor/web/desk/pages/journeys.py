"""What the list of journeys shows: state and next sign of life, the overdue ones first."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from corridor.web.desk.forms.journey import PlanJourneyForm
from corridor.web.desk.pages.common import CountedLink, EmptyState
from corridor.web.desk.pages.shell import Shell
from corridor.web.ui.marks import Member, Pill


@dataclass(frozen=True, kw_only=True)
class JourneyRow:
    """`next_due` is the next sign of life that is waited for, None when none is."""

    number: str
    name: str
    url: str
    state: Pill
    way: str
    people: str
    next_where: str = ""
    next_due: datetime | None = None
    overdue: bool = False
    taken_by: Member | None = None


@dataclass(frozen=True, kw_only=True)
class Tally:
    """A number at the top of the page, what it counts, and where to see them."""

    count: int
    words: str
    url: str
    detail: str = ""
    hot: bool = False


@dataclass(frozen=True, kw_only=True)
class Strays:
    """Alarms that ring and belong to no journey, with where to clear them."""

    words: str
    button: str
    url: str
    alarms: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class JourneysPage:
    template: ClassVar[str] = "desk/journeys.html"

    shell: Shell
    tallies: tuple[Tally, ...]
    tabs: tuple[CountedLink, ...]
    rows: tuple[JourneyRow, ...]
    zone: str
    empty: EmptyState
    strays: Strays | None = None


@dataclass(frozen=True, kw_only=True)
class PlanJourneyPage:
    template: ClassVar[str] = "desk/plan-journey.html"

    shell: Shell
    case_number: str
    case_url: str
    journeys_url: str
    action: str
    form: PlanJourneyForm
