"""Sealed referrals: opened in memory, believed, or set aside until somebody knows whose."""

from typing import Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from corridor.base.ids import ImportId
from corridor.domain.errors import EmptyFileError, NotFoundError, RefusalError
from corridor.domain.list_errors import NoCardError, ReferralFaultError
from corridor.domain.policy import Act
from corridor.domain.referrals import LARGEST_PACKET
from corridor.services import referrals
from corridor.services.referral_packets import LARGEST_CARD, write_card
from corridor.services.referrals import Arrived
from corridor.web.desk.entry import Visit, with_desk
from corridor.web.desk.imports import tray
from corridor.web.desk.pages.common import Notice
from corridor.web.desk.pages.errors import Fault
from corridor.web.desk.refusals import sentence
from corridor.web.desk.saying import UNSAVED
from corridor.web.desk.showing.referrals import referrals_page
from corridor.web.desk.uploading import Fields, ForgedFormError, take_files
from corridor.web.failures import failure
from corridor.web.parts import FormError, Part
from corridor.web.ui.marks import Tone

_KEY_DIGITS: Final = 64


def _show(
    request: HttpRequest,
    visit: Visit,
    *,
    trouble: str = "",
    done: Notice | None = None,
    status: int = 200,
) -> HttpResponse:
    page = referrals_page(visit, trouble=trouble, done=done)
    return render(request, page.template, {"page": page}, status=status)


def _refused(request: HttpRequest, visit: Visit, refusal: RefusalError) -> HttpResponse:
    if isinstance(refusal, NotFoundError):
        raise refusal
    return _show(request, visit, trouble=sentence(refusal), status=UNSAVED)


@require_safe
@with_desk
def see(request: HttpRequest, visit: Visit) -> HttpResponse:
    visit.desk.door(Act.SEE_PARTNERS)
    return _show(request, visit)


@require_safe
@with_desk
def card(_request: HttpRequest, visit: Visit) -> HttpResponse:
    """Public as it is; its words are compared on another way than it travels."""
    answer = HttpResponse(
        write_card(referrals.intake_card(visit.desk)), content_type="application/octet-stream"
    )
    answer["Content-Disposition"] = 'attachment; filename="intake.card"'
    return answer


@csrf_exempt  # checked before the first byte of a file
@require_POST
@with_desk
def send(request: HttpRequest, visit: Visit) -> HttpResponse:
    visit.desk.door(Act.OPEN_REFERRALS)
    packets: list[bytes] = []
    try:
        take_files(request, lambda part, _said: packets.append(_whole(part, LARGEST_PACKET)))
        if not packets:
            return _refused(request, visit, EmptyFileError("packet"))
        arrived = referrals.arrive(visit.desk, tray(), packets[0])
    except ForgedFormError:
        return failure(request, Fault.FORM_TOO_OLD)
    except FormError:
        return failure(request, Fault.UNREADABLE)
    except RefusalError as refusal:
        return _refused(request, visit, refusal)
    return _led_on(request, visit, arrived)


def _whole(part: Part, most: int) -> bytes:
    """In memory, and no more of it than a packet or a card may have."""
    content = bytearray()
    for piece in part.content:
        content += piece
        if len(content) > most:
            raise ReferralFaultError("packet")
    return bytes(content)


def _led_on(request: HttpRequest, visit: Visit, arrived: Arrived) -> HttpResponse:
    if arrived.case is not None:
        return HttpResponseRedirect(reverse("request", kwargs={"case": arrived.case}))
    words = gettext(
        "It was set aside: it is sealed to this desk and signed, and nobody here has listed"
        " the key that signed it. Ask who sent it before you believe it."
    )
    return _show(request, visit, done=Notice(words=words, tone=Tone.WARN))


@require_POST
@with_desk
def take(request: HttpRequest, visit: Visit, referral: UUID) -> HttpResponse:
    try:
        case = referrals.take_anyway(visit.desk, tray(), ImportId(referral))
    except RefusalError as refusal:
        return _refused(request, visit, refusal)
    return HttpResponseRedirect(reverse("request", kwargs={"case": case}))


@require_POST
@with_desk
def throw(_request: HttpRequest, visit: Visit, referral: UUID) -> HttpResponse:
    referrals.throw_away(visit.desk, tray(), ImportId(referral))
    return HttpResponseRedirect(reverse("referrals"))


@csrf_exempt  # checked before the first byte of a file
@require_POST
@with_desk
def add_partner(request: HttpRequest, visit: Visit) -> HttpResponse:
    visit.desk.door(Act.LIST_PARTNERS)
    cards: list[tuple[bytes, str]] = []

    def read(part: Part, said: Fields) -> None:
        cards.append((_whole(part, LARGEST_CARD), said.get("words", "")))

    try:
        take_files(request, read)
        if not cards:
            return _refused(request, visit, NoCardError("card"))
        referrals.list_card(visit.desk, cards[0][0], words=cards[0][1])
    except ForgedFormError:
        return failure(request, Fault.FORM_TOO_OLD)
    except FormError:
        return failure(request, Fault.UNREADABLE)
    except RefusalError as refusal:
        return _refused(request, visit, refusal)
    return HttpResponseRedirect(reverse("referrals"))


@require_POST
@with_desk
def drop_partner(request: HttpRequest, visit: Visit) -> HttpResponse:
    visit.desk.door(Act.LIST_PARTNERS)
    said = request.POST.get("key", "")
    try:
        key = bytes.fromhex(said) if len(said) == _KEY_DIGITS else b""
    except ValueError:
        raise NotFoundError from None
    referrals.unlist_partner(visit.desk, key=key)
    return HttpResponseRedirect(reverse("referrals"))


urlpatterns = [
    path("referral", see, name="referrals"),
    path("referral/card", card, name="intake-card"),
    path("referral/send", send, name="send-referral"),
    path("referral/partners", add_partner, name="add-partner"),
    path("referral/partners/drop", drop_partner, name="drop-partner"),
    path("referral/<uuid:referral>/take", take, name="take-referral"),
    path("referral/<uuid:referral>/throw", throw, name="throw-referral"),
]
