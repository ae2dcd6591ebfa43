"""Take the last change back: for half a minute it is offered beneath what was done."""

from collections.abc import Iterable
from typing import Final
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from corridor.base.ids import ChainId
from corridor.domain.errors import NotFoundError, RefusalError
from corridor.domain.policy import Act
from corridor.services import triage
from corridor.web.desk.entry import Visit, with_desk
from corridor.web.desk.pages.common import Toast

CHANGED: Final = "changed"
UNDONE: Final = "undone"
LATE: Final = "late"
_LISTS: Final = ("queue", "surge")
_FILES: Final = ("request", "case")


def with_undo(url: str, cases: Iterable[object] = ()) -> str:
    """Lead to a page that offers to take back what was just done; random ids stand in it."""
    refs = [("case", str(case)) for case in cases]
    return f"{url}?{urlencode([('done', CHANGED), *refs])}"


def undo_toast(request: HttpRequest, visit: Visit, *cases: ChainId, back: str) -> Toast | None:
    done = request.GET.get("done", "")
    if done == UNDONE:
        return Toast(words=gettext("Taken back."))
    if done == LATE:
        return Toast(words=gettext("Too late to take it back. Make a new change instead."))
    if done != CHANGED or not cases:
        return None
    refs = tuple(str(case) for case in cases)
    if not _may_undo(visit, cases[0]):
        return Toast(words=gettext("Done."))
    return Toast(
        words=gettext("Done."), undo_url=reverse("undo"), undo_refs=refs, undo_back=back
    )


def _may_undo(visit: Visit, case: ChainId) -> bool:
    try:
        return triage.may_undo(visit.desk, case)
    except NotFoundError:
        return False


def refs_in(texts: Iterable[str]) -> list[ChainId]:
    """What is no id of anything counts as not there."""
    found = []
    for text in texts:
        try:
            found.append(ChainId(UUID(text)))
        except ValueError:
            continue
    return found


@require_POST
@with_desk
def undo(request: HttpRequest, visit: Visit) -> HttpResponse:
    visit.desk.door(Act.SEE_QUEUE)
    cases = refs_in(request.POST.getlist("case"))
    done = sum([_undone(visit, case) for case in cases])
    return HttpResponseRedirect(
        _back(request.POST.get("back", ""), cases) + f"?done={UNDONE if done else LATE}"
    )


def _undone(visit: Visit, case: ChainId) -> bool:
    try:
        triage.undo(visit.desk, case)
    except RefusalError:
        return False
    return True


def _back(name: str, cases: list[ChainId]) -> str:
    if name in _FILES and cases:
        return reverse(name, kwargs={"case": cases[0]})
    return reverse(name if name in _LISTS else "queue")


urlpatterns = [path("undo", undo, name="undo")]
