"""The card of applications: one mark, one person's application to one country."""

from collections.abc import Sequence

from django.utils.translation import gettext, ngettext

from corridor.domain.statistics import CountryApplications, Statistics
from corridor.web.charts.marks import Country, Mark, draw_applications, draw_key
from corridor.web.desk.pages.countries import country_name, country_slug
from corridor.web.desk.pages.statistics import ChartCard, KeyMark
from corridor.web.desk.pages.tables import Cell, Row, Table, counts


def applications_card(counted: Statistics, *, tile: str) -> ChartCard:
    """`tile` is the country whose grants have a tile above, and so an id already."""
    rows = counted.countries
    drawn = draw_applications([_country(row) for row in rows], label=_say_countries(rows))
    one = gettext("One mark is one person’s application to one country")
    many = gettext("The length is the number of applications, one for each person and country")
    return ChartCard(
        slug="applications",
        title=gettext("Applications to countries"),
        end=one if drawn.one_mark_is_one else many,
        sentence=_applicants(counted),
        drawing=drawn.drawing,
        legend=_legend(rows),
        table=_country_table(rows, tile=tile),
    )


def _country(row: CountryApplications) -> Country:
    return Country(
        name=country_name(row.country),
        granted=row.granted,
        waiting=row.waiting,
        refused=row.refused,
        withdrawn=row.withdrawn,
    )


def _applicants(counted: Statistics) -> str:
    lodged = sum(row.lodged for row in counted.countries)
    return " ".join(
        (
            ngettext("%(count)s application.", "%(count)s applications.", lodged)
            % {"count": lodged},
            ngettext(
                "%(count)s person has applied; one may apply to several countries.",
                "%(count)s people have applied; one may apply to several countries.",
                counted.applicants,
            )
            % {"count": counted.applicants},
        )
    )


def _say_countries(rows: Sequence[CountryApplications]) -> str:
    said = (
        gettext("%(country)s: %(granted)s granted, %(waiting)s waiting, %(refused)s refused.")
        % {
            "country": country_name(row.country),
            "granted": row.granted,
            "waiting": row.waiting,
            "refused": row.refused,
        }
        for row in rows
    )
    return " ".join((gettext("Applications by country."), *said))


def _legend(rows: Sequence[CountryApplications]) -> tuple[KeyMark, ...]:
    said = (
        (Mark.GRANTED, gettext("%(count)s granted"), sum(row.granted for row in rows)),
        (Mark.WAITING, gettext("%(count)s waiting"), sum(row.waiting for row in rows)),
        (Mark.REFUSED, gettext("%(count)s refused"), sum(row.refused for row in rows)),
        (Mark.WITHDRAWN, gettext("%(count)s withdrawn"), sum(row.withdrawn for row in rows)),
    )
    return tuple(
        KeyMark(drawing=draw_key(mark), words=words % {"count": total})
        for mark, words, total in said
        if total or mark is not Mark.WITHDRAWN
    )


def _country_table(rows: Sequence[CountryApplications], *, tile: str) -> Table:
    return Table(
        caption=gettext("Each row counts applications, one for each person and country"),
        heads=(
            gettext("Country"),
            gettext("Granted"),
            gettext("Waiting"),
            gettext("Refused"),
            gettext("Withdrawn"),
        ),
        rows=tuple(
            Row(head=country_name(row.country), cells=_country_cells(row, tile=tile))
            for row in rows
        ),
    )


def _country_cells(row: CountryApplications, *, tile: str) -> tuple[Cell, ...]:
    """The tile's country has its figure in the tile already: an id stands once on a page."""
    named = "" if row.country == tile else f"granted_{country_slug(row.country)}"
    granted = Cell(words=str(row.granted), value=row.granted, figure=named)
    return (granted, *counts(row.waiting, row.refused, row.withdrawn))
