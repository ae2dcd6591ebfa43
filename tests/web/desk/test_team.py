import re

import pytest

from corridor.accounts.errors import RefusedError
from corridor.domain.access import Compartment
from corridor.services.members import newcomers
from corridor.services.premises import open_premises
from corridor.web import composition
from tests.web.desk.office import Browser, Office

SPICA = {"handle": "Spica", "roles": ["intake"], "reason": "Nights are short of hands."}


def shown_once(page: str) -> tuple[str, str]:
    listed = page.split('id="passphrase"')[1].split("</ol>", maxsplit=1)[0]
    words = re.findall(r"<li>([^<]+)</li>", listed)
    secret = re.findall(r'id="secret">([^<]+)<', page)[0]
    return " ".join(words), secret.replace(" ", "")


def is_here(office: Office, handle: str) -> bool:
    return handle in {one.handle for one in office.open("Deneb").roster.present}


def asked(office: Office, handle: str = "Mira") -> int:
    """Deneb asks to end somebody; the height of what waits."""
    office.sit("Deneb").do(
        "end-member", {"member": str(office.id(handle)), "reason": "Leaves the city."}
    )
    return office.open("Deneb").roster.proposals[-1].height


def test_everybody_sees_who_holds_what_and_only_stewards_see_forms(office: Office) -> None:
    for handle in office.made:
        page = office.sit(handle).read("team")

        assert page.status == 200
        assert all(other in page.words for other in office.made)
        assert ('id="add-member"' in page.html) is (handle in {"Deneb", "Capella"})


def test_a_newcomers_way_in_is_shown_once_and_opens_nothing_yet(office: Office) -> None:
    page = office.sit("Deneb").do("add-member", SPICA)

    passphrase, secret = shown_once(page.html)
    assert len(passphrase.split()) >= 6
    assert len(secret) >= 32
    assert "once a second steward has agreed" in page.words
    assert office.open("Deneb").roster.named("Spica") is None


def test_a_second_steward_lets_a_newcomer_in(office: Office) -> None:
    office.sit("Deneb").do("add-member", SPICA)
    height = office.open("Capella").roster.proposals[-1].height

    answer = office.sit("Capella").do("second-proposal", {"do": "agree"}, height=height)

    assert answer.there == "/desk/team"
    assert office.open("Deneb").roster.named("Spica") is not None


def test_the_one_who_asked_is_offered_no_agreement_and_cannot_force_it(office: Office) -> None:
    height = asked(office)
    browser = office.sit("Deneb")
    assert "Another steward has to agree" in browser.read("team").words

    browser.do("second-proposal", {"do": "agree"}, height=height)

    assert is_here(office, "Mira")


def test_a_declined_newcomer_has_no_way_in_left(office: Office) -> None:
    office.sit("Deneb").do("add-member", SPICA)
    waiting = office.open("Capella").roster.proposals[-1]
    (member,) = newcomers(waiting)
    assert composition.slots().of(member) is not None

    office.sit("Capella").do("second-proposal", {"do": "decline"}, height=waiting.height)

    assert composition.slots().of(member) is None
    assert office.open("Deneb").roster.proposals == ()


def test_a_taken_handle_is_refused_and_every_answer_kept(office: Office) -> None:
    page = office.sit("Deneb").do("add-member", {**SPICA, "handle": "lyra"})

    assert page.status == 422
    assert "This handle is taken" in page.words
    assert "Nights are short of hands." in page.html


def test_too_many_roles_are_refused_and_leave_no_way_in_behind(office: Office) -> None:
    every = ["intake", "caseworker", "lawyer", "relocation", "researcher"]
    every += ["press", "security", "steward", "director"]

    page = office.sit("Deneb").do("add-member", {**SPICA, "roles": every})

    assert page.status == 422
    slots = composition.slots()
    assert slots.find(slots.lookup("Spica")) is None


def test_who_leaves_loses_their_session_their_way_in_and_the_mailbox(office: Office) -> None:
    mira = office.sit("Mira")
    assert mira.read("team").status == 200
    before = open_premises(office.folder).pins

    height = asked(office)
    office.watch.move(minutes=1)
    office.sit("Capella").do("second-proposal", {"do": "agree"}, height=height)

    assert mira.read("team").status == 302
    assert composition.slots().of(office.id("Mira")) is None
    after = open_premises(office.folder).pins
    assert after.mailbox_epoch == before.mailbox_epoch + 1
    assert composition.door().mailbox == after.mailbox
    with pytest.raises(RefusedError):
        composition.gate().log_in(*office.three_answers("Mira").values(), at=office.watch())


def test_colleagues_keep_working_in_their_open_sessions(office: Office) -> None:
    lyra = office.sit("Lyra")
    chain = office.request()
    height = asked(office)
    office.watch.move(minutes=1)
    office.sit("Capella").do("second-proposal", {"do": "agree"}, height=height)
    asked(office, "Vega")

    page = lyra.get("/desk/statistics")

    assert page.figure("asked") == 1
    assert office.open("Lyra").keyed(Compartment.INTAKE).epoch == 1
    assert chain is not None


def test_who_is_no_steward_finds_no_forms_by_their_address(office: Office) -> None:
    lyra = office.sit("Lyra")
    height = asked(office)

    assert lyra.do("add-member", SPICA).status == 404
    assert (
        lyra.do("end-member", {"member": str(office.id("Mira")), "reason": "x"}).status == 404
    )
    assert lyra.read("member", member=office.id("Mira")).status == 404
    refused = lyra.do("second-proposal", {"do": "agree"}, height=height)
    assert refused.status == 404
    assert is_here(office, "Mira")


def test_roles_change_when_a_second_steward_agrees(office: Office) -> None:
    said = {"roles": ["relocation"], "reason": "Hands intake over."}
    office.sit("Deneb").do("member", said, member=office.id("Lyra"))
    waiting = office.sit("Capella").read("team")
    assert "Roles of Lyra: Relocation" in waiting.words
    assert "Hands intake over." in waiting.words
    height = office.open("Capella").roster.proposals[-1].height

    office.sit("Capella").do("second-proposal", {"do": "agree"}, height=height)

    lyra = office.sit("Lyra")
    assert lyra.read("journeys").status == 200
    assert lyra.read("add-member").status == 405


def test_a_stranger_is_led_to_the_door(office: Office) -> None:
    answer = Browser().read("team")

    assert answer.status == 302
    assert not composition.sessions().live_count(at=office.watch())


def test_why_somebody_left_stands_with_the_departure_for_stewards_alone(
    office: Office,
) -> None:
    height = asked(office)

    office.sit("Capella").do("second-proposal", {"do": "agree"}, height=height)

    assert "Reason: Leaves the city." in office.sit("Deneb").read("team").words
    assert "Leaves the city." not in office.sit("Lyra").read("team").html


def test_a_second_steward_may_end_access_by_the_same_form(office: Office) -> None:
    asked(office)
    said = {"member": str(office.id("Mira")), "reason": "I saw her off."}

    answer = office.sit("Capella").do("end-member", said)

    page = office.sit("Deneb").read("team").words
    assert answer.there == "/desk/team"
    assert not is_here(office, "Mira")
    assert "Reason: Leaves the city. I saw her off." in page
