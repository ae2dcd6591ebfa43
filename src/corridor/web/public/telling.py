"""Questions that fit who needs help: before sending, or later behind the code. All optional."""

from django.http import HttpRequest, HttpResponse, QueryDict

from corridor.crypto.receipt import Receipt, new_receipt
from corridor.domain.errors import TooLongError
from corridor.domain.questions import Typed
from corridor.services import asking, attachments
from corridor.services.asking import Visit
from corridor.web.composition import door, reception
from corridor.web.public import texts
from corridor.web.public.answering import BAD, BUSY, NOT_TAKEN, in_language, note, posted, show
from corridor.web.public.asking_more import (
    answered_of,
    behind,
    carried,
    carry,
    known_answers,
    typed_in,
)
from corridor.web.public.codes import FIELDS, WHO
from corridor.web.public.forms import AskForm
from corridor.web.public.more_pages import MorePage
from corridor.web.public.pages import Done
from corridor.web.public.showing import check_page, more_page, questions_behind, talk_page
from corridor.web.public.talking import behind_the_code
from corridor.web.public.texts import Hold, Trouble
from corridor.web.public.tokens import receipt_in
from corridor.web.public.views import ask_again, under_a_new_code


@in_language
@posted(otherwise="ask")
def more(request: HttpRequest, language: str) -> HttpResponse:
    """Between the words and their sending. What was typed before comes along, hidden."""
    form = AskForm(request.POST)
    if not form.is_valid():
        return ask_again(request, language, form)
    kept = typed_in(request.POST, carried(form.cleaned_data["told"]))
    if request.POST.get("do") not in {"keep", "skip"}:
        return show(_before(language, form, kept, request.POST))
    try:
        answered_of(kept)
    except TooLongError as error:
        trouble = texts.too_long(field=error.field)
        page = _before(language, form, kept, request.POST, trouble=trouble)
        return show(page, status=BAD)
    form.cleaned_data["told"] = carry(kept)
    return _checked(language, form, request.POST)


def _before(
    language: str,
    form: AskForm,
    kept: Typed,
    data: QueryDict,
    *,
    trouble: Trouble | None = None,
) -> MorePage:
    said = form.cleaned_data
    return more_page(
        language,
        kept,
        who=WHO[said["who"]],
        action="more",
        token=data.get("token", ""),
        carried=(
            *((name, str(said[name])) for name in FIELDS if name != "told"),
            ("told", carry(kept)),
        ),
        trouble=trouble,
    )


def _checked(language: str, form: AskForm, data: QueryDict) -> HttpResponse:
    token = data.get("token", "")
    receipt = receipt_in(token)
    if receipt is None:
        if token:
            return under_a_new_code(language, form)
        return show(check_page(language, form, new_receipt()))
    waiting = attachments.pending(reception(), receipt)
    return show(check_page(language, form, receipt, waiting=waiting))


@behind_the_code
def more_later(
    request: HttpRequest, language: str, receipt: Receipt, visit: Visit
) -> HttpResponse:
    if request.POST.get("do") == "skip":
        return show(talk_page(language, receipt, visit))
    if request.POST.get("do") != "keep":
        return show(questions_behind(language, receipt, visit))
    kept = typed_in(request.POST, Typed())
    try:
        answered = behind(kept, visit.dialogue, shown=_stood_filled(request, visit))
        if answered is not None:
            asking.tell_more(door(), receipt, answered)
    except TooLongError as error:
        trouble, status = texts.too_long(field=error.field), BAD
    except NOT_TAKEN as error:
        note(error)
        trouble, status = texts.held(Hold.FAILED), BUSY
    else:
        known = asking.come_back(door(), receipt)
        return show(talk_page(language, receipt, known, done=Done.MORE))
    page = questions_behind(language, receipt, visit, kept=kept, trouble=trouble)
    return show(page, status=status)


def _stood_filled(request: HttpRequest, visit: Visit) -> set[str]:
    """Questions whose earlier answer stood on the page, to be left or emptied."""
    shown = set(request.POST.get("asked", "").split())
    return shown & set(known_answers(visit.dialogue).said)
