"""A journey's plan on paper: code names, legs and hours; never a name or what answers mean."""

from dataclasses import dataclass
from typing import ClassVar

from corridor.web.desk.pages.common import Link
from corridor.web.desk.pages.journey import LegShown
from corridor.web.desk.pages.shell import Shell


@dataclass(frozen=True, kw_only=True)
class PlanSheetPage:
    """The plan as it stood when the sheet was made. `foot` stands on every page of paper."""

    template: ClassVar[str] = "desk/journeys/sheet.html"

    shell: Shell
    up: Link
    number: str
    name: str
    summary: str
    zone: str
    legs: tuple[LegShown, ...]
    copy: int
    source: str
    foot: str
