"""Once a day a member's key signs what both logs look like, whoever comes first."""

from datetime import date, timedelta

from corridor.base.clock import system_clock
from corridor.ledger.checkpoint import Checkpoint
from corridor.services.days import LAST_SIGNED, keep_the_day, kept_day
from corridor.web import composition
from tests.web.desk.office import Browser, Office


def signed() -> list[Checkpoint]:
    stores = composition.stores()
    return [one for store in (stores.desk, stores.door) for one in store.checkpoints()]


def day(office: Office) -> date | None:
    return kept_day(office.folder, LAST_SIGNED)


def test_the_first_act_of_a_day_signs_both_logs(office: Office) -> None:
    assert day(office) is None

    office.sit("Mira").read("queue")

    assert {one.store for one in signed()} == {"desk", "door"}
    assert {one.key for one in signed()} == {office.keys("Mira").signing.public}
    assert day(office) == system_clock().date()


def test_later_acts_of_the_day_sign_nothing_more(office: Office) -> None:
    office.sit("Mira").read("queue")
    before = signed()

    office.request()
    office.sit("Lyra").read("queue")

    assert signed() == before


def test_another_day_is_signed_again_by_who_never_left(office: Office) -> None:
    browser = office.sit("Mira")
    browser.read("queue")
    office.request()
    keep_the_day(office.folder, LAST_SIGNED, at=system_clock() - timedelta(days=1))

    browser.read("queue")

    assert len(signed()) > 2
    assert day(office) == system_clock().date()


def test_who_holds_no_key_signs_nothing(office: Office) -> None:
    Browser().read("queue")
    Browser().read("sign-in")

    assert signed() == []
    assert day(office) is None


def test_what_was_done_stands_when_the_day_cannot_be_kept(office: Office) -> None:
    (office.folder / f"{LAST_SIGNED}.new").mkdir()

    page = office.sit("Mira").read("queue")

    assert page.status == 200
