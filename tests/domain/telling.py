"""The cast of the domain's tests, and a way to tell facts in order."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import TypeVar
from uuid import UUID

from corridor.base.ids import (
    ActId,
    AlarmId,
    ChainId,
    CompartmentId,
    ConsentId,
    FilingId,
    JourneyId,
    LegId,
    MemberId,
    OrganisationId,
    PersonId,
    TaskId,
)
from corridor.domain.cases import CaseFact, CaseMade, RequestCollected
from corridor.domain.intake import Asked, Channel, SaidPlace, Who, Wish
from corridor.domain.records import Fact, Recorded, Unknown

LYRA = MemberId(UUID(int=1))
VEGA = MemberId(UUID(int=2))
ALTAIR = MemberId(UUID(int=3))
SIRIUS = MemberId(UUID(int=4))
STRANGER = MemberId(UUID(int=99))

ELDER = PersonId(UUID(int=101))
YOUNGER = PersonId(UUID(int=102))
NOBODY = PersonId(UUID(int=199))

DIALOGUE = ChainId(UUID(int=201))
CASE = ChainId(UUID(int=202))
JOURNEY_CHAIN = ChainId(UUID(int=203))
JOURNEY = JourneyId(UUID(int=204))
LEG = LegId(UUID(int=205))
SECOND_LEG = LegId(UUID(int=206))
ALARM = AlarmId(UUID(int=207))
SECOND_ALARM = AlarmId(UUID(int=208))
CONSENT = ConsentId(UUID(int=209))
TASK = TaskId(UUID(int=210))
SECOND_TASK = TaskId(UUID(int=211))
FILING = FilingId(UUID(int=212))
SECOND_FILING = FilingId(UUID(int=213))
CASEWORK = CompartmentId(UUID(int=214))
RELOCATION = CompartmentId(UUID(int=215))
ORGANISATION = OrganisationId(UUID(int=216))

NOON = datetime(2017, 5, 17, 12, tzinfo=UTC)
TODAY = NOON.date()
TOMORROW = TODAY + timedelta(days=1)
ASKED_ON = date(2017, 4, 3)
FIRST_ACT = ActId(UUID(int=301))

FactT = TypeVar("FactT", bound=Fact)


def tell(
    *facts: FactT | Unknown, by: MemberId | None = LYRA, start: int = 0, at: datetime = NOON
) -> list[Recorded[FactT]]:
    """Each fact a minute after the one before it, each an act of its own."""
    return [
        Recorded(
            fact=fact,
            at=at + timedelta(minutes=start + number),
            by=by,
            act=ActId(UUID(int=1000 + start + number)),
            height=start + number,
        )
        for number, fact in enumerate(facts)
    ]


def then(
    told: Iterable[Recorded[FactT]], *facts: FactT | Unknown, by: MemberId | None = LYRA
) -> list[Recorded[FactT]]:
    before = list(told)
    return before + tell(*facts, by=by, start=len(before))


def days(number: int) -> date:
    return ASKED_ON + timedelta(days=number)


ASKED = Asked(
    language="ru",
    soon=Wish.HOURS,
    who=Who.ME,
    what="They may come today.",
    place=SaidPlace.REGION,
    channel=Channel.PAGE,
    person_key=b"k" * 32,
    alarm=None,
)

COLLECTED = RequestCollected(
    dialogue=DIALOGUE,
    number="R-0594",
    name="Juniper",
    asker=ELDER,
    asked_on=ASKED_ON,
    channel=Channel.PAGE,
    language="ru",
    wish=Wish.HOURS,
    who=Who.ME_AND_OTHERS,
    said_place=SaidPlace.REGION,
)

MADE = CaseMade(number="K-0412", people=(ELDER, YOUNGER), labels=("speaks for both", "sister"))


def a_case(*facts: CaseFact) -> list[Recorded[CaseFact]]:
    return tell(COLLECTED, MADE, *facts)
