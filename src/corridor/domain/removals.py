"""People who were taken out of a case, and how they come back into it."""

from collections.abc import Iterator
from datetime import datetime

import msgspec

from corridor.base.ids import MemberId, PersonId
from corridor.domain.casefile import Case, fold, struck_heights
from corridor.domain.cases import CaseMade, EntryStruck, RequestCollected
from corridor.domain.casework import require_case
from corridor.domain.errors import FiledForThemError, NotTakenOutError
from corridor.domain.people import PersonJoined, PersonStruck, StruckAs, find
from corridor.domain.steps import strike_person
from corridor.domain.words import needed


class Removal(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who counts no more in this case, with the label that they had."""

    person: PersonId
    label: str
    why: StruckAs
    at: datetime
    by: MemberId | None
    height: int


def take_out(case: Case, draft: PersonStruck) -> PersonStruck:
    """Whoever was never a person of their own here counts no more; nothing is forgotten."""
    require_case(case)
    struck = strike_person(case.people, draft)
    if any(one.person == draft.person for one in case.filings):
        raise FiledForThemError
    return struck


def put_back(case: Case, person: PersonId, *, words: str) -> EntryStruck:
    """Striking the removal brings everything back that was ever told of them."""
    require_case(case)
    found = next((one for one in removals(case) if one.person == person), None)
    if found is None:
        raise NotTakenOutError
    return EntryStruck(height=found.height, words=needed(words, field="words"))


def removals(case: Case) -> tuple[Removal, ...]:
    return tuple(_removals(case))


def _removals(case: Case) -> Iterator[Removal]:
    struck = struck_heights(case.timeline)
    for place, record in enumerate(case.timeline):
        fact = record.fact
        if not isinstance(fact, PersonStruck) or record.height in struck:
            continue
        before = find(fold(case.timeline[:place]).people, fact.person)
        yield Removal(
            person=fact.person,
            label=before.label if before else "",
            why=fact.why,
            at=record.at,
            by=record.by,
            height=record.height,
        )


def everybody(case: Case) -> tuple[PersonId, ...]:
    """Whoever was ever a person of this case, in the order in which they came to it."""
    asker: tuple[PersonId, ...] = ()
    joined: list[PersonId] = []
    for record in case.timeline:
        match record.fact:
            case RequestCollected():
                asker = (record.fact.asker,)
            case CaseMade():
                asker = record.fact.people
            case PersonJoined():
                joined.append(record.fact.person)
            case _:
                pass
    return tuple(dict.fromkeys((*asker, *joined)))
