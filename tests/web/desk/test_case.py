"""A case: its people, tasks, applications, consents, words and end."""

import pytest

from corridor.domain.milestones import ExitBy, FilingState, Place, Step
from corridor.services.casefiles import CaseFile, open_file
from corridor.services.cases import summarise
from tests.web.desk.office import Browser, Office, Seen


def _file(office: Office, chain: object) -> CaseFile:
    return open_file(office.open("Lyra"), chain)  # type: ignore[arg-type]


def _today(office: Office) -> str:
    return office.open("Lyra").today().strftime("%d.%m.%Y")


def _step(office: Office, browser: Browser, chain: object, **said: str) -> Seen:
    person = _file(office, chain).case.people[0].person
    return browser.do("step", {"on": _today(office), **said}, case=chain, person=person)


def test_an_exit_says_by_whom(office: Office) -> None:
    chain, lyra = office.case(), office.sit("Lyra")

    refused = _step(office, lyra, chain, step="out_of_region", by="")
    written = _step(office, lyra, chain, step="out_of_region", by="us")

    person = _file(office, chain).case.people[0]
    assert (refused.status, written.status) == (422, 302)
    assert person.out is not None
    assert (person.out.by, person.place) == (ExitBy.US, Place.ELSEWHERE)


def test_a_step_back_is_said_to_be_one(office: Office) -> None:
    chain, lyra = office.case(), office.sit("Lyra")
    _step(office, lyra, chain, step="papers", by="")

    refused = _step(office, lyra, chain, step="in_touch", by="")
    written = _step(office, lyra, chain, step="in_touch", by="", taken_back="on")

    assert (refused.status, written.status) == (422, 302)
    assert _file(office, chain).case.people[0].step is Step.IN_TOUCH


def test_a_name_is_shown_to_who_asked_and_the_look_is_in_the_journal(office: Office) -> None:
    chain, lyra = office.case(), office.sit("Lyra")
    person = _file(office, chain).case.people[0].person
    name = {"name": "Эсет Айдамиров", "sort": "used", "safe_to_use": "on"}
    lyra.do("add-name", name, case=chain, person=person)

    before = lyra.read("case", case=chain)
    shown = lyra.do("show-name", case=chain, person=person)
    after = lyra.read("case", case=chain)

    assert "Айдамиров" in shown.words
    assert "Айдамиров" not in before.html + after.html
    assert "name" in office.sit("Deneb").read("journal").words.lower()


def test_two_names_in_use_are_one_and_two_others_are_two(office: Office) -> None:
    chain, lyra = office.case(), office.sit("Lyra")
    person = _file(office, chain).case.people[0].person
    for name, sort in (
        ("Wrong", "used"),
        ("Right", "used"),
        ("One", "alias"),
        ("Two", "alias"),
    ):
        lyra.do("add-name", {"name": name, "sort": sort}, case=chain, person=person)

    shown = lyra.do("show-name", case=chain, person=person).words

    assert "Wrong" not in shown
    assert all(name in shown for name in ("Right", "One", "Two"))


def test_a_task_is_done_once_and_can_be_taken_back(office: Office) -> None:
    chain, lyra = office.case(), office.sit("Lyra")
    lyra.do("add-task", {"title": "Call the lawyer", "due": "", "owner": ""}, case=chain)
    task = _file(office, chain).case.tasks[0].task

    done = lyra.do("task-done", case=chain, task=task)
    again = lyra.do("task-done", case=chain, task=task)
    page = lyra.get(done.there)
    lyra.do("reopen-task", case=chain, task=task)

    assert (done.status, again.status) == (302, 302)
    assert "Done: Call the lawyer" in page.words
    assert _file(office, chain).case.tasks[0].open


def test_a_grant_before_the_application_is_refused_and_the_day_kept(office: Office) -> None:
    chain, lyra = office.case(), office.sit("Lyra")
    person = _file(office, chain).case.people[0].person
    said = {"person": person, "country": "LT", "route": "humanitarian_visa"}
    lyra.do("add-filing", {**said, "on": _today(office)}, case=chain)
    filing = _file(office, chain).case.filings[0].filing
    place = {"case": chain, "filing": filing}

    refused = lyra.do("decide-filing", {"decision": "granted", "on": "01.01.2017"}, **place)
    granted = lyra.do("decide-filing", {"decision": "granted", "on": _today(office)}, **place)

    assert (refused.status, granted.status) == (422, 302)
    assert "01.01.2017" in refused.html
    assert _file(office, chain).case.filings[0].state is FilingState.GRANTED


def test_one_person_has_one_waiting_application_in_a_country(office: Office) -> None:
    chain, lyra = office.case(), office.sit("Lyra")
    person = _file(office, chain).case.people[0].person
    said = {"person": person, "country": "LT", "route": "visa", "on": _today(office)}

    lyra.do("add-filing", said, case=chain)
    again = lyra.do("add-filing", said, case=chain)

    assert again.status == 422
    assert len(_file(office, chain).case.filings) == 1


def test_a_yes_is_taken_back_without_a_form(office: Office) -> None:
    chain, lyra = office.case(), office.sit("Lyra")
    person = _file(office, chain).case.people[0].person
    said = {
        "person": person,
        "purpose": "statistics",
        "answer": "yes",
        "given_by": "self",
        "how": "spoken",
        "on": _today(office),
    }
    lyra.do("add-consent", said, case=chain)
    consent = _file(office, chain).case.consents.given[0].given.consent

    lyra.do("withdraw-consent", case=chain, consent=consent)

    assert "Taken back on" in lyra.read("case", case=chain).words


