"""A form of another site is refused by its origin: there is no cookie that it could ride on."""

from urllib.parse import urlsplit

from django.http import HttpRequest


def from_elsewhere(request: HttpRequest) -> bool:
    """True when the browser names another origin. An absent header is no other site's form."""
    origin = request.headers.get("Origin", "")
    if not origin:
        return False
    return urlsplit(origin).netloc != request.get_host()
