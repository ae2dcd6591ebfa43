"""Cards of an invented crowd, spread as requests are: few urgent, most early, some closed."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import TypeVar

from corridor.base.ids import ChainId, FilingId, PersonId
from corridor.crypto.random import new_uuid, random_below
from corridor.domain.cards import Card
from corridor.domain.casefile import State
from corridor.domain.factors import Level
from corridor.domain.intake import Channel, Who, Wish
from corridor.domain.milestones import (
    ApplicationMilestone,
    ExitBy,
    FilingState,
    PersonMilestones,
    Place,
    Step,
)
from corridor.services.index import ListedCase

Some = TypeVar("Some")
FIRST = date(2017, 3, 29)
DAYS = 50
_SYLLABLES = tuple(re.findall("..?", "kanoritesulomivedasharopetygulenstovarmardolzi"))

_STEPS = (Step.ASKED,) * 4 + (Step.IN_TOUCH,) * 3 + (Step.OUT_OF_REGION,) * 2 + (Step.ABROAD,)
_LEVELS = (Level.HOURS,) + (Level.DAYS,) * 5 + (Level.WEEKS,) * 8 + (Level.UNKNOWN,) * 2
_COUNTRIES = ("LT", "FR", "DE", "CA", "NL", "FI")
_STATES = (FilingState.LODGED,) * 5 + (FilingState.GRANTED,) * 2 + (FilingState.REFUSED,)


def crowd(number: int) -> Iterator[tuple[ChainId, ListedCase]]:
    for one in range(number):
        yield ChainId(new_uuid()), ListedCase(_card(one), 0)


def _of(choices: tuple[Some, ...]) -> Some:
    return choices[random_below(len(choices))]


def _word() -> str:
    syllables = len(_SYLLABLES)
    return "".join(_SYLLABLES[random_below(syllables)] for _ in range(2 + random_below(3)))


def _card(number: int) -> Card:
    asked_on = FIRST + timedelta(days=random_below(DAYS))
    step, level = _of(_STEPS), _of(_LEVELS)
    waiting = datetime(asked_on.year, asked_on.month, asked_on.day, 12, tzinfo=UTC)
    people = tuple(_person(step, asked_on) for _ in range(1 + random_below(10) // 7))
    words = " ".join(_word() for _ in range(40))
    return Card(
        number=f"K-{number:06d}",
        name=_word().capitalize(),
        state=State.CLOSED if random_below(10) == 0 else State.CASE,
        summary=words[:80],
        language="ru" if random_below(4) else "en",
        step=step,
        urgency=level,
        urgency_until=waiting + timedelta(days=3_650),
        provisional=False,
        owner=None,
        wish=Wish.DAYS,
        who=Who.ME,
        channel=Channel.PAGE,
        asked_on=asked_on,
        waiting_since=waiting if random_below(3) == 0 else None,
        unanswered=random_below(5) == 0,
        next_task="",
        next_due=asked_on + timedelta(days=30) if random_below(3) == 0 else None,
        open_tasks=random_below(3),
        journeys=int(random_below(20) == 0),
        tags=(),
        people=people,
        applications=tuple(_application(people[0].person, asked_on, step)),
        dialogue=None,
        words=words,
        updated_on=asked_on,
    )


def _person(step: Step, asked_on: date) -> PersonMilestones:
    rank = list(Step).index(step)
    later = asked_on + timedelta(days=1 + random_below(20))
    return PersonMilestones(
        person=PersonId(new_uuid()),
        asked_on=asked_on,
        reached_on=later if rank >= 1 else None,
        out_on=later if rank >= 2 else None,
        out_by=ExitBy.US if rank >= 2 else None,
        abroad_on=later if rank >= 4 else None,
        abroad_by=ExitBy.US if rank >= 4 else None,
        step=step,
        place=(Place.REGION, Place.REGION, Place.ELSEWHERE, Place.ELSEWHERE, Place.ABROAD)[
            rank
        ],
        quiet=False,
        missing=False,
    )


def _application(
    person: PersonId, asked_on: date, step: Step
) -> Iterator[ApplicationMilestone]:
    if step is Step.OUT_OF_REGION:
        state = _of(_STATES)
        decided = None if state is FilingState.LODGED else asked_on + timedelta(days=40)
        yield ApplicationMilestone(
            FilingId(new_uuid()), person, _of(_COUNTRIES), asked_on, state, decided
        )