def test_a_note_is_never_sent_by_the_wrong_button(office: Office) -> None:
    chain, lyra = office.case(), office.sit("Lyra")

    page = lyra.do("write", {"kind": "message", "text": "Inside", "as": "note"}, case=chain)

    file = _file(office, chain)
    assert page.status == 422
    assert file.case.notes == ()
    assert file.talk is not None
    assert len(file.talk.dialogue.messages) == 1


@pytest.mark.parametrize("kind", ["note", "message"])
def test_written_twice_it_stands_there_once(office: Office, kind: str) -> None:
    chain, lyra = office.case(), office.sit("Lyra")

    for _click in range(2):
        lyra.do("write", {"kind": kind, "text": "Only once", "as": kind}, case=chain)

    assert lyra.read("case", case=chain).words.count("Only once") == 1


def test_who_may_answer_is_offered_a_message(office: Office) -> None:
    chain = office.case()

    page = office.sit("Lyra").read("case", case=chain)

    assert 'value="message"' in page.html


def test_a_missing_person_keeps_the_case_open(office: Office) -> None:
    chain, lyra = office.case(), office.sit("Lyra")
    person = _file(office, chain).case.people[0].person
    gone = {"what": "missing", "on": _today(office), "place": ""}
    lyra.do("heard", gone, case=chain, person=person)

    refused = lyra.do("close-case", {"reason": "settled", "words": ""}, case=chain)

    assert refused.status == 422
    assert _file(office, chain).case.closed is None


def test_a_closed_case_opens_again_with_a_reason(office: Office) -> None:
    chain, lyra = office.case(), office.sit("Lyra")
    lyra.do("close-case", {"reason": "settled", "words": ""}, case=chain)

    refused = lyra.do("reopen-case", {"words": ""}, case=chain)
    lyra.do("reopen-case", {"words": "They wrote again"}, case=chain)

    assert refused.status == 422
    assert _file(office, chain).case.closed is None


def test_a_struck_entry_stays_readable_and_counts_no_more(office: Office) -> None:
    chain, lyra = office.case(), office.sit("Lyra")
    _step(office, lyra, chain, step="abroad", by="us")
    height = _file(office, chain).height

    lyra.do("strike", {"words": "Another person"}, case=chain, height=height)

    page = lyra.read("case", case=chain)
    assert "Struck as a mistake: Another person" in page.words
    assert _file(office, chain).case.people[0].step is Step.ASKED


def test_who_is_taken_out_with_a_reason_counts_no_more_and_can_be_put_back(
    office: Office,
) -> None:
    chain, lyra = office.case(people=3), office.sit("Lyra")
    second = _file(office, chain).case.people[1].person
    place = {"case": chain, "person": second}
    before = lyra.read("statistics").figure("asked")

    unsaid = lyra.do("take-out", {"why": ""}, **place)
    lyra.do("take-out", {"why": "mistake"}, **place)
    without = lyra.read("statistics").figure("asked")
    page = lyra.read("case", case=chain)
    lyra.do("put-back", {"words": "There are three of them"}, **place)

    assert unsaid.status == 422
    assert (without, lyra.read("statistics").figure("asked")) == (before - 1, before)
    assert "Person 2 Written down by mistake. Lyra" in page.words
    assert "Person 1" in page.words
    assert "Person 3" in page.words
    assert len(_file(office, chain).case.people) == 3


def test_the_last_person_is_not_offered_a_way_out(office: Office) -> None:
    chain, lyra = office.case(), office.sit("Lyra")
    person = _file(office, chain).case.people[0].person

    refused = lyra.do("take-out", {"why": "mistake"}, case=chain, person=person)

    assert "/out" not in "".join(lyra.read("case", case=chain).actions)
    assert refused.status == 422
    assert len(_file(office, chain).case.people) == 1


def test_nobody_is_put_back_without_a_reason(office: Office) -> None:
    chain, lyra = office.case(people=2), office.sit("Lyra")
    place = {"case": chain, "person": _file(office, chain).case.people[1].person}
    lyra.do("take-out", {"why": "duplicate"}, **place)

    refused = lyra.do("put-back", {"words": " "}, **place)

    assert refused.status == 422
    assert len(_file(office, chain).case.people) == 1


def test_tags_are_set_from_the_page_and_stand_in_the_list(office: Office) -> None:
    chain, lyra = office.case(), office.sit("Lyra")

    lyra.do("case-tags", {"tags": "Poland, needs a doctor , Poland"}, case=chain)

    assert _file(office, chain).case.tags == ("Poland", "needs a doctor")
    assert "needs a doctor" in lyra.read("queue").words


def test_a_tag_as_long_as_a_story_is_refused_and_kept(office: Office) -> None:
    chain, lyra = office.case(), office.sit("Lyra")

    refused = lyra.do("case-tags", {"tags": "x" * 41}, case=chain)

    assert refused.status == 422
    assert "x" * 41 in refused.html
    assert _file(office, chain).case.tags == ()


def test_of_two_who_write_the_line_the_second_sees_both(office: Office) -> None:
    chain, lyra = office.case(), office.sit("Lyra")
    seen = _file(office, chain).height
    summarise(office.open("Mira"), chain, words="Two brothers, by Mira")

    late = lyra.do("summary", {"line": "Two sisters", "seen": seen}, case=chain)

    assert late.status == 409
    assert "Two brothers, by Mira" in late.words
    assert "Two sisters" in late.html
    assert _file(office, chain).case.summary == "Two brothers, by Mira"
