"""What may be typed: the domain's values go through, the rest is told in plain words."""

from datetime import UTC, date, datetime
from html import escape
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridor.domain.safety import SafeHours
from corridor.web.desk.forms.case import FilingForm, HeardForm, StepForm, WriteForm
from corridor.web.desk.forms.enter_request import AttemptFormSet, EnterRequestForm
from corridor.web.desk.forms.queue import AddTaskForm, SelectedForm
from corridor.web.desk.forms.request import AttemptForm, MakeCaseForm, ReplyForm
from corridor.web.desk.forms.search import SearchForm
from corridor.web.desk.forms.triage import AssessForm, WeighForm
from corridor.web.ui.forms import DeskForm, HoursField
from tests.web.pages.reading import read
from tests.web.pages.samples_queue import MEMBERS
from tests.web.pages.samples_request import REPUBLIC

ENTERED = {
    "channel": "phone",
    "reached_at": "17.05.2017 11:40",
    "language": "ru",
    "what": "Left home yesterday.",
    "who": "me",
    "place": "unknown",
    "soon": "days",
    "reach": "only_here",
    "hours": "20:00 to 23:00",
    "token": "sealed",
}


def enter(**changes: str) -> EnterRequestForm:
    return EnterRequestForm(ENTERED | changes, languages=[("ru", "Russian")], wording=REPUBLIC)


def test_a_request_is_entered_in_the_domains_own_values() -> None:
    form = enter()

    assert form.is_valid(), form.errors
    assert form.cleaned_data["soon"] == "days"
    assert form.cleaned_data["hours"] == SafeHours(start=20 * 60, end=23 * 60)
    assert form.cleaned_data["reached_at"] == datetime(2017, 5, 17, 8, 40, tzinfo=UTC)
    assert form.cleaned_data["eyes"] is False


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("what", "", "Write what they said, even in a few words"),
        ("channel", "page", "Select a valid choice. page is not one of the available choices."),
        ("channel", "", "Choose one of them"),
        ("reached_at", "yesterday", "Write the day and hour as 19.05.2017 11:40"),
        ("hours", "evenings", "Write the hours as 20:00 to 23:00"),
        ("hours", "25:00 to 26:00", "Write the hours as 20:00 to 23:00"),
        ("hours", "20:61 to 23:00", "Write the hours as 20:00 to 23:00"),
        (
            "place",
            "here",
            "Select a valid choice. here is not one of the available choices.",
        ),
    ],
)
def test_a_mistake_is_told_at_its_field_in_words_that_help(
    name: str, typed: str, said: str
) -> None:
    form = enter(**{name: typed})

    assert form.errors == {name: [said]}


def test_what_was_typed_stays_when_the_page_comes_back() -> None:
    form = enter(what="<b>Left</b> home", reached_at="soon")

    html = str(form["what"].as_field_group()) + str(form["reached_at"].as_field_group())

    assert escape("<b>Left</b> home") in html
    assert 'value="soon"' in html


def test_an_error_is_read_out_with_its_hint_and_marks_its_control() -> None:
    form = enter(reached_at="soon")

    page = read(str(form["reached_at"].as_field_group()))
    (control,) = page.all("input")

    described = control.attributes["aria-describedby"].split()
    assert control.attributes["aria-invalid"] == "true"
    assert described == ["enter-reached_at_helptext", "enter-reached_at_error"]
    assert set(described) <= {element.attributes.get("id", "") for element in page.walk()}


def test_the_browser_asks_nothing_in_its_own_words() -> None:
    page = read(enter().render())

    assert not [e for e in page.walk() if "required" in e.attributes]


def test_two_forms_of_a_kind_on_one_page_have_ids_of_their_own() -> None:
    first, second = (StepForm(wording=REPUBLIC, part=part) for part in ("-1", "-2"))

    assert first["step"].auto_id == "step-1-step"
    assert second["step"].auto_id == "step-2-step"
    assert first["step"].html_name == second["step"].html_name == "step"


def test_a_note_is_never_sent_by_the_button_for_messages() -> None:
    meant = WriteForm({"kind": "note", "text": "Only for us", "as": "note"})
    mixed = WriteForm({"kind": "note", "text": "Only for us", "as": "message"})
    enter_key = WriteForm({"kind": "message", "text": "For you"})

    assert meant.is_valid()
    assert enter_key.is_valid()
    assert list(mixed.errors) == ["kind"]


