"""Files from a person: each is sealed while it arrives, or refused before its first byte.

The form's token stands before its files, so who may not send is known in time. Each file is
whole or gone; the page names those to send again, and every word in the form is still there.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from http import HTTPStatus
from threading import BoundedSemaphore
from typing import Final
from uuid import UUID

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
)
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt

from corridor.base.ids import BlobId
from corridor.base.pressure import ON_PUBLIC_PAGES
from corridor.crypto.receipt import Receipt, new_receipt
from corridor.domain import attachments as rules
from corridor.domain.attachments import Category
from corridor.domain.errors import (
    NotAChoiceError,
    NotFoundError,
    RefusalError,
)
from corridor.ledger.files import NoRoomError
from corridor.services import asking, attachments
from corridor.services.sealed_files import Label
from corridor.web.composition import door, reception, tongues
from corridor.web.parts import CutShortError, FormError, Part, parts
from corridor.web.public import file_texts, texts
from corridor.web.public.answering import (
    BAD,
    BUSY,
    NOT_TAKEN,
    READING,
    UNCHANGED,
    View,
    note,
    show,
)
from corridor.web.public.codes import KINDS
from corridor.web.public.file_texts import Missed, Why
from corridor.web.public.forms import AskForm, BackForm
from corridor.web.public.frames import frame
from corridor.web.public.origin import from_elsewhere
from corridor.web.public.pages import Dead, Done, ErrorPage
from corridor.web.public.prices import price_at
from corridor.web.public.showing import back_page, check_page, talk_page
from corridor.web.public.texts import Hold
from corridor.web.public.tokens import receipt_in

# Whoever writes words is never kept waiting by who sends files: those close first.
AT_ONCE: Final = 8
_ROOM: Final = BoundedSemaphore(AT_ONCE)
_LONGEST_FIELD: Final = 64 * 1024
_LONGEST_FORM: Final = 128 * 1024
_MOST_DRAINED: Final = 64 * 1024 * 1024


class _ClosedError(Exception):
    """No file is taken at this moment: too many are arriving, or the disk has no room."""


@dataclass
class Upload:
    """A form as it was read. `receipt` is None without a fresh token of ours."""

    fields: dict[str, str] = field(default_factory=dict)
    receipt: Receipt | None = None
    taken: int = 0
    missed: list[Missed] = field(default_factory=list)

    @property
    def status(self) -> int:
        if any(one.why in file_texts.OURS for one in self.missed):
            return BUSY
        return BAD if self.missed else UNCHANGED


Answer = Callable[[str, Upload], HttpResponse]


def files_in(*, otherwise: str) -> Callable[[Answer], View]:
    """Read the form while it arrives, in the language of the address."""

    def decorate(answer: Answer) -> View:
        @csrf_exempt
        @wraps(answer)
        def wrapper(request: HttpRequest, language: str) -> HttpResponseBase:
            spoken = tongues()
            if language not in spoken.offered:
                raise Http404
            if request.method in READING:
                url = reverse(otherwise, kwargs={"language": language})
                return HttpResponseRedirect(url, status=HTTPStatus.SEE_OTHER)
            if request.method != "POST":
                return HttpResponseNotAllowed([*READING, "POST"])
            with spoken.speaking(language):
                return _answered(request, language, answer)

        return wrapper

    return decorate


def _answered(request: HttpRequest, language: str, answer: Answer) -> HttpResponse:
    if from_elsewhere(request):
        return _dead(language, Dead.REFUSED)
    try:
        upload = read(request)
    except FormError:
        return _dead(language, Dead.NOT_UNDERSTOOD)
    return answer(language, upload)


def read(request: HttpRequest) -> Upload:
    """Take what may be taken. `FormError` only where there is no form to show again."""
    upload, length = Upload(), _announced(request)
    kind = request.META.get("CONTENT_TYPE", "")
    if length > reception().limits.together + _MOST_DRAINED:
        raise FormError
    try:
        for part in parts(request, content_type=kind, length=length):
            if part.is_file:
                _take(part, upload)
            else:
                _fill_in(part, upload)
    except _ClosedError:
        _drain(request, min(length, _MOST_DRAINED))
    except CutShortError:
        if not upload.fields:
            raise
    return upload


def _announced(request: HttpRequest) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        raise FormError from None


def _fill_in(part: Part, upload: Upload) -> None:
    upload.fields[part.name] = part.text(most=_LONGEST_FIELD)
    if sum(map(len, upload.fields.values())) > _LONGEST_FORM:
        raise FormError
    if part.name == "token":
        upload.receipt = receipt_in(upload.fields["token"])


def _take(part: Part, upload: Upload) -> None:
    """Refused files are passed over: a browser shows no answer before it has sent them all."""
    if not part.filename or upload.receipt is None or "drop" in upload.fields:
        return
    why = _refusal(part, upload.receipt, kind=upload.fields.get("kind", ""))
    if why is None:
        upload.taken += 1
        return
    upload.missed.append(Missed(name=rules.visible(rules.named(part.filename)), why=why))
    if why in (Why.BUSY, Why.FULL):
        raise _ClosedError
    if why is Why.CUT_SHORT:
        raise CutShortError


def _refusal(part: Part, receipt: Receipt, *, kind: str) -> Why | None:
    """None when the file is here, whole and on the disk."""
    if not price_at(ON_PUBLIC_PAGES.now()).is_free or not _ROOM.acquire(blocking=False):
        return Why.BUSY
    try:
        _receive(part, receipt, category=KINDS.get(kind))
    except (CutShortError, NoRoomError, RefusalError, *NOT_TAKEN) as error:
        return _why(error)
    finally:
        _ROOM.release()
    return None


def _why(error: Exception) -> Why:
    match error:
        case CutShortError():
            return Why.CUT_SHORT
        case NoRoomError():
            return Why.FULL
        case RefusalError():
            return file_texts.why(error)
        case _:
            note(error)
            return Why.FAILED


def _receive(part: Part, receipt: Receipt, *, category: Category | None) -> None:
    if category is None:
        raise NotAChoiceError("kind")
    label = Label(name=part.filename or "", declared=part.media_type, category=category)
    attachments.receive(reception(), receipt, label, part.content)


def _drain(request: HttpRequest, most: int) -> None:
    """So that the answer is seen; what is longer finds the door shut."""
    left = most
    try:
        while left > 0 and (came := request.read(min(left, 256 * 1024))):
            left -= len(came)
    except OSError:
        return


# --- before the request ----------------------------------------------------------------------


@files_in(otherwise="ask")
def attach(language: str, upload: Upload) -> HttpResponse:
    form = AskForm(upload.fields)
    if not form.is_valid():
        return _dead(language, Dead.NOT_UNDERSTOOD, kept=upload.fields.get("what", ""))
    if upload.receipt is None:
        page = check_page(language, form, new_receipt(), trouble=texts.new_code())
        return show(page, status=BAD)
    _drop(upload, upload.receipt)
    trouble = file_texts.trouble(upload.missed)
    waiting = attachments.pending(reception(), upload.receipt)
    page = check_page(language, form, upload.receipt, waiting=waiting, trouble=trouble)
    return show(page, status=upload.status)


def _drop(upload: Upload, receipt: Receipt) -> None:
    """Take one back that was added before. A second press finds it gone, which is as well."""
    asked = upload.fields.get("drop", "")
    try:
        attachments.forget(reception(), receipt, blob=BlobId(UUID(hex=asked)))
    except (ValueError, NotFoundError):
        return


# --- behind the code -------------------------------------------------------------------------


@files_in(otherwise="back")
def attach_later(language: str, upload: Upload) -> HttpResponse:
    if upload.receipt is None:
        return _ask_for_the_code(language, Hold.EXPIRED)
    try:
        visit = asking.come_back(door(), upload.receipt)
    except NotFoundError:
        return show(back_page(language, BackForm(), trouble=texts.no_such_page()), status=BAD)
    except NOT_TAKEN as error:
        note(error)
        return _ask_for_the_code(language, Hold.FAILED, status=BUSY)
    done = Done.FILES if upload.taken and not upload.missed else None
    trouble = file_texts.trouble(upload.missed)
    if not upload.taken and trouble is None:
        trouble = file_texts.none_chosen()
    page = talk_page(language, upload.receipt, visit, done=done, trouble=trouble)
    return show(page, status=upload.status)


def _ask_for_the_code(language: str, hold: Hold, *, status: int = BAD) -> HttpResponse:
    trouble = texts.come_again(hold, kept=False)
    return show(back_page(language, BackForm(), trouble=trouble), status=status)


def _dead(language: str, kind: Dead, *, kept: str = "") -> HttpResponse:
    page = ErrorPage(frame=frame(language), kind=kind, kept=kept)
    return show(page, status=kind.value)
