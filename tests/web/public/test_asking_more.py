"""Questions that fit who needs help: before sending or behind the code, and none has to be."""

import json
import re
from html import unescape
from urllib.parse import quote_plus

import pytest

from corridor.domain.responses import Given
from corridor.services.casefiles import open_file
from corridor.services.chains import case_chain
from corridor.services.collecting import collect
from tests.web.public.house import SAID, House, Person, Seen

ASKED = re.compile(r'name="q_([a-z0-9]+)"')


def questions(shown: Seen) -> set[str]:
    return set(ASKED.findall(shown.html))


def more(person: Person, shown: Seen, **said: str) -> Seen:
    return person.post(f"/{person.language}/more", {**shown.carried, **said})


def given(house: House, code: str) -> dict[str, Given]:
    return {str(one.response.question): one for one in house.visit(code).dialogue.given}


@pytest.mark.parametrize(
    ("who", "fits", "others"),
    [
        ("0", {"sought", "leave", "need"}, {"children", "knows", "heard"}),
        ("1", {"sought", "many", "children"}, {"knows", "heard"}),
        ("2", {"knows", "whom", "relation"}, {"sought", "children", "heard"}),
        ("3", {"heard", "tried", "openly", "relation"}, {"sought", "knows", "children"}),
        ("", {"need", "hurt", "tongues"}, {"sought", "knows", "heard", "children"}),
    ],
)
def test_the_next_page_asks_what_fits_who_needs_help(
    person: Person, who: str, fits: set[str], others: set[str]
) -> None:
    shown = person.write(who=who)

    asked = questions(more(person, shown, do="more"))

    assert fits <= asked
    assert not others & asked


def test_answers_are_shown_again_with_the_code_and_sent_with_the_words(
    person: Person, house: House
) -> None:
    shown = person.write(who="3")
    page = more(person, shown, do="more")

    checked = more(person, page, do="keep", q_heard="On Monday night", q_openly="1")
    sent = person.post("/en/send", checked.carried)

    assert checked.code == shown.code
    assert "On Monday night" in checked.html
    assert "Could it harm somebody if we asked about them openly?" in checked.html
    assert sent.status == 200
    told = given(house, checked.code)
    assert told["heard"].response.said == "On Monday night"
    assert told["openly"].response.said == "Yes"
    assert told["openly"].response.asked.startswith("Could it harm somebody")


def test_nothing_has_to_be_answered(person: Person, house: House) -> None:
    shown = person.write()
    page = more(person, shown, do="more")

    checked = more(person, page, do="keep")
    person.post("/en/send", checked.carried)

    assert given(house, checked.code) == {}
    assert "required" not in page.html


def test_several_answers_to_one_question_stay_several(person: Person, house: House) -> None:
    shown = person.write(who="3")
    page = more(person, shown, do="more")
    pairs = [*page.carried.items(), ("do", "keep"), ("q_tried", "1"), ("q_tried", "3")]
    body = "&".join(f"{name}={quote_plus(value)}" for name, value in pairs)

    checked = person.send_raw("/en/more", body.encode(), "application/x-www-form-urlencoded")
    person.post("/en/send", checked.carried)

    said = given(house, checked.code)["tried"].response
    assert said.chosen == ("1", "3")
    assert said.said == "Relatives or friends were asked, A lawyer knows"


def test_a_tick_that_is_taken_away_is_taken_back(person: Person) -> None:
    shown = person.write(who="3")
    checked = more(person, more(person, shown, do="more"), do="keep", q_tried="3")
    page = more(person, checked, do="more")

    emptied = more(person, page, do="keep")

    assert " checked" in page.html
    assert "tried" not in emptied.carried["told"]


def test_changing_the_words_or_adding_a_file_keeps_the_answers(person: Person) -> None:
    shown = person.write()
    checked = more(person, more(person, shown, do="more"), do="keep", q_tongues="Tatar")

    changed = person.post("/en/send", {**checked.carried, "do": "change"})
    again = person.post("/en/", {**SAID, **changed.carried})

    assert "Tatar" in again.html
    assert again.code == checked.code
    assert again.carried["told"] == checked.carried["told"]


