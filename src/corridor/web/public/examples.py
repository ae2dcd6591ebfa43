"""Public pages as a desk may look at them before strangers do: drawn by the same views.

What is typed in them is an example; the page behind the code belongs to a request that is made
for the look, in memory, and forgotten with it.
"""

from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Final
from urllib.parse import urlencode

from django.core.handlers.wsgi import WSGIRequest
from django.urls import get_urlconf, set_urlconf

from corridor.crypto.random import new_key
from corridor.crypto.receipt import new_receipt
from corridor.domain.intake import SaidPlace, Who, Wish
from corridor.ledger.memory import MemoryDoor
from corridor.services import asking
from corridor.services.asking import Door, Question
from corridor.web.composition import premises
from corridor.web.public import views
from corridor.web.public.frames import frame
from corridor.web.public.pages import SentPage, WithdrawnPage
from corridor.web.public.showing import talk_page
from corridor.web.public.stencils import draw
from corridor.web.tongues import Tongues, previewed

_WORDS: Final = "…"
_ADDRESSES: Final = "corridor.web.public.urls"


def _first(language: str) -> bytes:
    return _asked(views.ask, language)


def _check(language: str) -> bytes:
    return _asked(views.ask, language, {"what": _WORDS, "soon": "1", "who": "0", "place": "0"})


def _back(language: str) -> bytes:
    return _asked(views.back, language)


def _sent(language: str) -> bytes:
    return draw(SentPage(frame=frame(language)))


def _talk(language: str) -> bytes:
    here, receipt = premises(), new_receipt()
    door = Door(
        organisation=here.pins.organisation,
        store=MemoryDoor(organisation=here.pins.organisation),
        mailbox=here.pins.mailbox,
        mailbox_epoch=here.pins.mailbox_epoch,
        pepper=new_key(),
        clock=here.calendar,
        languages=(language,),
    )
    asking.request_help(door, receipt, _question(language))
    return draw(talk_page(language, receipt, asking.come_back(door, receipt)))


def _question(language: str) -> Question:
    return Question(
        language=language,
        soon=Wish.CAN_WAIT,
        who=Who.ME,
        what=_WORDS,
        place=SaidPlace.UNSAID,
    )


def _withdrawn(language: str) -> bytes:
    return draw(WithdrawnPage(frame=frame(language)))


EXAMPLES: Final[Mapping[str, Callable[[str], bytes]]] = {
    "ask": _first,
    "check": _check,
    "sent": _sent,
    "back": _back,
    "talk": _talk,
    "withdrawn": _withdrawn,
}


def example(name: str, language: str, tongues: Tongues) -> bytes:
    """One page in words that strangers do not see yet; the desk has no addresses for it."""
    before = get_urlconf()
    set_urlconf(_ADDRESSES)
    try:
        with previewed(tongues), tongues.speaking(language):
            return EXAMPLES[name](language)
    finally:
        set_urlconf(before)


def _asked(
    view: Callable[..., object], language: str, said: Mapping[str, str] | None = None
) -> bytes:
    body = urlencode(said or {}).encode()
    request = WSGIRequest(
        {
            "REQUEST_METHOD": "GET" if said is None else "POST",
            "PATH_INFO": f"/{language}/",
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "CONTENT_TYPE": "application/x-www-form-urlencoded",
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.url_scheme": "http",
            "wsgi.input": BytesIO(body),
        }
    )
    answer = view(request, language=language)
    return bytes(getattr(answer, "content", b""))
