"""Headers that every answer carries: nothing is cached, nothing comes from elsewhere."""

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponseBase

Answer = Callable[[HttpRequest], HttpResponseBase]

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
        return response
