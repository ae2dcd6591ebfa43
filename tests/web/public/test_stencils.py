"""A page is drawn once for everybody, and what is a person's own is drawn for that person."""

from dataclasses import replace
from pathlib import Path

import pytest
from django.template import Context, Engine, Template
from django.template.loader import render_to_string
from django.utils import translation

from corridor.web.public.pages import PublicPage
from corridor.web.public.stencils import Outline, OutsideError, draw
from tests.web import samples_public as samples

EVERY_PAGE = [(state, language) for state in samples.STATES for language in ("en", "ru")]
PAGES = Path(__file__).parents[3] / "src" / "corridor" / "web" / "templates" / "public"


def sample(state: str, language: str) -> PublicPage:
    return samples.STATES[state](language)


@pytest.mark.parametrize(("state", "language"), EVERY_PAGE)
def test_a_page_from_its_stencil_is_the_page_itself(state: str, language: str) -> None:
    with translation.override(language):
        page = sample(state, language)

        drawn = [draw(page).decode() for _ in range(2)]

        assert drawn == [render_to_string(page.template, {"page": page})] * 2


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_next_person_sees_nothing_of_the_one_before(language: str) -> None:
    with translation.override(language):
        page = samples.STATES["check"](language)
        mine = replace(page, token="my-own-token", words=("mine",) * 9)  # type: ignore[call-arg]
        theirs = replace(page, token="their-token", words=("theirs",) * 9)  # type: ignore[call-arg]

        draw(mine)
        second = draw(theirs).decode()

        assert "my-own-token" not in second
        assert "<li>mine</li>" not in second
        assert 'value="their-token"' in second
        assert second.count("<li>theirs</li>") == 9


def test_words_are_escaped_in_their_hole() -> None:
    with translation.override("en"):
        page = replace(samples.STATES["check"]("en"), token='"><script>')  # type: ignore[call-arg]

        drawn = draw(page).decode()

        assert "<script>" not in drawn
        assert "&quot;&gt;&lt;script&gt;" in drawn


@pytest.mark.parametrize(
    "words",
    ["{{ page.token }}", "{% if page.trouble %}x{% endif %}", "{{ page.answers.0.words }}"],
)
def test_a_stencil_that_would_keep_something_of_a_person_is_not_cut(words: str) -> None:
    outline = Outline(sample("check", "en").frame, skip_to="send")
    template: Template = Engine.get_default().from_string("{% load stencils %}" + words)

    with pytest.raises(OutsideError):
        template.render(Context({"page": outline}))


def test_no_page_is_left_out() -> None:
    shown = {sample(state, "en").template for state in samples.STATES}

    pages = {
        f"public/{path.name}"
        for path in PAGES.glob("*.html")
        if "extends" in path.read_text(encoding="utf-8")
    }

    assert pages == shown
