"""Turns counted figures into the words, charts and tables of the statistics page."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.dateformat import format as format_day
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext, pgettext

from corridor.domain.figures import Measure
from corridor.domain.settings import Wording
from corridor.domain.statistics import FunnelStep, Series, Statistics
from corridor.domain.whereabouts import Exits, Whereabouts
from corridor.web.charts.curve import Curve, Line, Look, draw_curve
from corridor.web.charts.funnel import Stage, Tone, draw_funnel
from corridor.web.desk.pages.applications import applications_card
from corridor.web.desk.pages.countries import country_name, country_slug
from corridor.web.desk.pages.statistics import ChartCard, Inside, Tile
from corridor.web.desk.pages.tables import Cell, Row, Table, counts

_WEEK = 7


@dataclass(frozen=True, kw_only=True)
class Counted:
    """Figures, the organisation's words for its region, and the country that has a tile."""

    statistics: Statistics
    wording: Wording
    small_number: int = 5
    granting: str = field(default="LT")

    def inside(self) -> Inside:
        return Inside(
            tiles=self._tiles(),
            by_day=self._by_day(),
            steps=self._steps(),
            applications=applications_card(self.statistics, tile=self.granting),
            places=place_rows(self.statistics.where, self.wording),
            small_number=self.small_number,
        )

    def _tiles(self) -> tuple[Tile, ...]:
        counted = self.statistics
        return (
            Tile(
                figure="asked",
                title=gettext("Asked for help"),
                count=counted.asked.count,
                note=_last_week(counted.series),
            ),
            Tile(
                figure="out_of_region",
                title=capfirst(self.wording.out_of_region),
                count=counted.out_of_region.count,
                note=gettext("Ever out. Out now: %(now)s") % {"now": counted.out_now.count},
                key="k2",
            ),
            Tile(
                figure="abroad",
                title=gettext("Abroad"),
                count=counted.abroad.count,
                note=_ways(counted.exits_abroad),
                key="k3",
            ),
            self._granted_tile(),
        )

    def _granted_tile(self) -> Tile:
        count = self.statistics.applications(Measure.GRANTED, country=self.granting).count
        small = gettext("Stays inside: below %(limit)s") % {"limit": self.small_number}
        return Tile(
            figure=f"granted_{country_slug(self.granting)}",
            title=gettext("Granted by %(country)s") % {"country": country_name(self.granting)},
            count=count,
            note=small if count < self.small_number else gettext("One person, one application"),
            key="k4",
        )

    def _by_day(self) -> ChartCard:
        series = self.statistics.series
        lines = (
            (pgettext("end of a line: people who", "asked"), Look.PLAIN, series.asked),
            (self.wording.out_of_region, Look.SHADED, series.out_of_region),
            (pgettext("end of a line: people", "abroad"), Look.DASHED, series.abroad),
        )
        curve = Curve(
            label=f"{gettext('Running totals by day.')} {self._totals()}",
            first=series.days[0],
            lines=tuple(Line(name=n, look=look, totals=t) for n, look, t in lines),
            name_day=_day_number,
            name_day_and_month=_short_day,
        )
        return ChartCard(
            slug="by-day",
            title=gettext("How many, day by day"),
            end=gettext("Running totals"),
            sentence=" ".join((self._totals(), *_half(series))),
            drawing=draw_curve(curve),
            table=_weeks(series, self.wording),
        )

    def _totals(self) -> str:
        counted = self.statistics
        asked = counted.asked.count
        return " ".join(
            (
                ngettext(
                    "%(count)s person asked for help.",
                    "%(count)s people asked for help.",
                    asked,
                )
                % {"count": asked},
                _named(self.wording.out_of_region, counted.out_of_region.count),
                _named(gettext("Abroad"), counted.abroad.count),
            )
        )

    def _steps(self) -> ChartCard:
        rows = self.statistics.funnel
        names = _step_names(self.wording)
        whole = rows[0].count
        return ChartCard(
            slug="steps",
            title=gettext("From asking to safety"),
            sentence=" ".join(_named(names[row.measure], row.count) for row in rows),
            drawing=draw_funnel(
                [
                    Stage(
                        name=names[row.measure],
                        count=row.count,
                        share=_share(row.count, whole),
                        tone=_tone(row.measure),
                        others=_others(after, self.wording),
                    )
                    for row, after in zip(rows, [*rows[1:], None], strict=True)
                ],
                label=gettext("How far people came. The same numbers are in the table below."),
            ),
            table=_step_table(rows, names),
        )