def test_who_needs_help_may_change_and_no_answer_is_lost(person: Person) -> None:
    shown = person.write(who="3")
    checked = more(person, more(person, shown, do="more"), do="keep", q_heard="Yesterday")

    other = person.post("/en/", {**SAID, **checked.carried, "who": "0"})
    page = more(person, other, do="more")

    assert "Yesterday" in other.html
    assert {"sought", "heard"} <= questions(page)


def test_another_language_is_the_same_page_with_every_word(person: Person) -> None:
    asked = person.get("/en/")
    shown = person.write(who="3")
    page = more(person, shown, do="more")

    first = person.post("/ru/", {**SAID, "what": "Half a sen", "do": "change"})
    russian = person.post("/ru/more", {**page.carried, "do": "look", "q_heard": "At night"})
    back = person.post("/ru/more", {**russian.carried, "do": "keep", "q_heard": "At night"})

    assert 'form="ask" formaction="/ru/"' in asked.html
    assert 'form="send" formaction="/ru/"' in shown.html
    assert 'form="more" formaction="/ru/more"' in page.html
    assert first.box("what") == "Half a sen"
    assert russian.box("q_heard") == "At night"
    assert "Когда" in russian.html
    assert "At night" in back.html


def test_a_page_that_lay_open_too_long_keeps_the_answers_under_a_new_code(
    person: Person, house: House
) -> None:
    shown = person.write(who="3")
    page = more(person, shown, do="more")
    house.watch.move(minutes=21)

    checked = more(person, page, do="keep", q_heard="On Monday")

    assert checked.status == 422
    assert checked.code != shown.code
    assert "On Monday" in checked.html
    assert "Your code has changed" in checked.trouble


def test_an_answer_that_is_too_long_is_given_back_whole(person: Person, house: House) -> None:
    before = house.count("store_lock")
    shown = person.write(who="3")
    page, long = more(person, shown, do="more"), "я" * 2_001

    refused = more(person, page, do="keep", q_heard=long, q_openly="2")

    assert refused.status == 422
    assert refused.box("q_heard") == long
    assert "checked" in refused.html
    assert "too long" in refused.trouble
    assert 'href="#q_heard"' in refused.html
    assert house.count("store_lock") == before


@pytest.mark.parametrize(
    "told",
    [
        "[" * 20_000,
        '{"form":"","said":{"heard":' + "[" * 5_000,
        '{"form":"","said":{"heard":[["nested"]]}}',
        '{"form":"","said":{"heard":{"deep":["er"]}}}',
        '{"said":{"heard":["' + "x" * 2_001 + '"]}}',
        json.dumps({"said": {f"a{number}": ["x"] for number in range(41)}}),
        json.dumps({"said": {f"a{number}": ["x" * 1_900] for number in range(8)}}),
        '{"said":{},"level":"hours"}',
        "x" * 40_001,
        "null",
    ],
    ids=range(10),
)
def test_deep_or_huge_answers_are_refused_and_the_words_kept(
    person: Person, house: House, told: str
) -> None:
    before = house.count("store_lock")
    shown = person.write()

    refused = person.post("/en/send", {**shown.carried, "told": told})
    asked = person.post("/en/", {**SAID, "told": told})

    assert (refused.status, asked.status) == (422, 422)
    assert refused.box("what") == SAID["what"]
    assert 'name="told"' not in refused.html
    assert house.count("store_lock") == before


@pytest.mark.parametrize(
    ("name", "value", "kept"),
    [
        ("q_sought", "9", "9"),
        ("q_sought", "banana", "banana"),
        ("q_neverasked", "a word", "a word"),
        ("q_heard", "\x00<b>bold</b>", "<b>bold</b>"),
    ],
)
def test_what_was_never_offered_is_kept_as_the_plain_words_it_is(
    person: Person, house: House, name: str, value: str, kept: str
) -> None:
    shown = person.write(who="0")
    page = more(person, shown, do="more")

    checked = more(person, page, do="keep", **{name: value})
    sent = person.post("/en/send", checked.carried)

    assert sent.status == 200
    response = given(house, checked.code)[name.removeprefix("q_")].response
    assert (response.said, response.chosen) == (kept, ())
    assert "<b>" not in checked.html


