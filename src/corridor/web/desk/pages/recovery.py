"""Recovery in turns: one steward opens it, a second one agrees, the member gets new keys."""

from dataclasses import dataclass
from typing import ClassVar

from corridor.web.desk.forms.recovery import OpenRecoveryForm, StewardPartForm
from corridor.web.desk.pages.common import MarkedLine
from corridor.web.ui.marks import Member


@dataclass(frozen=True, kw_only=True)
class RecoveryPage:
    """At the door, outside any session. `turns` says whose part is given and whose is missing.

    `open_form` is there for the first steward; `part_form` for each of them.
    """

    template: ClassVar[str] = "desk/recovery.html"

    language: str
    direction: str
    action: str
    cancel_url: str
    sign_in_url: str
    turns: tuple[MarkedLine, ...]
    part_form: StewardPartForm
    open_form: OpenRecoveryForm | None = None
    member: Member | None = None
    reason: str = ""
    minutes_left: int = 15
