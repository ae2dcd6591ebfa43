"""Wren on the way with an alarm being climbed, the list of journeys, and a leg to plan."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone

from corridor.web.charts.journey_map import Stop, Way, draw_way
from corridor.web.desk.forms.journey import (
    ChangeLegForm,
    LegEndForm,
    PlanJourneyForm,
    PlanLegForm,
    SignOfLifeForm,
    SignPlanForm,
    WhyForm,
)
from corridor.web.desk.pages.common import CountedLink, EmptyState, Link, MarkedLine, SafeWay
from corridor.web.desk.pages.journey import (
    Alarm,
    ChangeLegPage,
    CheckIn,
    JourneyPage,
    LegActs,
    LegNote,
    LegShown,
    OnDuty,
    ReasonForm,
    Rung,
    SignPage,
)
from corridor.web.desk.pages.journeys import (
    JourneyRow,
    JourneysPage,
    PlanJourneyPage,
    Tally,
)
from corridor.web.desk.pages.plan_sheet import PlanSheetPage
from corridor.web.desk.pages.shell import Section
from corridor.web.ui.marks import Mark, MarkKind, Member, Pill, Tone
from tests.web.pages.samples_shell import ALTAIR, LYRA, VEGA, shell_at

_MOSCOW = timezone(timedelta(hours=3))
_CAME = Mark(kind=MarkKind.OK, meaning="Came:")
_LATER = Mark(kind=MarkKind.OFF, meaning="Later:")
_OVERDUE = Pill(words="Overdue", tone=Tone.BAD, icon="triangle-alert")


def at(hour: int, minute: int) -> datetime:
    return datetime(2017, 5, 17, hour, minute, tzinfo=_MOSCOW)


def _rung(when: datetime, words: str, detail: str, member: Member | None = None) -> Rung:
    mark = Mark(kind=MarkKind.BAD, meaning="Alarm:")
    return Rung(at=when, mark=mark, words=words, detail=detail, member=member)


def alarm(*, taken_by: Member | None = None) -> Alarm:
    due = Rung(
        at=at(12, 40),
        mark=Mark(kind=MarkKind.OFF, meaning="Due:"),
        words="Check-in was due",
        detail="Grace of 30 minutes began",
    )
    ahead = Rung(
        at=at(13, 40),
        mark=Mark(kind=MarkKind.ASK, meaning="Next:"),
        words="Everyone in relocation, then every 10 minutes",
        detail="Goes on after a restart and with nobody signed in",
        ahead=True,
    )
    return Alarm(
        where="Changed trains",
        minutes_over=54,
        rungs=(
            due,
            _rung(at(13, 10), "Alarm raised, notice to", "Not taken", LYRA),
            _rung(at(13, 20), "Next person:", "Notice delivered. Not taken", VEGA),
            _rung(at(13, 30), "Next person:", "Notice delivered. Not taken yet", ALTAIR),
            replace(_rung(at(13, 30), "No way to night phone", "Tried next"), about=True),
            replace(_rung(at(13, 30), "Nobody will be woken", "Set one"), at=None),
            ahead,
        ),
        warning="Do not call while they travel. Look behind the code first.",
        take_url="/journey",
        sign_url="/journey",
        sign_form=SignOfLifeForm(),
        taken_by=taken_by,
    )


def _legs() -> tuple[LegShown, ...]:
    over = Mark(kind=MarkKind.BAD, meaning="Overdue:")
    return (
        LegShown(
            number=1,
            title="The republic to Central Russia",
            state=Pill(words="On the way", tone=Tone.WARN, icon="clock"),
            detail="Wednesday 17 May, by train, alone.",
            check_ins=(
                CheckIn(
                    where="Left the house",
                    mark=_CAME,
                    due_at=at(7, 5),
                    grace=30,
                    heard_at=at(7, 2),
                ),
                CheckIn(
                    where="Changed trains", mark=over, due_at=at(12, 40), grace=30, overdue=True
                ),
                CheckIn(where="Arrived", mark=_LATER, due_at=at(21, 15), grace=60),
            ),
            acts=LegActs(
                end="/journey",
                end_form=LegEndForm(),
                change="/journey",
                add_sign="/journey",
            ),
        ),
        LegShown(
            number=2,
            title="Central Russia to Lithuania",
            state=Pill(words="Planned", tone=Tone.WAIT),
            detail="Not before papers are ready.",
            check_ins=(
                CheckIn(
                    where="At the gate",
                    mark=_LATER,
                    due_at=at(9, 0),
                    grace=45,
                    move_url="/sign",
                ),
            ),
            notes=(
                LegNote(words="Held by Altair, today, 08:10", why="The visa is not here yet."),
            ),
            acts=LegActs(clear="/go", start="/journey", change="/journey", add_sign="/journey"),
        ),
        LegShown(
            number=3,
            title="Lithuania to Germany",
            state=Pill(words="It was called off", tone=Tone.WARN),
            detail="Not wanted any more.",
            check_ins=(
                CheckIn(where="Arrived", mark=_LATER, due_at=at(20, 0), grace=30, dropped=True),
            ),
            notes=(LegNote(words="Called off by Vega, today, 08:40", why="They stay."),),
        ),
    )


def _way() -> Way:
    return Way(
        label="By region: from the republic to Central Russia, then Lithuania. Left today.",
        stops=(
            Stop(area="region", name="The republic", note="left today", reached=True),
            Stop(area="central_russia", name="Central Russia", note="expected tonight"),
            Stop(area="lithuania", name="Lithuania", note="planned"),
        ),
    )


def journey(*, taken_by: Member | None = None) -> JourneyPage:
    return JourneyPage(
        shell=shell_at(Section.JOURNEYS),
        number="J-0061",
        name="Wren",
        summary="One person, two legs.",
        state=_OVERDUE,
        journeys_url="/journeys",
        zone="Moscow time",
        legs=_legs(),
        safe_ways=(
            SafeWay(words="Behind the code, always", icon="message-square"),
            SafeWay(words="Do not call while they travel", icon="phone-off", never=True),
        ),
        duty=(
            OnDuty(member=LYRA, turn="first, until 16:00", seen="not seen since 12:55"),
            OnDuty(member=VEGA, turn="second", seen="signed in"),
            OnDuty(member=ALTAIR, turn="duty lead, you", seen="signed in"),
        ),
        case=Link(words="Case K-0398", url="/case"),
        alarm=alarm(taken_by=taken_by),
        way=draw_way(_way(), key="way"),
        agreed=(
            MarkedLine(
                mark=_LATER, words="I am all right", detail="They are not free to speak"
            ),
        ),
        sheet_url="/sheet",
        leg_url="/journey",
        leg_form=PlanLegForm(region="the republic"),
    )


def journey_taken() -> JourneyPage:
    return journey(taken_by=ALTAIR)


def journeys() -> JourneysPage:
    rows = (
        JourneyRow(
            number="J-0061",
            name="Wren",
            url="/journey",
            state=_OVERDUE,
            way="The republic to Central Russia",
            people="1 person",
            next_where="Changed trains",
            next_due=at(12, 40),
            overdue=True,
            taken_by=ALTAIR,
        ),
        JourneyRow(
            number="J-0064",
            name="Willow",
            url="/journey",
            state=Pill(words="Planned", tone=Tone.WAIT),
            way="Central Russia to Germany",
            people="2 people",
        ),
    )
    return JourneysPage(
        shell=shell_at(Section.JOURNEYS),
        tallies=(
            Tally(count=1, words="overdue", url="/journeys", detail="Taken", hot=True),
            Tally(count=1, words="planned", url="/journeys"),
        ),
        tabs=(
            CountedLink(words="Open", url="/journeys", count=2, current=True),
            CountedLink(words="Ended", url="/journeys", count=41),
        ),
        rows=rows,
        zone="Moscow time",
        empty=EmptyState(heading="Nobody on the way", words="Plan in a case.", icon="route"),
    )


def plan_journey() -> PlanJourneyPage:
    people = [("a", "Wren"), ("b", "Wren’s friend")]
    given = {"leaves_at": "soon", "grace": "2", "where": "Changed trains"}
    return PlanJourneyPage(
        shell=shell_at(Section.JOURNEYS),
        case_number="K-0398",
        case_url="/case",
        journeys_url="/journeys",
        action="/plan-journey",
        form=PlanJourneyForm(given, region="the republic", people=people),
    )


def change_leg() -> ChangeLegPage:
    return ChangeLegPage(
        shell=shell_at(Section.JOURNEYS),
        number="J-0061",
        name="Wren",
        journeys_url="/journeys",
        journey_url="/journey",
        title="Central Russia to Lithuania",
        state=Pill(words="Planned", tone=Tone.WAIT),
        moves="Check-ins that lie ahead move with the departure.",
        action="/change",
        form=ChangeLegForm({"why": ""}, region="the republic"),
        hold=ReasonForm(url="/hold", form=WhyForm({"why": ""}, part="-hold")),
        call_off=ReasonForm(url="/call-off", form=WhyForm(part="-off")),
    )


def plan_sign() -> SignPage:
    return SignPage(
        shell=shell_at(Section.JOURNEYS),
        number="J-0061",
        journeys_url="/journeys",
        journey_url="/journey",
        heading="One more check-in",
        title="Central Russia to Lithuania",
        action="/sign",
        form=SignPlanForm({"grace": "2"}),
    )


def plan_sheet() -> PlanSheetPage:
    return PlanSheetPage(
        shell=shell_at(Section.JOURNEYS),
        up=Link(words="J-0061", url="/journey"),
        number="J-0061",
        name="Wren",
        summary="One person, three legs.",
        zone="Moscow time",
        legs=_legs(),
        copy=2,
        source="From the journey up to entry 12.",
        foot="Copy 2, made by Altair, 17 May 2017 13:34. Destroy after use.",
    )
