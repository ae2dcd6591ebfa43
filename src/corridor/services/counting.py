"""Figures from columns: what `domain.statistics.count` says of cards, asked of all at once."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

import numpy as np

from corridor.domain.figures import Country, Figure, Measure, Unit
from corridor.domain.milestones import ExitBy, FilingState, Place
from corridor.domain.statistics import CountryApplications, FunnelStep, Series, Statistics
from corridor.domain.whereabouts import Exits, Whereabouts
from corridor.services.columns import Array, Columns, Mask, Rows
from corridor.services.table import EXITS, FILING_STATES, NO_DAY, PLACES, Table

_LODGED: Final = FILING_STATES.of(FilingState.LODGED)


@dataclass(frozen=True)
class People:
    """Each person once, as columns: days as ordinals, `NO_DAY` where there is none."""

    asked: Array
    reached: Array
    out: Array
    out_by: Array
    abroad: Array
    abroad_by: Array
    place: Array
    quiet: Array
    missing: Array

    def those(self, chosen: Mask) -> "People":
        return People(**{name: column[chosen] for name, column in vars(self).items()})

    def __len__(self) -> int:
        return len(self.asked)


class Came:
    """Who has ever come how far by the day of counting. Who is abroad is out as well."""

    def __init__(self, people: People, today: int) -> None:
        self.out_on: Array = np.where(people.out == NO_DAY, people.abroad, people.out)
        self.reached: Mask = people.reached <= today
        self.out: Mask = self.out_on <= today
        self.abroad: Mask = self.out & (people.abroad <= today)


def count(table: Table, *, as_of: date) -> Statistics:
    today = as_of.toordinal()
    everybody = _each_once(table.people)
    people = everybody.those(everybody.asked <= today)
    came, where = Came(people, today), whereabouts(people)
    countries, applicants = _applications(table, today)
    return Statistics(
        as_of=as_of,
        requests=_figure(Measure.REQUESTS, _requests(table, today), as_of, Unit.REQUEST),
        asked=_figure(Measure.ASKED, len(people), as_of),
        reached=_figure(Measure.REACHED, _many(came.reached), as_of),
        out_of_region=_figure(Measure.OUT_OF_REGION, _many(came.out), as_of),
        out_now=_figure(Measure.OUT_NOW, where.elsewhere + where.abroad, as_of),
        abroad=_figure(Measure.ABROAD, _many(came.abroad), as_of),
        exits=exits(people.out_by[came.out]),
        exits_abroad=exits(people.abroad_by[came.abroad]),
        where=where,
        funnel=tuple(_funnel(people, came)),
        countries=countries,
        applicants=applicants,
        series=_series(people, came, as_of=as_of),
    )


def _many(chosen: Mask) -> int:
    return int(np.count_nonzero(chosen))


def _figure(measure: Measure, number: int, as_of: date, unit: Unit = Unit.PERSON) -> Figure:
    return Figure(measure=measure, count=number, unit=unit, as_of=as_of)


def _requests(table: Table, today: int) -> int:
    asked = np.zeros(len(table.cases), np.bool_)
    people = table.people
    asked[people["row"][(people["row"] >= 0) & (people["asked"] <= today)]] = True
    return _many(asked)


def _each_once(people: Columns) -> People:
    """Two cards may speak of one person: the earliest days hold, and the later card's place."""
    here = np.flatnonzero(people["row"] >= 0)
    low = np.sort(people["person_low"][here])
    if not np.any(low[1:] == low[:-1]):
        return _people(people, here)
    order = np.lexsort(
        (people["row"][here], people["person_low"][here], people["person_high"][here])
    )
    here = here[order]
    return _joined(people, here, starts=_starts(people, here, "person"))


def _starts(columns: Columns, rows: Rows, name: str) -> Rows:
    """Where, in rows sorted by an id, the next id begins."""
    high, low = columns[f"{name}_high"][rows], columns[f"{name}_low"][rows]
    new = (high[1:] != high[:-1]) | (low[1:] != low[:-1])
    return np.flatnonzero(np.concatenate((np.ones(min(1, len(rows)), np.bool_), new)))


def _people(people: Columns, rows: Rows) -> People:
    return People(**{name: people[name][rows] for name in People.__dataclass_fields__})


def _joined(people: Columns, rows: Rows, *, starts: Rows) -> People:
    """`rows` stand by person, and by card within a person."""
    last = rows[np.append(starts[1:], len(rows)) - 1]
    left, went = (_earliest(people[name][rows], starts) for name in ("out", "abroad"))
    return People(
        asked=np.minimum.reduceat(people["asked"][rows], starts),
        reached=np.minimum.reduceat(people["reached"][rows], starts),
        out=people["out"][rows][left],
        out_by=people["out_by"][rows][left],
        abroad=people["abroad"][rows][went],
        abroad_by=people["abroad_by"][rows][went],
        place=people["place"][last],
        quiet=people["quiet"][last],
        missing=people["missing"][last],
    )


