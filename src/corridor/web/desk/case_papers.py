"""Applications to states, and what the people of a case agreed to or took back."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.http import require_POST

from corridor.base.ids import ConsentId, FilingId, PersonId
from corridor.crypto.random import new_uuid
from corridor.domain.consent import (
    ConsentGiven,
    ConsentRefused,
    ConsentWithdrawn,
    GivenBy,
    GivenHow,
    Purpose,
)
from corridor.domain.filings import (
    FilingGranted,
    FilingKind,
    FilingLodged,
    FilingRefused,
    FilingWithdrawn,
)
from corridor.domain.policy import Act
from corridor.services.casefiles import CaseFile
from corridor.services.consent import tell_of_consent
from corridor.services.filings import decide_filing, lodge, new_filing
from corridor.web.desk.cases import CASE
from corridor.web.desk.entry import Visit, with_desk
from corridor.web.desk.forms.case import ConsentForm, Decision, DecisionForm, FilingForm
from corridor.web.desk.pages.countries import countries
from corridor.web.desk.rooms import open_in, show_again
from corridor.web.desk.saying import Said, answer, press, seen
from corridor.web.desk.showing.case_papers import people_choices


@require_POST
@with_desk
def add_filing(request: HttpRequest, visit: Visit, case: UUID) -> HttpResponse:
    file = open_in(CASE, visit, case, act=Act.LODGE_FILING)
    form = FilingForm(request.POST, people=people_choices(file), countries=countries())
    return answer(
        request,
        visit,
        form,
        lambda said: lodge(visit.desk, file.chain, _lodged(said)),
        then=CASE.url(case) + "#applications",
        again=show_again(request, visit, CASE, case),
    )


def _lodged(said: Said) -> FilingLodged:
    return FilingLodged(
        filing=new_filing(),
        person=PersonId(UUID(said["person"])),
        country=said["country"],
        route=FilingKind(said["route"]),
        on=said["on"],
    )


@require_POST
@with_desk
def decide(request: HttpRequest, visit: Visit, case: UUID, filing: UUID) -> HttpResponse:
    chain, at = open_in(CASE, visit, case, act=Act.LODGE_FILING).chain, seen(request)
    return answer(
        request,
        visit,
        DecisionForm(request.POST, part=f"-{filing}"),
        lambda said: decide_filing(
            visit.desk, chain, _decided(FilingId(filing), said), seen=at
        ),
        then=CASE.url(case) + "#applications",
        again=show_again(request, visit, CASE, case),
    )


def _decided(filing: FilingId, said: Said) -> FilingGranted | FilingRefused | FilingWithdrawn:
    match Decision(said["decision"]):
        case Decision.GRANTED:
            return FilingGranted(filing=filing, on=said["on"])
        case Decision.REFUSED:
            return FilingRefused(filing=filing, on=said["on"], words=said["words"])
        case Decision.WITHDRAWN:
            return FilingWithdrawn(filing=filing, on=said["on"], words=said["words"])


@require_POST
@with_desk
def add_consent(request: HttpRequest, visit: Visit, case: UUID) -> HttpResponse:
    file = open_in(CASE, visit, case, act=Act.RECORD_CONSENT)
    return answer(
        request,
        visit,
        ConsentForm(request.POST, people=people_choices(file)),
        lambda said: tell_of_consent(visit.desk, file.chain, _consent(file, said)),
        then=CASE.url(case) + "#consents",
        again=show_again(request, visit, CASE, case),
    )


def _consent(file: CaseFile, said: Said) -> ConsentGiven | ConsentRefused:
    person, purpose = PersonId(UUID(said["person"])), Purpose(said["purpose"])
    if said["answer"] == "no":
        return ConsentRefused(
            person=person, purpose=purpose, recipient=said["recipient"], on=said["on"]
        )
    return ConsentGiven(
        consent=ConsentId(new_uuid()),
        person=person,
        purpose=purpose,
        recipient=said["recipient"],
        given_by=GivenBy(said["given_by"]),
        how=GivenHow(said["how"]),
        language=file.case.request.language if file.case.request else "",
        read_back=said["read_back"],
        risks_explained=said["risks_explained"],
        withhold=said["withhold"],
        on=said["on"],
        expires_on=said["expires_on"],
    )


@require_POST
@with_desk
def withdraw_consent(
    request: HttpRequest, visit: Visit, case: UUID, consent: UUID
) -> HttpResponse:
    """Taking back needs no reason and no form."""
    chain = open_in(CASE, visit, case, act=Act.RECORD_CONSENT).chain
    draft = ConsentWithdrawn(consent=ConsentId(consent), on=visit.desk.today())
    return press(
        request,
        visit,
        lambda: tell_of_consent(visit.desk, chain, draft),
        then=CASE.url(case) + "#consents",
    )


urlpatterns = [
    path("cases/<uuid:case>/filings", add_filing, name="add-filing"),
    path("cases/<uuid:case>/filings/<uuid:filing>/decide", decide, name="decide-filing"),
    path("cases/<uuid:case>/consents", add_consent, name="add-consent"),
    path(
        "cases/<uuid:case>/consents/<uuid:consent>/withdraw",
        withdraw_consent,
        name="withdraw-consent",
    ),
]
