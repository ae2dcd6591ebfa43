"""The page on which a worker writes down a request that somebody told them."""

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import get_language, gettext

from corridor.crypto.receipt import Receipt
from corridor.domain.cases import Outcome
from corridor.services.desk import Desk
from corridor.web.composition import tongues
from corridor.web.desk.entry import Visit
from corridor.web.desk.forms.enter_request import EnterRequestForm
from corridor.web.desk.forms.request import AttemptForm
from corridor.web.desk.pages.common import Attempt, Draft, Link
from corridor.web.desk.pages.enter_request import EnterRequestPage
from corridor.web.desk.pages.shell import Section
from corridor.web.desk.shells import member_mark, shell_of
from corridor.web.desk.showing.common import language_name, outcome_pill
from corridor.web.public.frames import code_language
from corridor.web.ui.forms import Choices

if TYPE_CHECKING:
    from django.forms import BaseFormSet


def languages_offered() -> Choices:
    return [(code, language_name(code)) for code in tongues().offered]


def enter_page(  # noqa: PLR0913 - one page is all of these
    visit: Visit,
    form: EnterRequestForm,
    receipt: Receipt,
    *,
    tried: "BaseFormSet[AttemptForm]",
    another: AttemptForm,
    kept: bool,
) -> EnterRequestPage:
    """The code is shown in the language in which the person wants their answers."""
    language = str(form["language"].value() or get_language() or "en")
    spoken = code_language(language if language in tongues().offered else "en")
    return EnterRequestPage(
        shell=shell_of(visit, Section.QUEUE),
        up=Link(words=gettext("Queue"), url=reverse("queue")),
        url=reverse("enter-request"),
        form=form,
        receipt_words=receipt.words(spoken),
        receipt_digits=receipt.digits(),
        receipt_language=spoken,
        tried=tried,
        attempts=tuple(_attempt(visit.desk, one) for one in filled(tried)),
        another=another,
        draft=Draft(
            url=reverse("enter-request-draft"),
            kept=gettext("Draft kept on the server, sealed") if kept else "",
        ),
    )


def filled(tried: "BaseFormSet[AttemptForm]") -> list[AttemptForm]:
    """The attempts that say something; a row left empty is none."""
    return [one for one in tried.forms if one.has_changed() and one.is_valid()]


def _attempt(desk: Desk, one: AttemptForm) -> Attempt:
    said = one.cleaned_data
    return Attempt(
        when=said["tried_at"].strftime("%d.%m.%Y %H:%M"),
        outcome=outcome_pill(Outcome(said["outcome"])),
        by=member_mark(desk, desk.me),
        words=said["words"],
    )
