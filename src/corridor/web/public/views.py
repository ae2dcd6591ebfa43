"""The way in: a form, a code, a page that keeps words. No cookie, no script, no memory."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from corridor.crypto.receipt import Receipt, ReceiptError, new_receipt, read_receipt
from corridor.domain.errors import NotFoundError, WithdrawnError
from corridor.services import attachments
from corridor.services.asking import Visit
from corridor.web.composition import premises, reception, tongues
from corridor.web.public import texts
from corridor.web.public.answering import (
    BAD,
    BUSY,
    NOT_TAKEN,
    UNCHANGED,
    chosen,
    in_language,
    note,
    posted,
    show,
    show_unchanging,
)
from corridor.web.public.asking_more import carried as asked_before
from corridor.web.public.codes import FIELDS, question_of
from corridor.web.public.forms import AskForm, BackForm
from corridor.web.public.frames import code_language, frame
from corridor.web.public.keeping import slip_in
from corridor.web.public.pages import AskPage, BackPage, FailedPage, PublicPage, SentPage
from corridor.web.public.showing import (
    Carried,
    back_page,
    carried_in,
    check_page,
    contact_behind,
    in_detail,
    questions_behind,
    talk_page,
)
from corridor.web.public.talking import seen_visit
from corridor.web.public.texts import Hold, Trouble, held
from corridor.web.public.tokens import receipt_in, token_of
from corridor.web.public.waiting import Sending, held_up, took_in


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    language = chosen(tongues().offered, request)
    return HttpResponseRedirect(reverse("ask", kwargs={"language": language}))


@require_safe
def leave(_request: HttpRequest) -> HttpResponse:
    """A plain way out. It cannot clear the browser's history, and the page says so."""
    response = HttpResponse(status=HTTPStatus.SEE_OTHER)
    response["Location"] = premises().settings.exit_site
    response["Referrer-Policy"] = "no-referrer"
    response["Clear-Site-Data"] = '"cache","cookies","storage"'
    return response


@in_language
def ask(request: HttpRequest, language: str) -> HttpResponse:
    if request.method != "POST":
        return show_unchanging(_blank_ask_page, language)
    form = AskForm(request.POST)
    if request.POST.get("do") == "change":
        return show(_ask_page(language, form, token=_token(request), plain=True))
    if not form.is_valid():
        return ask_again(request, language, form)
    receipt = receipt_in(_token(request))
    if receipt is None:
        return show(check_page(language, form, new_receipt()))
    waiting = attachments.pending(reception(), receipt)
    return show(check_page(language, form, receipt, waiting=waiting))


@in_language
@posted(otherwise="ask")
def send(request: HttpRequest, language: str) -> HttpResponse:
    """The only place where a request is stored. Sent twice, it is stored once."""
    form = AskForm(request.POST)
    if request.POST.get("do") == "change":
        return show(_ask_page(language, form, token=_token(request), plain=True))
    if not form.is_valid():
        return ask_again(request, language, form)
    receipt = receipt_in(_token(request))
    if receipt is None:
        return under_a_new_code(language, form)
    again = request.POST.get("again", "").strip()
    checking = request.POST.get("do") == "check"
    slip = slip_in(again, receipt, language=language) if again or checking else None
    if checking or slip is not None:
        return _typed_back(language, form, receipt, again=again, slip=slip)
    return held_up(request, language, _sending(form, receipt)) or _store(
        language, form, receipt
    )


def _typed_back(
    language: str, form: AskForm, receipt: Receipt, *, again: str, slip: Trouble | None
) -> HttpResponse:
    """Whoever typed the code back wants to be sure first: a slip sends nothing."""
    page = check_page(
        language,
        form,
        receipt,
        waiting=attachments.pending(reception(), receipt),
        trouble=slip,
        again=again,
        right=slip is None,
    )
    return show(page, status=UNCHANGED if slip is None else BAD)


@in_language
def back(request: HttpRequest, language: str) -> HttpResponse:
    if request.method != "POST":
        return show_unchanging(_blank_back_page, language)
    form, carried = BackForm(request.POST), carried_in(request.POST)
    if not form.is_valid():
        trouble = texts.unsent_code(form)
        page = back_page(language, form, trouble=trouble, carried=carried)
        return show(page, status=BAD)
    status: int = BAD
    try:
        receipt = read_receipt(form.cleaned_data["code"], language)
        visit = seen_visit(receipt)
    except ReceiptError as error:
        trouble = texts.misread(error)
    except NotFoundError:
        trouble = texts.no_such_page()
    except NOT_TAKEN as error:
        note(error)
        trouble, status = texts.not_opened(), BUSY
    else:
        return show(_opened(language, receipt, visit, carried))
    page = back_page(language, form, trouble=trouble, carried=carried)
    return show(page, status=status)


def _opened(language: str, receipt: Receipt, visit: Visit, carried: Carried) -> PublicPage:
    """The page behind the code; or the questions, where their answers wait to be sent."""
    told = dict(carried).get("told")
    if told is None and in_detail(carried):
        return contact_behind(language, receipt, visit, dict(carried))
    if told is None:
        return talk_page(language, receipt, visit, carried=carried)
    return questions_behind(language, receipt, visit, kept=asked_before(told))


def _store(language: str, form: AskForm, receipt: Receipt) -> HttpResponse:
    try:
        question = question_of(form, language=language)
        attachments.request_help(reception(), receipt, question)
    except WithdrawnError:
        return under_a_new_code(language, form)
    except NOT_TAKEN as error:
        note(error)
        return show(_failed_page(language, form, receipt), status=BUSY)
    took_in()
    return show_unchanging(_sent_page, language)


def _sending(form: AskForm, receipt: Receipt) -> Sending:
    said = form.cleaned_data
    carried = tuple((name, str(said[name])) for name in FIELDS)
    return Sending(receipt=receipt, said=carried, step="send", text=said["what"])


def _sent_page(language: str) -> SentPage:
    return SentPage(frame=frame(language))


def _blank_ask_page(language: str) -> AskPage:
    return _ask_page(language, AskForm())


def _blank_back_page(language: str) -> BackPage:
    return back_page(language, BackForm())


def _token(request: HttpRequest) -> str:
    return str(request.POST.get("token", ""))


def ask_again(request: HttpRequest, language: str, form: AskForm) -> HttpResponse:
    """The first page with what has to be changed, and everything that was typed."""
    return show(_ask_page(language, form, token=_token(request)), status=BAD)


def under_a_new_code(language: str, form: AskForm) -> HttpResponse:
    page = check_page(language, form, new_receipt(), trouble=texts.new_code())
    return show(page, status=BAD)


def _ask_page(language: str, form: AskForm, *, token: str = "", plain: bool = False) -> AskPage:
    around = frame(language)
    return AskPage(
        frame=around,
        action=reverse("ask", kwargs={"language": language}),
        form=form,
        places=texts.place_choices(around.own),
        token=token,
        trouble=None if plain or not form.is_bound else texts.unsent(form),
    )


def _failed_page(language: str, form: AskForm, receipt: Receipt) -> FailedPage:
    said = form.cleaned_data
    return FailedPage(
        frame=frame(language),
        action=reverse("send", kwargs={"language": language}),
        token=token_of(receipt),
        words=receipt.words(code_language(language)),
        text=said["what"],
        carried=tuple((name, str(said[name])) for name in FIELDS if name != "what"),
        trouble=held(Hold.FAILED),
    )
