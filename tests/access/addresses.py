"""Every address that the desk and the other faces answer, with the parts that it names."""

from typing import Final

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.access.matrix import MATRIX
from tests.access.objects import Objects

_INSIDE: Final = "desk/"


def _patterns() -> list[tuple[str, URLPattern]]:
    found: list[tuple[str, URLPattern]] = []
    for one in get_resolver().url_patterns:
        if isinstance(one, URLPattern):
            found.append(("", one))
        elif isinstance(one, URLResolver):
            folder = str(one.pattern)
            found += [
                (folder, each) for each in one.url_patterns if isinstance(each, URLPattern)
            ]
    return found


ADDRESSES: Final = {
    pattern.name or "": set(pattern.pattern.converters)
    for folder, pattern in _patterns()
    if folder == _INSIDE
}
OUTSIDE: Final = {pattern.name or "" for folder, pattern in _patterns() if folder != _INSIDE}
OBJECTS: Final = [name for name in MATRIX if ADDRESSES.get(name)]


def path_to(name: str, known: Objects) -> str:
    return reverse(name, kwargs=known.place(name, ADDRESSES[name]) or None)
