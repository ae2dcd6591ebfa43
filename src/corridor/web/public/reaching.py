"""How an answer may reach somebody outside this site, said in detail behind the code."""

from django.http import HttpRequest, HttpResponse

from corridor.crypto.receipt import Receipt
from corridor.domain.errors import RefusalError
from corridor.services import asking
from corridor.services.asking import Visit
from corridor.web.composition import door
from corridor.web.public import texts
from corridor.web.public.answering import BAD, BUSY, NOT_TAKEN, note, show
from corridor.web.public.codes import rules_of
from corridor.web.public.forms import ContactForm
from corridor.web.public.pages import Done
from corridor.web.public.showing import contact_behind, contact_page, talk_page
from corridor.web.public.talking import behind_the_code


@behind_the_code
def contact(
    request: HttpRequest, language: str, receipt: Receipt, visit: Visit
) -> HttpResponse:
    match request.POST.get("do"):
        case "keep":
            return _save(request, language, receipt)
        case "skip":
            return show(talk_page(language, receipt, visit))
        case _:
            page = contact_behind(language, receipt, visit, request.POST.dict())
            return show(page)


def _save(request: HttpRequest, language: str, receipt: Receipt) -> HttpResponse:
    form, status = ContactForm(request.POST), BAD
    trouble = texts.unsent(form)
    if trouble is None:
        try:
            asking.set_contact_rules(door(), receipt, rules_of(form))
        except RefusalError:
            trouble = texts.say_how()
        except NOT_TAKEN as error:
            note(error)
            trouble, status = texts.unsaved(), BUSY
    if trouble is not None:
        page = contact_page(language, receipt, form, trouble=trouble)
        return show(page, status=status)
    known = asking.come_back(door(), receipt)
    return show(talk_page(language, receipt, known, done=Done.REACH))
