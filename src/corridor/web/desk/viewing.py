"""Looking at a file that somebody sent: pictures and sound, made behind walls."""

import re
from functools import cache
from typing import Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from corridor.domain.errors import NotFoundError
from corridor.services import viewing
from corridor.services.viewing import Copies, Copy, Lightbox
from corridor.viewing.door import convert
from corridor.web.composition import door_files
from corridor.web.desk.attachments import opened
from corridor.web.desk.entry import Visit, with_desk
from corridor.web.desk.showing.file import Place, file_page
from corridor.web.headers import DESK_POLICY

_START_PATIENCE: Final = 15.0
_PATIENCE: Final = 3.0
_PICTURE_PATIENCE: Final = 60.0
_SOUND_PATIENCE: Final = 130.0
_INERT: Final = "default-src 'none'; sandbox"
_RANGE: Final = re.compile(r"bytes=(\d{0,12})-(\d{0,12})")
_PARTIAL: Final = 206
_NOT_THERE: Final = 416


@cache
def copies() -> Copies:
    return Copies(convert)


@require_safe
@with_desk
def see(request: HttpRequest, visit: Visit, case: UUID, height: int) -> HttpResponse:
    file = opened(visit, case)
    page = _asked_page(request)
    box = Lightbox(files=door_files(), copies=copies())
    copy = viewing.look(visit.desk, box, file, height=height, page=page)
    copy.wait_for_kind(seconds=_START_PATIENCE)
    copy.wait(seconds=_PATIENCE)
    place = Place(file=file, height=height)
    shown = file_page(visit, place, copy, page=page)
    response = render(request, shown.template, {"page": shown})
    response["Content-Security-Policy"] = f"{DESK_POLICY}; media-src 'self'"
    return response


@require_safe
@with_desk
def see_page(
    request: HttpRequest,  # noqa: ARG001
    visit: Visit,
    case: UUID,
    height: int,
    number: int,
) -> HttpResponse:
    copy = _copy(visit, case, height, number)
    picture = copy.picture(number, seconds=_PICTURE_PATIENCE)
    return _inert(HttpResponse(picture.webp, content_type="image/webp"))


@require_safe
@with_desk
def hear(request: HttpRequest, visit: Visit, case: UUID, height: int) -> HttpResponse:
    """A player asks for parts of it, so that one can go to any moment."""
    sound = _copy(visit, case, height, 1).sound(seconds=_SOUND_PATIENCE)
    asked = _RANGE.fullmatch(request.headers.get("Range", ""))
    if asked is None:
        response = HttpResponse(sound, content_type="audio/ogg")
    else:
        response = _part(sound, asked)
    response["Accept-Ranges"] = "bytes"
    return _inert(response)


def _copy(visit: Visit, case: UUID, height: int, number: int) -> Copy:
    file = opened(visit, case)
    box = Lightbox(files=door_files(), copies=copies())
    return viewing.look(visit.desk, box, file, height=height, page=number)


def _asked_page(request: HttpRequest) -> int:
    said = request.GET.get("page", "1")
    if not (said.isascii() and said.isdigit() and len(said) <= len("99999")):
        raise NotFoundError
    return int(said)


def _part(sound: bytes, asked: re.Match[str]) -> HttpResponse:
    first, last = asked.groups()
    whole = len(sound)
    begin = int(first) if first else max(0, whole - int(last or 0))
    end = min(whole - 1, int(last)) if first and last else whole - 1
    if begin > end:
        refused = HttpResponse(status=_NOT_THERE)
        refused["Content-Range"] = f"bytes */{whole}"
        return refused
    part = HttpResponse(sound[begin : end + 1], content_type="audio/ogg", status=_PARTIAL)
    part["Content-Range"] = f"bytes {begin}-{end}/{whole}"
    return part


def _inert(response: HttpResponse) -> HttpResponse:
    """Opened by itself it is a picture and nothing more, under a name that says nothing."""
    response["Content-Security-Policy"] = _INERT
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Disposition"] = "inline"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


urlpatterns = [
    path("files/<uuid:case>/<int:height>", see, name="view-file"),
    path("files/<uuid:case>/<int:height>/pages/<int:number>", see_page, name="view-file-page"),
    path("files/<uuid:case>/<int:height>/sound", hear, name="view-file-sound"),
]
