"""What holds for figures, statements, journeys, team, the door and failures, in any state."""

import gzip
import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.web.gallery_figures import SAMPLES
from tests.web.pages.reading import drawn, poisoned, read, repeated

POISON = "<script>alert('x')</script>\"'><img src=x onerror=alert(1)>"
MARKED = "Quixotism"
MOST_BYTES = 40 * 1024
PRESS = ("press", "press-statement")

every_page = pytest.mark.parametrize("sample", SAMPLES.values(), ids=SAMPLES.keys())
every_desk_page = pytest.mark.parametrize(
    "sample",
    [sample for name, sample in SAMPLES.items() if name not in PRESS],
    ids=[name for name in SAMPLES if name not in PRESS],
)


@every_page
def test_texts_of_people_never_become_markup(sample: Callable[[], Any]) -> None:
    html = drawn(poisoned(sample(), POISON))

    assert "<script>alert" not in html
    assert "<img src=x" not in html
    assert not [e for e in read(html).walk() if "onerror" in e.attributes]


@every_desk_page
def test_a_title_carries_no_text_of_the_page(sample: Callable[[], Any]) -> None:
    title = next(iter(read(drawn(poisoned(sample(), MARKED))).all("title")))

    assert MARKED not in title.text
    assert title.text


@every_page
def test_a_page_obeys_the_strictest_policy(sample: Callable[[], Any]) -> None:
    page = read(drawn(sample()))

    for element in page.walk():
        assert "style" not in element.attributes, element.tag
        assert not [name for name in element.attributes if name.startswith(("on", "hx-on"))]
    assert not page.all("style", "iframe", "object", "embed")
    assert all(script.attributes["src"].startswith("/static/") for script in page.all("script"))


@every_page
def test_a_page_asks_nobody_outside(sample: Callable[[], Any]) -> None:
    for element in read(drawn(sample())).walk():
        for name in ("src", "action", "formaction", "hx-get", "hx-post"):
            assert not re.match(
                r"(?:[a-z]+:)?//|data:|javascript:", element.attributes.get(name, "")
            )


@every_page
def test_every_form_that_changes_something_carries_its_token(sample: Callable[[], Any]) -> None:
    for form in read(drawn(sample())).all("form"):
        if form.attributes.get("method") == "post":
            names = [field.attributes.get("name") for field in form.all("input")]
            assert names.count("csrfmiddlewaretoken") == 1, form.attributes


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


@every_page
def test_one_main_and_one_first_heading(sample: Callable[[], Any]) -> None:
    page = read(drawn(sample()))

    assert len([h for h in page.all("h1") if not h.inside("dialog")]) == 1
    assert len(page.all("main")) == 1


@every_page
def test_every_drawing_is_named_or_decoration(sample: Callable[[], Any]) -> None:
    for drawing in read(drawn(sample())).all("svg"):
        named = drawing.attributes.get("role") == "img" and drawing.attributes.get("aria-label")
        assert named or drawing.attributes.get("aria-hidden") == "true"


@every_page
def test_a_page_is_light_enough_for_a_slow_line(sample: Callable[[], Any]) -> None:
    assert len(gzip.compress(drawn(sample()).encode(), 9)) <= MOST_BYTES
