"""Words that are being typed, kept sealed on the server until they are said."""

from collections.abc import Iterable, Sequence
from typing import Final
from urllib.parse import parse_qsl, urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

from corridor.accounts.drafts import Draft
from corridor.accounts.errors import DraftsFullError
from corridor.accounts.keys import Keys
from corridor.accounts.sessions import Holder
from corridor.web.composition import clock, drafts
from corridor.web.desk.entry import Visit

TYPED: Final = "typed "
_NOT_KEPT: Final = ("csrfmiddlewaretoken", "token", "seen", "do", "as")


def typed(visit: Visit, url: str) -> dict[str, str]:
    """What was typed into the form that goes to `url`, field by field."""
    draft = drafts().kept(visit.keys, TYPED + url)
    return {} if draft is None else dict(parse_qsl(draft.text.decode(), keep_blank_values=True))


def late_forms(keys: Keys) -> list[Draft]:
    """Forms that came after the lock, oldest first; what is still being typed is none."""
    return [one for one in drafts().take(keys) if not one.form_key.startswith(TYPED)]


def keep_typed(request: HttpRequest, visit: Visit, url: str) -> HttpResponse:
    """Answer in a few words: they are shown beside the form."""
    fields = [
        (name, text)
        for name in request.POST
        if name not in _NOT_KEPT
        for text in request.POST.getlist(name)
    ]
    try:
        keep_words(visit, url, fields)
    except DraftsFullError:
        return HttpResponse(gettext("The draft could not be kept."), status=507)
    return HttpResponse(gettext("Draft kept on the server, sealed"))


def keep_words(visit: Visit, url: str, fields: Sequence[tuple[str, str]]) -> None:
    """For the form that goes to `url`, as if they had been typed there."""
    holder = Holder(member=visit.keys.member, public=visit.keys.seal.public)
    drafts().keep(holder, TYPED + url, urlencode(fields).encode(), at=clock()())


def drop_typed(visit: Visit, url: str) -> None:
    draft = drafts().kept(visit.keys, TYPED + url)
    if draft is not None:
        drafts().drop(visit.desk.me, draft.id)


def said_already(typed_text: str, *, said: Iterable[str]) -> bool:
    """Whether a draft came in after the words that it was the beginning of."""
    begun = typed_text.strip()
    return bool(begun) and any(text.startswith(begun) for text in said)
