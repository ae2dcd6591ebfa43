"""Ways to see the queue that the desk has kept under a name, for everybody who works here."""

from collections.abc import Iterable
from typing import Final, assert_never

import msgspec

from corridor.domain.errors import FieldRefusalError, NotFoundError
from corridor.domain.records import Fact, Recorded, Unknown
from corridor.domain.words import line

NAME_LIMIT: Final = 40
MOST_VIEWS: Final = 12


class TooManyViewsError(FieldRefusalError):
    """There are as many kept views as fit above a list."""


class ViewKept(Fact, frozen=True, kw_only=True, tag="view_kept/1"):
    """`chosen` is what stands in the queue's address: views, levels, ids; never a word."""

    name: str
    chosen: str


class ViewDropped(Fact, frozen=True, kw_only=True, tag="view_dropped/1"):
    name: str


ViewFact = ViewKept | ViewDropped


class KeptView(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    chosen: str


def fold(records: Iterable[Recorded[ViewFact]]) -> tuple[KeptView, ...]:
    """In the order in which they were kept first; a name kept again means the newer choice."""
    found: dict[str, KeptView] = {}
    for record in records:
        fact = record.fact
        match fact:
            case Unknown():
                continue
            case ViewKept():
                found[fact.name] = KeptView(name=fact.name, chosen=fact.chosen)
            case ViewDropped():
                found.pop(fact.name, None)
            case _:
                assert_never(fact)
    return tuple(found.values())


def keep(kept: Iterable[KeptView], *, name: str, chosen: str) -> ViewKept:
    said = line(name, field="name", limit=NAME_LIMIT)
    others = [one for one in kept if one.name != said]
    if len(others) >= MOST_VIEWS:
        raise TooManyViewsError("name")
    return ViewKept(name=said, chosen=chosen)


def drop(kept: Iterable[KeptView], *, name: str) -> ViewDropped:
    if all(one.name != name for one in kept):
        raise NotFoundError
    return ViewDropped(name=name)
