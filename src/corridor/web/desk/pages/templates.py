"""The library of answers, language by language."""

from dataclasses import dataclass
from typing import ClassVar

from corridor.web.desk.forms.templates import TemplateForm
from corridor.web.desk.pages.common import CountedLink, Quoted
from corridor.web.desk.pages.shell import Shell
from corridor.web.ui.forms import DeskForm
from corridor.web.ui.marks import Pill


@dataclass(frozen=True, kw_only=True)
class TemplateCard:
    """`waiting` are newer words that nobody has read yet, where others stand already."""

    id: str
    title: str
    about: Pill
    state: Pill
    text: Quoted
    by: str
    waiting: Quoted | None = None
    review_url: str = ""
    retire_url: str = ""
    form: TemplateForm | None = None


@dataclass(frozen=True, kw_only=True)
class TemplatesPage:
    template: ClassVar[str] = "desk/templates.html"

    shell: Shell
    url: str
    languages: tuple[CountedLink, ...]
    cards: tuple[TemplateCard, ...]
    form: TemplateForm

    @property
    def forms(self) -> tuple[DeskForm | None, ...]:
        return (*(card.form for card in self.cards), self.form)
