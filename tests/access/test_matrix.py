"""Roles x methods x own, another's and nobody's object, byte by byte, on a served desk."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.urls import reverse

from tests.access.addresses import ADDRESSES, OBJECTS, OUTSIDE, path_to
from tests.access.live import Answer, Live
from tests.access.matrix import (
    CAST,
    DESK,
    ELSEWHERE,
    LEAVES,
    MATRIX,
    PUBLIC,
    STAFF,
    VOICE,
    WAY,
)
from tests.access.objects import (
    CHAINS,
    Objects,
    as_if,
    behind_another_key,
    fill,
    nowhere,
    other_chains,
    propose,
)
from tests.access.words import Words, words_for

EVERYBODY = pytest.mark.parametrize("handle", sorted(STAFF))
IN_CHAINS = [
    *((handle, "case") for handle in sorted(DESK)),
    *((handle, "journey") for handle in sorted(WAY)),
    *((handle, "statement") for handle in sorted(VOICE)),
]
# Looks for its token in the parts of its own form, after the door: it has tests of its own.
READS_ITSELF = {"attach-file", "send-list", "send-referral", "add-partner"}
STAY = [name for name in MATRIX if name not in LEAVES]


@pytest.fixture(scope="module")
def known(live: Live) -> Objects:
    """What everybody may try for: there, and full."""
    office = live.office
    return replace(fill(office), proposal=propose(office, "Mira"))


@pytest.fixture(scope="module")
def sealed_apart(live: Live, known: Objects) -> Objects:
    return behind_another_key(live.office, known)


def answered(name: str, handle: str, method: str) -> bool:
    """Whether the table lets them in; a HEAD is a GET without its body."""
    row = MATRIX[name]
    allowed = row.post if method == "POST" else row.get
    return allowed is not None and handle in allowed


def methods(name: str) -> list[str]:
    row = MATRIX[name]
    return [*(["GET", "HEAD"] if row.get else []), *(["POST"] if row.post else [])]


def asked_for(live: Live, name: str, known: Objects) -> Iterator[tuple[str, Words]]:
    """Each method, and for a form also the words that would be done if they were let in."""
    for method in methods(name):
        yield method, {}
        if method == "POST" and (said := words_for(name, known, live.office)):
            yield method, said


def test_every_address_of_every_face_has_a_row() -> None:
    assert set(ADDRESSES) == set(MATRIX) | ELSEWHERE
    assert set(PUBLIC) == OUTSIDE


def test_the_cast_has_every_role_once() -> None:
    roles = [role for handle in STAFF for role in CAST[handle]]

    assert sorted(roles) == sorted(set(roles))
    assert len(roles) == 9


@EVERYBODY
def test_each_role_does_what_its_rows_say_with_its_own_and_nothing_else(
    live: Live, handle: str
) -> None:
    mine = replace(fill(live.office), proposal=propose(live.office, "Rigel"))
    caller, wrong = live.by(handle), []
    for name in STAY:
        row, path = MATRIX[name], path_to(name, mine)
        for method in methods(name):
            said = words_for(name, mine, live.office) if method == "POST" else {}
            right = row.done if method == "POST" else row.shown
            expected = right if answered(name, handle, method) else 404
            came = caller.ask(method, path, said).status
            if came != expected:
                wrong.append(f"{method} {name}: {came}, not {expected}")

    assert wrong == []


@EVERYBODY
def test_a_forbidden_answer_is_byte_for_byte_that_of_what_is_not_there(
    live: Live, known: Objects, sealed_apart: Objects, handle: str
) -> None:
    caller, compared = live.by(handle), 0
    before = live.witness.commits()
    for name in OBJECTS:
        for method, said in asked_for(live, name, known):
            if answered(name, handle, method):
                continue
            there, apart, nothing = (
                caller.ask(method, path_to(name, one), said)
                for one in (known, sealed_apart, nowhere())
            )
            assert nothing.status == 404, name
            assert there.levelled == nothing.levelled, name
            assert apart.levelled == nothing.levelled, name
            compared += 1

    assert compared > len(OBJECTS) // 4
    assert live.witness.commits() == before


@pytest.mark.parametrize("handle", sorted(DESK | VOICE))
def test_who_may_come_but_holds_no_key_finds_nothing(
    live: Live, sealed_apart: Objects, handle: str
) -> None:
    caller, before = live.by(handle), live.witness.commits()
    of_chains = [name for name in OBJECTS if ADDRESSES[name] & set(CHAINS)]
    for name in of_chains:
        for method, said in asked_for(live, name, sealed_apart):
            if not answered(name, handle, method):
                continue
            apart = caller.ask(method, path_to(name, sealed_apart), said)
            nothing = caller.ask(method, path_to(name, nowhere()), said)
            assert nothing.status == 404, name
            assert apart.levelled == nothing.levelled, (name, method)

    assert live.witness.commits() == before


@pytest.mark.parametrize(("handle", "part"), IN_CHAINS)
def test_a_chain_of_another_kind_is_nothing_in_this_place(
    live: Live, known: Objects, handle: str, part: str
) -> None:
    caller, before = live.by(handle), live.witness.commits()
    others = other_chains(live.office, known)
    for name in (name for name in OBJECTS if part in ADDRESSES[name]):
        method = methods(name)[-1]
        if not answered(name, handle, method):
            continue
        said = words_for(name, known, live.office) if method == "POST" else {}
        nothing = caller.ask(method, path_to(name, nowhere()), said)
        assert nothing.status == 404
        for kind in others.keys() - {part}:
            here = as_if(known, part, others[kind])
            came = caller.ask(method, path_to(name, here), said)
            assert came.levelled == nothing.levelled, (name, kind)

    assert live.witness.commits() == before


@pytest.fixture(scope="module")
def refused(live: Live, known: Objects) -> dict[tuple[str, str], Answer]:
    """What a stranger hears to a method that an address does not offer."""
    stranger = live.stranger()
    return {
        (name, method): stranger.ask(method, path_to(name, known))
        for name in MATRIX
        for method in {"GET", "HEAD", "POST", "PUT", "DELETE"} - {*methods(name)}
    }


@EVERYBODY
def test_a_method_that_is_not_offered_is_refused_to_everybody_alike(
    live: Live, refused: dict[tuple[str, str], Answer], handle: str
) -> None:
    caller, before = live.by(handle), live.witness.commits()
    for (_name, method), stranger in refused.items():
        came = caller.ask(method, stranger.asked)
        assert came.status == 405, stranger.asked
        assert came.levelled == stranger.levelled, stranger.asked

    assert live.witness.commits() == before


@EVERYBODY
def test_nothing_is_done_without_the_token_of_a_form(
    live: Live, known: Objects, handle: str
) -> None:
    """Attack case 13: also the way out is a state change, and needs its form."""
    caller, before = live.by(handle), live.witness.commits()
    for name in (name for name in MATRIX if MATRIX[name].post and name not in READS_ITSELF):
        said = words_for(name, known, live.office)
        came = caller.ask("POST", path_to(name, known), said, token=False)
        assert came.status == 403, name

    assert live.witness.commits() == before
    assert caller.ask("GET", reverse("team")).status == 200


@pytest.mark.parametrize("name", [one for one in MATRIX if not MATRIX[one].public])
def test_a_stranger_is_led_to_the_door_whatever_they_ask_for(
    live: Live, known: Objects, name: str
) -> None:
    stranger, before = live.stranger(), live.witness.commits()
    for method, said in asked_for(live, name, known):
        there = stranger.ask(method, path_to(name, known), said)
        nothing = stranger.ask(method, path_to(name, nowhere()), said)
        assert there.status == 302
        assert there.there.startswith("/desk/sign-in")
        assert there.levelled == nothing.levelled

    assert live.witness.commits() == before


@pytest.mark.parametrize("name", sorted(PUBLIC))
def test_outside_a_members_session_changes_no_byte(live: Live, name: str) -> None:
    row = PUBLIC[name]
    path = reverse(name, kwargs=dict(row.place) or None)
    for method, expected in (("GET", row.get), ("HEAD", row.get), ("POST", row.post)):
        stranger = live.stranger().ask(method, path)
        assert stranger.status == expected, method
        for handle in STAFF:
            assert live.by(handle).ask(method, path).levelled == stranger.levelled


def test_after_the_end_everywhere_an_old_browser_is_led_to_the_door(live: Live) -> None:
    """Whoever takes part in no other test here: their session ends."""
    caller = live.by("Capella")
    assert caller.ask("GET", reverse("team")).status == 200

    caller.ask("POST", reverse("end-everywhere"))

    came = caller.ask("GET", reverse("team"))
    assert came.status == 302
    assert came.there.startswith("/desk/sign-in")