@pytest.mark.parametrize("form", ["00" * 16, "zz", "00", "x" * 5_000, "\ud800"])
def test_another_forms_edition_changes_no_answer(
    person: Person, house: House, form: str
) -> None:
    shown = person.write(who="3")
    page = more(person, shown, do="more")

    checked = more(person, page, do="keep", form=form, q_heard="On Monday", q_openly="1")
    sent = person.post("/en/send", checked.carried)

    assert sent.status == 200
    assert given(house, checked.code)["heard"].response.said == "On Monday"


@pytest.mark.parametrize("name", ["q_", "q_A", "q_a[b][c]", "q_" + "a" * 40, "q_é"])
def test_a_name_that_is_none_of_ours_is_passed_over(
    person: Person, house: House, name: str
) -> None:
    shown = person.write()

    checked = more(person, shown, do="keep", **{name: "a word"})
    sent = person.post("/en/send", checked.carried)

    assert sent.status == 200
    assert given(house, checked.code) == {}


def test_more_can_be_told_behind_the_code(person: Person, house: House) -> None:
    code = person.send(who="3")
    opened = person.come_back(code)

    page = person.press(opened, "more")
    done = person.press(page, "more", do="keep", **_hidden(page), q_heard="On Monday")

    assert {"heard", "tried", "openly"} <= questions(page)
    assert "Your answers are with us." in done.html
    assert "On Monday" in done.html
    assert given(house, code)["heard"].response.said == "On Monday"


def _hidden(page: Seen) -> dict[str, str]:
    return {name: page.carried[name] for name in ("form", "asked")}


def test_an_answer_behind_the_code_is_changed_and_taken_back(
    person: Person, house: House
) -> None:
    code = person.send(who="3")
    page = person.press(person.come_back(code), "more")
    first = person.press(
        page, "more", do="keep", **_hidden(page), q_heard="Monday", q_openly="1"
    )

    again = person.press(first, "more")
    person.press(again, "more", do="keep", **_hidden(again), q_heard="Sunday")

    assert again.box("q_heard") == "Monday"
    told = given(house, code)
    assert told["heard"].response.said == "Sunday"
    assert "openly" not in told


def test_pressed_twice_an_answer_counts_once(person: Person, house: House) -> None:
    code = person.send(who="3")
    page = person.press(person.come_back(code), "more")

    for _ in range(2):
        person.press(page, "more", do="keep", **_hidden(page), q_heard="Monday")

    told = [one for one in house.visit(code).dialogue.messages if "Monday" in one.text]
    assert len(told) == 1


def test_answers_come_along_when_the_code_has_to_be_typed_again(
    person: Person, house: House
) -> None:
    code = person.send(who="3")
    page = person.press(person.come_back(code), "more")
    house.watch.move(minutes=21)

    late = person.press(page, "more", do="keep", **_hidden(page), q_heard="Monday night")
    opened = person.post("/en/back", {**late.carried, "code": code})

    assert late.status == 422
    assert "Monday night" in unescape(late.carried["told"])
    assert opened.box("q_heard") == "Monday night"


def test_a_code_sent_twice_adds_the_answers_that_came_since(
    person: Person, house: House
) -> None:
    shown = person.write(who="3")
    person.post("/en/send", shown.carried)
    page = more(person, shown, do="more")

    checked = more(person, page, do="keep", q_heard="On Monday")
    for _ in range(2):
        person.post("/en/send", checked.carried)

    assert given(house, shown.code)["heard"].response.said == "On Monday"
    assert house.visit(shown.code).history.head.height == 1


def test_the_desk_finds_the_answers_in_the_case(person: Person, house: House) -> None:
    shown = person.write(who="3")
    page = more(person, shown, do="more")
    checked = more(person, page, do="keep", q_heard="On Monday")
    person.post("/en/send", checked.carried)
    desk = house.open()
    collect(desk)

    file = open_file(desk, case_chain(house.dialogue(checked.code)))

    assert file.talk is not None
    assert [one.response.said for one in file.talk.dialogue.given] == ["On Monday"]


def test_no_question_asks_for_a_name_and_the_page_says_never_to_send_what_is_intimate(
    person: Person,
) -> None:
    for who in ("0", "1", "2", "3"):
        page = more(person, person.write(who=who), do="more")

        legends = " ".join(
            re.findall(r"<(?:legend|label class=.label.)[^>]*>([^<]+)", page.html)
        )
        assert "name" not in legends.lower()
        assert "We never ask for intimate pictures" in page.html
