"""Roles x methods x what is there and what is not, on the running pages."""

import re
from typing import Any, Final

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.access.matrix import CAST, ELSEWHERE, MATRIX, STAFF
from tests.access.objects import Objects
from tests.web.desk.office import Browser, Office, Seen

_UNKNOWN_OBJECTS: Final = frozenset({"journey", "leg", "alarm", "statement"})
_NO_SUCH_OBJECT: Final = frozenset({"second-proposal"})  # nothing waits on this desk


def addresses() -> dict[str, set[str]]:
    """Every name under /desk/, with the parts of its address."""
    return {
        pattern.name or "": set(pattern.pattern.converters)
        for folder in get_resolver().url_patterns
        if isinstance(folder, URLResolver) and str(folder.pattern) == "desk/"
        for pattern in folder.url_patterns
        if isinstance(pattern, URLPattern)
    }


ADDRESSES: Final = addresses()
NAMES: Final = sorted(MATRIX)
OBJECTS: Final = sorted(
    name for name in MATRIX if ADDRESSES.get(name) and not ADDRESSES[name] & _UNKNOWN_OBJECTS
)


def _ask(browser: Browser, method: str, path: str) -> Seen:
    return browser.get(path) if method == "get" else browser.post(path)


def _path(name: str, objects: Objects) -> str:
    return reverse(name, kwargs=objects.place(name, ADDRESSES[name]) or None)


def _nowhere(name: str, objects: Objects) -> str:
    return reverse(name, kwargs=objects.nowhere(ADDRESSES[name]) or None)


def test_every_address_of_the_desk_has_a_row() -> None:
    assert set(ADDRESSES) == set(MATRIX) | ELSEWHERE


@pytest.mark.parametrize("handle", sorted(STAFF))
@pytest.mark.parametrize("method", ["get", "post"])
def test_each_role_comes_in_where_its_row_says_and_nowhere_else(
    office: Office, objects: Objects, handle: str, method: str
) -> None:
    wrong: list[str] = []
    for name in NAMES:
        if ADDRESSES[name] & _UNKNOWN_OBJECTS or name in _NO_SUCH_OBJECT:
            continue
        allowed = getattr(MATRIX[name], method)
        answer = _ask(office.sit(handle), method, _path(name, objects))
        expected = 405 if allowed is None else 404
        refused = answer.status == expected
        if refused != (allowed is None or handle not in allowed):
            wrong.append(f"{method} {name}: {answer.status}")

    assert wrong == []


@pytest.mark.parametrize("handle", sorted(STAFF))
def test_a_forbidden_answer_is_byte_for_byte_that_of_what_is_not_there(
    office: Office, objects: Objects, handle: str
) -> None:
    browser = office.sit(handle)
    compared = 0
    for name in OBJECTS:
        for method in ("get", "post"):
            allowed = getattr(MATRIX[name], method)
            if allowed is None or handle in allowed:
                continue
            there = _ask(browser, method, _path(name, objects))
            nowhere = _ask(browser, method, _nowhere(name, objects))
            assert (there.status, there.html) == (nowhere.status, nowhere.html), name
            assert _without_chance(there) == _without_chance(nowhere), name
            compared += 1

    assert compared > 0


def _without_chance(seen: Seen) -> dict[str, Any]:
    return {name: text for name, text in seen.headers.items() if name != "Date"}


@pytest.mark.parametrize("name", [one for one in NAMES if not MATRIX[one].public])
def test_a_stranger_is_led_to_the_door_whatever_they_ask_for(
    office: Office, objects: Objects, name: str
) -> None:
    del office
    place = objects.nowhere(ADDRESSES[name])
    stranger = Browser()
    for method in ("get", "post"):
        answer = _ask(stranger, method, reverse(name, kwargs=place or None))
        if getattr(MATRIX[name], method) is None:
            assert answer.status == 405
            continue
        assert answer.status == 302
        assert re.match(r"/desk/sign-in\b", answer.there)


def test_after_the_end_everywhere_an_old_browser_is_led_to_the_door(office: Office) -> None:
    browser, other = office.sit("Lyra"), office.sit("Lyra")
    browser.do("end-everywhere")

    answer = other.get(reverse("queue"))

    assert answer.status == 302
    assert answer.there.startswith("/desk/sign-in")


def test_the_cast_has_every_role() -> None:
    assert len({role for roles in CAST.values() for role in roles}) == 9
