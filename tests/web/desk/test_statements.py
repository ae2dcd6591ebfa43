import json
import re
from pathlib import Path

import pytest

from corridor.web.press.views import LANGUAGES
from tests.web.desk.office import Browser, Office, Seen

CLAIM = {
    "speaker_en": "Lithuania’s foreign minister",
    "speaker_ru": "Министр иностранных дел Литвы",
    "verb": "says",
    "count": "2",
    "unit": "person",
    "about_en": "have been granted visas",
    "about_ru": "получили визы",
    "as_of": "17.05.2017",
    "source": "A newspaper, 17 May 2017",
}


def drafted(office: Office, *, asked: int = 6, by: str = "Capella") -> str:
    for number in range(asked):
        office.request(what=f"Please help, {number}.")
    return office.sit(by).do("statements").there


def act(office: Office, by: str, place: str, do: str) -> Seen:
    return office.sit(by).post(f"{place}/act", {"do": do})


def released(office: Office) -> list[Path]:
    return sorted((office.folder / "press").glob("*"))


def test_a_draft_says_in_both_languages_what_was_counted(office: Office) -> None:
    place = drafted(office)

    page = office.sit("Vega").get(place)

    assert page.status == 200
    assert "Six people from the republic have asked us for help." in page.words
    assert re.search(r"обратил\w+ .*шест", page.words, re.IGNORECASE)


def test_a_figure_below_five_is_left_out_and_said_to_be(office: Office) -> None:
    place = drafted(office, asked=4)

    page = office.sit("Vega").get(place)

    assert "Four" not in page.words
    assert "it stays inside" in page.words


def test_nothing_to_tell_cannot_be_asked_for(office: Office) -> None:
    place = drafted(office, asked=2)

    act(office, "Vega", place, "ask")
    act(office, "Capella", place, "release")

    assert released(office) == []


def test_somebody_elses_two_stands_as_their_words(office: Office) -> None:
    place = drafted(office)

    office.sit("Vega").post(f"{place}/claim", CLAIM)

    page = office.sit("Vega").get(place)
    said = "Lithuania’s foreign minister says that two people have been granted visas."
    assert said in page.words


def test_a_claim_is_taken_back_and_its_words_wait_in_the_form(office: Office) -> None:
    place = drafted(office)
    vega = office.sit("Vega")
    vega.post(f"{place}/claim", CLAIM)
    (height,) = re.findall(r'name="claim" value="(\d+)"', vega.get(place).html)

    gone = vega.post(f"{place}/act", {"do": "take-back", "claim": height})
    again = vega.post(f"{place}/act", {"do": "take-back", "claim": height})

    page = vega.get(place)
    assert (gone.status, again.status) == (302, 404)
    assert "two people have been granted visas" not in page.words
    assert 'value="A newspaper, 17 May 2017"' in page.html


@pytest.mark.parametrize("height", ["", "0", "99", "-1", "²", "1" * 12])
def test_what_is_no_claim_of_this_draft_is_not_taken_back(office: Office, height: str) -> None:
    place = drafted(office)
    vega = office.sit("Vega")
    vega.post(f"{place}/claim", CLAIM)

    refused = vega.post(f"{place}/act", {"do": "take-back", "claim": height})

    assert refused.status == 404
    assert "two people have been granted visas" in vega.get(place).words


def test_one_person_alone_releases_nothing(office: Office) -> None:
    place = drafted(office)
    act(office, "Capella", place, "ask")

    act(office, "Capella", place, "release")

    assert released(office) == []
    assert "Another person has to approve" in office.sit("Capella").get(place).words


def test_two_people_release_a_file_that_readers_see(office: Office) -> None:
    place = drafted(office)
    office.sit("Vega").post(f"{place}/claim", CLAIM)
    act(office, "Vega", place, "ask")

    act(office, "Capella", place, "release")

    (file,) = released(office)
    told = json.loads(file.read_bytes())
    assert told["number"] == 1
    page = Browser().get("/press/en/")
    assert "Six people from the republic have asked us for help." in page.words
    assert "A newspaper, 17 May 2017" in Browser().get("/press/en/1").words
    assert "литвы говорит" in Browser().get("/press/ru/1").words.casefold()


