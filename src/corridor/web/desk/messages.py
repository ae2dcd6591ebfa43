"""What was just sent to a person, taken back before they could see it."""

from contextlib import suppress
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from corridor.accounts.errors import DraftsFullError
from corridor.base.ids import ChainId
from corridor.domain.errors import SeenAlreadyError
from corridor.domain.policy import Act
from corridor.services.casefiles import CaseFile
from corridor.services.messages import take_back as take_words_back
from corridor.web.desk.drafting import keep_words
from corridor.web.desk.entry import Visit, with_desk
from corridor.web.desk.forms.case import Kind
from corridor.web.desk.pages.errors import Fault
from corridor.web.failures import Told, failure


@require_POST
@with_desk
def take_back(request: HttpRequest, visit: Visit, case: UUID, height: int) -> HttpResponse:
    """The words go back into the form, to be changed or thrown away."""
    visit.desk.door(Act.REPLY)
    try:
        file, words = take_words_back(visit.desk, ChainId(case), height=height)
    except SeenAlreadyError:
        told = Told(words=gettext("The half minute is over, or they have seen it."))
        return failure(request, Fault.NOT_ACCEPTED, told=told)
    with suppress(DraftsFullError):  # the words stand in the timeline, too
        _put_back(visit, file, words)
    return HttpResponseRedirect(_place_of(visit, file))


def _put_back(visit: Visit, file: CaseFile, words: str) -> None:
    place = {"case": file.chain}
    if _is_case(visit, file):
        fields = [("kind", Kind.MESSAGE.value), ("text", words)]
        keep_words(visit, reverse("write", kwargs=place), fields)
    else:
        keep_words(visit, reverse("reply", kwargs=place), [("text", words)])


def _place_of(visit: Visit, file: CaseFile) -> str:
    case = _is_case(visit, file)
    url = reverse("case" if case else "request", kwargs={"case": file.chain})
    return url + ("#write" if case else "#answer")


def _is_case(visit: Visit, file: CaseFile) -> bool:
    return file.case.made is not None and visit.desk.may(Act.OPEN_CASE)


urlpatterns = [
    path("requests/<uuid:case>/messages/<int:height>/back", take_back, name="take-back"),
]
