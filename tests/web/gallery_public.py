"""The public pages with invented contents, to look at. Never part of the product.

python -m django runserver --insecure --settings tests.web.gallery_public 127.0.0.1:8798
"""

from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils import translation

SECRET_KEY = "only for looking at pages on this machine"
DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "testserver"]
ROOT_URLCONF = "tests.web.gallery_public"
STATIC_URL = "/static/"
USE_I18N = True
USE_TZ = True
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("ru", "Русский")]
INSTALLED_APPS = ["django.contrib.staticfiles", "corridor.web"]
LOCALE_PATHS = [Path(__file__).parents[2] / "src" / "corridor" / "locale"]
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]


def show(request: HttpRequest, language: str, state: str) -> HttpResponse:
    from tests.web.samples_public import STATES  # noqa: PLC0415 - settings are read first

    with translation.override(language):
        page = STATES[state](language)
        answer = render(request, page.template, {"page": page})
    answer["Content-Security-Policy"] = CONTENT_SECURITY_POLICY
    return answer


urlpatterns = [path("<str:language>/<str:state>", show)]
