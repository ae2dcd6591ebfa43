"""Answers that are written ahead, taken into what somebody is writing: no script is needed."""

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext

from corridor.domain.errors import NotFoundError
from corridor.domain.policy import Act
from corridor.domain.templates import Offer
from corridor.services.casefiles import CaseFile
from corridor.services.desk import Desk
from corridor.services.templates import offered, taken
from corridor.web.desk.showing.common import language_name
from corridor.web.ui.forms import Choices

INSERT: Final = "insert"


def language_of(file: CaseFile) -> str:
    return file.case.request.language if file.case.request else ""


def offers_for(desk: Desk, file: CaseFile) -> Choices:
    """Empty for who may not answer. Shipped ones say that nobody here has read them."""
    if not desk.may(Act.USE_TEMPLATES):
        return []
    language = language_of(file)
    found = offered(desk, language=language)
    return [
        ("", gettext("Choose an answer")),
        *((one.key, _named(one, language)) for one in found),
    ]


def _named(offer: Offer, language: str) -> str:
    notes = [
        language_name(offer.language) if offer.language != language else "",
        gettext("shipped, not reviewed here") if offer.shipped else "",
    ]
    note = ", ".join(one for one in notes if one)
    return f"{offer.title} ({note})" if note else offer.title


def text_with(desk: Desk, file: CaseFile, posted: Mapping[str, str]) -> str:
    """What was typed so far, and below it the answer that was chosen."""
    typed = posted.get("text", "").rstrip()
    try:
        offer = taken(desk, language=language_of(file), key=posted.get("template", ""))
    except NotFoundError:
        return typed
    return f"{typed}\n\n{offer.text}".lstrip()
