"""What one journey's page shows. Hours and ways stand here and nowhere else."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django.utils.safestring import SafeString

from corridor.web.desk.forms.journey import (
    ChangeLegForm,
    LegEndForm,
    PlanLegForm,
    SignOfLifeForm,
    SignPlanForm,
    WhyForm,
)
from corridor.web.desk.pages.common import Link, MarkedLine, SafeWay
from corridor.web.desk.pages.shell import Shell
from corridor.web.ui.marks import Mark, Member, Pill


@dataclass(frozen=True, kw_only=True)
class Rung:
    """One turn of an alarm: whom it went to and what became of it.

    `about`: its hour is told to the quarter. `at` is None for what has no hour.
    """

    at: datetime | None
    mark: Mark
    words: str
    detail: str
    member: Member | None = None
    ahead: bool = False
    about: bool = False


@dataclass(frozen=True, kw_only=True)
class Alarm:
    """`taken_by` is set once somebody has it: the button goes, the search does not."""

    where: str
    minutes_over: int
    rungs: tuple[Rung, ...]
    warning: str
    take_url: str
    sign_url: str
    sign_form: SignOfLifeForm
    taken_by: Member | None = None


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """A sign of life that is not late: it may still come by another way than the code."""

    where: str
    sign_url: str
    sign_form: SignOfLifeForm


@dataclass(frozen=True, kw_only=True)
class CheckIn:
    """A moment on the way. `heard_at` is set when it came; `overdue` when grace is over."""

    where: str
    mark: Mark
    due_at: datetime
    grace: int
    heard_at: datetime | None = None
    overdue: bool = False
    dropped: bool = False
    move_url: str = ""


@dataclass(frozen=True, kw_only=True)
class LegActs:
    """Where the leg's buttons lead; an empty address leaves its button out."""

    clear: str = ""
    start: str = ""
    end: str = ""
    change: str = ""
    add_sign: str = ""
    end_form: LegEndForm | None = None


@dataclass(frozen=True, kw_only=True)
class LegNote:
    """One change of a plan: what, by whom and when, and the reason they gave."""

    words: str
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class LegShown:
    number: int
    title: str
    state: Pill
    detail: str
    check_ins: tuple[CheckIn, ...] = ()
    notes: tuple[LegNote, ...] = ()
    acts: LegActs = LegActs()


@dataclass(frozen=True, kw_only=True)
class OnDuty:
    member: Member
    turn: str
    seen: str


@dataclass(frozen=True, kw_only=True)
class JourneyPage:
    """`way` is None when no area is on the map: then the words alone tell it."""

    template: ClassVar[str] = "desk/journey.html"

    shell: Shell
    number: str
    name: str
    summary: str
    state: Pill
    journeys_url: str
    zone: str
    legs: tuple[LegShown, ...]
    safe_ways: tuple[SafeWay, ...]
    duty: tuple[OnDuty, ...]
    case: Link | None = None
    alarm: Alarm | None = None
    waiting: Waiting | None = None
    way: SafeString | None = None
    agreed: tuple[MarkedLine, ...] = ()
    sheet_url: str = ""
    leg_url: str = ""
    leg_form: PlanLegForm | None = None

    @property
    def sign_form(self) -> SignOfLifeForm | None:
        shown = self.alarm or self.waiting
        return shown.sign_form if shown else None


@dataclass(frozen=True, kw_only=True)
class ReasonForm:
    """Something that is done to a leg with a reason; shown while it may be done."""

    url: str
    form: WhyForm


@dataclass(frozen=True, kw_only=True)
class ChangeLegPage:
    """Another plan for a leg. `hold` and `call_off` are gone once they have left."""

    template: ClassVar[str] = "desk/journeys/change-leg.html"

    shell: Shell
    number: str
    name: str
    journeys_url: str
    journey_url: str
    title: str
    state: Pill
    moves: str
    action: str
    form: ChangeLegForm
    hold: ReasonForm | None = None
    call_off: ReasonForm | None = None


@dataclass(frozen=True, kw_only=True)
class SignPage:
    """A sign of life to agree upon, or to agree upon anew."""

    template: ClassVar[str] = "desk/journeys/sign.html"

    shell: Shell
    number: str
    journeys_url: str
    journey_url: str
    heading: str
    title: str
    action: str
    form: SignPlanForm
