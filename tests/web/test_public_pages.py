"""The pages for a person in danger: light, quiet, in their language, and they keep words."""

import gzip
import os
import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import django
import pytest
from django.forms import Form
from django.template.backends.django import DjangoTemplates
from django.test.utils import override_settings
from django.utils import translation
from typing_extensions import override

from corridor.web.public import texts
from corridor.web.public.forms import (
    AskForm,
    BackForm,
    MessageForm,
    OkForm,
    ReachForm,
    WithdrawForm,
)
from corridor.web.public.pages import Message, PublicPage, TalkPage
from tests.web import samples_public as samples

PACKAGE = Path(__file__).parents[2] / "src" / "corridor"
STYLE = (PACKAGE / "web" / "static" / "public" / "intake.css").read_bytes()
MOCKED_ORDER = {
    "ask": ["h1", "h2", "form#ask"],
    "ask-error": ["h2", "h1", "h2", "form#ask"],
    "check": ["h1", "form#send", "h2", "ol#receipt", "h2", "form#attach", "h2"],
    "more": ["h1", "form#more"],
    "sent": ["h1", "h2"],
    "failed": ["h2", "h1", "form#send", "ol#receipt"],
    "wait": ["h1", "form#send", "ol#receipt"],
    "back": ["h1", "form#back", "h2"],
    "back-wrong": ["h2", "h1", "form#back", "h2"],
    "talk": [
        *["h1", "h2", "form#one", "form#message", "h2", "h2", "form#attach", "h2", "form#ok"],
        *["h2", "form#contact", "h2", "h2", "form#withdraw"],
    ],
}
HOSTILE = '"><script>alert(1)</script></textarea>{{ page.token }}{% load x %}'
EVERY_PAGE = [(state, language) for state in samples.STATES for language in ("en", "ru")]


@pytest.fixture(autouse=True)
def settings_of_the_product() -> Iterator[None]:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.web.gallery_public")
    django.setup()
    with override_settings(
        LANGUAGE_CODE="en",
        LANGUAGES=[("en", "English"), ("ru", "Русский")],
        LOCALE_PATHS=[PACKAGE / "locale"],
        STATIC_URL="/static/",
        USE_I18N=True,
    ):
        yield


