"""Forms that came back: shown again where they stood, with what is wrong in them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from corridor.base.ids import PersonId
from corridor.web.desk.pages.case import ShownName
from corridor.web.desk.pages.common import Toast
from corridor.web.desk.showing.timeline import Only
from corridor.web.ui.forms import DeskForm

FormT = TypeVar("FormT", bound=DeskForm)


@dataclass(frozen=True, kw_only=True)
class Shown:
    """How one file is to be shown this time, beyond what is in it."""

    back: Mapping[str, DeskForm] = field(default_factory=dict)
    typed: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    only: Only = Only.EVERYTHING
    page: int = 1
    names: Mapping[PersonId, ShownName] = field(default_factory=dict)
    toast: Toast | None = None

    def form(self, fresh: FormT) -> FormT:
        """The form that came back in place of a fresh one of its kind."""
        back = self.back.get(fresh.key)
        return back if isinstance(back, type(fresh)) else fresh
