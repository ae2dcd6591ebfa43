"""Statements before and after release: figures tied, claims apart, nothing of the desk."""

from dataclasses import replace

from corridor.web.desk.forms.statement import ClaimForm, WordsForm
from tests.web.pages.reading import drawn, headings, landmarks, read
from tests.web.pages.samples_outside import (
    press,
    press_statement,
    refused_statement,
    statement,
    statements,
)

CLAIM = {
    "speaker_en": "Lithuania’s foreign minister",
    "about_en": "have been granted visas by his country",
    "about_ru": "получили визы его страны",
    "speaker_ru": "министр иностранных дел Литвы",
    "verb": "says",
    "count": "2",
    "unit": "person",
    "as_of": "17.05.2017",
    "source": "Radio, 17 May 2017",
}


def test_both_languages_stand_side_by_side_and_say_which_they_are() -> None:
    page = read(drawn(statement()))

    texts = [s for s in page.all("section") if "lang" in s.attributes]

    assert [text.attributes["lang"] for text in texts] == ["en", "ru"]
    assert all(text.all("h2") for text in texts)


def test_every_tied_word_leads_to_the_row_that_counts_it() -> None:
    page = read(drawn(statement()))
    rows = {row.attributes.get("id") for row in page.all("tr")}

    tied = [a for a in page.all("a") if a.attributes.get("class", "").startswith("fig")]

    assert len(tied) == 8
    assert {a.attributes["href"][1:] for a in tied} <= rows


def test_a_claim_has_no_count_of_ours() -> None:
    page = read(drawn(statement()))

    (row,) = [r for r in page.all("tr") if r.attributes.get("id") == "figure-row-4"]

    assert "no count of ours" in row.text
    assert "2" not in row.text.replace("17", "")


def test_what_waits_cannot_be_pressed() -> None:
    page = read(drawn(statement()))

    (button,) = [b for b in page.all("button") if b.text == "Ask for approval"]

    assert button.attributes["type"] == "button"
    assert button.attributes["aria-disabled"] == "true"


def test_what_is_settled_can_be_asked_for() -> None:
    whole = statement()
    assert whole.next_step is not None

    page = read(drawn(replace(whole, next_step=replace(whole.next_step, waits=""))))

    (button,) = [b for b in page.all("button") if b.text == "Ask for approval"]
    assert (button.attributes["name"], button.attributes["value"]) == ("do", "ask")


def test_the_statement_stands_before_its_checks() -> None:
    page = read(drawn(statement()))

    assert headings(page) == [
        "h1 Statement, 17 May",
        "h2 English",
        "h2 Русский",
        "h2 Figures in this text",
        "h2 Words around the figures",
        "h2 Add what somebody else says",
        "h2 Before it goes out",
        "h2 Where it goes",
    ]
    assert landmarks(page)[-1] == "complementary Before it goes out"


def test_a_refused_draft_keeps_every_word() -> None:
    html = drawn(refused_statement())

    assert "Today we speak again." in html
    assert "Write this part in Russian too" in html
    assert "Write the date as 19.05.2017" in html
    assert read(html).all("title")[0].text.startswith("Error:")


def test_each_draft_leads_to_its_page() -> None:
    page = read(drawn(statements()))

    assert [a.text for a in page.all("a") if a.text.startswith("Statement ")] == [
        "Statement 7",
        "Statement 6",
    ]


def test_a_claim_needs_a_speaker_a_day_and_a_source() -> None:
    form = ClaimForm(CLAIM | {"speaker_en": "", "as_of": "May", "source": " "})

    assert set(form.errors) == {"speaker_en", "as_of", "source"}


def test_a_whole_claim_is_taken() -> None:
    form = ClaimForm(CLAIM)

    assert form.is_valid()
    assert form.cleaned_data["count"] == 2


def test_words_in_one_language_only_are_sent_back() -> None:
    assert set(WordsForm({"closing_ru": "Спасибо."}).errors) == {"closing_en"}
    assert WordsForm({"closing_ru": "Спасибо.", "closing_en": "Thank you."}).is_valid()


def test_readers_get_released_words_and_nothing_that_runs() -> None:
    for page in (press(), press_statement()):
        read_page = read(drawn(page))

        assert not read_page.all("script", "svg", "form", "img", "style")
        assert "more than eighty" in read_page.text


def test_readers_see_whose_words_a_claim_is() -> None:
    assert "Lithuania’s foreign minister, 17 May 2017" in read(drawn(press_statement())).text
