"""Files of a dialogue at the desk: listed, sent, taken back; originals after a warning."""

from uuid import UUID

from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
)
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from corridor.base.ids import ChainId
from corridor.domain import attachments as rules
from corridor.domain.attachments import Category
from corridor.domain.errors import FileCutShortError, NotFoundError, RefusalError
from corridor.domain.policy import Act
from corridor.ledger.files import NoRoomError
from corridor.services import attachments
from corridor.services.casefiles import CaseFile, open_file
from corridor.services.sealed_files import DamagedFileError, Label
from corridor.web.composition import door_files
from corridor.web.desk.entry import Visit, with_desk
from corridor.web.desk.pages.errors import Fault
from corridor.web.desk.refusals import sentence
from corridor.web.desk.saying import UNSAVED
from corridor.web.desk.showing.attachments import files_page, original_page
from corridor.web.desk.uploading import ForgedFormError, take_files
from corridor.web.downloads import as_download
from corridor.web.failures import Told, failure
from corridor.web.parts import CutShortError, FormError, Part


def opened(visit: Visit, case: UUID, *, act: Act | None = None) -> CaseFile:
    """Whoever may open the request, or the case that it became, may open its files."""
    desk = visit.desk
    if not desk.may(Act.OPEN_CASE):
        desk.door(Act.OPEN_REQUEST)
    desk.door(act or (Act.OPEN_CASE if desk.may(Act.OPEN_CASE) else Act.OPEN_REQUEST))
    file = open_file(desk, ChainId(case))
    if file.case.made is None:
        desk.door(Act.OPEN_REQUEST)
    return file


@require_safe
@with_desk
def files(request: HttpRequest, visit: Visit, case: UUID) -> HttpResponse:
    page = files_page(visit, opened(visit, case))
    return render(request, page.template, {"page": page})


@csrf_exempt  # checked before the first byte of a file
@require_POST
@with_desk
def attach(request: HttpRequest, visit: Visit, case: UUID) -> HttpResponse:
    file = opened(visit, case, act=Act.REPLY)
    missed: list[str] = []
    try:
        take_files(request, lambda part, _fields: _take(visit, file, part, missed))
    except ForgedFormError:
        return failure(request, Fault.FORM_TOO_OLD)
    except FormError:
        return failure(request, Fault.UNREADABLE)
    if not missed:
        return HttpResponseRedirect(reverse("files", kwargs={"case": case}))
    page = files_page(visit, opened(visit, case), missed=tuple(missed))
    return render(request, page.template, {"page": page}, status=UNSAVED)


def _take(visit: Visit, file: CaseFile, part: Part, missed: list[str]) -> None:
    name = rules.named(part.filename or "")
    label = Label(name=name, declared=part.media_type, category=Category.OTHER)
    try:
        attachments.send(visit.desk, door_files(), file.chain, label, part.content)
    except NotFoundError:
        raise
    except CutShortError:
        missed.append(_missed(name, sentence(FileCutShortError("file"))))
        raise
    except NoRoomError:
        missed.append(_missed(name, gettext("There is no room left on the disk.")))
    except RefusalError as refusal:
        missed.append(_missed(name, sentence(refusal)))


def _missed(name: str, why: str) -> str:
    return gettext("“%(name)s”: %(why)s") % {"name": rules.visible(name), "why": why}


@require_POST
@with_desk
def remove(_request: HttpRequest, visit: Visit, case: UUID, height: int) -> HttpResponse:
    file = opened(visit, case, act=Act.REPLY)
    attachments.remove_sent(visit.desk, door_files(), file.chain, height=height)
    return HttpResponseRedirect(reverse("files", kwargs={"case": case}))


@require_http_methods(["GET", "HEAD", "POST"])
@with_desk
def original(request: HttpRequest, visit: Visit, case: UUID, height: int) -> HttpResponseBase:
    """The warning, and behind its button the bytes as they were sent."""
    file = opened(visit, case)
    if request.method != "POST":
        page = original_page(visit, file, height=height)
        return render(request, page.template, {"page": page})
    try:
        one = attachments.open_original(visit.desk, door_files(), file, height=height)
    except DamagedFileError:
        return failure(request, Fault.BROKEN, told=Told(words=_damaged()))
    return as_download(one)


def _damaged() -> str:
    return gettext(
        "This file is not there as it was sent. Tell a steward; “corridor verify” finds the"
        " place."
    )


urlpatterns = [
    path("files/<uuid:case>", files, name="files"),
    path("files/<uuid:case>/attach", attach, name="attach-file"),
    path("files/<uuid:case>/<int:height>/remove", remove, name="remove-file"),
    path("files/<uuid:case>/<int:height>/original", original, name="original-file"),
]
