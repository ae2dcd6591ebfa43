"""One of the messages behind the code: said anew, or deleted."""

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

from corridor.crypto.receipt import Receipt
from corridor.domain.messages import Message as Said
from corridor.domain.messages import may_correct, shown_to_person
from corridor.services import asking
from corridor.services.asking import Visit
from corridor.web.composition import door
from corridor.web.public import texts
from corridor.web.public.answering import BAD, BUSY, NOT_TAKEN, note, show
from corridor.web.public.forms import MessageForm
from corridor.web.public.frames import backups_end, frame, talk_urls
from corridor.web.public.pages import Done, WordsPage
from corridor.web.public.showing import message_of, talk_page
from corridor.web.public.talking import behind_the_code, done
from corridor.web.public.texts import Trouble
from corridor.web.public.tokens import token_of

_LONGEST_NUMBER: Final = 9


@behind_the_code
def words(request: HttpRequest, language: str, receipt: Receipt, visit: Visit) -> HttpResponse:
    said = _chosen(request, visit)
    if said is None:
        return _not_there(language, receipt, visit)
    return show(_page(language, receipt, visit, said))


@behind_the_code
def correct(
    request: HttpRequest, language: str, receipt: Receipt, visit: Visit
) -> HttpResponse:
    said, form = _chosen(request, visit), MessageForm(request.POST)
    if said is None or not may_correct(said):
        return _not_there(language, receipt, visit)
    typed = request.POST.get("text", "")
    if not form.is_valid():
        page = _page(language, receipt, visit, said, text=typed, trouble=texts.unsent(form))
        return show(page, status=BAD)
    try:
        asking.correct_words(
            door(), receipt, height=said.height, text=form.cleaned_data["text"]
        )
    except NOT_TAKEN as error:
        note(error)
        page = _page(language, receipt, visit, said, text=typed, trouble=texts.unsaved())
        return show(page, status=BUSY)
    return done(language, receipt, Done.CORRECTED)


@behind_the_code
def delete(request: HttpRequest, language: str, receipt: Receipt, visit: Visit) -> HttpResponse:
    """Pressed on a page that is older than the deletion, it is done already."""
    height = _number(request)
    if all(one.height != height for one in _shown(visit)):
        return done(language, receipt, Done.DELETED)
    try:
        asking.delete_words(door(), receipt, heights=[height])
    except NOT_TAKEN as error:
        note(error)
        page = talk_page(language, receipt, visit, trouble=texts.unsaved())
        return show(page, status=BUSY)
    return done(language, receipt, Done.DELETED)


def _number(request: HttpRequest) -> int:
    typed = request.POST.get("number", "")
    if not (typed.isascii() and typed.isdigit() and len(typed) <= _LONGEST_NUMBER):
        return -1
    return int(typed)


def _chosen(request: HttpRequest, visit: Visit) -> Said | None:
    height = _number(request)
    found = (one for one in _shown(visit) if one.height == height and one.file is None)
    return next(found, None)


def _not_there(language: str, receipt: Receipt, visit: Visit) -> HttpResponse:
    trouble = Trouble(
        heading=gettext("This message is not here any more"),
        sentence=gettext("It has been corrected or deleted, perhaps in another window."),
    )
    return show(talk_page(language, receipt, visit, trouble=trouble), status=BAD)


def _shown(visit: Visit) -> tuple[Said, ...]:
    dialogue = visit.dialogue
    return shown_to_person(dialogue.messages, dialogue.looks, at=door().clock())


def _page(  # noqa: PLR0913 - one message, with what was typed over it
    language: str,
    receipt: Receipt,
    visit: Visit,
    said: Said,
    *,
    text: str | None = None,
    trouble: Trouble | None = None,
) -> WordsPage:
    return WordsPage(
        frame=frame(language, here="back"),
        urls=talk_urls(language),
        token=token_of(receipt),
        said=message_of(visit.dialogue, said),
        text=said.text if text is None else text,
        kept_until=backups_end(at=door().clock()),
        trouble=trouble,
    )
