"""What every chain's facts have in common: who wrote one down, when, and at which height."""

from datetime import datetime
from typing import Generic, TypeVar

import msgspec

from corridor.base.ids import ActId, MemberId


class Fact(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind"):
    """Something that happened. Never changed later: a new meaning is a new kind ("asked/2")."""


class Unknown(msgspec.Struct, frozen=True, kw_only=True):
    """A fact that a newer version wrote: folds keep it in the timeline and pass over it."""

    kind: str


FactT_co = TypeVar("FactT_co", bound=Fact, covariant=True)


class Recorded(msgspec.Struct, Generic[FactT_co], frozen=True, kw_only=True):
    """A fact as it stands in its chain. `by` is None for the person in danger."""

    fact: FactT_co | Unknown
    at: datetime
    by: MemberId | None
    act: ActId
    height: int
