"""The worst week on one page: what comes, who waits, who is there, and handing it out."""

from dataclasses import dataclass
from typing import ClassVar

from corridor.web.desk.forms.surge import HandOutForm, ShiftForm
from corridor.web.desk.pages.queue import Tile
from corridor.web.desk.pages.shell import Shell
from corridor.web.desk.pages.statistics import ChartCard
from corridor.web.ui.marks import Member, Urgency


@dataclass(frozen=True, kw_only=True)
class LevelRow:
    urgency: Urgency
    count: int
    longest: str
    allowed: str
    late: bool


@dataclass(frozen=True, kw_only=True)
class LanguageRow:
    name: str
    url: str
    count: int
    urgent: int
    longest: str


@dataclass(frozen=True, kw_only=True)
class OnShift:
    member: Member
    until: str


@dataclass(frozen=True, kw_only=True)
class SurgePage:
    """`hand_out` is None for who may not; `ends` is where one's own shift ends."""

    template: ClassVar[str] = "desk/surge.html"

    shell: Shell
    tiles: tuple[Tile, ...]
    arrivals: ChartCard
    levels: tuple[LevelRow, ...]
    languages: tuple[LanguageRow, ...]
    shifts: tuple[OnShift, ...]
    shift: ShiftForm
    shift_url: str
    end_url: str
    unowned: str
    hand_out: HandOutForm | None = None
    hand_out_url: str = ""
    tables_open: bool = False

    @property
    def forms(self) -> tuple[HandOutForm | ShiftForm | None, ...]:
        return (self.hand_out, self.shift)
