"""A plan on paper: numbered in its journey, known to the journal, and it betrays no answer."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from corridor.base.ids import ChainId
from corridor.domain.journal import Opened
from corridor.domain.journeys import PlanPrinted
from corridor.domain.policy import Role
from corridor.services import premises
from corridor.services.journal import read_journal
from corridor.services.journey_files import open_journey
from corridor.services.rosters import staff
from corridor.web import composition
from tests.services.staff import CAST
from tests.web.desk.office import Office, founded
from tests.web.desk.test_journeys import planned, pressed
from tests.web.desk.test_legs import change_page


@pytest.fixture
def wider(
    ready_rows: Path, tmp_path: Path, django_db_blocker: Any, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Office]:
    """With somebody else who holds relocation."""
    cast = {**CAST, "Altair": (Role.RELOCATION,)}
    with django_db_blocker.unblock(), founded(ready_rows, tmp_path, cast=cast) as made:
        for module in (composition, premises):
            monkeypatch.setattr(module, "system_clock", made.watch)
        yield made


def copies(office: Office, chain: ChainId) -> list[int]:
    facts = (one.fact for one in open_journey(office.open("Lyra"), chain).journey.timeline)
    return [one.copy for one in facts if isinstance(one, PlanPrinted)]


def test_a_plan_on_paper_says_who_made_it_and_which_copy_it_is(office: Office) -> None:
    chain, lyra = planned(office), office.sit("Lyra")

    page = lyra.get(lyra.do("print-plan", journey=chain).there)

    assert "Copy 1, made by Lyra, " in page.words
    assert "Changed trains" in page.words
    assert 'class="print-foot"' in page.html


def test_looking_again_is_the_same_copy_and_asking_again_another(office: Office) -> None:
    chain, lyra = planned(office), office.sit("Lyra")

    first = lyra.do("print-plan", journey=chain).there
    lyra.get(first)
    second = lyra.get(lyra.do("print-plan", journey=chain).there)

    assert "Copy 2, made by Lyra" in second.words
    assert copies(office, chain) == [1, 2]


def test_the_paper_says_neither_what_an_answer_means_nor_how_to_reach_them(
    office: Office,
) -> None:
    chain, lyra = planned(office), office.sit("Lyra")
    shown = lyra.read("journey", journey=chain).words
    assert "They are not free to speak" in shown
    assert "Never call or ring" in shown

    paper = lyra.get(lyra.do("print-plan", journey=chain).there).words

    for secret in ("not free to speak", "All right, busy today", "Never call or ring"):
        assert secret not in paper


def test_a_copy_keeps_the_plan_that_stood_when_it_was_made(office: Office) -> None:
    chain, lyra = planned(office), office.sit("Lyra")
    there = lyra.do("print-plan", journey=chain).there

    pressed(office, change_page(office, chain), "/call-off", why="No ticket.")

    assert "Planned" in lyra.get(there).words
    assert "It was called off" not in lyra.get(there).words


def test_nobody_without_relocations_key_makes_a_copy(office: Office) -> None:
    chain = planned(office)

    for handle in ("Mira", "Vega", "Deneb"):
        assert office.sit(handle).do("print-plan", journey=chain).status == 404
        assert office.sit(handle).read("plan-sheet", journey=chain, height=3).status == 404

    assert copies(office, chain) == []


def test_a_colleague_sees_no_copy_of_another_and_takes_a_number_of_their_own(
    wider: Office,
) -> None:
    chain = planned(wider)
    mine = wider.sit("Lyra").do("print-plan", journey=chain).there
    altair = wider.sit("Altair")

    theirs = altair.get(altair.do("print-plan", journey=chain).there)

    assert altair.get(mine).status == 404
    assert "Copy 2, made by Altair" in theirs.words


def test_every_page_with_hours_is_in_the_journal(office: Office) -> None:
    chain, lyra = planned(office), office.sit("Lyra")
    leg = open_journey(office.open("Lyra"), chain).journey.legs[0].planned.leg
    (alarm,) = (one.alarm for one in composition.stores().door.alarms())
    copy = lyra.do("print-plan", journey=chain).there
    before = looks(office, chain)

    lyra.read("journey", journey=chain)
    lyra.read("change-leg", journey=chain, leg=leg)
    lyra.read("add-sign", journey=chain, leg=leg)
    lyra.read("move-sign", journey=chain, alarm=alarm)
    lyra.get(copy)

    assert looks(office, chain) - before == 5


def looks(office: Office, chain: ChainId) -> int:
    desk = office.open("Deneb")
    facts = (one.fact for one in read_journal(desk, authors=staff(desk.roster)))
    return sum(isinstance(one, Opened) and one.chain == chain for one in facts)


def test_the_journal_knows_of_the_paper_and_of_no_paper_that_was_refused(
    office: Office,
) -> None:
    chain = planned(office)
    office.sit("Mira").do("print-plan", journey=chain)
    assert "Took it out of the desk" not in office.sit("Deneb").read("journal").words

    office.sit("Lyra").do("print-plan", journey=chain)

    assert "Took it out of the desk" in office.sit("Deneb").read("journal").words


def test_a_height_that_is_no_copy_is_not_found(office: Office) -> None:
    chain, lyra = planned(office), office.sit("Lyra")
    lyra.do("print-plan", journey=chain)

    assert [lyra.read("plan-sheet", journey=chain, height=at).status for at in (0, 2, 99)] == [
        404,
        404,
        404,
    ]
