"""A figure: a count with its unit, its day and how exact it is."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import NewType

import msgspec

from corridor.domain.errors import RefusalError

Country = NewType("Country", str)


class Unit(StrEnum):
    """What one of a figure is. A figure without its unit invites a false sum."""

    PERSON = "person"
    REQUEST = "request"
    APPLICATION = "application"


class Qualifier(StrEnum):
    EXACTLY = "exactly"
    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    ABOUT = "about"
    UP_TO = "up_to"


class Measure(StrEnum):
    REQUESTS = "requests"
    ASKED = "asked"
    REACHED = "reached"
    OUT_OF_REGION = "out_of_region"
    OUT_NOW = "out_now"
    ABROAD = "abroad"
    WAITING = "waiting"
    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """A count that cannot be quoted without its unit, its day and how exact it is."""

    measure: Measure
    count: int
    unit: Unit
    as_of: date
    qualifier: Qualifier = Qualifier.EXACTLY
    country: Country | None = None


class ShrunkenError(RefusalError):
    """A running total fell: that needs a correction note, never a silent new figure."""


class DifferentUnitsError(ValueError):
    """Persons, requests and applications are never put together."""


def at_least(figures: Iterable[Figure]) -> Figure:
    """Counts of sources that may overlap: the largest alone is certain, a sum is not."""
    known = tuple(figures)
    if len({(figure.measure, figure.unit) for figure in known}) != 1:
        raise DifferentUnitsError
    largest = max(known, key=lambda figure: figure.count)
    return msgspec.structs.replace(largest, qualifier=Qualifier.AT_LEAST)


def check_grows(earlier: Figure, later: Figure) -> None:
    """Return quietly, or raise: "ever" never falls from one day to the next."""
    if (earlier.measure, earlier.unit) != (later.measure, later.unit):
        raise DifferentUnitsError
    if earlier.as_of <= later.as_of and later.count < earlier.count:
        raise ShrunkenError