def place_rows(where: Whereabouts, wording: Wording) -> tuple[Row, ...]:
    """Who is missing or quiet is "not known", and never counted in the region."""
    return (
        Row(head=capfirst(wording.in_region), cells=counts(where.region)),
        Row(head=capfirst(wording.elsewhere), cells=counts(where.elsewhere)),
        Row(head=gettext("Abroad"), cells=counts(where.abroad)),
        Row(
            head=gettext("Not known"),
            cells=counts(where.not_known),
            note=gettext("Missing: %(missing)s, gone quiet: %(quiet)s, not said: %(unsaid)s")
            % {"missing": where.missing, "quiet": where.quiet, "unsaid": where.unsaid},
        ),
    )


def _named(name: str, count: int) -> str:
    return gettext("%(name)s: %(count)s.") % {"name": capfirst(name), "count": count}


def _last_week(series: Series) -> str:
    before = series.asked[-_WEEK - 1] if len(series.asked) > _WEEK else 0
    return gettext("%(count)s in the last week") % {"count": series.asked[-1] - before}


def _ways(ways: Exits) -> str:
    return gettext("With us %(us)s, with a partner %(partner)s, alone %(alone)s") % {
        "us": ways.by_us,
        "partner": ways.by_partner,
        "alone": ways.alone,
    }


def _half(series: Series) -> tuple[str, ...]:
    whole = series.asked[-1]
    if not whole:
        return ()
    days = zip(series.days, series.asked, strict=True)
    reached = next(day for day, total in days if total * 2 >= whole)
    return (gettext("Half of them had come by %(day)s.") % {"day": _long_day(reached)},)


def _weeks(series: Series, wording: Wording) -> Table:
    last = len(series.days) - 1
    shown = sorted({*range(0, last, _WEEK), last})
    return Table(
        caption=gettext("Running totals, people, one row a week and the last day"),
        heads=(
            gettext("Date"),
            gettext("Asked"),
            gettext("In touch"),
            capfirst(wording.out_of_region),
            gettext("Abroad"),
        ),
        rows=tuple(
            Row(
                head=_long_day(series.days[at]),
                cells=counts(
                    series.asked[at],
                    series.reached[at],
                    series.out_of_region[at],
                    series.abroad[at],
                ),
            )
            for at in shown
        ),
    )


def _step_names(wording: Wording) -> dict[Measure, str]:
    return {
        Measure.ASKED: gettext("Asked for help"),
        Measure.REACHED: gettext("In touch"),
        Measure.OUT_OF_REGION: capfirst(wording.out_of_region),
        Measure.ABROAD: gettext("Abroad"),
    }


def _tone(measure: Measure) -> Tone:
    return {Measure.OUT_OF_REGION: Tone.OUT, Measure.ABROAD: Tone.ABROAD}.get(
        measure, Tone.ASKED
    )


def _share(count: int, whole: int) -> str:
    percent = round(100 * count / whole) if whole else 0
    return gettext("%(percent)s%%") % {"percent": percent}


def _others(after: FunnelStep | None, wording: Wording) -> str:
    """Where those are who came no further, in words, the places that hold nobody left out."""
    if after is None or not after.others.people:
        return ""
    where = after.others
    places = (
        (wording.in_region, where.region),
        (wording.elsewhere, where.elsewhere),
        (gettext("abroad"), where.abroad),
        (pgettext("people", "missing"), where.missing),
        (gettext("gone quiet"), where.quiet),
        (gettext("place not said"), where.unsaid),
    )
    named = (gettext("%(count)s %(place)s") % {"count": n, "place": p} for p, n in places if n)
    return gettext("No further yet: %(places)s") % {"places": ", ".join(named)}


def _step_table(rows: Sequence[FunnelStep], names: dict[Measure, str]) -> Table:
    whole = rows[0].count
    return Table(
        caption=gettext("How many people came to each step"),
        heads=(gettext("Step"), gettext("People"), gettext("Of all")),
        rows=tuple(
            Row(
                head=names[row.measure],
                cells=(
                    Cell(
                        words=str(row.count),
                        value=row.count,
                        figure="reached" if row.measure is Measure.REACHED else "",
                    ),
                    Cell(words=_share(row.count, whole)),
                ),
            )
            for row in rows
        ),
    )


def _day_number(day: date) -> str:
    return str(day.day)


def _short_day(day: date) -> str:
    return format_day(day, pgettext("day in Django's date letters, short: 1 Apr", "j M"))


def _long_day(day: date) -> str:
    return format_day(day, pgettext("day in Django's date letters: 19 May", "j E"))
