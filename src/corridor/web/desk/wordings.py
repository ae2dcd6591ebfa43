"""Words for strangers, language by language: written by one member, read by another."""

from collections.abc import Iterable, Mapping, Sequence

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from corridor.domain.errors import NotFoundError, NothingToSecondError, RefusalError
from corridor.domain.languages import is_language
from corridor.domain.phrases import phrased
from corridor.domain.policy import Act
from corridor.domain.reviewing import Line
from corridor.domain.wording_errors import LanguageUnfinishedError, WrittenMeanwhileError
from corridor.domain.wordings import SOURCE_LANGUAGE, Wordings
from corridor.services import wordings as words
from corridor.services.desk import Desk
from corridor.services.public_words import newest_words
from corridor.services.wordings import Draft, name_of, see_wordings
from corridor.web.composition import premises, tongues
from corridor.web.desk.entry import Visit, with_desk
from corridor.web.desk.forms.wording import LanguageForm, SentenceForm
from corridor.web.desk.saying import UNSAVED, press, refuse
from corridor.web.desk.showing.wording import (
    Chosen,
    Reading,
    lines_in,
    others,
    sentence_form,
    tongue_page,
    wording_page,
)
from corridor.web.desk.tending import keep_words
from corridor.web.public.examples import EXAMPLES, example
from corridor.web.sentences import source_of
from corridor.web.tongues import Tongues

Typed = Mapping[str, SentenceForm]


@require_safe
@with_desk
def wording(request: HttpRequest, visit: Visit) -> HttpResponse:
    """All languages; `?language=` leads to one that was chosen from the list."""
    found = see_wordings(visit.desk)
    form = None
    if "language" in request.GET:
        form = LanguageForm(request.GET, languages=others(found))
        if form.is_valid():
            return HttpResponseRedirect(Chosen().url(form.cleaned_data["language"]))
    page = wording_page(visit, found, form)
    status = 200 if form is None else UNSAVED
    return render(request, page.template, {"page": page}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@with_desk
def tongue(request: HttpRequest, visit: Visit, language: str) -> HttpResponse:
    found = see_wordings(visit.desk)
    if not is_language(language):
        raise NotFoundError
    reading = Reading(found, language, Chosen.read(request.GET))
    if request.method == "POST":
        return _save(request, visit, reading)
    page = tongue_page(visit, reading)
    return render(request, page.template, {"page": page})


def _save(request: HttpRequest, visit: Visit, reading: Reading) -> HttpResponse:
    """Everything on the page or nothing: what was refused is shown beside what was typed."""
    visit.desk.door(Act.WRITE_WORDING)
    language = reading.language
    lines = lines_in(visit.desk, reading.wordings, language)
    posted = [line for line in lines if f"{name_of(line.sentence)}-seen" in request.POST]
    forms = {
        name_of(line.sentence): sentence_form(line, language, request.POST) for line in posted
    }
    drafts = [_draft(request, line, forms, language) for line in posted]
    if any(form.errors for form in forms.values()):
        return _again(request, visit, reading, forms)
    try:
        _write(visit, language, [one for one in drafts if one is not None])
        _read(visit, language, request, forms, posted)
    except WrittenMeanwhileError as refusal:
        for form in forms.values():
            refuse(form, refusal)
        now = reading._replace(wordings=see_wordings(visit.desk))
        return _again(request, visit, now, forms)
    return HttpResponseRedirect(reading.chosen.url(language))


def _again(request: HttpRequest, visit: Visit, reading: Reading, forms: Typed) -> HttpResponse:
    page = tongue_page(visit, reading, forms=forms)
    return render(request, page.template, {"page": page}, status=UNSAVED)


def _draft(request: HttpRequest, line: Line, forms: Typed, language: str) -> Draft | None:
    form = forms[name_of(line.sentence)]
    if not form.is_valid():
        return None
    seen = _seen(request, line)
    if form.goes_back:
        return Draft(sentence=line.sentence, forms=(), seen=seen)
    if not form.typed:
        return None
    try:
        phrased(line.sentence, form.typed, language=language)
        if line.seen != seen:
            raise WrittenMeanwhileError
    except RefusalError as refusal:
        refuse(form, refusal)
    return Draft(sentence=line.sentence, forms=form.typed, seen=seen)


def _seen(request: HttpRequest, line: Line) -> int:
    text = str(request.POST.get(f"{name_of(line.sentence)}-seen", ""))
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1  # noqa: PLR2004


def _write(visit: Visit, language: str, drafts: Sequence[Draft]) -> None:
    if drafts:
        source = source_of(visit.desk.settings)
        keep_words(visit.desk, words.write(visit.desk, language, drafts, source=source))


def _read(
    visit: Visit, language: str, request: HttpRequest, forms: Typed, lines: Iterable[Line]
) -> None:
    """What was ticked, as it was shown; nothing that was written anew on the same page."""
    ticked = [
        (line.sentence, _seen(request, line))
        for line in lines
        if forms[name_of(line.sentence)].was_read and not forms[name_of(line.sentence)].typed
    ]
    if ticked:
        source = source_of(visit.desk.settings)
        keep_words(visit.desk, words.review(visit.desk, language, ticked, source=source))


@require_POST
@with_desk
def offer(request: HttpRequest, visit: Visit, language: str) -> HttpResponse:
    visit.desk.door(Act.OFFER_LANGUAGE)
    if not is_language(language):
        raise NotFoundError
    source, then = source_of(visit.desk.settings), Chosen().url(language)
    if language in premises().settings.languages:
        return HttpResponseRedirect(then)
    try:
        keep_words(visit.desk, words.offer(visit.desk, language, source=source))
    except LanguageUnfinishedError:
        page = tongue_page(visit, Reading(see_wordings(visit.desk), language), unfinished=True)
        return render(request, page.template, {"page": page}, status=UNSAVED)
    except NothingToSecondError:  # it is offered already
        return HttpResponseRedirect(then)
    return HttpResponseRedirect(then)


@require_POST
@with_desk
def hold_back(request: HttpRequest, visit: Visit, language: str) -> HttpResponse:
    visit.desk.door(Act.OFFER_LANGUAGE)
    if not is_language(language):
        raise NotFoundError

    def act() -> None:
        keep_words(visit.desk, words.hold_back(visit.desk, language))

    return press(request, visit, act, then=Chosen().url(language))


@require_safe
@with_desk
def preview(request: HttpRequest, visit: Visit, language: str, look: str) -> HttpResponse:  # noqa: ARG001
    """A public page as strangers would see it, with the newest words; nothing on it works."""
    found = see_wordings(visit.desk)
    if not is_language(language) or look not in EXAMPLES:
        raise NotFoundError
    response = HttpResponse(example(look, language, _newest(visit.desk, found, language)))
    response["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none';"
        " form-action 'none'; frame-ancestors 'none'; sandbox"
    )
    return response


def _newest(desk: Desk, found: Wordings, language: str) -> Tongues:
    """As if all that was written here were reviewed, and the language offered."""
    source = source_of(desk.settings)
    said = newest_words(
        found,
        language,
        lines=lines_in(desk, found, language),
        english=source.sentences(SOURCE_LANGUAGE),
    )
    version = (-1, found.height, 0)
    return Tongues(said, founded=tongues().offered, version=version)


urlpatterns = [
    path("wording", wording, name="wording"),
    path("wording/<slug:language>", tongue, name="tongue"),
    path("wording/<slug:language>/offer", offer, name="offer-language"),
    path("wording/<slug:language>/hold-back", hold_back, name="hold-language-back"),
    path("wording/<slug:language>/preview/<slug:look>", preview, name="preview-wording"),
]
