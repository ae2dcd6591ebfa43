"""What holds for every page, whatever it shows: of casework, of figures, at the door."""

import gzip
import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.web.gallery_figures import SAMPLES as FIGURES
from tests.web.pages.gallery_pages import SAMPLES as CASEWORK
from tests.web.pages.reading import drawn, landmarks, poisoned, read, repeated

POISON = "<script>alert('x')</script>\"'><img src=x onerror=alert(1)>"
MARKED = "Quixotism"
MOST_BYTES = 40 * 1024
# No icon spares a request; a second factor opens the program for it on the same device.
STAY_HERE = re.compile(r"data:,$|otpauth://")

# A released statement's title is its own public words.
PRESS = ("press", "press-statement")
EVERY = {**{f"figures-{name}": sample for name, sample in FIGURES.items()}, **CASEWORK}
BUT_PRESS = {name: EVERY[name] for name in EVERY if not name.endswith(PRESS)}


def _each(samples: dict[str, Callable[[], Any]]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("sample", samples.values(), ids=samples.keys())


every_page = _each(EVERY)
every_page_but_press = _each(BUT_PRESS)
every_page_of_casework = _each(CASEWORK)


@every_page
def test_texts_of_people_never_become_markup(sample: Callable[[], Any]) -> None:
    page = poisoned(sample(), POISON)

    html = drawn(page)

    assert "<script>alert" not in html
    assert "<img src=x" not in html
    assert not [e for e in read(html).walk() if "onerror" in e.attributes]


@every_page_but_press
def test_a_title_carries_no_text_of_the_page(sample: Callable[[], Any]) -> None:
    page = poisoned(sample(), MARKED)

    (title,) = read(drawn(page)).all("title")

    assert MARKED not in title.text
    assert title.text


@every_page
def test_a_page_obeys_the_strictest_policy(sample: Callable[[], Any]) -> None:
    page = read(drawn(sample()))

    for element in page.walk():
        assert "style" not in element.attributes, element.tag
        assert not [name for name in element.attributes if name.startswith("on")]
        assert not [name for name in element.attributes if name.startswith("hx-on")]
    assert not page.all("style", "iframe", "object", "embed")
    assert all(script.attributes["src"].startswith("/static/") for script in page.all("script"))


@every_page
def test_a_page_asks_nobody_outside(sample: Callable[[], Any]) -> None:
    page = read(drawn(sample()))

    for element in page.walk():
        for name in ("src", "href", "action", "formaction", "hx-get", "hx-post"):
            address = element.attributes.get(name, "")
            outside = re.match(r"(?:[a-z]+:)?//|data:|javascript:", address)
            assert STAY_HERE.match(address) or not outside, address


@every_page
def test_every_form_that_changes_something_carries_its_token(sample: Callable[[], Any]) -> None:
    forms = [
        f for f in read(drawn(sample())).all("form") if f.attributes.get("method") == "post"
    ]

    for form in forms:
        names = [field.attributes.get("name") for field in form.all("input")]
        assert names.count("csrfmiddlewaretoken") == 1, form.attributes


@every_page
def test_what_is_enhanced_works_without_scripts_first(sample: Callable[[], Any]) -> None:
    for element in read(drawn(sample())).walk():
        if "hx-post" in element.attributes or "hx-get" in element.attributes:
            assert element.attributes.get("action") or element.attributes.get("href")


@every_page
def test_every_control_has_words(sample: Callable[[], Any]) -> None:
    page = read(drawn(sample()))
    labels = {label.attributes.get("for") for label in page.all("label")}

    for control in page.all("button", "a", "summary"):
        assert control.text, control.attributes
    for field in page.all("input", "select", "textarea"):
        if field.attributes.get("type") != "hidden":
            assert field.attributes.get("id") in labels or field.inside("label")


@every_page
def test_ids_are_unique_and_whatever_is_pointed_at_is_there(sample: Callable[[], Any]) -> None:
    page = read(drawn(sample()))
    ids = [element.attributes["id"] for element in page.walk() if "id" in element.attributes]

    pointed = {
        target
        for element in page.walk()
        for name in ("for", "aria-labelledby", "aria-describedby", "form")
        for target in element.attributes.get(name, "").split()
    } | {
        element.attributes["href"][1:]
        for element in page.all("a", "use")
        if element.attributes.get("href", "").startswith("#")
    }

    assert repeated(ids) == set()
    assert pointed - set(ids) == set()


@every_page_of_casework
def test_nothing_about_a_person_is_completed_by_the_browser(sample: Callable[[], Any]) -> None:
    for field in read(drawn(sample())).all("input", "select", "textarea"):
        if field.attributes.get("type") not in {"hidden", "checkbox", "radio"}:
            assert field.attributes.get("autocomplete") == "off", field.attributes


@every_page
def test_one_main_and_one_first_heading(sample: Callable[[], Any]) -> None:
    page = read(drawn(sample()))

    assert len([h for h in page.all("h1") if not h.inside("dialog")]) == 1
    assert len(page.all("main")) == 1


@every_page_of_casework
def test_landmarks_stand_in_order_with_a_way_past_the_rail(sample: Callable[[], Any]) -> None:
    page = read(drawn(sample()))

    assert page.all("form")
    assert landmarks(page)[:4] == ["navigation Main", "banner", "search", "main"]
    assert page.all("a")[0].attributes["href"] == "#main"


@every_page
def test_every_drawing_is_named_or_decoration(sample: Callable[[], Any]) -> None:
    for drawing in read(drawn(sample())).all("svg"):
        named = drawing.attributes.get("role") == "img" and drawing.attributes.get("aria-label")
        assert named or drawing.attributes.get("aria-hidden") == "true"


@every_page
def test_a_page_is_light_enough_for_a_slow_line(sample: Callable[[], Any]) -> None:
    packed = gzip.compress(drawn(sample()).encode(), 9)

    assert len(packed) <= MOST_BYTES
