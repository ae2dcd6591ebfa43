"""The journeys of a case, for who holds relocation. Hours stand in the journey itself."""

from django.urls import reverse
from django.utils.translation import gettext

from corridor.base.ids import ChainId
from corridor.domain.legs import Leg
from corridor.domain.policy import Act
from corridor.services.casefiles import CaseFile
from corridor.services.desk import Desk
from corridor.services.journey_files import open_journey
from corridor.web.desk.pages.areas import area_name
from corridor.web.desk.pages.case import JourneyCard, LegRow
from corridor.web.desk.pages.common import Link
from corridor.web.desk.showing.common import wording_of
from corridor.web.ui.marks import Pill, Tone


def journeys(desk: Desk, file: CaseFile) -> tuple[JourneyCard, ...]:
    if not desk.may(Act.SEE_JOURNEYS):
        return ()
    return tuple(_journey(desk, chain) for chain in file.case.journeys)


def plan_journey(desk: Desk, file: CaseFile) -> Link | None:
    if not desk.may(Act.PLAN_JOURNEY) or file.case.closed is not None:
        return None
    url = reverse("plan-journey", kwargs={"case": file.chain})
    return Link(words=gettext("Plan a journey"), url=url)


def _journey(desk: Desk, chain: ChainId) -> JourneyCard:
    journey = open_journey(desk, chain).journey
    alarms = journey.alarms(at=desk.clock())
    return JourneyCard(
        url=reverse("journey", kwargs={"journey": chain}),
        legs=tuple(_leg(desk, number, leg) for number, leg in enumerate(journey.legs, start=1)),
        check_in=gettext("A sign of life is overdue.") if alarms else "",
    )


def _leg(desk: Desk, number: int, leg: Leg) -> LegRow:
    wording = wording_of(desk)
    words = gettext("%(number)s. %(start)s to %(end)s") % {
        "number": number,
        "start": area_name(leg.planned.from_area, wording),
        "end": area_name(leg.planned.to_area, wording),
    }
    return LegRow(words=words, detail="", state=_state(leg))


def _state(leg: Leg) -> Pill:
    if leg.ended_at is not None:
        return Pill(words=gettext("Done"), tone=Tone.OK, icon="check")
    if leg.started_at is not None:
        return Pill(words=gettext("On the way"), tone=Tone.WARN, icon="clock")
    return Pill(words=gettext("Planned"), tone=Tone.WAIT, icon="route")