def test_a_released_statement_is_never_changed(office: Office) -> None:
    place = drafted(office)
    act(office, "Vega", place, "ask")
    act(office, "Capella", place, "release")
    before = released(office)[0].read_bytes()

    for do in ("discard", "ask", "release", "count"):
        act(office, "Capella", place, do)
    office.sit("Vega").post(f"{place}/claim", CLAIM)

    assert released(office)[0].read_bytes() == before
    assert "visas" not in Browser().get("/press/en/1").words


def test_a_change_takes_the_approval_back(office: Office) -> None:
    place = drafted(office)
    act(office, "Vega", place, "ask")

    office.sit("Vega").post(f"{place}/claim", CLAIM)
    act(office, "Capella", place, "release")

    assert released(office) == []


@pytest.mark.parametrize(
    ("opening", "check"),
    [
        ("Twelve of them are children.", "hangs on nothing"),
        ("They left by the night train.", "an hour, a route or a means of travel"),
    ],
)
def test_words_that_could_expose_somebody_stand_in_the_way(
    office: Office, opening: str, check: str
) -> None:
    place = drafted(office)
    office.sit("Vega").post(
        f"{place}/words", {"opening_en": opening, "opening_ru": "Сегодня мы говорим снова."}
    )

    act(office, "Vega", place, "ask")
    act(office, "Capella", place, "release")

    assert check in office.sit("Vega").get(place).words
    assert released(office) == []


def test_a_part_in_one_language_only_is_refused_and_kept(office: Office) -> None:
    place = drafted(office)

    page = office.sit("Vega").post(f"{place}/words", {"opening_en": "Today we speak again."})

    assert page.status == 422
    assert "Write this part in Russian too" in page.words
    assert "Today we speak again." in page.html


def test_yesterdays_figures_are_counted_again_before_they_are_told(office: Office) -> None:
    place = drafted(office)
    office.watch.move(days=1)

    act(office, "Vega", place, "ask")
    assert "The figures are not of today" in office.sit("Vega").get(place).words
    act(office, "Capella", place, "count")
    act(office, "Vega", place, "ask")
    act(office, "Capella", place, "release")

    assert len(released(office)) == 1


def test_a_statement_waits_for_its_day(office: Office) -> None:
    place = drafted(office)
    office.sit("Vega").post(f"{place}/words", {"not_before": "01.01.2099"})
    act(office, "Vega", place, "ask")

    act(office, "Capella", place, "release")

    assert "Six people" not in Browser().get("/press/en/").words
    assert Browser().get("/press/en/1").status == 404


def test_a_discarded_draft_is_gone(office: Office) -> None:
    place = drafted(office)

    act(office, "Capella", place, "discard")

    assert office.sit("Vega").get(place).status == 404


@pytest.mark.parametrize("handle", ["Lyra", "Mira", "Deneb"])
def test_who_is_not_of_the_press_reads_no_draft(office: Office, handle: str) -> None:
    place = drafted(office)
    browser = office.sit(handle)

    assert browser.get(place).status == 404
    assert browser.read("statements").status == 404
    assert browser.post(f"{place}/act", {"do": "discard"}).status == 404


def test_a_case_manager_begins_a_draft_that_she_cannot_read(office: Office) -> None:
    there = drafted(office, by="Lyra")

    assert there == "/desk/statistics?done=yes"
    assert "Done." in office.sit("Lyra").get(there).words
    assert "Statement 1" in office.sit("Vega").read("statements").words


def test_an_act_that_is_none_is_no_page(office: Office) -> None:
    place = drafted(office)

    assert act(office, "Capella", place, "publish-now").status == 404


def test_what_a_stopped_machine_did_not_write_is_written_at_the_next_look(
    office: Office,
) -> None:
    place = drafted(office)
    act(office, "Vega", place, "ask")
    act(office, "Capella", place, "release")
    released(office)[0].unlink()

    office.sit("Vega").read("statements")

    assert len(released(office)) == 1


def test_the_press_face_says_when_there_is_nothing(office: Office) -> None:
    page = Browser().get("/press/en/")

    assert office.folder.exists()
    assert "Nothing has been released yet." in page.words
    assert Browser().get("/press/xx/").status == 404
    assert {Browser().get(f"/press/{code}/").status for code in LANGUAGES} == {200}


def test_figures_of_another_day_are_old_also_when_all_are_too_small(office: Office) -> None:
    place = drafted(office, asked=2)
    assert "The figures are of today" in office.sit("Vega").get(place).words
    office.watch.move(days=1)

    page = office.sit("Capella").get(place)

    assert "The figures are not of today" in page.words
    assert 'value="count"' in page.html
