"""One journey: its legs, its signs of life, and an alarm while it climbs."""

from collections.abc import Iterator
from datetime import UTC, datetime

from django.urls import reverse
from django.utils.translation import gettext, ngettext, npgettext

from corridor.domain.journeys import (
    AlarmTaken,
    CheckInState,
    Journey,
    JourneyState,
    Leg,
    LegEnd,
)
from corridor.domain.journeys import CheckIn as Heard
from corridor.domain.policy import Act, may
from corridor.ledger.store import Alarm as Notice
from corridor.services.casefiles import CaseFile
from corridor.services.desk import Desk
from corridor.services.journey_files import JourneyFile
from corridor.web.charts.journey_map import Stop, Way, draw_way
from corridor.web.desk.entry import Visit
from corridor.web.desk.forms.journey import (
    LEG_ENDS,
    MODES,
    LegEndForm,
    PlanJourneyForm,
    SignOfLifeForm,
)
from corridor.web.desk.pages.areas import area_name
from corridor.web.desk.pages.common import Link
from corridor.web.desk.pages.journey import (
    Alarm,
    CheckIn,
    JourneyPage,
    LegActs,
    LegShown,
    OnDuty,
    Rung,
    Waiting,
)
from corridor.web.desk.pages.journeys import PlanJourneyPage
from corridor.web.desk.pages.shell import Section
from corridor.web.desk.shells import member_mark, shell_of
from corridor.web.desk.showing.agreed import agreed, ways_of
from corridor.web.desk.showing.common import moment_inside, wording_of
from corridor.web.desk.showing.journeys import name_of, state_pill, way_words, zone_words
from corridor.web.ui.marks import Mark, MarkKind, Pill, Tone

_MINUTE = 60


def journey_page(
    visit: Visit,
    file: JourneyFile,
    case: CaseFile | None,
    *,
    notice: Notice | None = None,
    sign_form: SignOfLifeForm | None = None,
) -> JourneyPage:
    desk, journey = visit.desk, file.journey
    now = desk.clock()
    alarming = journey.alarms(at=now)
    form = sign_form or SignOfLifeForm()
    return JourneyPage(
        shell=shell_of(visit, Section.JOURNEYS),
        number=file.planned.number,
        name=name_of(desk, file.planned.case),
        summary=_summary(journey),
        state=state_pill(journey.state, alarming=bool(alarming)),
        journeys_url=reverse("journeys"),
        zone=zone_words(desk),
        legs=tuple(
            _leg(desk, file, leg, number) for number, leg in enumerate(journey.legs, start=1)
        ),
        safe_ways=ways_of(case),
        duty=tuple(_duty(desk)),
        case=_case(desk, file),
        alarm=_alarm(desk, file, alarming[0], notice, form) if alarming else None,
        waiting=None if alarming else _waiting(desk, file, form),
        way=draw_way(_way(desk, journey), key="way"),
        agreed=tuple(agreed(journey, at=now)),
    )


def _case(desk: Desk, file: JourneyFile) -> Link | None:
    if not desk.may(Act.OPEN_CASE):
        return None
    url = reverse("case", kwargs={"case": file.planned.case})
    return Link(words=gettext("Open the case"), url=url)


def _summary(journey: Journey) -> str:
    people = 0 if journey.planned is None else len(journey.planned.people)
    who = npgettext("who travels", "%(count)s person,", "%(count)s people,", people)
    legs = ngettext("%(count)s leg.", "%(count)s legs.", len(journey.legs))
    return f"{who % {'count': people}} {legs % {'count': len(journey.legs)}}"


def _way(desk: Desk, journey: Journey) -> Way:
    """By region and with words about state; no hour is drawn."""
    wording = wording_of(desk)
    stops = [
        Stop(
            area=leg.planned.to_area,
            name=area_name(leg.planned.to_area, wording),
            note=gettext("arrived") if leg.how is LegEnd.ARRIVED else gettext("planned"),
            reached=leg.how is LegEnd.ARRIVED,
        )
        for leg in journey.legs
    ]
    start = journey.legs[0] if journey.legs else None
    origin = "" if start is None else start.planned.from_area
    first = Stop(
        area=origin,
        name=area_name(origin, wording),
        reached=start is not None and start.started_at is not None,
    )
    names = ", ".join(stop.name for stop in (first, *stops))
    return Way(label=gettext("By region: %(names)s.") % {"names": names}, stops=(first, *stops))


def _leg(desk: Desk, file: JourneyFile, leg: Leg, number: int) -> LegShown:
    planned = leg.planned
    points = [one for one in file.journey.check_ins if one.planned.leg == planned.leg]
    return LegShown(
        number=number,
        title=way_words(planned.from_area, planned.to_area, wording_of(desk)),
        state=_leg_pill(leg),
        detail=gettext("%(mode)s. Leaves %(leaves)s, arrives %(arrives)s.")
        % {
            "mode": MODES[planned.mode],
            "leaves": moment_inside(planned.leaves_at, today=desk.today()),
            "arrives": moment_inside(planned.arrives_at, today=desk.today()),
        },
        check_ins=tuple(_point(one, desk.clock()) for one in points),
        acts=_leg_acts(desk, file, leg),
    )


def _leg_pill(leg: Leg) -> Pill:
    if leg.how is not None:
        tone = Tone.OK if leg.how is LegEnd.ARRIVED else Tone.WARN
        return Pill(words=str(LEG_ENDS[leg.how]), tone=tone)
    if leg.under_way:
        return Pill(words=gettext("On the way"), tone=Tone.WARN, icon="clock")
    return Pill(words=gettext("Planned"), tone=Tone.WAIT)


