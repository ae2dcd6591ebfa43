"""The doors themselves: who comes in, by what, and where they stand then.

Attack case 13: no state changes by a link, without a form's token or from another site, and
nobody is sent elsewhere after the log-in. Attack case 14: the session of one organisation opens
nothing in another, even where both keep their sessions in one table.
"""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from django.urls import reverse

from corridor.crypto.random import new_uuid
from corridor.services import premises
from corridor.web import composition
from corridor.web.desk.entry import COOKIE
from corridor.web.desk.recovery import turns
from corridor.web.headers import DESK_POLICY
from tests.access.addresses import ADDRESSES
from tests.access.live import FORM_COOKIE, FORM_SECRET
from tests.access.matrix import CAST, LEAVES, MATRIX, STAFF
from tests.store.engines import prepare_sqlite
from tests.web.desk.office import Browser, Office, Seen, founded

ABOUT = {"member": "Spica", "reason": "She stood before me."}
OWN = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": DESK_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}
AWAY = ["//elsewhere.example/", "https://elsewhere.example/", "/\\elsewhere.example", "/press/"]


@pytest.fixture(scope="module", autouse=True)
def _clock_in_hand(office: Office) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for module in (composition, premises):
            patch.setattr(module, "system_clock", office.watch)
        yield


@pytest.fixture
def turn(office: Office) -> Iterator[str]:
    """A recovery that waits for its second steward; where it waits."""
    came = Browser().do("recovery", {**ABOUT, **answers(office, "Deneb")})
    assert came.status == 302, came.words
    yield came.there
    turns.drop(UUID(came.there.rpartition("/")[2]))


def answers(office: Office, handle: str) -> dict[str, str]:
    """Each code opens once."""
    office.watch.move(seconds=30)
    return office.three_answers(handle)


def like(one: Seen, other: Seen) -> bool:
    return (one.status, one.words, one.there) == (other.status, other.words, other.there)


def proposals(office: Office) -> int:
    return len(office.open("Capella").roster.timeline)


def test_a_turn_of_two_stewards_is_the_same_page_for_every_role(
    office: Office, turn: str
) -> None:
    shown = Browser().get(turn)

    assert shown.status == 200
    for handle in STAFF:
        assert like(office.sit(handle).get(turn), shown)


@pytest.mark.parametrize("handle", [None, *sorted(CAST)])
def test_a_turn_that_nobody_began_is_not_there(office: Office, handle: str | None) -> None:
    caller = office.sit(handle) if handle else Browser()
    place = {"turn": new_uuid()}

    assert caller.read("recovery-turn", **place).status == 404
    assert caller.do("recovery-turn", answers(office, "Capella"), **place).status == 404


@pytest.mark.parametrize("handle", sorted(STAFF))
def test_only_another_steward_takes_the_second_turn(
    office: Office, turn: str, handle: str
) -> None:
    before, spica = proposals(office), office.open("Capella").roster.member(office.id("Spica"))

    seen = Browser().post(turn, answers(office, handle))

    after = office.open("Capella").roster.member(office.id("Spica"))
    assert seen.status == 422
    assert "passphrase" not in seen.there
    assert proposals(office) == before
    assert spica is not None
    assert after is not None
    assert after.keys == spica.keys


def test_a_link_does_not_stop_a_turn(office: Office, turn: str) -> None:
    del office

    stopped = Browser().get(f"{turn}/stop")

    assert stopped.status == 405
    assert Browser().get(turn).status == 200


@pytest.mark.parametrize("name", ["recovery", "recovery-turn", "stop-recovery", "drop-kept"])
def test_what_no_role_decides_needs_the_token_of_its_form_too(
    office: Office, turn: str, name: str
) -> None:
    place = {
        "recovery": {},
        "drop-kept": {"draft": new_uuid()},
    }.get(name, {"turn": turn.rpartition("/")[2]})
    before = proposals(office)
    caller = strict(office.sit("Lyra"))

    refused = caller.do(name, {**ABOUT, **answers(office, "Capella")}, **place)

    assert refused.status == 403
    assert proposals(office) == before
    assert Browser().get(turn).status == 200


def strict(browser: Browser) -> Browser:
    """As any browser is treated: a form without its token is refused."""
    browser.client.handler.enforce_csrf_checks = True
    return browser


