"""A file that the desk sent, into the person's hands; one of theirs, out of ours."""

from django.http import HttpRequest, HttpResponseBase

from corridor.crypto.receipt import Receipt
from corridor.domain.errors import NotFoundError
from corridor.services import asking, attachments
from corridor.services.asking import Visit
from corridor.services.sealed_files import DamagedFileError
from corridor.web.composition import door, reception
from corridor.web.downloads import as_download
from corridor.web.public import texts
from corridor.web.public.answering import BAD, BUSY, NOT_TAKEN, note, show
from corridor.web.public.pages import Done
from corridor.web.public.showing import talk_page
from corridor.web.public.talking import behind_the_code


@behind_the_code
def fetch(
    request: HttpRequest, language: str, receipt: Receipt, visit: Visit
) -> HttpResponseBase:
    """`get` or `drop` holds the number of a file on this very page."""
    drop, number = request.POST.get("drop"), request.POST.get("drop") or request.POST.get("get")
    try:
        height = int(number or "")
        if drop:
            attachments.take_back(reception(), receipt, height=height)
        else:
            return as_download(attachments.open_theirs(reception(), receipt, height=height))
    except (ValueError, NotFoundError, DamagedFileError):
        trouble = texts.no_such_file()
        return show(talk_page(language, receipt, visit, trouble=trouble), status=BAD)
    except NOT_TAKEN as error:
        note(error)
        page = talk_page(language, receipt, visit, trouble=texts.unsaved())
        return show(page, status=BUSY)
    after = asking.come_back(door(), receipt)
    return show(talk_page(language, receipt, after, done=Done.REMOVED))
