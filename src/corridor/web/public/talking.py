"""Behind the code: read, write, check in, say how to be reached, withdraw."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from corridor.crypto.receipt import Receipt
from corridor.domain.attachments import of_the_person
from corridor.domain.errors import NotFoundError, RefusalError
from corridor.services import asking, attachments
from corridor.services.asking import Visit
from corridor.web.composition import door, reception
from corridor.web.public import texts
from corridor.web.public.answering import (
    BAD,
    BUSY,
    NOT_TAKEN,
    View,
    in_language,
    note,
    posted,
    show,
)
from corridor.web.public.codes import ANSWERS, EYES, WAYS
from corridor.web.public.forms import BackForm, MessageForm, OkForm, ReachForm, WithdrawForm
from corridor.web.public.frames import backups_end, frame
from corridor.web.public.pages import Done, WithdrawnPage
from corridor.web.public.showing import back_page, begins, carried_in, talk_page
from corridor.web.public.texts import Hold, Trouble
from corridor.web.public.tokens import receipt_in
from corridor.web.public.waiting import Sending, held_up, took_in

Step = Callable[[HttpRequest, str, Receipt, Visit], HttpResponseBase]


def behind_the_code(step: Step) -> View:
    """Open the page that the form's token opens; otherwise ask for the code, words in hand."""

    @in_language
    @posted(otherwise="back")
    @wraps(step)
    def wrapper(request: HttpRequest, language: str) -> HttpResponseBase:
        receipt = receipt_in(request.POST.get("token", ""))
        if receipt is None:
            return _ask_for_the_code(request, language, _unsent(request, Hold.EXPIRED))
        try:
            return step(request, language, receipt, asking.come_back(door(), receipt))
        except NotFoundError:
            return _ask_for_the_code(request, language, texts.no_such_page())
        except NOT_TAKEN as error:
            note(error)
            trouble = _unsent(request, Hold.FAILED)
            return _ask_for_the_code(request, language, trouble, status=BUSY)

    return wrapper


@behind_the_code
def look(_request: HttpRequest, language: str, receipt: Receipt, _visit: Visit) -> HttpResponse:
    return show(talk_page(language, receipt, seen_visit(receipt)))


def seen_visit(receipt: Receipt) -> Visit:
    """Their page as it stands. That they saw it is noted where there is room for a note."""
    try:
        return asking.read_page(door(), receipt)
    except NOT_TAKEN as error:
        note(error)
        return asking.come_back(door(), receipt)


@behind_the_code
def message(
    request: HttpRequest, language: str, receipt: Receipt, visit: Visit
) -> HttpResponse:
    form = MessageForm(request.POST)
    if not form.is_valid():
        return _again(language, receipt, visit, texts.unsent(form), message=form)
    text = form.cleaned_data["text"]
    sending = Sending(receipt=receipt, said=(("text", text),), step="page/message", text=text)
    if (wait := held_up(request, language, sending)) is not None:
        return wait
    try:
        asking.write_message(door(), receipt, text=text)
    except NOT_TAKEN as error:
        note(error)
        trouble = texts.held(Hold.FAILED)
        return _again(language, receipt, visit, trouble, message=form, status=BUSY)
    took_in()
    return done(language, receipt, Done.MESSAGE)


@behind_the_code
def check_in(
    request: HttpRequest, language: str, receipt: Receipt, visit: Visit
) -> HttpResponse:
    form = OkForm(request.POST)
    if not form.is_valid():
        return _again(language, receipt, visit, texts.unpressed(form))
    try:
        asking.answer_check_in(door(), receipt, answer=ANSWERS[form.cleaned_data["answer"]])
    except NOT_TAKEN as error:
        note(error)
        return _again(language, receipt, visit, texts.unsaved(), status=BUSY)
    return done(language, receipt, Done.OK)


@behind_the_code
def reach(request: HttpRequest, language: str, receipt: Receipt, visit: Visit) -> HttpResponse:
    form = ReachForm(request.POST)
    if not form.is_valid():
        return _again(language, receipt, visit, texts.unsent(form), reach=form)
    said = form.cleaned_data
    try:
        asking.set_reach_rules(
            door(), receipt, way=WAYS[said["way"]], eyes=EYES[said["eyes"]], how=said["how"]
        )
    except RefusalError:
        return _again(language, receipt, visit, texts.say_how(), reach=form)
    except NOT_TAKEN as error:
        note(error)
        trouble = texts.unsaved()
        return _again(language, receipt, visit, trouble, reach=form, status=BUSY)
    return done(language, receipt, Done.REACH)


@behind_the_code
def withdraw(
    request: HttpRequest, language: str, receipt: Receipt, visit: Visit
) -> HttpResponse:
    form = WithdrawForm(request.POST)
    if not form.is_valid() or not begins(receipt, form.cleaned_data["sure"]):
        return _again(language, receipt, visit, texts.not_sure())
    if request.POST.get("do") == "words":
        return delete_everything(language, receipt, visit)
    try:
        attachments.withdraw(reception(), receipt)
    except NOT_TAKEN as error:
        note(error)
        return _again(language, receipt, visit, texts.not_withdrawn(), status=BUSY)
    return show(WithdrawnPage(frame=frame(language), kept_until=backups_end(at=door().clock())))


def delete_everything(language: str, receipt: Receipt, visit: Visit) -> HttpResponse:
    """The person's side goes, files and all; the page and its code stay."""
    try:
        for file in visit.dialogue.files:
            if of_the_person(file) and not file.removed:
                attachments.take_back(reception(), receipt, height=file.height)
        asking.delete_words(door(), receipt, heights=None)
    except NOT_TAKEN as error:
        note(error)
        return _again(language, receipt, visit, texts.unsaved(), status=BUSY)
    return done(language, receipt, Done.DELETED)


def done(language: str, receipt: Receipt, what: Done) -> HttpResponse:
    return show(talk_page(language, receipt, seen_visit(receipt), done=what))


def _again(  # noqa: PLR0913 - one page, whichever of its forms was not taken
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
    return show(page, status=status)


def _ask_for_the_code(
    request: HttpRequest, language: str, trouble: Trouble, *, status: int = BAD
) -> HttpResponse:
    kept = carried_in(request.POST)
    page = back_page(language, BackForm(), trouble=trouble, carried=kept)
    return show(page, status=status)


def _unsent(request: HttpRequest, hold: Hold) -> Trouble:
    """Whoever typed something is told that it is still here."""
    return texts.come_again(hold, kept=bool(carried_in(request.POST)))
