"""A file that somebody sent, as pictures: never the file itself."""

from dataclasses import dataclass
from typing import ClassVar

from corridor.web.desk.pages.common import Fact, Link
from corridor.web.desk.pages.shell import Shell


@dataclass(frozen=True, kw_only=True)
class DrawnPage:
    """`width` is 0 while it is still being drawn: the browser then waits for its size too."""

    number: int
    url: str
    alt: str
    caption: str
    width: int = 0
    height: int = 0


@dataclass(frozen=True, kw_only=True)
class FilePage:
    template: ClassVar[str] = "desk/file.html"

    shell: Shell
    up: Link
    code: str
    name: str
    facts: tuple[Fact, ...]
    warnings: tuple[str, ...]
    pages: tuple[DrawnPage, ...]
    refusal: str = ""
    still_drawing: bool = False
    sound_url: str = ""
    earlier: Link | None = None
    later: Link | None = None
    original_url: str = ""
