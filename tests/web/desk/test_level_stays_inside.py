"""How urgent somebody is never leaves the desk: not on paper, not in figures, not in words."""

import pytest

from corridor.base.ids import ChainId
from corridor.domain.factors import Level, Reason, Weighed
from corridor.services.casefiles import open_file
from corridor.services.statements import frozen
from corridor.services.statistics import see_statistics
from corridor.services.triage import Judged, assess
from tests.web.desk.office import Office

JUDGED = Judged(
    level=Level.HOURS,
    reasons=(Reason.SEARCHED_FOR,),
    weighed=Weighed(threat=5, vulnerability=5, capacity=1),
    words="Quokkas are at the door.",
)
LOWERED = Judged(level=Level.MONTHS, words="Quokkas are gone.")
TELLING = ("urg", "Hours", "Months", "searching", "Quokka", "second person", "capacity")


def judge(office: Office, chain: ChainId) -> None:
    """Once high, and then lowered, so that a second person is waited for."""
    for judged in (JUDGED, LOWERED):
        assess(office.open("Lyra"), chain, judged)


@pytest.fixture
def chain(office: Office) -> ChainId:
    return office.case()


def test_the_page_on_the_screen_tells_it(office: Office, chain: ChainId) -> None:
    """The control: what is searched for below is there to be found."""
    judge(office, chain)

    page = office.sit("Lyra").read("case-triage", case=chain).html

    assert [word for word in TELLING if word not in page] == []


def test_no_sheet_for_paper_tells_it(office: Office, chain: ChainId) -> None:
    judge(office, chain)
    lyra = office.sit("Lyra")

    sheet = lyra.get(lyra.do("print-sheet", case=chain).there).html

    body = sheet.split('<article class="sheet"')[1].split("</article>")[0]
    assert [word for word in TELLING if word in body] == []


def test_no_figure_moves_with_it(office: Office, chain: ChainId) -> None:
    lyra = office.sit("Lyra")
    before, page = lyra.read("statistics-csv").html, lyra.read("statistics").words

    judge(office, chain)

    assert lyra.read("statistics-csv").html == before
    assert lyra.read("statistics").words == page


def test_no_statement_freezes_it(office: Office, chain: ChainId) -> None:
    desk = office.open("Lyra")
    before = frozen(desk, see_statistics(desk, as_of=desk.today()), granting="LT")

    judge(office, chain)

    after = frozen(desk, see_statistics(desk, as_of=desk.today()), granting="LT")
    assert after == before


def test_the_person_reads_nothing_of_it(office: Office, chain: ChainId) -> None:
    before = open_file(office.open("Lyra"), chain).talk

    judge(office, chain)

    after = open_file(office.open("Lyra"), chain).talk
    assert before is not None
    assert after is not None
    assert after.history.head == before.history.head
