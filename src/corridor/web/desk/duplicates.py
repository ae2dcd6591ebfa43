"""Who may be here twice: offered with reasons, and judged by who knows both."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.views.decorators.http import require_POST, require_safe

from corridor.base.ids import ChainId, PersonId
from corridor.domain.people import Verdict
from corridor.domain.policy import Act
from corridor.services.casefiles import open_file
from corridor.services.duplicates import likely, newest_likely
from corridor.services.likening import judge
from corridor.web.desk.entry import Visit, with_desk
from corridor.web.desk.forms.duplicates import JudgeForm
from corridor.web.desk.saying import UNSAVED, Said, answer
from corridor.web.desk.showing.duplicates import duplicates_page


@require_safe
@with_desk
def duplicates(request: HttpRequest, visit: Visit) -> HttpResponse:
    page = duplicates_page(visit, newest_likely(visit.desk), JudgeForm())
    return render(request, page.template, {"page": page})


@require_safe
@with_desk
def duplicates_of(request: HttpRequest, visit: Visit, case: UUID) -> HttpResponse:
    return _show(request, visit, ChainId(case), JudgeForm())


def _show(
    request: HttpRequest, visit: Visit, case: ChainId, form: JudgeForm, *, status: int = 200
) -> HttpResponse:
    visit.desk.door(Act.COMPARE_PEOPLE)
    open_file(visit.desk, case)
    page = duplicates_page(visit, likely(visit.desk, case), form, of=case)
    return render(request, page.template, {"page": page}, status=status)


@require_POST
@with_desk
def judge_duplicate(request: HttpRequest, visit: Visit, case: UUID) -> HttpResponse:
    visit.desk.door(Act.COMPARE_PEOPLE)
    chain = open_file(visit.desk, ChainId(case)).chain

    def said_of(said: Said) -> None:
        one = chain, PersonId(said["person"])
        other = ChainId(said["other_case"]), PersonId(said["other"])
        judge(visit.desk, one, other, verdict=Verdict(said["verdict"]))

    form = JudgeForm(request.POST)
    return answer(
        request,
        visit,
        form,
        said_of,
        then=reverse("duplicates-of", kwargs={"case": case}),
        again=lambda _form: _show(request, visit, chain, form, status=UNSAVED),
    )


urlpatterns = [
    path("duplicates", duplicates, name="duplicates"),
    path("duplicates/<uuid:case>", duplicates_of, name="duplicates-of"),
    path("duplicates/<uuid:case>/judge", judge_duplicate, name="judge-duplicate"),
]