def _earliest(days: Array, starts: Rows) -> Rows:
    """Of each group, the first place that has the group's earliest day."""
    group = np.repeat(np.arange(len(starts)), np.diff(np.append(starts, len(days))))
    return np.lexsort((days, group))[starts]


def whereabouts(people: People) -> Whereabouts:
    heard_of = ~(people.missing | people.quiet)
    places = np.bincount(people.place[heard_of], minlength=len(Place)).tolist()
    missing = _many(people.missing)
    return Whereabouts(
        region=places[PLACES.of(Place.REGION)],
        elsewhere=places[PLACES.of(Place.ELSEWHERE)],
        abroad=places[PLACES.of(Place.ABROAD)],
        missing=missing,
        quiet=len(people) - _many(heard_of) - missing,
        unsaid=places[PLACES.of(Place.NOT_KNOWN)],
    )


def exits(ways: Array) -> Exits:
    counted = np.bincount(ways, minlength=len(ExitBy) + 1).tolist()
    return Exits(
        by_us=counted[EXITS.of(ExitBy.US)],
        by_partner=counted[EXITS.of(ExitBy.PARTNER)],
        alone=counted[EXITS.of(ExitBy.ALONE)],
        unsaid=counted[EXITS.of(None)],
    )


def _funnel(people: People, came: Came) -> Iterator[FunnelStep]:
    nobody = np.zeros(len(people), np.bool_)
    for measure, these, others in (
        (Measure.ASKED, ~nobody, nobody),
        (Measure.REACHED, came.reached, ~came.reached),
        (Measure.OUT_OF_REGION, came.out, came.reached & ~came.out),
        (Measure.ABROAD, came.abroad, came.out & ~came.abroad),
    ):
        where = whereabouts(people.those(others))
        yield FunnelStep(measure=measure, count=_many(these), others=where)


def _applications(table: Table, today: int) -> tuple[tuple[CountryApplications, ...], int]:
    """Each application once, as its last card has it; and how many people they are for."""
    filings = table.filings
    here = np.flatnonzero(filings["row"] >= 0)
    order = np.lexsort(
        (filings["row"][here], filings["filing_low"][here], filings["filing_high"][here])
    )
    here = here[order]
    ends = np.append(_starts(filings, here, "filing")[1:], len(here)) - 1
    last = here[ends] if len(here) else here
    lodged = last[filings["lodged"][last] <= today]
    return _countries(table, lodged, today), _applicants(filings, lodged)


def _applicants(filings: Columns, rows: Rows) -> int:
    order = np.lexsort((filings["person_low"][rows], filings["person_high"][rows]))
    return len(_starts(filings, rows[order], "person"))


def _countries(table: Table, rows: Rows, today: int) -> tuple[CountryApplications, ...]:
    """Most granted first, then most lodged: the order in which people read it."""
    filings, kinds = table.filings, len(FilingState)
    undecided = filings["decided"][rows] > today
    states = np.where(undecided, _LODGED, filings["state"][rows]).astype(np.int64)
    cells = filings["country"][rows].astype(np.int64) * kinds + states
    names = table.countries.values
    counted = np.bincount(cells, minlength=len(names) * kinds).reshape(-1, kinds)
    found = [
        _country(name, states_of)
        for name, states_of in zip(names, counted.tolist(), strict=True)
        if any(states_of)
    ]
    return tuple(sorted(found, key=lambda row: (-row.granted, -row.lodged, row.country)))


def _country(name: str, states: list[int]) -> CountryApplications:
    return CountryApplications(
        country=Country(name),
        granted=states[FILING_STATES.of(FilingState.GRANTED)],
        waiting=states[_LODGED],
        refused=states[FILING_STATES.of(FilingState.REFUSED)],
        withdrawn=states[FILING_STATES.of(FilingState.WITHDRAWN)],
    )


def _series(people: People, came: Came, *, as_of: date) -> Series:
    today = as_of.toordinal()
    first = min(int(people.asked.min()), today) if len(people) else today
    days = tuple(
        date.fromordinal(first) + timedelta(days=one) for one in range(today - first + 1)
    )
    return Series(
        days=days,
        asked=_running(people.asked, first, len(days)),
        reached=_running(people.reached[came.reached], first, len(days)),
        out_of_region=_running(came.out_on[came.out], first, len(days)),
        abroad=_running(people.abroad[came.abroad], first, len(days)),
    )


def _running(happened: Array, first: int, many: int) -> tuple[int, ...]:
    """Some left before anybody asked us: the first day starts with them."""
    on = np.maximum(happened - first, 0)
    totals: list[int] = np.cumsum(np.bincount(on, minlength=many)).tolist()
    return tuple(totals)
