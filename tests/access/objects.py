"""One of each thing that an address names, made through the services by who may make it."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from corridor.base.ids import ConsentId
from corridor.crypto.random import new_uuid
from corridor.domain.consent import ConsentGiven, GivenBy, GivenHow, Purpose
from corridor.domain.filings import FilingKind, FilingLodged
from corridor.domain.tasks import TaskSet
from corridor.services.casefiles import open_file
from corridor.services.consent import tell_of_consent
from corridor.services.filings import lodge, new_filing
from corridor.services.tasks import new_task, set_task
from tests.web.desk.office import Office


@dataclass(frozen=True)
class Objects:
    """By the name of the part of the address: what is there. Heights are small numbers."""

    there: dict[str, Any]
    request: UUID

    def place(self, name: str, parts: set[str]) -> dict[str, Any]:
        found = {part: self.there[part] for part in parts}
        if "case" in parts and is_of_requests(name):
            found["case"] = self.request
        return found

    @staticmethod
    def nowhere(parts: set[str]) -> dict[str, Any]:
        return {part: 9_999 if part == "height" else new_uuid() for part in parts}


def is_of_requests(name: str) -> bool:
    return name.startswith(("request", "reply")) or name == "make-case"


def fill(office: Office) -> Objects:
    lyra = office.open("Lyra")
    case, request = office.case(), office.request()
    person = open_file(lyra, case).case.people[0].person
    task, filing, consent = new_task(), new_filing(), ConsentId(new_uuid())
    set_task(lyra, case, TaskSet(task=task, title="Call", due=None, owner=None))
    lodge(
        lyra,
        case,
        FilingLodged(
            filing=filing,
            person=person,
            country="LT",
            route=FilingKind.VISA,
            on=lyra.today() - timedelta(days=1),
        ),
    )
    given = ConsentGiven(
        consent=consent,
        person=person,
        purpose=Purpose.STATISTICS,
        recipient="",
        given_by=GivenBy.SELF,
        how=GivenHow.SPOKEN,
        language="en",
        read_back=True,
        risks_explained=True,
        withhold="",
        on=lyra.today(),
        expires_on=None,
    )
    tell_of_consent(lyra, case, given)
    return Objects(
        there={
            "case": case,
            "person": person,
            "task": task,
            "filing": filing,
            "consent": consent,
            "height": 0,
            "member": office.id("Spica"),
        },
        request=request,
    )
