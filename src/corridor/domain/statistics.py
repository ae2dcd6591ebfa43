"""Figures from milestones: a person is counted once, however many cases and countries."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import accumulate
from typing import Protocol

import msgspec

from corridor.domain.figures import Country, DifferentUnitsError, Figure, Measure, Unit
from corridor.domain.milestones import (
    ApplicationMilestone,
    FilingState,
    PersonMilestones,
)
from corridor.domain.whereabouts import Exits, Whereabouts, exits, whereabouts


class CardFigures(Protocol):
    """What counting reads of a card."""

    @property
    def people(self) -> tuple[PersonMilestones, ...]: ...

    @property
    def applications(self) -> tuple[ApplicationMilestone, ...]: ...


class FunnelStep(msgspec.Struct, frozen=True, kw_only=True):
    """How many came this far; `others` are those of the step before who did not, by place."""

    measure: Measure
    count: int
    others: Whereabouts


class CountryApplications(msgspec.Struct, frozen=True, kw_only=True):
    country: Country
    granted: int = 0
    waiting: int = 0
    refused: int = 0
    withdrawn: int = 0

    @property
    def lodged(self) -> int:
        return self.granted + self.waiting + self.refused + self.withdrawn


class Series(msgspec.Struct, frozen=True, kw_only=True):
    """Running totals at the end of each day, from the first request to the day of counting."""

    days: tuple[date, ...]
    asked: tuple[int, ...]
    reached: tuple[int, ...]
    out_of_region: tuple[int, ...]
    abroad: tuple[int, ...]


class Statistics(msgspec.Struct, frozen=True, kw_only=True):
    """Days decide what is counted as of an earlier day; places are known for now only."""

    as_of: date
    requests: Figure
    asked: Figure
    reached: Figure
    out_of_region: Figure
    out_now: Figure
    abroad: Figure
    exits: Exits
    exits_abroad: Exits
    where: Whereabouts
    funnel: tuple[FunnelStep, ...]
    countries: tuple[CountryApplications, ...]
    applicants: int
    series: Series

    def applications(self, measure: Measure, *, country: str | None = None) -> Figure:
        """Applications waiting, granted, refused or withdrawn, in one country or in all."""
        rows = [row for row in self.countries if country in {None, row.country}]
        return Figure(
            measure=measure,
            count=sum(_of_state(row, measure) for row in rows),
            unit=Unit.APPLICATION,
            as_of=self.as_of,
            country=None if country is None else Country(country),
        )


def count(cards: Iterable[CardFigures], *, as_of: date) -> Statistics:
    people: list[PersonMilestones] = []
    filings: list[ApplicationMilestone] = []
    requests = 0
    for card in cards:
        people += card.people
        filings += card.applications
        requests += _has_asked(card, as_of=as_of)
    return _counted(
        people=_asked(_each_once(people), as_of=as_of),
        filings=_lodged(filings, as_of=as_of),
        requests=requests,
        as_of=as_of,
    )


def _has_asked(card: CardFigures, *, as_of: date) -> bool:
    for person in card.people:  # noqa: SIM110 - a generator for each of 100,000 cards is slow
        if person.asked_on <= as_of:
            return True
    return False


def _counted(
    *,
    people: list[PersonMilestones],
    filings: list[ApplicationMilestone],
    requests: int,
    as_of: date,
) -> Statistics:
    came = _Came(people, as_of=as_of)
    where = whereabouts(people)
    return Statistics(
        as_of=as_of,
        requests=_figure(Measure.REQUESTS, requests, as_of, Unit.REQUEST),
        asked=_figure(Measure.ASKED, len(people), as_of),
        reached=_figure(Measure.REACHED, len(came.reached), as_of),
        out_of_region=_figure(Measure.OUT_OF_REGION, len(came.out), as_of),
        out_now=_figure(Measure.OUT_NOW, where.elsewhere + where.abroad, as_of),
        abroad=_figure(Measure.ABROAD, len(came.abroad), as_of),
        exits=exits([person.out_by for person in came.out]),
        exits_abroad=exits([person.abroad_by for person in came.abroad]),
        where=where,
        funnel=_funnel(people, came),
        countries=tuple(_countries(filings, as_of=as_of)),
        applicants=len({filing.person.int for filing in filings}),
        series=_series(people, came, as_of=as_of),
    )


class _Came:
    """Who has ever come how far by the day of counting. Who is abroad is out as well."""

    def __init__(self, people: list[PersonMilestones], *, as_of: date) -> None:
        self.reached = [p for p in people if (on := p.reached_on) and on <= as_of]
        self.not_reached = [p for p in people if not (on := p.reached_on) or on > as_of]
        self.out = [p for p in people if (on := p.out_on or p.abroad_on) and on <= as_of]
        self.reached_not_out = [
            p for p in self.reached if not (on := p.out_on or p.abroad_on) or on > as_of
        ]
        self.abroad = [p for p in self.out if (on := p.abroad_on) and on <= as_of]
        self.out_not_abroad = [p for p in self.out if not (on := p.abroad_on) or on > as_of]


def _figure(measure: Measure, number: int, as_of: date, unit: Unit = Unit.PERSON) -> Figure:
    return Figure(measure=measure, count=number, unit=unit, as_of=as_of)


def _asked(people: list[PersonMilestones], *, as_of: date) -> list[PersonMilestones]:
    return [person for person in people if person.asked_on <= as_of]


def _each_once(people: list[PersonMilestones]) -> list[PersonMilestones]:
    """Two cards may speak of one person: the earliest days hold, and the later card's place."""
    identities = [person.person.int for person in people]
    if len(set(identities)) == len(people):
        return people
    once: dict[int, PersonMilestones] = {}
    for identity, person in zip(identities, people, strict=True):
        known = once.get(identity)
        once[identity] = person if known is None else _joined(known, person)
    return list(once.values())


