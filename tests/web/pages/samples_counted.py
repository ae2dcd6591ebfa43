"""83 invented people and their applications, counted as the desk counts."""

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

from corridor.base.ids import FilingId, PersonId
from corridor.domain.milestones import (
    ApplicationMilestone,
    ExitBy,
    FilingState,
    PersonMilestones,
    Place,
    Step,
)
from corridor.domain.settings import Wording
from corridor.domain.statistics import Statistics, count
from corridor.web.desk.pages.common import Link
from corridor.web.desk.pages.counting import Counted
from corridor.web.desk.pages.shell import Section
from corridor.web.desk.pages.statistics import Public, StatisticsPage
from tests.web.pages.samples_shell import shell_at

FIRST = date(2017, 4, 1)
LAST = date(2017, 5, 17)
REPUBLIC = Wording(
    language="en",
    region="the republic",
    in_region="in the republic",
    out_of_region="out of the republic",
    origin="from the republic",
    left="the republic",
    elsewhere="elsewhere in Russia",
    exit_site="a weather site",
)
_APPLICATIONS = {
    "LT": (2, 3, 0),
    "DE": (0, 7, 1),
    "FR": (0, 4, 2),
    "CA": (0, 5, 0),
    "NL": (0, 3, 0),
}


class Card:
    """What counting reads of a card."""

    def __init__(
        self,
        people: tuple[PersonMilestones, ...],
        applications: tuple[ApplicationMilestone, ...] = (),
    ) -> None:
        self.people = people
        self.applications = applications


def someone(number: int, *, out: bool = False, abroad: bool = False) -> PersonMilestones:
    asked = FIRST + timedelta(days=min(46, int((number / 83) ** 2 * 46)))
    left = min(LAST, asked + timedelta(days=9 + number % 5)) if out else None
    lost = not out and number % 4 == 0
    return PersonMilestones(
        person=PersonId(UUID(int=number)),
        asked_on=asked,
        reached_on=asked + timedelta(days=number % 3) if out or number % 5 else None,
        out_on=left,
        out_by=ExitBy.US if out else None,
        abroad_on=LAST - timedelta(days=number) if abroad else None,
        abroad_by=(ExitBy.US, ExitBy.PARTNER, ExitBy.US)[number % 3] if abroad else None,
        step=Step.ABROAD if abroad else Step.ASKED,
        place=Place.ABROAD if abroad else Place.ELSEWHERE if out else Place.REGION,
        quiet=lost and number % 8 == 0,
        missing=lost and number % 8 == 4 and number < 70,
    )


def applications() -> Iterator[ApplicationMilestone]:
    states = (FilingState.GRANTED, FilingState.LODGED, FilingState.REFUSED)
    number = 0
    for country, counts in _APPLICATIONS.items():
        for state, many in zip(states, counts, strict=True):
            for _ in range(many):
                number += 1
                yield ApplicationMilestone(
                    filing=FilingId(UUID(int=number)),
                    person=PersonId(UUID(int=number % 21)),
                    country=country,
                    lodged_on=date(2017, 5, 2),
                    state=state,
                    decided_on=None if state is FilingState.LODGED else date(2017, 5, 15),
                )


def statistics() -> Statistics:
    people = tuple(
        someone(number, out=number <= 43, abroad=number <= 9) for number in range(1, 84)
    )
    return count([Card(people, tuple(applications()))], as_of=LAST)


def _views(*, public: bool) -> tuple[Link, ...]:
    return (
        Link(words="Inside view", url="/statistics", current=not public),
        Link(words="Public view", url="/statistics-public", current=public),
    )


def statistics_page() -> StatisticsPage:
    return StatisticsPage(
        shell=shell_at(Section.STATISTICS),
        first=FIRST,
        as_of=LAST,
        views=_views(public=False),
        inside=Counted(statistics=statistics(), wording=REPUBLIC).inside(),
        export_url="/statistics.csv",
        draft_url="/statement",
    )


def public_statistics() -> StatisticsPage:
    said = (
        "More than eighty people from the republic have asked us for help.",
        "More than forty people have left the republic.",
        "Nine people have gone abroad.",
    )
    return StatisticsPage(
        shell=shell_at(Section.STATISTICS),
        first=FIRST,
        as_of=LAST,
        views=_views(public=True),
        public=Public(sentences=said, small_number=5),
        draft_url="/statement",
    )
