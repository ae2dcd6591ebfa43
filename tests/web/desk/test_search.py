"""Search: by POST, over what one's keys open, and never over names."""

from tests.web.desk.office import Office


def test_a_beginning_of_a_word_finds_a_request_and_a_case(office: Office) -> None:
    office.request(what="Insulin every day")
    case = office.case()
    office.sit("Lyra").do("write", {"kind": "note", "text": "insulin bought"}, case=case)

    page = office.sit("Lyra").do("search", {"words": "INSUL"})

    assert "2 found" in page.words


def test_what_was_searched_for_stands_in_no_address_and_no_title(office: Office) -> None:
    page = office.sit("Lyra").do("search", {"words": "insulin"})

    title = page.html.split("<title>")[1].split("</title>")[0]
    assert "insulin" not in title
    assert "insulin" not in "".join(page.headers.values())
    assert "?words" not in page.html


def test_a_search_for_nothing_is_refused(office: Office) -> None:
    page = office.sit("Lyra").do("search", {"words": " "})

    assert page.status == 422
    assert "Write a word or a code" in page.words


def test_a_search_by_the_address_finds_nothing(office: Office) -> None:
    office.request(what="Insulin every day")

    page = office.sit("Lyra").get("/desk/search?words=insulin")

    assert "found" not in page.words.split("Your words")[0]
    assert "data-case" not in page.html


def test_names_are_not_searched(office: Office) -> None:
    case, lyra = office.case(), office.sit("Lyra")
    person = lyra.read("case", case=case).html.split("/people/")[1].split("/")[0]
    lyra.do("add-name", {"name": "Rareword", "sort": "used"}, case=case, person=person)

    page = lyra.do("search", {"words": "rareword"})

    assert "0 found" in page.words
