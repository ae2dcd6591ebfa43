"""Sample pages for figures, statements, journeys, team, the door and failures."""

from collections.abc import Callable
from typing import ClassVar, Final, Protocol

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path

from corridor.web.desk.pages.errors import Fault
from tests.web.pages.samples_counted import public_statistics, statistics_page
from tests.web.pages.samples_door import (
    enrol,
    failed_outside,
    failure,
    lock,
    recovery,
    recovery_half,
    sign_in,
    sign_in_refused,
)
from tests.web.pages.samples_journey import (
    change_leg,
    journey,
    journey_taken,
    journeys,
    plan_journey,
    plan_sheet,
    plan_sign,
)
from tests.web.pages.samples_outside import (
    no_statements,
    press,
    press_statement,
    refused_statement,
    statement,
    statements,
)
from tests.web.pages.samples_team import (
    empty_journal,
    journal,
    member,
    member_restore,
    team,
)


class Page(Protocol):
    template: ClassVar[str]


SAMPLES: Final[dict[str, Callable[[], Page]]] = {
    "statistics": statistics_page,
    "statistics-public": public_statistics,
    "statement": statement,
    "statement-refused": refused_statement,
    "statements": statements,
    "statements-none": no_statements,
    "journeys": journeys,
    "journey": journey,
    "journey-taken": journey_taken,
    "plan-journey": plan_journey,
    "change-leg": change_leg,
    "plan-sign": plan_sign,
    "plan-sheet": plan_sheet,
    "team": team,
    "member": member,
    "member-restore": member_restore,
    "journal": journal,
    "journal-empty": empty_journal,
    "sign-in": sign_in,
    "sign-in-refused": sign_in_refused,
    "lock": lock,
    "enrol": enrol,
    "recovery": recovery,
    "recovery-half": recovery_half,
    "error-outside": failed_outside,
    "press": press,
    "press-statement": press_statement,
    **{f"error-{fault.value}": failure(fault) for fault in Fault},
}


def show(sample: Callable[[], Page]) -> Callable[[HttpRequest], HttpResponse]:
    def answer(asked: HttpRequest) -> HttpResponse:
        page = sample()
        return render(asked, page.template, {"page": page})

    return answer


urlpatterns: list[URLPattern] = [path(name, show(sample)) for name, sample in SAMPLES.items()]
