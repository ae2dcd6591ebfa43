"""A request: read, judged, answered, tried, made a case."""

import pytest

from corridor.domain.cases import WordUsedKnowingly
from corridor.domain.factors import Level, Reason
from corridor.domain.safety import ContactRulesSet
from corridor.services.casefiles import open_file
from corridor.services.safety import set_contact_rules
from corridor.services.triage import Judged, assess
from tests.web.desk.office import Office


def test_an_answer_stands_in_the_dialogue_once_after_two_clicks(office: Office) -> None:
    chain, lyra = office.request(), office.sit("Lyra")

    first = lyra.do("reply", {"text": "We are here."}, case=chain)
    second = lyra.do("reply", {"text": "We are here."}, case=chain)

    assert (first.status, second.status) == (302, 302)
    assert lyra.read("request", case=chain).words.count("We are here.") == 1


def test_an_empty_answer_is_refused_on_the_same_page(office: Office) -> None:
    chain = office.request(what="A cousin has the phone.")

    page = office.sit("Lyra").do("reply", {"text": "  "}, case=chain)

    assert page.status == 422
    assert "Write the answer first" in page.words
    assert "A cousin has the phone." in page.words


def test_a_word_to_avoid_is_shown_where_it_stands_and_sent_only_with_a_reason(
    office: Office,
) -> None:
    chain, lyra = office.request(), office.sit("Lyra")
    rules = ContactRulesSet(
        channels=(), hours=(), zone="Europe/Moscow", never_say=("visa",), how=""
    )
    set_contact_rules(office.open("Lyra"), chain, rules)
    said = {"text": "Good evening. Your  VISA came today, we are glad to say."}

    refused = lyra.do("reply", said, case=chain)
    wordless = lyra.do("reply", {**said, "knowingly": "on"}, case=chain)
    why = {"knowingly": "on", "why": "It is the name of a shop."}
    posted = lyra.do("reply", {**said, **why}, case=chain)

    assert (refused.status, wordless.status, posted.status) == (422, 422, 302)
    assert "It stands here: “Good evening. Your VISA came today, we are…”" in refused.words
    assert 'type="checkbox" name="knowingly"' in refused.html
    assert 'type="hidden" name="why"' not in refused.html
    assert 'type="checkbox" name="knowingly"' in wordless.html
    assert "we are glad to say." in wordless.html
    case = open_file(office.open("Lyra"), chain).case
    used = [one.fact.why for one in case.timeline if isinstance(one.fact, WordUsedKnowingly)]
    assert used == ["It is the name of a shop."]


def test_what_was_suggested_is_kept_beside_what_was_chosen(office: Office) -> None:
    chain = office.request()
    said = {
        "level": "hours",
        "reasons": [Reason.FAMILY_KNOWS.value],
        "words": "Tonight",
        "owner": office.id("Mira"),
        "second": "",
    }

    office.sit("Lyra").do("request-assess", said, case=chain)

    case = open_file(office.open("Lyra"), chain).case
    assert case.owner == office.id("Mira")
    assert case.safety.urgency is not None
    assert case.safety.urgency.assessed.suggested is Level.DAYS


def test_two_who_judge_at_once_see_both_versions(office: Office) -> None:
    chain, lyra = office.request(), office.sit("Lyra")
    judged = Judged(level=Level.HOURS, words="They called again")
    assess(office.open("Mira"), chain, judged)
    said = {"level": "days", "words": "My own view", "owner": office.id("Lyra"), "second": ""}

    late = lyra.do("request-assess", {**said, "seen": "0"}, case=chain)

    assert late.status == 409
    assert "They called again" in late.words
    assert "My own view" in late.html
    assert 'name="seen" value="1"' in late.html


def test_a_request_becomes_a_case_once(office: Office) -> None:
    chain, lyra = office.request(), office.sit("Lyra")

    made = lyra.do("make-case", {"people": "2"}, case=chain)
    again = lyra.do("make-case", {"people": "3"}, case=chain)

    assert made.there == f"/desk/cases/{chain}"
    assert again.status == 422
    assert len(open_file(office.open("Lyra"), chain).case.people) == 2


@pytest.mark.parametrize("people", ["0", "51", "two", ""])
def test_a_case_of_nobody_or_of_a_crowd_is_refused(office: Office, people: str) -> None:
    chain = office.request()

    page = office.sit("Lyra").do("make-case", {"people": people}, case=chain)

    assert page.status == 422
    assert open_file(office.open("Lyra"), chain).case.made is None


def test_typed_words_wait_for_their_writer_and_nobody_else(office: Office) -> None:
    chain, lyra = office.request(), office.sit("Lyra")

    lyra.do("reply-draft", {"text": "Half a sen"}, case=chain)

    assert "Half a sen" in lyra.read("request", case=chain).html
    assert "Half a sen" not in office.sit("Mira").read("request", case=chain).html


def test_a_draft_that_comes_after_its_answer_is_dropped(office: Office) -> None:
    chain, lyra = office.request(), office.sit("Lyra")
    lyra.do("reply", {"text": "We are here, write to us."}, case=chain)

    lyra.do("reply-draft", {"text": "We are here, wri"}, case=chain)

    page = lyra.read("request", case=chain)
    assert page.html.count("We are here, wri") == 1


def test_nothing_of_the_request_stands_in_the_title_or_the_address(office: Office) -> None:
    chain = office.request(what="A very particular sentence.")

    page = office.sit("Mira").read("request", case=chain)

    title = page.html.split("<title>")[1].split("</title>")[0]
    assert title.startswith("R-")
    assert "particular" not in title