def _leg_acts(desk: Desk, file: JourneyFile, leg: Leg) -> LegActs:
    place = {"journey": file.chain, "leg": leg.planned.leg}
    if not desk.may(Act.PLAN_JOURNEY) or leg.ended_at is not None:
        return LegActs()
    if leg.started_at is None:
        return LegActs(start=reverse("start-leg", kwargs=place))
    return LegActs(end=reverse("end-leg", kwargs=place), end_form=LegEndForm())


def _point(one: Heard, now: datetime) -> CheckIn:
    mark = {
        CheckInState.LATER: Mark(kind=MarkKind.OFF, meaning=gettext("Later:")),
        CheckInState.DUE: Mark(kind=MarkKind.WARN, meaning=gettext("Due:")),
        CheckInState.OVERDUE: Mark(kind=MarkKind.BAD, meaning=gettext("Overdue:")),
        CheckInState.CAME: Mark(kind=MarkKind.OK, meaning=gettext("Came:")),
        CheckInState.WORRYING: Mark(kind=MarkKind.BAD, meaning=gettext("Not fine:")),
    }[one.state(at=now)]
    return CheckIn(
        where=one.planned.where,
        mark=mark,
        due_at=one.planned.due_at,
        grace=one.planned.grace,
        heard_at=one.heard.at if one.heard else None,
        overdue=one.alarming(at=now),
    )


def _waiting(desk: Desk, file: JourneyFile, form: SignOfLifeForm) -> Waiting | None:
    """A sign of life that came by another way, before anything was late."""
    point = next((one for one in file.journey.check_ins if not one.settled), None)
    over = file.journey.state is JourneyState.OVER
    if point is None or over or not desk.may(Act.RECORD_CHECK_IN):
        return None
    url = _alarm_url("sign-of-life", file, point)
    return Waiting(where=point.planned.where, sign_url=url, sign_form=form)


def _alarm_url(name: str, file: JourneyFile, point: Heard) -> str:
    return reverse(name, kwargs={"journey": file.chain, "alarm": point.planned.alarm})


def _alarm(
    desk: Desk,
    file: JourneyFile,
    point: Heard,
    notice: Notice | None,
    form: SignOfLifeForm,
) -> Alarm:
    minutes = int((desk.clock() - point.planned.due_at).total_seconds()) // _MINUTE
    return Alarm(
        where=point.planned.where,
        minutes_over=max(0, minutes),
        rungs=tuple(_rungs(desk, file, point, notice)),
        warning=gettext("Look behind the code first. Do not call while they travel."),
        take_url=_alarm_url("take-alarm", file, point),
        sign_url=_alarm_url("sign-of-life", file, point),
        sign_form=form,
        taken_by=member_mark(desk, point.taken_by) if point.taken_by else None,
    )


def _rungs(
    desk: Desk, file: JourneyFile, point: Heard, notice: Notice | None
) -> Iterator[Rung]:
    yield Rung(
        at=point.planned.due_at,
        mark=Mark(kind=MarkKind.OFF, meaning=gettext("Due:")),
        words=gettext("Check-in was due"),
        detail=ngettext(
            "Grace of %(count)s minute began",
            "Grace of %(count)s minutes began",
            point.planned.grace,
        )
        % {"count": point.planned.grace},
    )
    yield _raised(point, notice)
    if notice is not None:
        yield _ahead(notice)
    for record in file.journey.timeline:
        if isinstance(record.fact, AlarmTaken) and record.fact.alarm == point.planned.alarm:
            yield _taken(desk, record.at, record.fact)


def _raised(point: Heard, notice: Notice | None) -> Rung:
    sent = 0 if notice is None else notice.sent
    notices = ngettext("%(count)s notice sent", "%(count)s notices sent", sent)
    heard = point.heard
    return Rung(
        at=heard.at if heard else point.alarm_at,
        mark=Mark(kind=MarkKind.BAD, meaning=gettext("Alarm:")),
        words=gettext("A sign of life that is not fine") if heard else gettext("Alarm raised"),
        detail=notices % {"count": sent} if notice else gettext("The notices have stopped"),
    )


def _ahead(notice: Notice) -> Rung:
    return Rung(
        at=datetime.fromtimestamp(notice.next_at * _MINUTE, tz=UTC),
        mark=Mark(kind=MarkKind.ASK, meaning=gettext("Next:")),
        words=gettext("The next notice, to the next person on duty"),
        detail=gettext("Goes on after a restart and with nobody signed in"),
        ahead=True,
    )


def _taken(desk: Desk, at: datetime, fact: AlarmTaken) -> Rung:
    return Rung(
        at=at,
        mark=Mark(kind=MarkKind.OK, meaning=gettext("Taken:")),
        words=gettext("Taken by"),
        detail=gettext("The search goes on"),
        member=member_mark(desk, fact.by),
    )


def _duty(desk: Desk) -> Iterator[OnDuty]:
    """Who may take it. Who is signed in is nobody's to see."""
    for member in desk.roster.present:
        if may(member.roles, Act.TAKE_ALARM):
            you = gettext("you") if member.member == desk.me else ""
            yield OnDuty(
                member=member_mark(desk, member.member),
                turn=gettext("may take an alarm"),
                seen=you,
            )


def plan_page(visit: Visit, file: CaseFile, form: PlanJourneyForm) -> PlanJourneyPage:
    return PlanJourneyPage(
        shell=shell_of(visit, Section.JOURNEYS),
        case_number=file.case.number,
        case_url=reverse("case", kwargs={"case": file.chain}),
        journeys_url=reverse("journeys"),
        action=reverse("plan-journey", kwargs={"case": file.chain}),
        form=form,
    )
