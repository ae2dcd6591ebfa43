"""Heaps of requests that say nearly the same, and one of them looked through."""

from dataclasses import dataclass, field
from typing import ClassVar

from corridor.web.desk.forms.likeness import SetAsideForm
from corridor.web.desk.pages.common import EmptyState, Link
from corridor.web.desk.pages.shell import Shell


@dataclass(frozen=True, kw_only=True)
class HeapCard:
    key: str
    heading: str
    urgent: str
    says: str = field(repr=False)
    url: str


@dataclass(frozen=True, kw_only=True)
class HeapsPage:
    template: ClassVar[str] = "desk/alike.html"

    shell: Shell
    heaps: tuple[HeapCard, ...]
    aside: Link
    empty: EmptyState


@dataclass(frozen=True, kw_only=True)
class HeapPage:
    """`heading` is empty where the heap is gone meanwhile."""

    template: ClassVar[str] = "desk/alike-to.html"

    shell: Shell
    back_url: str
    url: str
    heading: str = ""
    urgent: str = ""
    says: str = field(default="", repr=False)
    form: SetAsideForm
    empty: EmptyState
