import pytest
from django.urls import reverse

from corridor.accounts.errors import RefusedError
from corridor.domain.journal import LogInFailed
from corridor.services.journal import note
from corridor.web import composition
from tests.web.desk.office import Browser, Office


def test_security_reads_who_exported_what(office: Office) -> None:
    office.sit("Lyra").read("statistics-csv")

    page = office.sit("Deneb").read("journal")

    assert page.status == 200
    assert "Took it out of the desk" in page.words
    assert "Lyra" in page.words


@pytest.mark.parametrize("handle", ["Capella", "Lyra", "Mira", "Vega"])
def test_nobody_else_reads_the_journal(office: Office, handle: str) -> None:
    page = office.sit(handle).read("journal")

    assert page.status == 404


def test_a_failed_log_in_is_written_by_the_machine_and_names_nobody(office: Office) -> None:
    with pytest.raises(RefusedError):
        composition.gate().log_in("Lyra", "wrong words here", "123456", at=office.watch())
    note(composition.machine_diarist(), LogInFailed())

    page = office.sit("Deneb").get(reverse("journal") + "?kind=refused")

    assert "Which of the three was wrong is not kept" in page.words
    assert "The machine" in page.words


def test_an_opening_is_there_without_the_words_of_what_was_opened(office: Office) -> None:
    chain = office.request(what="A very particular sentence.")
    office.sit("Lyra").get(f"/desk/requests/{chain}")

    page = office.sit("Deneb").get(reverse("journal") + "?kind=openings")

    assert str(chain)[:8] in page.words
    assert "particular" not in page.words


def test_one_members_lines_can_be_chosen_by_id_and_never_by_name(office: Office) -> None:
    office.sit("Lyra").read("statistics-csv")
    office.sit("Capella").read("statistics-csv")

    page = office.sit("Deneb").get(reverse("journal") + f"?who={office.id('Lyra')}")

    assert page.html.count("Took it out of the desk") == 1
    assert "who=Lyra" not in page.html


def test_what_is_no_filter_shows_everything(office: Office) -> None:
    page = office.sit("Deneb").get(reverse("journal") + "?kind=nonsense&skip=-4&who=x")

    assert page.status == 200


def test_a_stranger_is_led_to_the_door(office: Office) -> None:
    answer = Browser().read("journal")

    assert answer.status == 302
    assert office.folder.exists()
