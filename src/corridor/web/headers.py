"""Headers that every answer carries: nothing is cached, nothing comes from elsewhere."""

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

Answer = Callable[[HttpRequest], HttpResponseBase]

HEALTH: Final = "/healthz"  # asked by whatever watches this machine, by any of its names
_COMMON = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'; "
PUBLIC_POLICY: Final = _COMMON + "style-src 'self'; img-src data:"
DESK_POLICY: Final = (
    _COMMON + "style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'"
)


def policy_for(path: str) -> str:
    """The public pages run no script at all, not even ours."""
    return DESK_POLICY if path.startswith(("/desk/", "/press/")) else PUBLIC_POLICY


class SafeHeaders:
    def __init__(self, get_response: Answer) -> None:
        self._answer = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self._answer(request)
        response.setdefault("Content-Security-Policy", policy_for(request.path))
        response["Permissions-Policy"] = (
            "camera=(), geolocation=(), microphone=(), interest-cohort=()"
        )
        response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        response.setdefault("Cache-Control", "no-store")
        if way := _through_tor(request):
            response["Onion-Location"] = way
        return response


class OwnNames:
    """Whoever comes by a name that is not the desk's is refused before a page is made."""

    def __init__(self, get_response: Answer) -> None:
        self._answer = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path != HEALTH:
            request.get_host()  # raises SuspiciousOperation, which becomes a plain 400
        return self._answer(request)


def _through_tor(request: HttpRequest) -> str:
    """Browsers heed it on sealed lines only. No address of a page tells of a person."""
    onion, host = settings.CORRIDOR_ONION, request.headers.get("Host", "")
    if not onion or not request.is_secure() or host == onion:
        return ""
    return "" if request.path.startswith("/desk/") else f"http://{onion}{request.path}"