def _joined(one: PersonMilestones, other: PersonMilestones) -> PersonMilestones:
    left = min((one, other), key=lambda person: person.out_on or date.max)
    abroad = min((one, other), key=lambda person: person.abroad_on or date.max)
    return msgspec.structs.replace(
        other,
        asked_on=min(one.asked_on, other.asked_on),
        reached_on=min((on for on in (one.reached_on, other.reached_on) if on), default=None),
        out_on=left.out_on,
        out_by=left.out_by,
        abroad_on=abroad.abroad_on,
        abroad_by=abroad.abroad_by,
    )


def _funnel(people: list[PersonMilestones], came: "_Came") -> tuple[FunnelStep, ...]:
    rows: tuple[tuple[Measure, list[PersonMilestones], list[PersonMilestones]], ...] = (
        (Measure.ASKED, people, []),
        (Measure.REACHED, came.reached, came.not_reached),
        (Measure.OUT_OF_REGION, came.out, came.reached_not_out),
        (Measure.ABROAD, came.abroad, came.out_not_abroad),
    )
    return tuple(
        FunnelStep(measure=measure, count=len(these), others=whereabouts(others))
        for measure, these, others in rows
    )


def _lodged(
    filings: Iterable[ApplicationMilestone], *, as_of: date
) -> list[ApplicationMilestone]:
    once = {filing.filing.int: filing for filing in filings}
    return [filing for filing in once.values() if filing.lodged_on <= as_of]


def _state(filing: ApplicationMilestone, *, as_of: date) -> FilingState:
    undecided = filing.decided_on is None or filing.decided_on > as_of
    return FilingState.LODGED if undecided else filing.state


def _countries(
    filings: Iterable[ApplicationMilestone], *, as_of: date
) -> Iterator[CountryApplications]:
    """Most granted first, then most lodged: the order in which people read it."""
    found: dict[str, list[FilingState]] = {}
    for filing in filings:
        found.setdefault(filing.country, []).append(_state(filing, as_of=as_of))
    rows = [_country(country, states) for country, states in found.items()]
    yield from sorted(rows, key=lambda row: (-row.granted, -row.lodged, row.country))


def _country(country: str, states: list[FilingState]) -> CountryApplications:
    return CountryApplications(
        country=Country(country),
        granted=states.count(FilingState.GRANTED),
        waiting=states.count(FilingState.LODGED),
        refused=states.count(FilingState.REFUSED),
        withdrawn=states.count(FilingState.WITHDRAWN),
    )


def _of_state(row: CountryApplications, measure: Measure) -> int:
    match measure:
        case Measure.GRANTED:
            return row.granted
        case Measure.WAITING:
            return row.waiting
        case Measure.REFUSED:
            return row.refused
        case Measure.WITHDRAWN:
            return row.withdrawn
        case _:
            raise DifferentUnitsError


def _series(people: list[PersonMilestones], came: "_Came", *, as_of: date) -> Series:
    asked = Counter[date | None]([one.asked_on for one in people])
    first = min((on for on in asked if on is not None), default=as_of)
    days = tuple(first + timedelta(days=day) for day in range((as_of - first).days + 1))
    return Series(
        days=days,
        asked=_running(asked, days),
        reached=_running(Counter([one.reached_on for one in came.reached]), days),
        out_of_region=_running(Counter([_out_on(one) for one in came.out]), days),
        abroad=_running(Counter([one.abroad_on for one in came.abroad]), days),
    )


def _out_on(person: PersonMilestones) -> date | None:
    return person.out_on or person.abroad_on


def _running(happened: Counter[date | None], days: tuple[date, ...]) -> tuple[int, ...]:
    """Some left before anybody asked us: the first day starts with them."""
    before = sum(number for on, number in happened.items() if on and on < days[0])
    totals = accumulate((happened[day] for day in days), initial=before)
    return tuple(totals)[1:]
