"""Addresses of the sample pages."""

from collections.abc import Callable
from dataclasses import replace
from importlib.util import find_spec
from typing import ClassVar, Final, Protocol

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, URLResolver, include, path

from corridor.web.desk.pages.case import ShownName
from corridor.web.desk.pages.shell import KeysPage
from tests.web.pages.samples_case import case
from tests.web.pages.samples_files import files, original
from tests.web.pages.samples_queue import queue, queue_act
from tests.web.pages.samples_request import enter_request, request
from tests.web.pages.samples_search import search
from tests.web.pages.samples_shell import shell_at
from tests.web.pages.samples_triage import surge, triage


class Page(Protocol):
    template: ClassVar[str]


def keys() -> KeysPage:
    return KeysPage(shell=shell_at(None))


def queue_without_letters() -> Page:
    shown = queue()
    return replace(shown, shell=replace(shown.shell, letter_keys=False))


SAMPLES: Final[dict[str, Callable[[], Page]]] = {
    "queue": queue,
    "queue-act": queue_act,
    "request": request,
    "enter-request": enter_request,
    "case": case,
    "search": search,
    "files": files,
    "original": original,
    "keys": keys,
    "triage": triage,
    "surge": surge,
}


def show(sample: Callable[[], Page]) -> Callable[[HttpRequest], HttpResponse]:
    def answer(asked: HttpRequest) -> HttpResponse:
        page = sample()
        return render(asked, page.template, {"page": page})

    return answer


def name(asked: HttpRequest) -> HttpResponse:
    shown = ShownName(name="Эсет Айдамиров", language="ru")
    return render(asked, "desk/ui/name.html", {"shown": shown})


def kept(asked: HttpRequest) -> HttpResponse:
    return HttpResponse(f"Draft kept, {len(asked.POST)} fields")


urlpatterns: list[URLPattern | URLResolver] = [
    *(path(address, show(sample)) for address, sample in SAMPLES.items()),
    path("queue-without-letters", show(queue_without_letters)),
    path("name", name),
    path("lock", kept),
    path("case/write", kept),
    path("case/act", kept),
    path("draft", kept),
    path("stay", kept),
]
if find_spec("tests.web.gallery_figures"):
    urlpatterns.append(path("", include("tests.web.gallery_figures")))
