"""One journey: its legs, its signs of life, and an alarm while it climbs."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext, ngettext, npgettext

from corridor.domain.journeys import Journey
from corridor.domain.legs import LegEnd
from corridor.domain.policy import Act, may
from corridor.ledger.store import Alarm as Notice
from corridor.services.casefiles import CaseFile
from corridor.services.desk import Desk
from corridor.services.journey_files import JourneyFile
from corridor.web.charts.journey_map import Stop, Way, draw_way
from corridor.web.desk.entry import Visit
from corridor.web.desk.forms.journey import (
    PlanJourneyForm,
    PlanLegForm,
    SignOfLifeForm,
)
from corridor.web.desk.pages.areas import area_name
from corridor.web.desk.pages.common import Link
from corridor.web.desk.pages.common import Notice as Said
from corridor.web.desk.pages.journey import (
    JourneyPage,
    OnDuty,
)
from corridor.web.desk.pages.journeys import PlanJourneyPage
from corridor.web.desk.pages.shell import Section
from corridor.web.desk.shells import member_mark, shell_of
from corridor.web.desk.showing.agreed import agreed, ways_of
from corridor.web.desk.showing.alarm import alarm_of, waiting_for
from corridor.web.desk.showing.common import wording_of
from corridor.web.desk.showing.journeys import name_of, state_pill, zone_words
from corridor.web.desk.showing.legs import legs_of


def journey_page(  # noqa: PLR0913 - whatever stands on it
    visit: Visit,
    file: JourneyFile,
    case: CaseFile | None,
    *,
    notice: Notice | None = None,
    notices: tuple[Said, ...] = (),
    sign_form: SignOfLifeForm | None = None,
    leg_form: PlanLegForm | None = None,
) -> JourneyPage:
    """`notices` say that nobody will be woken, where that is so."""
    desk, journey = visit.desk, file.journey
    now = desk.clock()
    alarming = journey.alarms(at=now)
    form = sign_form or SignOfLifeForm()
    plans = desk.may(Act.PLAN_JOURNEY)
    return JourneyPage(
        shell=shell_of(visit, Section.JOURNEYS, notices=notices),
        number=file.planned.number,
        name=name_of(desk, file.planned.case),
        summary=summary_of(journey),
        state=state_pill(journey.state, alarming=bool(alarming)),
        journeys_url=reverse("journeys"),
        zone=zone_words(desk),
        legs=tuple(legs_of(desk, file)),
        safe_ways=ways_of(case),
        duty=tuple(_duty(desk)),
        case=_case(desk, file),
        alarm=alarm_of(desk, file, alarming[0], notice=notice, woken=not notices, form=form)
        if alarming
        else None,
        waiting=None if alarming else waiting_for(desk, file, form),
        way=draw_way(_way(desk, journey), key="way"),
        agreed=tuple(agreed(journey, at=now)),
        sheet_url=reverse("print-plan", kwargs={"journey": file.chain}),
        leg_url=reverse("add-leg", kwargs={"journey": file.chain}) if plans else "",
        leg_form=(leg_form or _next_leg(desk, journey)) if plans else None,
    )


def _next_leg(desk: Desk, journey: Journey) -> PlanLegForm:
    """It goes on where the last one ends."""
    last = journey.legs[-1].planned.to_area if journey.legs else ""
    return PlanLegForm(region=wording_of(desk).region, initial={"from_area": last})


def _case(desk: Desk, file: JourneyFile) -> Link | None:
    if not desk.may(Act.OPEN_CASE):
        return None
    url = reverse("case", kwargs={"case": file.planned.case})
    return Link(words=gettext("Open the case"), url=url)


def summary_of(journey: Journey) -> str:
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
