import re
from base64 import b32decode

import pytest

from corridor.accounts.errors import RefusedError
from corridor.crypto.second_factor import code_at
from corridor.crypto.secrets import SecretKey
from corridor.web import composition
from corridor.web.desk.recovery import LASTS
from tests.web.desk.office import Browser, Office, Seen
from tests.web.desk.test_team import shown_once

ABOUT = {"member": "Lyra", "reason": "She stood before me."}


def begin(office: Office, by: str = "Deneb", **about: str) -> Seen:
    return Browser().do("recovery", {**ABOUT, **about, **office.three_answers(by)})


def test_two_stewards_in_turn_give_a_member_a_new_way_in(office: Office) -> None:
    first = begin(office)
    office.watch.move(minutes=1)

    page = Browser().post(first.there, office.three_answers("Capella"))

    passphrase, secret = shown_once(page.html)
    code = code_at(SecretKey(b32decode(secret)), at=office.watch())
    keys = composition.gate().log_in("Lyra", passphrase, code, at=office.watch())
    assert keys.member == office.id("Lyra")
    named = {one.handle: one.keys.signing_key for one in office.open("Deneb").roster.present}
    assert named["Lyra"] == keys.signing.public


def test_the_old_answers_and_the_open_session_end(office: Office) -> None:
    lyra = office.sit("Lyra")
    first = begin(office)
    office.watch.move(minutes=1)

    Browser().post(first.there, office.three_answers("Capella"))

    assert lyra.read("team").status == 302
    with pytest.raises(RefusedError):
        composition.gate().log_in(*office.three_answers("Lyra").values(), at=office.watch())


def test_after_one_turn_the_member_still_works_as_before(office: Office) -> None:
    lyra = office.sit("Lyra")

    begin(office)

    assert lyra.read("team").status == 200


def test_the_same_steward_twice_is_refused(office: Office) -> None:
    first = begin(office)
    office.watch.move(minutes=1)

    page = Browser().post(first.there, office.three_answers("Deneb"))

    assert page.status == 422
    assert "The second person must be another one." in page.words


@pytest.mark.parametrize(
    ("by", "about"),
    [("Mira", "Lyra"), ("Deneb", "Nobody"), ("Deneb", "")],
    ids=["no steward", "nobody of that name", "no name"],
)
def test_what_does_not_fit_is_refused_and_says_nothing_more(
    office: Office, by: str, about: str
) -> None:
    page = begin(office, by, member=about)

    assert page.status == 422
    assert not re.findall("passphrase.*id", page.there)
    assert office.open("Deneb").roster.proposals == ()


def test_a_wrong_code_begins_nothing(office: Office) -> None:
    page = Browser().do("recovery", {**ABOUT, **office.three_answers("Deneb"), "second": "000"})

    assert page.status == 422
    assert office.open("Deneb").roster.proposals == ()


def test_a_recovery_ends_by_itself(office: Office) -> None:
    first = begin(office)
    office.watch.move(minutes=int(LASTS.total_seconds() // 60) + 1)

    page = Browser().post(first.there, office.three_answers("Capella"))

    assert page.status == 404


def test_a_stopped_recovery_is_gone(office: Office) -> None:
    first = begin(office)

    Browser().post(first.there + "/stop")

    assert Browser().get(first.there).status == 404


def test_the_door_lists_no_handle(office: Office) -> None:
    page = Browser().read("recovery")

    assert page.status == 200
    assert not any(handle in page.html for handle in office.made)


def test_the_team_page_offers_no_agreement_to_a_recovery(office: Office) -> None:
    begin(office)

    page = office.sit("Capella").read("team")

    assert "Restore Lyra with new keys" in page.words
    assert 'value="agree"' not in page.html


def test_a_stopped_recovery_is_declined_on_the_team_page(office: Office) -> None:
    first = begin(office)
    Browser().post(first.there + "/stop")
    (waiting,) = office.open("Capella").roster.proposals
    page = office.sit("Capella").read("team")
    assert "The second turn is taken where the recovery was begun" in page.words
    assert page.html.count('value="decline"') == 1

    office.sit("Capella").do("second-proposal", {"do": "decline"}, height=waiting.height)

    assert office.open("Deneb").roster.proposals == ()
    assert "Restore Lyra" not in office.sit("Capella").read("team").words


def test_who_began_a_recovery_may_take_it_back_and_the_member_works_on(office: Office) -> None:
    lyra = office.sit("Lyra")
    begin(office)
    (waiting,) = office.open("Deneb").roster.proposals

    office.sit("Deneb").do("second-proposal", {"do": "decline"}, height=waiting.height)

    assert office.open("Deneb").roster.proposals == ()
    assert lyra.read("team").status == 200


def test_a_declined_recovery_has_no_second_turn(office: Office) -> None:
    first = begin(office)
    (waiting,) = office.open("Capella").roster.proposals
    office.sit("Capella").do("second-proposal", {"do": "decline"}, height=waiting.height)
    office.watch.move(minutes=1)

    page = Browser().post(first.there, office.three_answers("Capella"))

    assert page.status == 422
    assert "There is nothing here that waits for a second person." in page.words


def test_who_is_no_steward_declines_nothing(office: Office) -> None:
    begin(office)
    (waiting,) = office.open("Deneb").roster.proposals
    assert 'value="decline"' not in office.sit("Lyra").read("team").html

    page = office.sit("Lyra").do("second-proposal", {"do": "decline"}, height=waiting.height)

    assert page.status == 404
    assert office.open("Deneb").roster.proposals == (waiting,)
