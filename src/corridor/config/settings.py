"""Every setting of Corridor. What is not given here or in the environment is closed."""

import os
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from corridor.config.databases import databases
from corridor.config.onion import onion_address
from corridor.crypto.random import random_bytes

PACKAGE = Path(__file__).resolve().parent.parent

# --- where things are kept -----------------------------------------------------------------

CORRIDOR_DATA = Path(os.environ.get("CORRIDOR_DATA", "var")).resolve()


def _blob_folder(url: str) -> Path:
    """Sealed files stay in a folder of this machine, by default inside the data folder."""
    if not url:
        return CORRIDOR_DATA / "blobs"
    parts = urlsplit(url)
    if parts.scheme != "file" or parts.netloc or not parts.path.startswith("/"):
        raise ImproperlyConfigured(
            "CORRIDOR_BLOBS_URL must name a folder of this machine, as in file:///srv/corridor."
        )
    return Path(parts.path)


CORRIDOR_BLOBS = _blob_folder(os.environ.get("CORRIDOR_BLOBS_URL", ""))

DATABASES = databases(data=CORRIDOR_DATA, url=os.environ.get("CORRIDOR_DATABASE_URL", ""))
DATABASE_ROUTERS = ["corridor.store.router.FaceRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Which face this process serves: desk, public, press, or all of them on loopback.
CORRIDOR_FACE = os.environ.get("CORRIDOR_FACE", "all")

# --- the application -----------------------------------------------------------------------

INSTALLED_APPS = [
    "django.contrib.staticfiles",
    "django.forms",
    "django_htmx",
    "template_partials",
    "corridor.store",
    "corridor.accounts",
    "corridor.web",
    "corridor.web.ui",
]
MIDDLEWARE = [
    "corridor.web.headers.SafeHeaders",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "corridor.web.desk.language.DeskLanguage",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "corridor.web.headers.OwnNames",
    "django_htmx.middleware.HtmxMiddleware",
    "corridor.web.failures.RefusalsToPages",
]
CSRF_FAILURE_VIEW = "corridor.web.failures.csrf_failure"
ROOT_URLCONF = "corridor.config.urls"
WSGI_APPLICATION = "corridor.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": ["django.template.context_processors.request"],
            "libraries": {"i18n": "corridor.web.templatetags.sentences"},
        },
    }
]
# Collected when a desk is made or upgraded; names carry a hash of what is in the file.
STATIC_URL = "/static/"
STATIC_ROOT = CORRIDOR_DATA / "static"
STORAGES = {
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
}
WHITENOISE_MAX_AGE = 0

# --- closed by default ---------------------------------------------------------------------

DEBUG = False
ALLOWED_HOSTS = os.environ.get("CORRIDOR_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
# Browsers that can are shown the way to the same page through Tor.
CORRIDOR_ONION = onion_address(os.environ.get("CORRIDOR_ONION", ""))
# Nothing that outlives the process is signed with it: sessions and tokens have own keys.
SECRET_KEY = random_bytes(32).hex()

# TLS ends at the proxy, and an onion service needs none: neither is this process's to force.
# W003: `i18n` is ours instead of Django's: it escapes what a desk wrote.
SILENCED_SYSTEM_CHECKS = ["security.W004", "security.W008", "templates.W003"]
SECURE_REFERRER_POLICY = "same-origin"  # no-referrer would break the check of CSRF's origin
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
CSRF_COOKIE_NAME = "__Host-form"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_AGE = None  # gone with the browser window
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"

# A form of words is small; Django's own handler for larger files would write them in clear
# to the temporary folder, so whoever takes files brings a sealing handler.
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]

# --- languages and time --------------------------------------------------------------------

USE_I18N = True
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("ru", _("Russian"))]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_TZ = True
TIME_ZONE = "UTC"

# --- logs ----------------------------------------------------------------------------------

# Django's loggers name paths, queries and addresses: only Corridor's own words pass.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"ours": {"()": "logging.Filter", "name": "corridor"}},
    "formatters": {"plain": {"format": "{levelname} {message}", "style": "{"}},
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "filters": ["ours"],
            "formatter": "plain",
        }
    },
    "root": {"level": "INFO", "handlers": ["stderr"]},
}
LOGGING_CONFIG = "logging.config.dictConfig"
