"""The door, recovery and failures: three answers, nothing about anybody, no word lost."""

import pytest

from corridor.web.desk.forms.sign_in import SignInForm
from corridor.web.desk.pages.errors import ErrorPage, Fault, Resend, keep
from tests.web.pages.reading import drawn, headings, landmarks, read
from tests.web.pages.samples_door import (
    NOTE,
    enrol,
    failed,
    failed_outside,
    lock,
    recovery,
    recovery_half,
    sign_in,
    sign_in_refused,
)


def test_the_door_asks_for_three_answers_and_welcomes_password_managers() -> None:
    page = read(drawn(sign_in()))

    (form,) = [f for f in page.all("form") if f.attributes.get("id") == "sign-in"]
    asked = {
        field.attributes["name"]: field.attributes["autocomplete"]
        for field in form.all("input")
        if field.attributes["type"] != "hidden"
    }

    assert asked == {
        "name": "username",
        "passphrase": "current-password",
        "second": "one-time-code",
    }
    assert landmarks(page) == ["main"]


def test_a_refusal_at_the_door_gives_back_no_secret() -> None:
    html = drawn(sign_in_refused())

    assert "wrong" not in html.split("<main", 1)[1].split("<form", 1)[1]
    assert "123456" not in html
    assert 'value="Lyra"' in html


def test_the_lock_says_that_the_text_is_kept() -> None:
    page = read(drawn(lock()))

    assert "Your text is kept" in page.text
    assert page.all("title")[0].text == "Locked"


def test_an_open_door_says_nothing_of_a_kept_text() -> None:
    assert "kept" not in read(drawn(sign_in())).text


def test_all_three_answers_are_needed() -> None:
    assert set(SignInForm({"name": "Lyra"}).errors) == {"passphrase", "second"}


def test_a_pasted_passphrase_loses_its_surrounding_blanks_only() -> None:
    form = SignInForm({"name": "Lyra", "passphrase": " maple  river\n", "second": "123 456"})

    assert form.is_valid()
    assert form.cleaned_data["passphrase"] == "maple  river"


def test_the_first_sign_in_shows_both_new_things_as_text() -> None:
    page = read(drawn(enrol()))

    assert [li.text for li in page.all("li")][:6] == list(enrol().passphrase)
    assert "JBSW Y3DP" in page.text


def test_the_first_steward_says_whom_the_second_one_sees_whom() -> None:
    first, second = read(drawn(recovery())), read(drawn(recovery_half()))

    def asked(page: object) -> set[str]:
        fields = read(drawn(page)).all("input", "select")
        return {f.attributes["name"] for f in fields} - {"csrfmiddlewaretoken"}

    assert asked(recovery()) == {"member", "reason", "name", "passphrase", "second"}
    assert asked(recovery_half()) == {"name", "passphrase", "second"}
    assert "To restore: Mira" in second.text
    assert "To restore" not in first.text


@pytest.mark.parametrize("fault", [fault for fault in Fault if fault is not Fault.NOT_FOUND])
def test_a_failure_keeps_every_word_and_sends_it_again(fault: Fault) -> None:
    page = read(drawn(failed(fault)))

    (form,) = [f for f in page.all("form") if f.attributes.get("id") == "resend"]
    (box,) = form.all("textarea")
    hidden = {f.attributes["name"]: f.attributes["value"] for f in form.all("input")}
    (text,) = [child for child in box.children if isinstance(child, str)]

    assert text.removeprefix("\n") == NOTE
    assert hidden["kind"] == "note"
    assert form.attributes["action"] == "/case"


def test_a_text_that_begins_with_a_new_line_keeps_it() -> None:
    kept = keep({"text": ["\n\nLater."]})

    html = drawn(ErrorPage(fault=Fault.BROKEN, resend=Resend(url="/x", kept=kept)))

    assert ">\n\n\nLater.</textarea>" in html


@pytest.mark.parametrize("fault", list(Fault))
def test_every_failure_says_what_to_do_and_is_heard_first(fault: Fault) -> None:
    page = read(drawn(failed(fault)))

    (said,) = [e for e in page.all("div") if e.attributes.get("class") == "errsum"]

    assert said.attributes["role"] == "alert"
    assert said.all("h1")
    assert said.all("p")[0].text
    assert page.all("title")[0].text.startswith("Error:")


def test_a_failure_without_a_text_promises_none() -> None:
    assert headings(read(drawn(failed_outside()))) == ["h1 It is not saved."]


def test_a_page_that_may_not_be_seen_looks_like_one_that_is_not_there() -> None:
    page = read(drawn(failed(Fault.NOT_FOUND)))

    assert "There is nothing here" in page.text
    assert "Either there is no such page, or your keys do not open it." in page.text


def test_both_texts_stand_on_the_page_when_two_people_wrote() -> None:
    page = read(drawn(failed(Fault.CHANGED_MEANWHILE)))

    assert "Passports collected." in page.text
    assert "Visa centre confirmed" in page.text


def test_passphrases_are_never_kept_for_sending_again() -> None:
    posted = {
        "csrfmiddlewaretoken": ["abc"],
        "name": ["Lyra"],
        "passphrase": ["maple river"],
        "second": ["123456"],
        "text": ["One.", "Two."],
    }

    assert [(kept.name, kept.text) for kept in keep(posted)] == [
        ("name", "Lyra"),
        ("text", "One."),
        ("text", "Two."),
    ]
