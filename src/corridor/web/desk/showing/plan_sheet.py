"""A numbered copy of a journey's plan, as the journey stood when somebody asked for it."""

from dataclasses import replace

from django.urls import reverse
from django.utils.translation import gettext

from corridor.domain.errors import NotFoundError
from corridor.domain.journeys import JourneyFact, PlanPrinted, fold
from corridor.domain.records import Recorded
from corridor.services.journey_files import JourneyFile
from corridor.web.desk.entry import Visit
from corridor.web.desk.pages.common import Link
from corridor.web.desk.pages.plan_sheet import PlanSheetPage
from corridor.web.desk.pages.shell import Section
from corridor.web.desk.shells import member_mark, paper_moment, shell_of
from corridor.web.desk.showing.journey import summary_of
from corridor.web.desk.showing.journeys import name_of, zone_words
from corridor.web.desk.showing.legs import legs_of


def plan_sheet_page(visit: Visit, file: JourneyFile, height: int) -> PlanSheetPage:
    """Only whoever made a copy sees it again: another reader takes a number of their own."""
    record, copy = _made_by(visit, file, height)
    then = _as_of(file, height)
    return PlanSheetPage(
        shell=shell_of(visit, Section.JOURNEYS),
        up=Link(
            words=file.planned.number, url=reverse("journey", kwargs={"journey": file.chain})
        ),
        number=file.planned.number,
        name=name_of(visit.desk, file.planned.case),
        summary=summary_of(then.journey),
        zone=zone_words(visit.desk),
        legs=tuple(legs_of(visit.desk, then, paper=True)),
        copy=copy,
        source=_source(height),
        foot=_foot(visit, record, copy),
    )


def _made_by(visit: Visit, file: JourneyFile, height: int) -> tuple[Recorded[JourneyFact], int]:
    for record in file.history.records:
        if record.height == height and isinstance(record.fact, PlanPrinted):
            if record.by != visit.desk.me:
                break
            return record, record.fact.copy
    raise NotFoundError


def _as_of(file: JourneyFile, height: int) -> JourneyFile:
    then = fold(one for one in file.history.records if one.height <= height)
    return replace(file, journey=then)


def _source(height: int) -> str:
    return gettext(
        "From the journey up to entry %(number)s. Names, what the answers mean and how to reach"
        " them are not on this sheet."
    ) % {"number": height + 1}


def _foot(visit: Visit, record: Recorded[JourneyFact], copy: int) -> str:
    return gettext("Copy %(copy)s, made by %(handle)s, %(moment)s. Destroy after use.") % {
        "copy": copy,
        "handle": member_mark(visit.desk, visit.desk.me).handle,
        "moment": paper_moment(record.at),
    }