class Outline(HTMLParser):
    """What a page is made of: its elements in order, and their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def order(self) -> list[str]:
        named = {"form", "ol"}
        return [
            tag if tag in {"h1", "h2"} else f"{tag}#{attributes['id']}"
            for tag, attributes in self.elements
            if tag in {"h1", "h2"} or (tag in named and "id" in attributes)
        ]

    def all(self, name: str) -> list[str]:
        return [str(found[name]) for _, found in self.elements if found.get(name)]


def drawn(page: PublicPage, language: str) -> str:
    engine = DjangoTemplates(
        {
            "NAME": "public",
            "DIRS": [PACKAGE / "web" / "templates"],
            "APP_DIRS": False,
            "OPTIONS": {"libraries": {}, "string_if_invalid": "MISSING<%s>"},
        }
    )
    with translation.override(language):
        return engine.get_template(page.template).render({"page": page})


def page_at(state: str, language: str) -> str:
    with translation.override(language):
        page = samples.STATES[state](language)
    return drawn(page, language)


@pytest.mark.parametrize(("state", "language"), EVERY_PAGE)
def test_a_page_is_light_and_asks_for_one_file_only(state: str, language: str) -> None:
    html = page_at(state, language)

    weight = len(gzip.compress(html.encode(), 9)) + len(gzip.compress(STYLE, 9))

    assert weight <= 6_000
    links = re.findall(r'<link[^>]+href="([^"]*)"', html)
    assert [re.sub(r"\.[0-9a-f]{12}\.", ".", link) for link in links] == [
        "data:,",
        "/static/public/intake.css",
    ]


@pytest.mark.parametrize(("state", "language"), EVERY_PAGE)
def test_a_page_holds_nothing_that_runs_or_draws_or_dresses(state: str, language: str) -> None:
    html = page_at(state, language)

    assert re.findall(r"<(script|svg|style|img|iframe|object|link rel=.preload)", html) == []
    assert re.findall(r"\s(style|on\w+)=", html) == []
    assert "MISSING" not in html
    assert b"@font-face" not in STYLE
    assert b"url(" not in STYLE


@pytest.mark.parametrize(("state", "language"), EVERY_PAGE)
def test_a_title_is_bland_and_says_only_that_something_is_wrong(
    state: str, language: str
) -> None:
    html = page_at(state, language)

    title = re.findall(r"<title>(.*)</title>", html)[0]
    bland = {"en": "Contact form", "ru": "Форма обратной связи"}[language]
    wrong = {"en": "Error: ", "ru": "Ошибка: "}[language]
    assert title in {bland, wrong + bland}
    assert title.startswith(wrong) == ("err" in Outline(html).all("id") or "error" in state)


@pytest.mark.parametrize(("state", "language"), EVERY_PAGE)
def test_the_way_out_and_every_label_lead_somewhere(state: str, language: str) -> None:
    outline = Outline(page_at(state, language))

    ids = outline.all("id")
    assert len(ids) == len(set(ids))
    assert set(outline.all("for")) <= set(ids)
    assert {link[1:] for link in outline.all("href") if link.startswith("#")} <= set(ids)
    assert {name for row in outline.all("aria-describedby") for name in row.split()} <= set(ids)
    assert "/out" in outline.all("href")


@pytest.mark.parametrize("state", sorted(MOCKED_ORDER))
def test_headings_and_forms_stand_in_the_order_that_was_drawn(state: str) -> None:
    outline = Outline(page_at(state, "en"))

    assert outline.order() == MOCKED_ORDER[state]


@pytest.mark.parametrize("state", sorted(samples.STATES))
def test_a_russian_page_has_no_english_sentence_left(state: str) -> None:
    html = page_at(state, "ru")

    words = re.sub(r"<[^>]+>", " ", html.split("<body>")[1])
    names = {"English", "JavaScript", "Tor", "Browser"}
    assert set(re.findall(r"[A-Za-z]{3,}", words)) <= names


@pytest.mark.parametrize("language", ["en", "ru"])
def test_what_was_typed_comes_back_as_it_was_typed(language: str) -> None:
    typed = {"soon": "1", "who": "3", "what": f"  \n{HOSTILE}" + "x" * 8_000, "place": "4"}
    with translation.override(language):
        page = samples.ask(language, typed=typed)

    html = drawn(page, language)

    assert "<script" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert html.count(" checked") == 2
    assert '<option value="4" selected>' in html


def test_a_line_break_at_the_beginning_of_words_is_kept() -> None:
    html = drawn(samples.ask("en", typed={"what": "\nsecond line", "soon": "9"}), "en")

    assert "\n\nsecond line</textarea>" in html  # a browser drops the first of the two


def test_hostile_words_stay_words_on_every_page() -> None:
    page = samples.talk(
        "en",
        messages=(Message(mine=True, at=HOSTILE, paragraphs=(HOSTILE,)),),
        message=MessageForm({"text": HOSTILE}),
        reach=ReachForm({"how": HOSTILE}),
        kept_until=HOSTILE,
    )

    html = drawn(page, "en")

    assert "<script" not in html
    assert "{% load x %}" in html


@pytest.mark.parametrize(
    ("form", "typed", "field"),
    [
        (AskForm, {}, "what"),
        (AskForm, {"what": " \n "}, "what"),
        (AskForm, {"what": "x" * 8_001}, "what"),
        (AskForm, {"what": "words", "soon": "3"}, "soon"),
        (AskForm, {"what": "words", "who": "4"}, "who"),
        (AskForm, {"what": "words", "place": "5"}, "place"),
        (BackForm, {"code": ""}, "code"),
        (BackForm, {"code": "x" * 301}, "code"),
        (MessageForm, {"text": ""}, "text"),
        (MessageForm, {"text": "x" * 8_001}, "text"),
        (OkForm, {}, "answer"),
        (OkForm, {"answer": "d"}, "answer"),
        (ReachForm, {"how": "x" * 2_001}, "how"),
        (ReachForm, {"way": "2"}, "way"),
        (ReachForm, {"eyes": "-1"}, "eyes"),
        (WithdrawForm, {}, "sure"),
    ],
)
def test_a_form_refuses_in_our_own_words(
    form: type[Form], typed: dict[str, str], field: str
) -> None:
    with translation.override("ru"):
        trouble = texts.unsent(form(typed))

    assert trouble is not None
    assert trouble.field == field
    assert re.search("[А-Яа-я]", trouble.sentence)
    assert (typed.get(field, "").strip() or HOSTILE) not in trouble.sentence


def test_only_the_words_are_asked_for() -> None:
    assert AskForm({"what": "words"}).is_valid()


def test_a_line_break_counts_as_one_letter_whatever_the_browser_sends() -> None:
    form = AskForm({"what": "a\r\n" * 3_999 + "bb\0"})

    assert form.is_valid()
    assert len(form.cleaned_data["what"]) == 8_000


@pytest.mark.parametrize(
    ("code", "language", "said"),
    [
        ("maple river", "en", "There are 2 words here; a code has 9."),
        ("maple", "en", "There is 1 word here; a code has 9."),
        ("река озеро", "ru", "Здесь 2 слова, а в коде их 9."),
        ("12345 6", "ru", "Здесь 6 цифр, а в коде их 30."),
        ("1", "ru", "Здесь 1 цифра, а в коде их 30."),
        ("", "en", "Write your nine words or thirty digits."),
        ("root root root root root root root root root", "en", "Something is changed in it."),
        ("root root root orbet", "en", "The fourth word is not one of ours. Perhaps “orbit”"),
        ("root " * 10 + "qqqq", "en", "Word 11 is not one of ours."),
        ("река озеро арбита", "ru", "Третьего слова нет в нашем списке. Может быть, «орбита»"),
    ],
)
def test_a_slip_in_a_code_is_told_without_the_code(code: str, language: str, said: str) -> None:
    with translation.override(language):
        trouble = samples.trouble_with(code, language)

    assert trouble.sentence.startswith(said)
    assert trouble.field == "code"


def test_the_receipt_is_nine_list_items_and_thirty_digits_and_stands_in_no_address() -> None:
    html = page_at("check", "ru")

    receipt = re.findall(r'id="receipt"[^>]*>(.*?)</ol>', html)[0]
    words = re.findall(r"<li>(\w+)</li>", receipt)
    assert tuple(words) == samples.RECEIPT.words("ru")
    assert re.findall(r"<span>(\d{5})</span>", html) == samples.RECEIPT.digits().split()
    assert not any(word in link for word in words for link in Outline(html).all("action"))
    assert 'name="do" value="change"' in html


def test_the_answers_to_a_check_in_look_equally_ordinary() -> None:
    html = page_at("talk", "en")

    buttons = re.findall(r'<button class="([^"]*)" name="answer" value="(\w)">', html)
    assert buttons == [("btn btn-2", "a"), ("btn btn-2", "b"), ("btn btn-2", "c")]


def test_an_organisation_without_hours_promises_none() -> None:
    own = texts.OwnWords(exit_site="a recipe site", here="In the region", elsewhere="Elsewhere")
    page = samples.ask("en")
    changed: dict[str, Any] = {"frame": replace(page.frame, own=own)}

    html = drawn(replace(page, **changed), "en")

    assert "staffed" not in html
    assert "“Leave now” goes to a recipe site." in html


def test_a_page_in_a_language_from_right_to_left_says_so() -> None:
    page = samples.ask("en")
    turned = replace(page.frame, direction="rtl")

    html = drawn(replace(page, frame=turned), "en")

    assert '<html lang="en" dir="rtl">' in html
    assert b"padding-inline-start" in STYLE


def test_a_page_model_shows_no_word_of_the_person_when_printed() -> None:
    page = samples.talk("en")

    assert isinstance(page, TalkPage)
    assert samples.WORDS["en"] not in repr(page)
    assert samples.RECEIPT.words("en")[0] not in repr(samples.check("en"))
