"""The files of a dialogue, and the warning before an original."""

from dataclasses import dataclass
from typing import ClassVar

from corridor.web.desk.pages.common import EmptyState, Link
from corridor.web.desk.pages.shell import Shell


@dataclass(frozen=True, kw_only=True)
class FileRow:
    """`urls` are empty where this member may not do it, or where it is gone."""

    name: str
    detail: str
    from_words: str
    icon: str = "paperclip"
    view_url: str = ""
    original_url: str = ""
    remove_url: str = ""


@dataclass(frozen=True, kw_only=True)
class FilesPage:
    template: ClassVar[str] = "desk/files.html"

    shell: Shell
    up: Link
    code: str
    name: str
    files: tuple[FileRow, ...]
    empty: EmptyState
    attach_url: str = ""
    room: str = ""
    missed: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class OriginalPage:
    template: ClassVar[str] = "desk/file-original.html"

    shell: Shell
    up: Link
    code: str
    action: str
    name: str
    detail: str
