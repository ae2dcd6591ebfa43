"""A case on paper: numbered in the file, known to the journal, without any name."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from corridor.domain.cases import SheetPrinted
from corridor.domain.policy import Role
from corridor.services import premises
from corridor.services.casefiles import CaseFile, open_file
from corridor.services.cases import summarise
from corridor.web import composition
from tests.services.staff import CAST
from tests.web.desk.office import Office, founded


@pytest.fixture
def wider(
    ready_rows: Path,
    tmp_path: Path,
    django_db_blocker: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Office]:
    """With somebody else who may open cases, too."""
    cast = {**CAST, "Altair": (Role.LAWYER,)}
    with django_db_blocker.unblock(), founded(ready_rows, tmp_path, cast=cast) as made:
        for module in (composition, premises):
            monkeypatch.setattr(module, "system_clock", made.watch)
        yield made


def _file(office: Office, chain: object) -> CaseFile:
    return open_file(office.open("Lyra"), chain)  # type: ignore[arg-type]


def test_a_sheet_says_who_made_it_when_and_which_copy_it_is(office: Office) -> None:
    chain, lyra = office.case(), office.sit("Lyra")

    made = lyra.do("print-sheet", case=chain)

    page = lyra.get(made.there)
    moment = office.watch().strftime("%Y")
    assert made.status == 302
    assert "Copy 1, made by Lyra, " in page.words
    assert moment in page.words.split("Copy 1, made by Lyra, ")[1]


def test_looking_again_is_the_same_copy_and_asking_again_another(office: Office) -> None:
    chain, lyra = office.case(), office.sit("Lyra")

    first = lyra.do("print-sheet", case=chain).there
    again = lyra.get(first).words
    second = lyra.get(lyra.do("print-sheet", case=chain).there).words

    assert "Copy 1, made by Lyra" in again
    assert "Copy 2, made by Lyra" in second
    assert _file(office, chain).case.sheets == 2


def test_a_sheet_keeps_what_stood_there_when_it_was_made(office: Office) -> None:
    chain, lyra = office.case(), office.sit("Lyra")
    summarise(office.open("Lyra"), chain, words="Two brothers")
    there = lyra.do("print-sheet", case=chain).there

    summarise(office.open("Lyra"), chain, words="Two sisters")

    page = lyra.get(there)
    assert "Two brothers" in page.words
    assert "Two sisters" not in page.html


def test_no_name_no_note_and_no_message_is_on_the_paper(office: Office) -> None:
    chain, lyra = office.case(), office.sit("Lyra")
    person = _file(office, chain).case.people[0].person
    lyra.do("add-name", {"name": "Эсет Айдамиров", "sort": "used"}, case=chain, person=person)
    lyra.do("write", {"kind": "note", "text": "Quince marmalade", "as": "note"}, case=chain)
    lyra.do("show-name", case=chain, person=person)

    page = lyra.get(lyra.do("print-sheet", case=chain).there)

    assert "Айдамиров" not in page.html
    assert "Quince" not in page.html
    assert "Please help." not in page.html
    assert "Names stay in the desk" in page.words


def test_the_journal_knows_of_the_paper(office: Office) -> None:
    chain, lyra = office.case(), office.sit("Lyra")

    lyra.do("print-sheet", case=chain)

    assert "Took it out of the desk" in office.sit("Deneb").read("journal").words


def test_the_file_tells_of_the_paper(office: Office) -> None:
    chain, lyra = office.case(), office.sit("Lyra")

    lyra.do("print-sheet", case=chain)

    assert "made a sheet for paper" in lyra.read("case", case=chain).words


def test_nobody_looks_at_a_sheet_that_somebody_else_made(wider: Office) -> None:
    chain = wider.case()
    there = wider.sit("Lyra").do("print-sheet", case=chain).there

    altair = wider.sit("Altair")

    assert altair.read("case", case=chain).status == 200
    assert altair.get(there).status == 404


@pytest.mark.parametrize("height", [0, 1, 99])
def test_what_is_no_sheet_is_shown_to_nobody(office: Office, height: int) -> None:
    chain, lyra = office.case(), office.sit("Lyra")

    assert lyra.read("sheet", case=chain, height=height).status == 404


def test_a_request_has_no_sheet_yet(office: Office) -> None:
    request, lyra = office.request(), office.sit("Lyra")

    refused = lyra.do("print-sheet", case=request)

    assert refused.status == 422
    assert "Took it out" not in office.sit("Deneb").read("journal").words
    kinds = [type(one.fact) for one in _file(office, request).history.records]
    assert SheetPrinted not in kinds


def test_a_look_makes_no_sheet(office: Office) -> None:
    chain, lyra = office.case(), office.sit("Lyra")

    answer = lyra.get(reverse("print-sheet", kwargs={"case": chain}))

    assert answer.status == 405
    assert _file(office, chain).case.sheets == 0


def test_every_page_printed_from_the_screen_names_its_reader(office: Office) -> None:
    lyra = office.sit("Lyra")

    for name in ("queue", "statistics", "team", "search"):
        assert "Printed from the screen by Lyra, " in lyra.read(name).words
