"""What a member chose to see of the queue. It stands in the address: no word, no name."""

from dataclasses import dataclass, replace
from typing import Self, TypeVar
from urllib.parse import urlencode
from uuid import UUID

from django.http import QueryDict
from django.urls import reverse

from corridor.base.ids import MemberId
from corridor.domain.factors import Level
from corridor.domain.milestones import Place, Step
from corridor.domain.queueing import Filter, View

Value = TypeVar("Value", Level, Place, Step, View)
NOBODY = "none"
_PARTS = ("view", "level", "place", "step", "owner", "language", "page")


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """`owner` is None for everybody's; `NOBODY` for what nobody has taken."""

    view: View = View.ALL_OPEN
    level: Level | None = None
    place: Place | None = None
    step: Step | None = None
    owner: MemberId | str | None = None
    language: str | None = None
    page: int = 1

    @classmethod
    def read(cls, query: QueryDict, *, languages: tuple[str, ...]) -> Self:
        """What is none of the offered choices counts as not chosen."""
        language = query.get("language", "")
        return cls(
            view=_one_of(View, query.get("view", "")) or View.ALL_OPEN,
            level=_one_of(Level, query.get("level", "")),
            place=_one_of(Place, query.get("place", "")),
            step=_one_of(Step, query.get("step", "")),
            owner=_owner(query.get("owner", "")),
            language=language if language in languages else None,
            page=_page(query.get("page", "")),
        )

    @property
    def filter(self) -> Filter:
        owner = None if self.owner == NOBODY else self.owner
        return Filter(
            levels=frozenset(() if self.level is None else (self.level,)),
            places=frozenset(() if self.place is None else (self.place,)),
            steps=frozenset(() if self.step is None else (self.step,)),
            owners=frozenset(() if self.owner is None else (owner,)),  # type: ignore[arg-type]
            languages=frozenset(() if self.language is None else (self.language,)),
        )

    def url(self, **changes: object) -> str:
        """Lead to the same queue with these choices changed, from its first page."""
        return reverse("queue") + self.query(**changes)

    def query(self, **changes: object) -> str:
        """What is chosen as it stands in an address; nothing where all is as at first."""
        after = replace(self, **{"page": 1, **changes})  # type: ignore[arg-type]
        parts = {name: getattr(after, name) for name in _PARTS}
        default = {name: getattr(Chosen(), name) for name in _PARTS}
        said = {name: str(one) for name, one in parts.items() if one != default[name]}
        return "?" + urlencode(said) if said else ""


def _one_of(kind: type[Value], text: str) -> Value | None:
    return next((one for one in kind if one.value == text), None)


def _owner(text: str) -> MemberId | str | None:
    if text == NOBODY:
        return NOBODY
    try:
        return MemberId(UUID(text))
    except ValueError:
        return None


def _page(text: str) -> int:
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 6 else 1  # noqa: PLR2004