@pytest.mark.parametrize("name", sorted(LEAVES))
def test_nobody_is_led_out_by_a_link_or_by_another_sites_form(
    office: Office, name: str
) -> None:
    lyra = strict(office.sit("Lyra"))

    by_link = lyra.get(reverse(name))
    by_form = lyra.post(reverse(name), {})
    from_elsewhere = _with_its_token(lyra, name, origin="https://elsewhere.example")

    assert (by_link.status, by_form.status, from_elsewhere) == (405, 403, 403)
    assert lyra.read("team").status == 200


def _with_its_token(browser: Browser, name: str, *, origin: str) -> int:
    browser.client.cookies[FORM_COOKIE] = FORM_SECRET
    answer = browser.client.post(
        reverse(name),
        {"csrfmiddlewaretoken": FORM_SECRET},
        secure=True,
        headers={"origin": origin},
    )
    return int(answer.status_code)


@pytest.mark.parametrize("name", sorted(LEAVES))
def test_its_own_form_leads_out(office: Office, name: str) -> None:
    lyra = strict(office.sit("Lyra"))

    out = _with_its_token(lyra, name, origin="https://127.0.0.1")

    assert out == 302
    assert lyra.read("team").there.startswith("/desk/sign-in")


@pytest.mark.parametrize("away", AWAY)
def test_after_the_log_in_everybody_stands_in_the_desk(office: Office, away: str) -> None:
    said = {**answers(office, "Spica"), "next": away, "then": away, "url": away}
    browser = Browser()

    came = browser.post(reverse("sign-in") + f"?next={away}&then={away}&why={away}", said)

    assert came.status == 302
    assert came.there in {reverse("home"), reverse("kept")}
    cookie = browser.client.cookies[COOKIE]
    assert (cookie["samesite"], cookie["secure"], cookie["httponly"]) == ("Strict", True, True)
    assert (cookie["path"], cookie["domain"], cookie["max-age"]) == ("/", "", "")


@pytest.mark.parametrize("name", [COOKIE, "desk", "token", "session", "sessionid"])
def test_a_session_counts_in_its_cookie_alone(office: Office, name: str) -> None:
    cookie = office.sit("Lyra").client.cookies[COOKIE].value
    stranger = Browser()

    by_address = stranger.get(f"{reverse('team')}?{name}={cookie}")
    by_header = stranger.get(reverse("team"), authorization=f"Bearer {cookie}")
    by_form = stranger.post(reverse("stay"), {name: cookie})

    for seen in (by_address, by_header, by_form):
        assert seen.there.startswith("/desk/sign-in")
        assert cookie not in seen.there


def test_no_answer_writes_a_session_into_an_address(office: Office) -> None:
    lyra = office.sit("Lyra")
    cookie = lyra.client.cookies[COOKIE].value

    for name in MATRIX:
        if MATRIX[name].get and not ADDRESSES[name]:
            seen = lyra.read(name)
            assert cookie not in seen.html + seen.there, name


def test_every_answer_of_the_desk_is_its_own_and_in_no_cache(office: Office) -> None:
    lyra, stranger = office.sit("Lyra"), Browser()
    paths = [reverse(name) for name in MATRIX if not ADDRESSES[name] and name not in LEAVES]
    answers = [
        *(lyra.get(path) for path in paths),
        *(lyra.post(path) for path in paths),
        *(stranger.get(path) for path in paths),
        stranger.get("/desk/nowhere"),
        strict(office.sit("Lyra")).post(reverse("stay")),
    ]

    assert {seen.status for seen in answers} >= {200, 302, 403, 404, 405, 422}
    for seen in answers:
        assert {name: seen.headers.get(name) for name in OWN} == OWN


def test_one_organisations_session_is_nothing_to_another(
    office: Office, tmp_path: Path
) -> None:
    lyra = office.sit("Lyra")
    shared = composition.sessions()._keeper
    assert lyra.read("team").status == 200
    (tmp_path / "ready").mkdir()

    ready = prepare_sqlite(tmp_path / "ready")
    with founded(ready, tmp_path, cast=CAST) as other:
        other.watch.now = office.watch()
        composition.sessions()._keeper = shared
        own = other.sit("Lyra").read("team")
        carried, sent = lyra.read("team"), lyra.do("keys", {"letter_keys": "on"})

    assert own.status == 200
    assert carried.there.startswith("/desk/sign-in")
    assert sent.there.startswith("/desk/sign-in")
    assert "kept" not in sent.there
