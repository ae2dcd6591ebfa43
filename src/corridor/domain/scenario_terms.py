"""What every act of a scenario has: its hour, its hand, and the things that it speaks of."""

from datetime import datetime
from typing import Annotated, NewType

import msgspec
from typing_extensions import override

Key = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9][a-z0-9.-]{0,39}$")]
Handle = NewType("Handle", str)
LocalTime = Annotated[datetime, msgspec.Meta(tz=False)]
Words = Annotated[str, msgspec.Meta(min_length=1, max_length=8000)]
Line = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
CountryCode = Annotated[str, msgspec.Meta(pattern=r"^[A-Z]{2}$")]

THE_PERSON = Handle("person")
Thing = tuple[str, str]  # what it is ("case", "person", "task" …) and its key


class Act(
    msgspec.Struct, frozen=True, kw_only=True, tag_field="act", forbid_unknown_fields=True
):
    """`by` is a member's handle, or "person" for the person in danger."""

    at: LocalTime
    by: Handle
    zone: str | None = None

    def needs(self) -> tuple[Thing, ...]:
        """What must have come earlier."""
        return ()

    def brings(self) -> tuple[Thing, ...]:
        """What later acts may speak of."""
        return ()


class OnCase(Act, frozen=True, kw_only=True):
    case: Key

    @override
    def needs(self) -> tuple[Thing, ...]:
        return (("case", self.case),)


class OnPerson(Act, frozen=True, kw_only=True):
    person: Key

    @override
    def needs(self) -> tuple[Thing, ...]:
        return (("person", self.person),)


class OnTask(Act, frozen=True, kw_only=True):
    task: Key

    @override
    def needs(self) -> tuple[Thing, ...]:
        return (("task", self.task),)


class OnFiling(Act, frozen=True, kw_only=True):
    filing: Key

    @override
    def needs(self) -> tuple[Thing, ...]:
        return (("filing", self.filing),)


class OnJourney(Act, frozen=True, kw_only=True):
    journey: Key

    @override
    def needs(self) -> tuple[Thing, ...]:
        return (("journey", self.journey),)
