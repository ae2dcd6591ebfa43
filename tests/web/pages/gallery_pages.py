"""Addresses of the sample pages."""

from importlib.util import find_spec
from types import SimpleNamespace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path

from tests.web.pages.samples_shell import shell_at


def keys(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/keys.html", {"page": SimpleNamespace(shell=shell_at(None))})


urlpatterns = [path("keys", keys)]
if find_spec("tests.web.gallery_figures"):
    urlpatterns.append(path("", include("tests.web.gallery_figures")))
