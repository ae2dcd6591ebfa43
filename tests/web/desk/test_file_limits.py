"""How large files may be is a steward's to set, and holds at the next file."""

import pytest

from corridor.domain.attachments import MEGABYTE, Limits
from corridor.services.premises import open_premises
from corridor.web.composition import reception
from tests.web.desk.office import Office

SAID = {"largest_mb": "7", "most": "3", "together_mb": "9"}


def test_a_page_shows_what_stands(office: Office) -> None:
    page = office.sit("Deneb").read("file-limits")

    assert page.status == 200
    assert 'name="largest_mb" value="500"' in page.html


def test_what_a_steward_sets_holds_for_both_faces_at_once(office: Office) -> None:
    sent = office.sit("Deneb").do("file-limits", SAID)

    wanted = Limits(largest_mb=7, most=3, together_mb=9)
    assert sent.status == 302
    assert office.open("Lyra").settings.files == wanted
    assert reception().limits == wanted
    assert open_premises(office.folder).settings.files == wanted
    assert reception().limits.largest == 7 * MEGABYTE


def test_nothing_else_of_the_settings_changes(office: Office) -> None:
    before = open_premises(office.folder)

    office.sit("Deneb").do("file-limits", SAID)

    after = open_premises(office.folder)
    assert after.pins == before.pins
    assert (after.settings.name, after.settings.wordings) == (
        before.settings.name,
        before.settings.wordings,
    )


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"largest_mb": "0"}, "greater than or equal to 1"),
        ({"largest_mb": ""}, "This field is required"),
        ({"most": "many"}, "Enter a whole number"),
        ({"most": "100000"}, "less than or equal to 200"),
        ({"together_mb": "6"}, "All together cannot be less than one file"),
    ],
)
def test_limits_that_cannot_stand_are_refused(
    office: Office, said: dict[str, str], words: str
) -> None:
    page = office.sit("Deneb").do("file-limits", {**SAID, **said})

    assert page.status == 422
    assert words in page.words
    assert office.open("Lyra").settings.files == Limits()


@pytest.mark.parametrize("handle", ["Lyra", "Mira", "Vega"])
def test_nobody_else_sees_or_sets_them(office: Office, handle: str) -> None:
    browser = office.sit(handle)

    assert browser.read("file-limits").status == 404
    assert browser.do("file-limits", SAID).status == 404
    assert office.open("Lyra").settings.files == Limits()


def test_what_stands_already_is_not_written_again(office: Office) -> None:
    deneb = office.sit("Deneb")
    deneb.do("file-limits", SAID)
    height = len(office.open("Deneb").roster.timeline)

    deneb.do("file-limits", SAID)

    assert len(office.open("Deneb").roster.timeline) == height
