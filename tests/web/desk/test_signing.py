"""At the door: three answers, one sentence for each failure, and words that came too late."""

from datetime import timedelta

import pytest

from corridor.domain.journal import LoggedIn
from corridor.services.journal import journal_authors, read_journal
from corridor.services.premises import DEMO_CLOCK, open_premises, write_desk_file
from corridor.web import composition
from tests.web.desk.office import Browser, Office, forget

LATE = {"text": "We are here, and we stay."}


def test_the_three_answers_open_the_first_room(office: Office) -> None:
    browser = Browser()

    answer = browser.do("sign-in", office.three_answers("Lyra"))

    assert browser.get(answer.there).there == "/desk/queue"


@pytest.mark.parametrize("wrong", ["name", "passphrase", "second"])
def test_which_of_the_three_was_wrong_is_not_said(office: Office, wrong: str) -> None:
    said = {**office.three_answers("Lyra"), wrong: "000000"}

    page = Browser().do("sign-in", said)

    assert page.status == 422
    assert "The three do not belong together" in page.words
    assert said["passphrase"] not in page.html


def test_a_lock_closes_the_desk_for_this_browser(office: Office) -> None:
    lyra = office.sit("Lyra")

    locked = lyra.do("lock")

    assert locked.there == "/desk/sign-in?why=locked"
    assert lyra.read("queue").there.startswith("/desk/sign-in")


def test_words_that_came_after_the_lock_are_offered_after_sign_in(office: Office) -> None:
    chain, browser = office.request(), Browser()
    browser.do("sign-in", office.three_answers("Lyra"))
    office.watch.move(minutes=16)

    late = browser.do("reply", LATE, case=chain)
    back = browser.do("sign-in", office.three_answers("Lyra"))
    kept = browser.get(back.there)

    assert "kept=1" in late.there
    assert back.there == "/desk/kept"
    assert LATE["text"] in kept.html
    assert f'action="/desk/requests/{chain}/reply"' in kept.html


def test_a_late_form_that_was_sent_again_is_kept_no_longer(office: Office) -> None:
    chain, browser = office.request(), Browser()
    browser.do("sign-in", office.three_answers("Lyra"))
    office.watch.move(minutes=16)
    browser.do("reply", LATE, case=chain)
    browser.do("sign-in", office.three_answers("Lyra"))
    draft = browser.read("kept").html.split('name="late" value="')[1].split('"')[0]

    browser.do("reply", {**LATE, "late": draft}, case=chain)

    assert browser.read("kept").there == "/desk/"
    assert LATE["text"] in browser.read("request", case=chain).words


def test_what_is_still_being_typed_is_not_offered_as_a_late_form(office: Office) -> None:
    chain, browser = office.request(), Browser()
    browser.do("sign-in", office.three_answers("Lyra"))
    browser.do("reply-draft", LATE, case=chain)
    browser.do("sign-out")
    office.watch.move(minutes=2)

    back = browser.do("sign-in", office.three_answers("Lyra"))

    assert back.there == "/desk/"


def test_a_late_form_is_dropped_by_its_own_member_alone(office: Office) -> None:
    chain, browser = office.request(), Browser()
    browser.do("sign-in", office.three_answers("Lyra"))
    office.watch.move(minutes=16)
    browser.do("reply", LATE, case=chain)
    browser.do("sign-in", office.three_answers("Lyra"))
    drop = browser.read("kept").html.split('formaction="/desk/kept/')[1].split('"')[0]

    office.sit("Mira").post(f"/desk/kept/{drop}")
    still = browser.read("kept")
    browser.post(f"/desk/kept/{drop}")

    assert LATE["text"] in still.html
    assert browser.read("kept").there == "/desk/"


def test_single_letter_keys_are_switched_off_in_this_browser(office: Office) -> None:
    lyra = office.sit("Lyra")

    lyra.do("keys", {})

    assert 'data-letter-keys="off"' in lyra.read("keys").html
    assert 'data-letter-keys="off"' not in office.sit("Lyra").read("keys").html


def test_who_may_not_search_is_offered_no_search(office: Office) -> None:
    """An address left empty would post the words to whatever page is open."""
    page = office.sit("Capella").read("team")

    assert page.status == 200
    assert 'role="search"' not in page.html


def test_only_a_press_throws_kept_words_away(office: Office) -> None:
    chain, browser = office.request(), Browser()
    browser.do("sign-in", office.three_answers("Lyra"))
    office.watch.move(minutes=16)
    browser.do("reply", LATE, case=chain)
    browser.do("sign-in", office.three_answers("Lyra"))
    shown = browser.read("kept").html
    drop = shown.split('formaction="')[1].split('"')[0]

    followed = browser.get(drop)
    still = browser.read("kept").html
    browser.post(drop)

    assert followed.status == 405
    assert f'href="{drop}"' not in shown
    assert LATE["text"] in still
    assert browser.read("kept").there == "/desk/"


def test_codes_live_by_real_time_and_the_journal_by_the_desks_own(office: Office) -> None:
    """A demo lives on from the end of its story, years behind the telephone that counts."""
    (office.folder / DEMO_CLOCK).write_text(str(timedelta(days=7).total_seconds())[:-2])
    forget()

    answer = Browser().do("sign-in", office.three_answers("Lyra"))

    deneb = office.open("Deneb")
    machine = composition.machine_diarist().signing.public
    newest = next(iter(read_journal(deneb, authors=journal_authors(deneb, machine=machine))))
    assert answer.status == 302
    assert newest.fact == LoggedIn(member=office.id("Lyra"))
    assert newest.at == office.watch() - timedelta(days=7)


def test_an_arrival_mends_the_pins_that_a_stopped_machine_left_old(office: Office) -> None:
    before = open_premises(office.folder)
    _end_mira(office)
    renewed = open_premises(office.folder).pins
    write_desk_file(office.folder, before.pins, before.settings)
    forget()

    Browser().do("sign-in", office.three_answers("Lyra"))

    assert renewed.mailbox_epoch > before.pins.mailbox_epoch
    assert open_premises(office.folder).pins == renewed


def test_a_refused_arrival_mends_nothing(office: Office) -> None:
    before = open_premises(office.folder)
    _end_mira(office)
    write_desk_file(office.folder, before.pins, before.settings)
    forget()

    Browser().do("sign-in", {**office.three_answers("Lyra"), "second": "000000"})

    assert open_premises(office.folder).pins == before.pins


def _end_mira(office: Office) -> None:
    leaves = {"member": str(office.id("Mira")), "reason": "Leaves the city."}
    office.sit("Deneb").do("end-member", leaves)
    office.sit("Capella").do("end-member", leaves)
