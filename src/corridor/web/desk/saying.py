"""From a form to an act: written down, or shown again with every word kept."""

from collections.abc import Callable
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext

from corridor.domain.errors import (
    NotFoundError,
    RefusalError,
    WordsToAvoidError,
)
from corridor.services.casefiles import ChangedMeanwhileError
from corridor.web.desk.entry import Visit
from corridor.web.desk.pages.errors import Fault
from corridor.web.desk.refusals import field_of, sentence
from corridor.web.desk.showing.timeline import told_words
from corridor.web.failures import failure
from corridor.web.ui.forms import DeskForm

UNSAVED = 422
_AROUND: Final = 20
Said = dict[str, Any]


def seen(request: HttpRequest) -> int | None:
    """The height that the page showed; None for a form that carries none."""
    text = request.POST.get("seen", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None  # noqa: PLR2004


def saved(form: DeskForm, act: Callable[[Said], object]) -> bool:
    """Whether `act` was done with what the form says; a refusal stands on the form."""
    if not form.is_valid():
        return False
    try:
        act(form.cleaned_data)
    except NotFoundError:
        raise
    except RefusalError as refusal:
        refuse(form, refusal)
        return False
    return True


def refuse(form: DeskForm, refusal: RefusalError) -> None:
    field = field_of(refusal)
    form.add_error(field if field in form.fields else None, _sentence(form, refusal))
    if isinstance(refusal, WordsToAvoidError) or field == "why":
        form.ask_knowingly()


def _sentence(form: DeskForm, refusal: RefusalError) -> str:
    """For words to avoid, also where they stand: the text is before the writer's eyes."""
    if not isinstance(refusal, WordsToAvoidError):
        return sentence(refusal)
    text = str(form.cleaned_data.get(refusal.field, ""))
    where = ", ".join(dict.fromkeys(_around(text, *place) for place in refusal.places))
    return gettext("%(sentence)s It stands here: %(where)s") % {
        "sentence": sentence(refusal),
        "where": where,
    }


def _around(text: str, begin: int, end: int) -> str:
    """The word with a little of what stands around it."""
    left = text[max(0, begin - _AROUND) : begin].lstrip()
    right = text[end : end + _AROUND].rstrip()
    cut_left = "…" if begin > _AROUND else ""
    cut_right = "…" if len(text) > end + _AROUND else ""
    line = f"{cut_left}{left}{text[begin:end]}{right}{cut_right}"
    return "“" + " ".join(line.split()) + "”"


def answer(  # noqa: PLR0913 - one answer is all of these
    request: HttpRequest,
    visit: Visit,
    form: DeskForm,
    act: Callable[[Said], object],
    *,
    then: str,
    again: Callable[[DeskForm], HttpResponse],
) -> HttpResponse:
    """Lead on after an act; show the page again when it was refused, or both versions."""
    try:
        return HttpResponseRedirect(then) if saved(form, act) else again(form)
    except ChangedMeanwhileError as changed:
        return both_versions(request, visit, changed)


def press(
    request: HttpRequest, visit: Visit, act: Callable[[], object], *, then: str
) -> HttpResponse:
    """For a button without a form: what stands already is as good as done."""
    try:
        act()
    except NotFoundError:
        raise
    except ChangedMeanwhileError as changed:
        return both_versions(request, visit, changed)
    except RefusalError:
        return HttpResponseRedirect(then)
    return HttpResponseRedirect(then)


def both_versions(
    request: HttpRequest, visit: Visit, changed: ChangedMeanwhileError
) -> HttpResponse:
    """Trying again is from now on meant against what stands there now."""
    theirs = "\n".join(told_words(visit.desk, record) for record in changed.theirs)
    return failure(
        request, Fault.CHANGED_MEANWHILE, theirs=theirs, instead={"seen": str(changed.height)}
    )
