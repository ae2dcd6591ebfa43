"""Words at the start of a cell begin with a capital letter, in each language."""

import pytest

from corridor.domain.intake import SaidPlace
from corridor.domain.milestones import Place, Step
from corridor.domain.people import PersonPlaced
from corridor.domain.settings import Wording
from corridor.services.casefiles import open_file
from corridor.services.people import tell_of_person
from corridor.web.desk.words import place_words, said_place_words, step_words
from tests.services.staff import REPUBLIC
from tests.web.desk.office import Office

WORDINGS = REPUBLIC.wordings


@pytest.mark.parametrize("wording", WORDINGS, ids=[one.language for one in WORDINGS])
def test_every_place_and_step_begins_with_a_capital_letter(wording: Wording) -> None:
    said = [
        *(step_words(step, wording=wording) for step in Step),
        *(place_words(place, wording=wording) for place in Place),
        *(said_place_words(place, wording=wording) for place in SaidPlace),
    ]

    assert [words for words in said if not words[0].isupper()] == []


def test_a_row_of_the_queue_says_the_place_with_a_capital_letter(office: Office) -> None:
    chain = office.case()
    (person,) = open_file(office.open("Lyra"), chain).case.people
    placed = PersonPlaced(
        person=person.person, place=Place.REGION, on=office.open("Lyra").today(), by=None
    )

    tell_of_person(office.open("Lyra"), chain, placed)

    page = office.sit("Lyra").read("queue")
    assert '<td class="where">In the republic' in page.html
