"""The queue over columns: what stands in a view, what passes a filter, what comes first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import islice
from typing import Final

import numpy as np

from corridor.base.ids import MemberId
from corridor.domain.casefile import State
from corridor.domain.factors import Level, answer_within, suggest
from corridor.domain.intake import Wish
from corridor.domain.queueing import (
    BANDS,
    DEADLINE_DAYS,
    FAIR_EVERY,
    LONG_WAIT,
    ORDER,
    RISEN,
    Band,
    Filter,
    View,
    with_fair_places,
)
from corridor.services.columns import Array, Codes, Mask, Rows
from corridor.services.table import (
    LEVELS,
    NO_TIME,
    STATES,
    STEPS,
    Table,
    moment,
    place_bits,
)

_BAND_CODES: Final = Codes(Band)
_MINUTE: Final = 60_000_000
_HOUR: Final = 60 * _MINUTE
_MICROSECOND: Final = timedelta(microseconds=1)
_LONG_WAIT: Final = LONG_WAIT // _MICROSECOND


def _table(codes: Codes[Level], meant: dict[Level, int]) -> Array:
    return np.array([meant[level] for level in codes.values], np.uint8)


_WISHED: Final = np.array(
    [LEVELS.of(suggest(wish=wish, reasons=())) for wish in Wish], np.uint8
)
_BAND: Final = _table(LEVELS, {level: _BAND_CODES.of(band) for level, band in BANDS.items()})
_ORDER: Final = _table(LEVELS, ORDER)
_ANSWER_WITHIN: Final = np.array(
    [answer_within(level) // _MICROSECOND for level in LEVELS.values], np.int64
)
_RISEN: Final = np.array([_BAND_CODES.of(RISEN[band]) for band in Band], np.uint8)


@dataclass(frozen=True)
class Arranged:
    """One page of rows in order, the band of each, and how many passed in all."""

    rows: Rows
    bands: tuple[Band, ...]
    many: int


class Arranging:
    """One reading of a table: each question is asked of all rows at once."""

    def __init__(self, table: Table, *, at: datetime, today: date, me: MemberId) -> None:
        self._table, self._cases = table, table.cases
        self._now, self._today, self._me = moment(at), today.toordinal(), me
        alive = self._cases["alive"]
        closed = self._cases["state"] == STATES.of(State.CLOSED)
        aside = self._cases["state"] == STATES.of(State.ASIDE)
        # Whoever was set aside stands in no other list, and is still somebody who asked.
        self._living: Mask = alive & ~closed
        self._open: Mask = self._living & ~aside
        self._aside: Mask = self._living & aside
        self._closed: Mask = alive & closed

    def in_view(self, view: View) -> Mask:
        if view is View.CLOSED:
            return self._closed
        if view is View.SET_ASIDE:
            return self._aside
        return self._open if view is View.ALL_OPEN else self._open & self._said_by(view)

    def counts(self) -> dict[View, int]:
        return {view: int(np.count_nonzero(self.in_view(view))) for view in View}

    def urgent_unanswered(self) -> int:
        urgent = self._urgency == LEVELS.of(Level.HOURS)
        alive = self._cases["alive"]
        return int(np.count_nonzero(alive & self._cases["unanswered"] & urgent))

    def missing(self) -> int:
        return int(self._cases["missing"][self._living].sum())

    def passing(self, chosen: Filter) -> Mask:
        table = self._table
        passes = np.ones(len(self._cases), np.bool_)
        if chosen.levels:
            passes &= _one_of(self._level, LEVELS.known(chosen.levels))
        if chosen.places:
            passes &= (self._cases["places"] & np.uint8(place_bits(chosen.places))) != 0
        if chosen.steps:
            passes &= _one_of(self._cases["step"], STEPS.known(chosen.steps))
        if chosen.owners:
            passes &= _one_of(self._cases["owner"], table.owners.known(chosen.owners))
        if chosen.languages:
            passes &= _one_of(self._cases["language"], table.languages.known(chosen.languages))
        return passes

    def page(self, shown: Mask, *, start: int, many: int) -> Arranged:
        """The rows from `start` on, in order: most urgent first, then who waits longest.

        Every fifth place is a fair one: whoever stands there shows in the band around it.
        """
        rows, end = np.flatnonzero(shown), start + many
        ordered = _in_order(rows, self._keys(), end)
        passed = int(np.count_nonzero(self._overdue[ordered]))
        fair = _in_order(rows[self._overdue[rows]], self._turns(), end // FAIR_EVERY + passed)
        found, bands = self._with_fair_places(ordered, fair, end)
        return Arranged(found[start:], tuple(bands[start:]), len(rows))

    def _with_fair_places(
        self, ordered: Rows, fair: Rows, many: int
    ) -> tuple[Rows, list[Band]]:
        """Row by row as long as somebody is owed a place; behind them the plain order."""
        mixed = min(many, FAIR_EVERY * len(fair))
        placed: list[int] = []
        bands: list[Band] = []
        for row, lifted in islice(with_fair_places(ordered.tolist(), fair.tolist()), mixed):
            placed.append(row)
            bands.append(bands[-1] if lifted else _BAND_CODES.values[self._bands[row]])
        first = np.array(placed, np.int64)
        rest = ordered[~np.isin(ordered, first)][: many - len(first)]
        bands += [_BAND_CODES.values[code] for code in self._bands[rest]]
        return np.concatenate((first, rest)), bands

    def oldest_waiting(self) -> dict[Level, tuple[int, int]]:
        """How many wait for an answer at each level, and since when the first of them does."""
        waiting = self._living & (self._cases["waiting"] != NO_TIME)
        found: dict[Level, tuple[int, int]] = {}
        for level in LEVELS.values:
            since = self._cases["waiting"][waiting & (self._urgency == LEVELS.of(level))]
            if len(since):
                found[level] = (len(since), int(since.min()))
        return found

    def waiting_by_language(self) -> dict[str, tuple[int, int, int]]:
        """How many wait, how many of them for hours only, and since when, by language."""
        waiting = self._living & (self._cases["waiting"] != NO_TIME)
        urgent = self._urgency == LEVELS.of(Level.HOURS)
        found: dict[str, tuple[int, int, int]] = {}
        for code, language in enumerate(self._table.languages.values):
            theirs = waiting & (self._cases["language"] == code)
            since = self._cases["waiting"][theirs]
            if len(since):
                hot = int(np.count_nonzero(theirs & urgent))
                found[language] = (len(since), hot, int(since.min()))
        return found

    def arrivals(self, *, hours: int) -> tuple[int, ...]:
        """Requests in each of the last so many hours, the hour that runs now last."""
        ago = (self._now // _HOUR) - self._cases["asked"] // _HOUR
        known = self._cases["alive"] & (self._cases["asked"] != NO_TIME)
        recent = ago[known & (ago >= 0) & (ago < hours)]
        return tuple(np.bincount(recent, minlength=hours)[::-1].tolist())

    def unowned(self) -> Mask:
        """Who waits for a first answer and is in nobody's hands."""
        nobody = _one_of(self._cases["owner"], self._table.owners.known([None]))
        mask: Mask = self._open & self._cases["unanswered"] & nobody
        return mask

    def _keys(self) -> list[Array]:
        """The place of a row: band, urgency, wait and day in one number, then what is finer."""
        waiting, due = self._cases["waiting"], self._cases["due"]
        minutes = np.minimum(waiting // _MINUTE, (1 << 28) - 1).astype(np.uint64)
        coarse = self._bands.astype(np.uint64) << np.uint64(3) | _ORDER[self._urgency]
        coarse = coarse << np.uint64(28) | minutes
        return [coarse, waiting, due, self._cases["number"], self._cases["number_on"]]

    def _turns(self) -> list[Array]:
        """Who waits longest comes first."""
        return [self._cases[name] for name in ("waiting", "number", "number_on")]

    @cached_property
    def _overdue(self) -> Mask:
        waiting = self._cases["waiting"]
        late = waiting <= self._now - _ANSWER_WITHIN[self._urgency]
        overdue: Mask = late & (self._urgency != LEVELS.of(Level.HOURS))
        return overdue

    @cached_property
    def _bands(self) -> Array:
        waiting, due = self._cases["waiting"], self._cases["due"]
        bands = _BAND[self._urgency]
        waits = (waiting != NO_TIME) & (waiting <= self._now - _LONG_WAIT)
        bands = np.where(waits, _RISEN[bands], bands)
        soon = (due <= self._today) | self._cases["unanswered"]
        later = bands == _BAND_CODES.of(Band.LATER)
        return np.where(later & soon, np.uint8(_BAND_CODES.of(Band.THIS_WEEK)), bands)

    @cached_property
    def _urgency(self) -> Array:
        """The assessment that holds, or the wish where nobody assessed yet."""
        unassessed = self._cases["until"] == NO_TIME
        return np.where(unassessed, _WISHED[self._cases["wish"]], self._level)

    @cached_property
    def _level(self) -> Array:
        cases, unknown = self._cases, np.uint8(LEVELS.of(Level.UNKNOWN))
        none, ends = cases["after_until"] == NO_TIME, cases["after_until"] <= self._now
        after = np.where(none | ends, unknown, cases["after"])
        later = np.where(cases["until"] <= self._now, after, cases["level"])
        return np.where(cases["until"] == NO_TIME, unknown, later)

    def _said_by(self, view: View) -> Mask:
        cases, soon = self._cases, self._today + DEADLINE_DAYS.days
        said: dict[View, Mask] = {
            View.NEEDS_FIRST_ANSWER: cases["unanswered"],
            View.MINE: _one_of(cases["owner"], self._table.owners.known([self._me])),
            View.ON_A_JOURNEY: cases["travels"],
            View.DEADLINE_IN_7_DAYS: cases["due"] <= soon,
            View.WAITING_ON_AN_OFFICE: cases["at_office"],
            View.WAITS_FOR_SECOND: (cases["waits"] != NO_TIME) & (cases["waits"] > self._now),
        }
        return said[view]


def _in_order(rows: Rows, keys: list[Array], many: int) -> Rows:
    first = _first(rows, keys, many)
    return first[np.lexsort([key[first] for key in reversed(keys)])]


def newest_first(table: Table, rows: Rows, *, many: int) -> Rows:
    """The first so many of these: open before closed, the newest change first."""
    cases = table.cases
    closed = (cases["state"] == STATES.of(State.CLOSED)).astype(np.uint8)
    age = -cases["updated"].astype(np.int64)
    first = np.sort(_first(rows, [closed, age], many))
    return first[np.lexsort((age[first], closed[first]))]


def _one_of(column: Array, codes: Iterable[int]) -> Mask:
    wanted = np.zeros(np.iinfo(column.dtype).max + 1, np.bool_)
    wanted[list(codes)] = True
    return wanted[column]


def _first(rows: Rows, keys: list[Array], many: int) -> Rows:
    """The first so many of `rows` in the order of `keys`, in no order among themselves."""
    chosen: list[Rows] = []
    for key in keys:
        if many >= len(rows) or many == 0:
            break
        values = key[rows]
        edge = np.partition(values, many - 1)[many - 1]
        chosen.append(rows[values < edge])
        rows, many = rows[values == edge], many - len(chosen[-1])
    return np.concatenate((*chosen, rows[:many]))
