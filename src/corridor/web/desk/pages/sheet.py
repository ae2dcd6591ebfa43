"""A case on paper: code names, steps and papers; never a name, a note or a way."""

from dataclasses import dataclass
from typing import ClassVar

from corridor.web.desk.pages.case import CasePage
from corridor.web.desk.pages.common import Link
from corridor.web.desk.pages.shell import Shell


@dataclass(frozen=True, kw_only=True)
class SheetPage:
    """`case` as it stood when the sheet was made. `foot` stands on every page of paper."""

    template: ClassVar[str] = "desk/sheet.html"

    shell: Shell
    up: Link
    case: CasePage
    copy: int
    source: str
    foot: str
