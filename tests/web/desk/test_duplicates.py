"""The page that offers who may be here twice: reasons without names, and buttons that count."""

import re

from corridor.base.ids import ChainId
from corridor.domain.identity import Name, NameKind, NamesSet, SafeWith, Script
from corridor.services.casefiles import open_file
from corridor.services.identity import write_identity
from tests.web.desk.office import Office, Seen


def named(office: Office, name: str) -> ChainId:
    case = office.case()
    desk = office.open("Lyra")
    person = open_file(desk, case).case.people[0].person
    given = Name(value=name, script=Script.OTHER, sort=NameKind.LEGAL, safe_with=SafeWith.TEAM)
    write_identity(desk, case, NamesSet(person=person, names=(given,)))
    return case


def hidden(page: Seen, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]+)"', page.html)
    assert found is not None, name
    return found[1]


def press(office: Office, case: ChainId, verdict: str) -> Seen:
    lyra = office.sit("Lyra")
    page = lyra.read("duplicates-of", case=case)
    said = {name: hidden(page, name) for name in ("person", "other_case", "other")}
    return lyra.do("judge-duplicate", {**said, "verdict": verdict}, case=case)


def test_two_spellings_are_offered_and_neither_is_on_the_page(office: Office) -> None:
    named(office, "Хьамзат Русланович Дадаев")
    second = named(office, "Khamzat Dadayev")

    page = office.sit("Lyra").read("duplicates-of", case=second)

    assert "2 words in another spelling" in page.words
    assert "a father’s name on one side only" in page.words
    for word in ("dada", "khamzat", "дада", "хьамзат"):
        assert word not in page.html.lower()


def test_the_newest_are_offered_on_one_page(office: Office) -> None:
    named(office, "Анна Соколова")
    named(office, "Anna Sokolova")

    page = office.sit("Lyra").read("duplicates")

    assert page.words.count("The same person") == 2


def test_a_link_is_shown_counted_once_and_can_be_undone(office: Office) -> None:
    first, second = named(office, "Анна Соколова"), named(office, "Anna Sokolova")

    press(office, second, "same")
    linked = office.sit("Lyra").read("duplicates-of", case=first)
    figures = office.sit("Lyra").read("statistics").figure("asked")
    press(office, first, "apart_again")
    apart = office.sit("Lyra").read("duplicates-of", case=first)

    assert "Linked: counted once" in linked.words
    assert "The same person" not in linked.words
    assert figures == 1
    assert "The same person" in apart.words
    assert office.sit("Lyra").read("statistics").figure("asked") == 2


def test_both_files_tell_it_in_their_history(office: Office) -> None:
    first, second = named(office, "Анна Соколова"), named(office, "Anna Sokolova")

    press(office, second, "same")

    for case in (first, second):
        page = office.sit("Lyra").read("case", case=case)
        assert "linked a person with one of another file" in page.words


def test_what_the_page_did_not_write_is_refused(office: Office) -> None:
    first, second = named(office, "Анна Соколова"), named(office, "Anna Sokolova")
    page = office.sit("Lyra").read("duplicates-of", case=second)
    said = {name: hidden(page, name) for name in ("person", "other_case", "other")}

    for wrong in ({"verdict": "merge"}, {"verdict": "same", "person": "x"}, {}):
        answer = office.sit("Lyra").do("judge-duplicate", {**said, **wrong}, case=second)
        assert answer.status == 422

    swapped = {**said, "person": said["other"], "verdict": "same"}
    assert office.sit("Lyra").do("judge-duplicate", swapped, case=second).status == 422
    assert "Linked" not in office.sit("Lyra").read("duplicates-of", case=first).words


def test_a_denied_link_says_to_undo_it_first(office: Office) -> None:
    named(office, "Анна Соколова")
    second = named(office, "Anna Sokolova")
    page = office.sit("Lyra").read("duplicates-of", case=second)
    said = {name: hidden(page, name) for name in ("person", "other_case", "other")}
    press(office, second, "same")

    page = office.sit("Lyra").do(
        "judge-duplicate", {**said, "verdict": "different"}, case=second
    )

    assert page.status == 422
    assert "Undo one of them first" in page.words


def test_nobody_twice_says_so(office: Office) -> None:
    named(office, "Анна Соколова")

    page = office.sit("Lyra").read("duplicates")

    assert "Nobody seems to be here twice" in page.words


def test_a_request_says_at_once_that_somebody_may_have_asked_before(office: Office) -> None:
    first = office.request(what="Please ring 8 928 000-11-22.")
    second = office.request(what="Again: my number is +79280001122.")

    page = office.sit("Mira").read("request", case=second)

    assert "Perhaps the same person" in page.words
    assert "the same phone number" in page.words
    assert open_file(office.open("Mira"), first).case.name in page.words
    alone = office.request(what="Somebody else.")
    assert "Perhaps the same person" not in office.sit("Mira").read("request", case=alone).words
