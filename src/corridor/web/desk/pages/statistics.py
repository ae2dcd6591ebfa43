"""What the statistics page shows: four figures, three charts with their tables, the places."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from django.utils.safestring import SafeString

from corridor.web.desk.pages.common import Link
from corridor.web.desk.pages.shell import Shell
from corridor.web.desk.pages.tables import Row, Table


class View(StrEnum):
    """For whom: everything counted, or only what may be told outside."""

    INSIDE = "inside"
    PUBLIC = "public"


@dataclass(frozen=True, kw_only=True)
class Tile:
    """`figure` names the element's id, `key` is the class of the stroke at the title."""

    figure: str
    title: str
    count: int
    note: str
    key: str = ""


@dataclass(frozen=True, kw_only=True)
class KeyMark:
    drawing: SafeString
    words: str


@dataclass(frozen=True, kw_only=True)
class ChartCard:
    """A chart between the sentence that says the same and the table that holds every number."""

    slug: str
    title: str
    sentence: str
    drawing: SafeString
    table: Table
    end: str = ""
    legend: tuple[KeyMark, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Inside:
    tiles: tuple[Tile, ...]
    by_day: ChartCard
    steps: ChartCard
    applications: ChartCard
    places: tuple[Row, ...]
    small_number: int


@dataclass(frozen=True, kw_only=True)
class Public:
    """Sentences that hold without the desk: rounded, with their unit, none below the limit."""

    sentences: tuple[str, ...]
    small_number: int


@dataclass(frozen=True, kw_only=True)
class StatisticsPage:
    """One of `inside` and `public` is there. `tables_open` is the member's own choice."""

    template: ClassVar[str] = "desk/statistics.html"

    shell: Shell
    first: date
    as_of: date
    views: tuple[Link, ...]
    inside: Inside | None = None
    public: Public | None = None
    tables_open: bool = False
    export_url: str = ""
    draft_url: str = ""
