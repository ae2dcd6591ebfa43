"""The public face: no cookie, no script, nothing remembered but what was sent."""

from collections.abc import Callable
from functools import wraps

from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from corridor.crypto.receipt import Receipt, ReceiptError, new_receipt, read_receipt
from corridor.domain.errors import NotFoundError, RefusalError
from corridor.services import asking
from corridor.services.asking import Visit
from corridor.web.composition import door, premises
from corridor.web.public import texts
from corridor.web.public.codes import ANSWERS, EYES, FIELDS, WAYS, question_of
from corridor.web.public.forms import (
    AskForm,
    BackForm,
    MessageForm,
    OkForm,
    ReachForm,
    WithdrawForm,
)
from corridor.web.public.frames import frame
from corridor.web.public.origin import from_elsewhere
from corridor.web.public.pages import (
    AskPage,
    BackPage,
    CheckPage,
    Dead,
    Done,
    ErrorPage,
    FailedPage,
    PublicPage,
    SentPage,
    WithdrawnPage,
)
from corridor.web.public.showing import answers_of, begins, talk_page
from corridor.web.public.texts import Hold, Trouble, held
from corridor.web.public.tokens import receipt_in, token_of

UNCHANGED, BAD, BUSY = 200, 422, 503
View = Callable[..., HttpResponse]


def in_language(view: View) -> View:
    """Answer in the language of the address, and only to forms of this very site."""

    @csrf_exempt
    @wraps(view)
    def wrapper(request: HttpRequest, language: str) -> HttpResponse:
        if language not in premises().settings.languages:
            raise Http404
        with translation.override(language):
            if request.method == "POST" and from_elsewhere(request):
                return _dead(request, language, Dead.REFUSED)
            return view(request, language)

    return wrapper


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    offered = premises().settings.languages
    asked = translation.get_language_from_request(request)
    language = asked if asked in offered else offered[0]
    return HttpResponseRedirect(reverse("ask", kwargs={"language": language}))


@require_safe
def leave(_request: HttpRequest) -> HttpResponse:
    """A plain way out. It cannot clear the browser's history, and the page says so."""
    response = HttpResponse(status=303)
    response["Location"] = premises().settings.exit_site
    response["Referrer-Policy"] = "no-referrer"
    response["Clear-Site-Data"] = '"cache","cookies","storage"'
    return response


@in_language
def ask(request: HttpRequest, language: str) -> HttpResponse:
    if request.method != "POST":
        return _show(request, _ask_page(language, AskForm()))
    form = AskForm(request.POST)
    if request.POST.get("do") == "change":
        return _show(
            request, _ask_page(language, form, token=request.POST.get("token", ""), plain=True)
        )
    if not form.is_valid():
        page = _ask_page(language, form, token=request.POST.get("token", ""))
        return _show(request, page, status=BAD)
    receipt = receipt_in(request.POST.get("token", "")) or new_receipt()
    return _show(request, _check_page(language, form, receipt))


@in_language
@require_POST
def send(request: HttpRequest, language: str) -> HttpResponse:
    """The only place where a request is stored. Sent twice, it is stored once."""
    if request.POST.get("do") == "change":
        return ask(request, language)
    form = AskForm(request.POST)
    if not form.is_valid():
        page = _ask_page(language, form, token=request.POST.get("token", ""))
        return _show(request, page, status=BAD)
    receipt = receipt_in(request.POST.get("token", ""))
    if receipt is None:
        renewed = _check_page(language, form, new_receipt(), trouble=texts.new_code())
        return _show(request, renewed, status=BAD)
    try:
        asking.request_help(door(), receipt, question_of(form, language=language))
    except DatabaseError:
        return _show(request, _failed_page(language, form, receipt), status=BUSY)
    return _show(request, SentPage(frame=frame(language)))


@in_language
def back(request: HttpRequest, language: str) -> HttpResponse:
    if request.method != "POST":
        return _show(request, _back_page(language, BackForm()))
    form = BackForm(request.POST)
    if not form.is_valid():
        return _show(
            request, _back_page(language, form, trouble=texts.unsent_code(form)), status=BAD
        )
    try:
        receipt = read_receipt(form.cleaned_data["code"], language)
        visit = asking.come_back(door(), receipt)
    except ReceiptError as error:
        trouble = texts.misread(error)
    except NotFoundError:
        trouble = texts.no_such_page()
    else:
        return _show(request, talk_page(language, receipt, visit))
    return _show(request, _back_page(language, form, trouble=trouble), status=BAD)


Step = Callable[[HttpRequest, str, Receipt, Visit], HttpResponse]


