"""The press face: reads a folder of released files, opens no database and holds no key."""

from collections.abc import Iterator
from datetime import date

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import path, reverse
from django.utils import translation
from django.utils.translation import get_language_info
from django.views.decorators.http import require_safe

from corridor.base.clock import system_clock
from corridor.services.press import ReleasedFile, ReleasedText, read_released
from corridor.web.press.pages import LanguageLink, PressPage, PressStatementPage, Released

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)


@require_safe
def first(request: HttpRequest) -> HttpResponse:
    """The reader's language, of those that we have."""
    language = translation.get_language_from_request(request)
    return HttpResponseRedirect(reverse("press-all", kwargs={"language": language}))


@require_safe
def released(request: HttpRequest, language: str) -> HttpResponse:
    with translation.override(_known(language)):
        page = _list_page(language)
        return render(request, page.template, {"page": page})


@require_safe
def statement(request: HttpRequest, language: str, number: int) -> HttpResponse:
    with translation.override(_known(language)):
        page = _statement_page(language, number)
        return render(request, page.template, {"page": page})


def _known(language: str) -> str:
    if language not in LANGUAGES:
        raise Http404
    return language


def _open_files() -> list[ReleasedFile]:
    """What may be read today: a statement may wait for its day."""
    today = system_clock().date()
    files = read_released(settings.CORRIDOR_DATA)
    return [one for one in files if one.not_before is None or one.not_before <= today]


def _list_page(language: str) -> PressPage:
    files = _open_files()
    return PressPage(
        organisation=files[0].organisation if files else "",
        language=language,
        direction=_direction(language),
        style_url=static("press/press.css"),
        languages=tuple(_languages(language, "press-all")),
        statements=tuple(
            _released(one, text, language) for one in files for text in _in(one, language)
        ),
    )


def _statement_page(language: str, number: int) -> PressStatementPage:
    for one in _open_files():
        for text in _in(one, language) if one.number == number else ():
            return PressStatementPage(
                organisation=one.organisation,
                language=language,
                direction=_direction(language),
                style_url=static("press/press.css"),
                languages=tuple(_languages(language, "press-statement", number=number)),
                statement=_released(one, text, language),
                all_url=reverse("press-all", kwargs={"language": language}),
            )
    raise Http404


def _in(one: ReleasedFile, language: str) -> list[ReleasedText]:
    return [text for text in one.texts if text.language == language]


def _direction(language: str) -> str:
    return "rtl" if get_language_info(language)["bidi"] else "ltr"


def _languages(current: str, name: str, **place: int) -> Iterator[LanguageLink]:
    for code in LANGUAGES:
        yield LanguageLink(
            code=code,
            words=get_language_info(code)["name_local"].capitalize(),
            url=reverse(name, kwargs={"language": code, **place}),
            current=code == current,
        )


def _released(one: ReleasedFile, text: ReleasedText, language: str) -> Released:
    return Released(
        number=one.number,
        url=reverse("press-statement", kwargs={"language": language, "number": one.number}),
        title=text.title,
        paragraphs=text.paragraphs,
        released_on=_seen_from(one),
        counted_on=one.counted_on,
        sources=one.sources,
    )


def _seen_from(one: ReleasedFile) -> date:
    return max(one.released_on, one.not_before or one.released_on)


urlpatterns = [
    path("", first, name="press"),
    path("<str:language>/", released, name="press-all"),
    path("<str:language>/<int:number>", statement, name="press-statement"),
]
