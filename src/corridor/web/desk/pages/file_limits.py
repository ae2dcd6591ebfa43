"""How much of files is taken, as a steward sets it."""

from dataclasses import dataclass
from typing import ClassVar

from corridor.web.desk.forms.file_limits import FileLimitsForm
from corridor.web.desk.pages.shell import Shell


@dataclass(frozen=True, kw_only=True)
class FileLimitsPage:
    template: ClassVar[str] = "desk/file-limits.html"

    shell: Shell
    url: str
    form: FileLimitsForm