def behind_the_code(step: Step) -> View:
    """Open the page that the form's token opens; otherwise keep the words and say so."""

    @in_language
    @require_POST
    @wraps(step)
    def wrapper(request: HttpRequest, language: str) -> HttpResponse:
        receipt = receipt_in(request.POST.get("token", ""))
        if receipt is None:
            kept = request.POST.get("text", "") or request.POST.get("how", "")
            return _dead(request, language, Dead.REFUSED, kept=kept)
        try:
            return step(request, language, receipt, asking.come_back(door(), receipt))
        except NotFoundError:
            page = _back_page(language, BackForm(), trouble=texts.no_such_page())
            return _show(request, page, status=BAD)

    return wrapper


@behind_the_code
def look(request: HttpRequest, language: str, receipt: Receipt, visit: Visit) -> HttpResponse:
    return _show(request, talk_page(language, receipt, visit))


@behind_the_code
def message(
    request: HttpRequest, language: str, receipt: Receipt, visit: Visit
) -> HttpResponse:
    form = MessageForm(request.POST)
    if not form.is_valid():
        return _again(request, language, receipt, visit, texts.unsent(form), message=form)
    try:
        asking.write_message(door(), receipt, text=form.cleaned_data["text"])
    except DatabaseError:
        trouble = held(Hold.FAILED)
        return _again(request, language, receipt, visit, trouble, message=form, status=BUSY)
    return _done(request, language, receipt, Done.MESSAGE)


@behind_the_code
def check_in(
    request: HttpRequest, language: str, receipt: Receipt, visit: Visit
) -> HttpResponse:
    form = OkForm(request.POST)
    if not form.is_valid():
        return _again(request, language, receipt, visit, texts.unsent(form))
    asking.answer_check_in(door(), receipt, answer=ANSWERS[form.cleaned_data["answer"]])
    return _done(request, language, receipt, Done.OK)


@behind_the_code
def reach(request: HttpRequest, language: str, receipt: Receipt, visit: Visit) -> HttpResponse:
    form = ReachForm(request.POST)
    if not form.is_valid():
        return _again(request, language, receipt, visit, texts.unsent(form), reach=form)
    said = form.cleaned_data
    try:
        asking.set_reach_rules(
            door(), receipt, way=WAYS[said["way"]], eyes=EYES[said["eyes"]], how=said["how"]
        )
    except RefusalError:
        trouble = texts.say_how()
        return _again(request, language, receipt, visit, trouble, reach=form)
    return _done(request, language, receipt, Done.REACH)


@behind_the_code
def withdraw(
    request: HttpRequest, language: str, receipt: Receipt, visit: Visit
) -> HttpResponse:
    form = WithdrawForm(request.POST)
    if not form.is_valid() or not begins(receipt, form.cleaned_data["sure"]):
        return _again(request, language, receipt, visit, texts.not_sure())
    asking.withdraw(door(), receipt)
    return _show(request, WithdrawnPage(frame=frame(language)))


def _show(request: HttpRequest, page: PublicPage, *, status: int = UNCHANGED) -> HttpResponse:
    return render(request, page.template, {"page": page}, status=status)


def _dead(request: HttpRequest, language: str, kind: Dead, *, kept: str = "") -> HttpResponse:
    page = ErrorPage(frame=frame(language), kind=kind, kept=kept)
    return _show(request, page, status=kind.value)


def _done(request: HttpRequest, language: str, receipt: Receipt, done: Done) -> HttpResponse:
    visit = asking.come_back(door(), receipt)
    return _show(request, talk_page(language, receipt, visit, done=done))


def _again(  # noqa: PLR0913 - one page, whichever of its forms was not taken
    request: HttpRequest,
    language: str,
    receipt: Receipt,
    visit: Visit,
    trouble: Trouble | None,
    *,
    message: MessageForm | None = None,
    reach: ReachForm | None = None,
    status: int = BAD,
) -> HttpResponse:
    page = talk_page(language, receipt, visit, trouble=trouble, message=message, reach=reach)
    return _show(request, page, status=status)


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


def _check_page(
    language: str, form: AskForm, receipt: Receipt, *, trouble: Trouble | None = None
) -> CheckPage:
    around = frame(language)
    return CheckPage(
        frame=around,
        action=reverse("send", kwargs={"language": language}),
        token=token_of(receipt),
        words=receipt.words(language),
        digits=tuple(receipt.digits().split()),
        answers=answers_of(form, around.own),
        carried=tuple((name, str(form.cleaned_data[name])) for name in FIELDS),
        trouble=trouble,
    )


def _failed_page(language: str, form: AskForm, receipt: Receipt) -> FailedPage:
    said = form.cleaned_data
    return FailedPage(
        frame=frame(language),
        action=reverse("send", kwargs={"language": language}),
        token=token_of(receipt),
        words=receipt.words(language),
        text=said["what"],
        carried=tuple((name, str(said[name])) for name in FIELDS if name != "what"),
        trouble=held(Hold.FAILED),
    )


def _back_page(language: str, form: BackForm, *, trouble: Trouble | None = None) -> BackPage:
    return BackPage(
        frame=frame(language, here="back"),
        action=reverse("back", kwargs={"language": language}),
        form=form,
        trouble=trouble,
    )
