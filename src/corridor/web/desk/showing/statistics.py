"""The statistics page from counted figures: all of them inside, rounded sentences outside."""

from collections.abc import Iterator
from typing import Final

from django.urls import reverse
from django.utils.translation import get_language, gettext

from corridor.domain.figures import Figure, Measure
from corridor.domain.numerals import Language
from corridor.domain.policy import Act
from corridor.domain.sentences import Region, Telling
from corridor.domain.settings import Wording
from corridor.domain.statements import SMALL, TOLD, TooFewError, for_readers, outward
from corridor.domain.statistics import Statistics
from corridor.services.desk import Desk
from corridor.web.desk.entry import Visit
from corridor.web.desk.pages.common import Link, Toast
from corridor.web.desk.pages.counting import Counted
from corridor.web.desk.pages.shell import Section
from corridor.web.desk.pages.statistics import Public, StatisticsPage, View
from corridor.web.desk.shells import shell_of
from corridor.web.desk.showing.common import wording_of

GRANTING: Final = "LT"


def statistics_page(
    visit: Visit, counted: Statistics, *, view: View, toast: Toast | None = None
) -> StatisticsPage:
    desk = visit.desk
    public = view is View.PUBLIC
    return StatisticsPage(
        shell=shell_of(visit, Section.STATISTICS, toast=toast),
        first=counted.series.days[0],
        as_of=counted.as_of,
        views=_views(view),
        inside=None if public else _inside(desk, counted).inside(),
        public=_public(desk, counted) if public else None,
        export_url=reverse("statistics-csv") if public else "",
        draft_url=reverse("statements") if desk.may(Act.FREEZE_FIGURES) else "",
    )


def _inside(desk: Desk, counted: Statistics) -> Counted:
    return Counted(
        statistics=counted,
        wording=wording_of(desk),
        small_number=desk.settings.small_number,
        granting=GRANTING,
    )


def _public(desk: Desk, counted: Statistics) -> Public:
    return Public(
        sentences=tuple(outward_sentences(desk, counted)),
        small_number=desk.settings.small_number,
    )


def _views(current: View) -> tuple[Link, ...]:
    words = {View.INSIDE: gettext("Inside view"), View.PUBLIC: gettext("Public view")}
    return tuple(
        Link(words=said, url=f"{reverse('statistics')}?view={view}", current=view is current)
        for view, said in words.items()
    )


def figures_of(counted: Statistics) -> dict[Measure, Figure]:
    return {
        Measure.ASKED: counted.asked,
        Measure.REACHED: counted.reached,
        Measure.OUT_OF_REGION: counted.out_of_region,
        Measure.ABROAD: counted.abroad,
    }


def telling_of(wording: Wording, language: Language) -> Telling:
    return Telling(language=language, region=Region(origin=wording.origin, left=wording.left))


def outward_sentences(desk: Desk, counted: Statistics) -> Iterator[str]:
    """Too small a figure is not offered at all."""
    language = Language.RUSSIAN if get_language() == "ru" else Language.ENGLISH
    telling = telling_of(desk.settings.wording(language.value), language)
    small = max(SMALL, desk.settings.small_number)
    for measure in TOLD:
        try:
            yield outward(figures_of(counted)[measure], telling, small=small).text
        except TooFewError:
            continue


def csv_rows(desk: Desk, counted: Statistics) -> Iterator[tuple[str, ...]]:
    """What may be told outside, for a table elsewhere: rounded, nothing small, no breakdown."""
    yield ("figure", "qualifier", "count", "unit", "as_of")
    for measure in TOLD:
        try:
            told = for_readers(figures_of(counted)[measure], small=desk.settings.small_number)
        except TooFewError:
            continue
        day = told.as_of.isoformat()
        yield (measure.value, told.qualifier.value, str(told.count), told.unit.value, day)