@pytest.mark.parametrize(
    ("form", "wrong"),
    [
        (WriteForm({"kind": "shout", "text": "x"}), {"kind"}),
        (WriteForm({"kind": "note", "text": "  "}), {"text"}),
        (ReplyForm({"text": ""}), {"text"}),
        (ReplyForm({"text": "x" * 8001}), {"text"}),
        (MakeCaseForm({"name": "Heron", "people": "0", "open_to": "casework"}), {"people"}),
        (MakeCaseForm({"people": "two"}), {"people"}),
        (MakeCaseForm({"people": "0"}), {"people"}),
        (AssessForm({"level": "unknown", "owner": "1"}, members=MEMBERS), {"level"}),
        (AssessForm({"level": "hours", "owner": "9"}, members=MEMBERS), {"owner"}),
        (AssessForm({"level": "hours", "owner": "1", "second": "1"}, members=MEMBERS, me="1"),
         {"second"}),
        (WeighForm({"level": "hours", "owner": "1", "threat": "6"}, members=MEMBERS),
         {"threat"}),
        (WeighForm({"level": "hours", "owner": "1", "threats": "rain"}, members=MEMBERS),
         {"threats"}),
        (AddTaskForm({"title": "", "due": ""}, members=MEMBERS), {"title"}),
        (AttemptForm({"tried_at": "17.05.2017 12:00", "way": "page", "outcome": "reached"}),
         {"way"}),
        (StepForm({"step": "checked", "on": "17.05.2017"}, wording=REPUBLIC), {"step"}),
        (StepForm({"step": "abroad", "on": "31.02.2017"}, wording=REPUBLIC), {"on"}),
        (HeardForm({"what": "gone", "on": "17.05.2017"}, wording=REPUBLIC), {"what"}),
        (FilingForm({"person": "1", "country": "XX", "route": "visa", "on": "17.05.2017"},
                    people=[("1", "Person 1")], countries=[("LT", "Lithuania")]), {"country"}),
        (SearchForm({"words": " "}), {"words"}),
        (SelectedForm({"do": "destroy", "case": ["a"]}, offered=["a"]), {"do"}),
        (SelectedForm({"do": "take", "case": ["b"]}, offered=["a"]), {"case"}),
    ],
)  # fmt: skip
def test_what_is_not_offered_is_refused(form: DeskForm, wrong: set[str]) -> None:
    assert set(form.errors) == wrong


def test_a_step_says_when_and_by_whom() -> None:
    sent = {"step": "out_of_region", "on": "09.04.2017", "by": "partner"}

    form = StepForm(sent, wording=REPUBLIC)

    assert form.is_valid(), form.errors
    assert form.cleaned_data == {
        "step": "out_of_region", "on": date(2017, 4, 9), "by": "partner", "taken_back": False,
    }  # fmt: skip


def test_earlier_attempts_travel_with_the_form_that_is_not_saved_yet() -> None:
    sent = {
        "tried-TOTAL_FORMS": "1",
        "tried-INITIAL_FORMS": "0",
        "tried-0-tried_at": "17.05.2017 12:05",
        "tried-0-way": "messenger",
        "tried-0-outcome": "not_answered",
        "tried-0-words": "Asked for a safe hour",
    }

    tried = AttemptFormSet(sent, prefix="tried")

    assert tried.is_valid(), tried.errors
    assert [form.cleaned_data["outcome"] for form in tried] == ["not_answered"]


@given(start=st.integers(0, 1439), end=st.integers(0, 1439), between=st.sampled_from(
    [" to ", "-", " – ", " до ", "–"]))  # fmt: skip
def test_hours_are_read_however_they_are_joined(start: int, end: int, between: str) -> None:
    def said(minutes: int) -> str:
        return f"{minutes // 60:02}:{minutes % 60:02}"

    read_back: Any = HoursField(required=False).clean(said(start) + between + said(end))

    assert read_back == SafeHours(start=start, end=end)


def test_no_hours_are_no_hours() -> None:
    assert HoursField(required=False).clean("  ") is None
