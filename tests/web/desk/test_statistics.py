import csv
import io

from corridor.domain.access import Compartment
from corridor.domain.journal import Export, Exported
from corridor.domain.milestones import ExitBy, Step
from corridor.domain.people import StepReached
from corridor.services.casefiles import open_file
from corridor.services.journal import read_journal
from corridor.services.people import tell_of_person
from corridor.services.rosters import staff
from tests.web.desk.office import Browser, Office


def asked(office: Office, many: int) -> None:
    for number in range(many):
        office.request(what=f"Please help, {number}.")


def test_the_figures_stand_in_the_page_for_people_and_machines(office: Office) -> None:
    asked(office, 2)

    page = office.sit("Lyra").get("/desk/statistics")

    assert page.status == 200
    assert page.figure("asked") == 2
    assert page.figure("reached") == 0
    assert page.figure("out_of_region") == 0
    assert page.figure("abroad") == 0
    assert page.figure("granted_lithuania") == 0


def test_a_person_who_is_out_is_counted_once_in_the_figure(office: Office) -> None:
    chain = office.case()
    desk = office.open("Lyra")
    person = open_file(desk, chain).case.people[0].person
    step = StepReached(
        person=person,
        step=Step.OUT_OF_REGION,
        on=desk.today(),
        by=ExitBy.US,
        reversed=False,
    )
    tell_of_person(desk, chain, step)

    page = office.sit("Lyra").get("/desk/statistics")

    assert page.figure("asked") == 1
    assert page.figure("out_of_region") == 1


def test_a_director_who_opens_no_mailbox_counts_the_same(office: Office) -> None:
    asked(office, 3)

    page = office.sit("Capella").get("/desk/statistics")

    assert page.figure("asked") == 3


def test_the_public_view_has_no_small_figure_at_all(office: Office) -> None:
    asked(office, 4)

    page = office.sit("Lyra").get("/desk/statistics?view=public")

    assert "Every figure is still too small" in page.words
    assert "figure-asked" not in page.html
    assert "four" not in page.words


def test_the_public_view_says_a_sentence_from_five_on(office: Office) -> None:
    asked(office, 5)

    page = office.sit("Lyra").get("/desk/statistics?view=public")

    assert "Five people from the republic have asked us for help." in page.words


def test_the_table_that_leaves_is_rounded_and_holds_nothing_small(office: Office) -> None:
    asked(office, 12)

    answer = office.sit("Lyra").get("/desk/statistics.csv")

    rows = list(csv.DictReader(io.StringIO(answer.html)))
    assert [(row["figure"], row["qualifier"], row["count"]) for row in rows] == [
        ("asked", "more_than", "10")
    ]


def test_the_export_is_in_the_journal(office: Office) -> None:
    office.sit("Lyra").get("/desk/statistics.csv")

    security = office.open("Deneb")
    assert security.holds(Compartment.SECURITY)
    facts = [one.fact for one in read_journal(security, authors=staff(security.roster))]
    assert Exported(member=office.id("Lyra"), chain=None, what=Export.FIGURES) in facts


def test_who_may_not_see_figures_finds_nothing_there(office: Office) -> None:
    for handle in ("Mira", "Vega", "Deneb"):
        browser = office.sit(handle)

        refused = browser.get("/desk/statistics")

        assert refused.status == 404
        assert browser.get("/desk/statistics.csv").status == 404
        assert "figure-" not in refused.html


def test_a_stranger_is_led_to_the_door(office: Office) -> None:
    answer = Browser().get("/desk/statistics")

    assert office.folder.exists()
    assert answer.status == 302
    assert answer.there.startswith("/desk/sign-in")


def test_the_russian_page_says_the_same_figures(office: Office) -> None:
    asked(office, 5)

    page = office.sit("Lyra").get("/desk/statistics?view=public", Accept_Language="ru")

    assert "из республики" in page.words
    assert "пят" in page.words.casefold()
