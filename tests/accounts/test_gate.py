import logging
from collections.abc import Callable
from datetime import timedelta
from threading import Barrier, Thread
from uuid import UUID

import pytest
from django.db import connections

from corridor.accounts.errors import RefusedError
from corridor.accounts.gate import Gate
from corridor.accounts.keys import Keys, new_keys
from corridor.accounts.models import MemberSlot
from corridor.accounts.pace import Pace
from corridor.accounts.slots import Enrolment, Slots
from corridor.base.ids import MemberId
from corridor.crypto.stretch import StretchCost
from tests.accounts.cast import CHEAP, DEARER, NOON, OLEG, OTHER_PEPPER, ZAREMA, code, slots

HALF_A_MINUTE = timedelta(seconds=30)


def quick_gate(way_in: Slots) -> Gate:
    """A gate that refuses at once: these tests ask why, not when."""
    return Gate(slots=way_in, pace=Pace(deadline=timedelta(microseconds=1)))


@pytest.fixture
def gate(way_in: Slots) -> Gate:
    return quick_gate(way_in)


@pytest.fixture
def zarema(way_in: Slots) -> Enrolment:
    return way_in.enrol(ZAREMA, "heron")


def log_in(gate: Gate, enrolment: Enrolment, *, after: timedelta = timedelta()) -> Keys:
    at = NOON + after
    return gate.log_in("heron", enrolment.shown_passphrase(), code(enrolment, at=at), at=at)


def test_handle_passphrase_and_code_together_open_the_members_keys(
    gate: Gate, zarema: Enrolment
) -> None:
    keys = gate.log_in(" HERON ", zarema.shown_passphrase().upper(), code(zarema), at=NOON)

    assert keys.same_as(zarema.keys)
    keys.signing.sign(b"a fact")


Attempt = Callable[[Enrolment], tuple[str, str, str]]
WRONG: dict[str, Attempt] = {
    "unknown handle": lambda e: ("nobody", e.shown_passphrase(), code(e)),
    "empty handle": lambda e: ("", e.shown_passphrase(), code(e)),
    "wrong passphrase": lambda e: ("heron", "maple maple maple", code(e)),
    "empty passphrase": lambda e: ("heron", "", code(e)),
    "one word short": lambda e: ("heron", e.shown_passphrase().rsplit(" ", 1)[0], code(e)),
    "wrong code": lambda e: ("heron", e.shown_passphrase(), other_code(e)),
    "no code": lambda e: ("heron", e.shown_passphrase(), ""),
    "old code": lambda e: ("heron", e.shown_passphrase(), code(e, at=NOON - 3 * HALF_A_MINUTE)),
    "nothing": lambda _: ("", "", ""),
    "odd characters": lambda _: ("\ud800\x00", "\ud800\x00", "\ud800\x00"),
}


def other_code(enrolment: Enrolment) -> str:
    near = {code(enrolment, at=NOON + step * HALF_A_MINUTE) for step in (-1, 0, 1)}
    return next(f"{guess:06}" for guess in range(4) if f"{guess:06}" not in near)


@pytest.mark.parametrize("reason", WRONG)
def test_whatever_is_wrong_the_refusal_says_nothing(
    gate: Gate, zarema: Enrolment, reason: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="corridor")

    with pytest.raises(RefusedError) as refused:
        gate.log_in(*WRONG[reason](zarema), at=NOON)

    assert refused.value.args == ()
    assert refused.value.__cause__ is None
    assert [record for record in caplog.records if record.name.startswith("corridor")] == []


@pytest.mark.parametrize("reason", WRONG)
def test_every_refusal_is_answered_at_the_same_moment(
    way_in: Slots, zarema: Enrolment, reason: str
) -> None:
    now = [0.0]

    def rest(seconds: float) -> None:
        now[0] += seconds

    pace = Pace(deadline=timedelta(seconds=1), timer=lambda: now[0], rest=rest)

    with pytest.raises(RefusedError):
        Gate(slots=way_in, pace=pace).log_in(*WRONG[reason](zarema), at=NOON)

    assert now == [1.0]


@pytest.mark.parametrize(
    "reason", ["unknown handle", "wrong code", "no code", "old code", "nothing"]
)
def test_nobody_without_a_right_code_makes_the_machine_stretch_a_key(
    way_in: Slots, gate: Gate, zarema: Enrolment, reason: str
) -> None:
    before = way_in.stretcher.calls

    for _ in range(100):
        with pytest.raises(RefusedError):
            gate.log_in(*WRONG[reason](zarema), at=NOON)

    assert way_in.stretcher.calls == before


def test_a_refused_attempt_writes_nothing(gate: Gate, zarema: Enrolment) -> None:
    before = list(MemberSlot.objects.values_list())

    for attempt in WRONG.values():
        with pytest.raises(RefusedError):
            gate.log_in(*attempt(zarema), at=NOON)

    assert list(MemberSlot.objects.values_list()) == before


def test_a_code_lets_in_once(gate: Gate, zarema: Enrolment) -> None:
    log_in(gate, zarema)

    with pytest.raises(RefusedError):
        log_in(gate, zarema)
    with pytest.raises(RefusedError):
        gate.log_in("heron", zarema.shown_passphrase(), code(zarema), at=NOON + HALF_A_MINUTE)

    assert log_in(gate, zarema, after=HALF_A_MINUTE).same_as(zarema.keys)


def test_a_code_is_used_up_for_every_process(way_in: Slots, zarema: Enrolment) -> None:
    log_in(quick_gate(way_in), zarema)

    with pytest.raises(RefusedError):
        log_in(quick_gate(slots()), zarema)


def test_of_many_log_ins_at_once_with_one_code_exactly_one_enters(
    gate: Gate, zarema: Enrolment
) -> None:
    start, entered = Barrier(3), []

    def attempt() -> None:
        start.wait()
        try:
            entered.append(log_in(gate, zarema))
        except RefusedError:
            pass
        finally:
            connections.close_all()

    threads = [Thread(target=attempt) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(entered) == 1


def test_two_copies_of_the_disk_do_not_show_which_slot_was_used(
    gate: Gate, zarema: Enrolment
) -> None:
    before = MemberSlot.objects.get()

    log_in(gate, zarema)

    after = MemberSlot.objects.get()
    for old, new in ((before.slot_a, after.slot_a), (before.slot_b, after.slot_b)):
        runs = {bytes(old)[at : at + 8] for at in range(1, len(old) - 8)}
        assert not runs & {bytes(new)[at : at + 8] for at in range(1, len(new) - 8)}
    assert bytes(before.salt) == bytes(after.salt)


def test_stored_rows_with_another_pepper_let_nobody_in(zarema: Enrolment) -> None:
    with pytest.raises(RefusedError):
        log_in(quick_gate(slots(pepper=OTHER_PEPPER)), zarema)


@pytest.mark.parametrize("column", ["gate", "slot_a", "slot_b", "salt"])
def test_a_changed_row_refuses_like_a_wrong_passphrase(
    gate: Gate, zarema: Enrolment, column: str
) -> None:
    raw = bytearray(getattr(MemberSlot.objects.get(), column))
    raw[-1] ^= 1
    MemberSlot.objects.update(**{column: bytes(raw)})

    with pytest.raises(RefusedError):
        log_in(gate, zarema)


def test_a_changed_row_steps_up_to_nothing(gate: Gate, zarema: Enrolment) -> None:
    raw = bytearray(MemberSlot.objects.get().gate)
    raw[-1] ^= 1
    MemberSlot.objects.update(gate=bytes(raw))

    with pytest.raises(RefusedError):
        gate.confirm(zarema.keys, second=code(zarema), at=NOON)


def test_a_row_that_asks_for_too_much_stretching_is_refused(
    gate: Gate, zarema: Enrolment
) -> None:
    MemberSlot.objects.update(memory_kib=64 * 1024 * 1024)

    with pytest.raises(RefusedError):
        log_in(gate, zarema)


def test_who_was_removed_is_refused_from_then_on(
    way_in: Slots, gate: Gate, zarema: Enrolment
) -> None:
    way_in.remove(ZAREMA)

    with pytest.raises(RefusedError):
        log_in(gate, zarema)


def test_after_replacement_only_the_new_passphrase_and_phone_let_in(
    way_in: Slots, gate: Gate, zarema: Enrolment
) -> None:
    after = way_in.replace(ZAREMA)

    with pytest.raises(RefusedError):
        log_in(gate, zarema)
    with pytest.raises(RefusedError):
        gate.log_in("heron", zarema.shown_passphrase(), code(after), at=NOON)

    assert log_in(gate, after, after=HALF_A_MINUTE).same_as(after.keys)


def test_a_lost_phone_is_replaced_and_the_keys_stay(
    way_in: Slots, gate: Gate, zarema: Enrolment
) -> None:
    second = way_in.renew_second(ZAREMA)

    with pytest.raises(RefusedError):
        log_in(gate, zarema)

    fresh = Enrolment(keys=zarema.keys, passphrase=zarema.passphrase, second=second)
    assert log_in(gate, fresh).same_as(zarema.keys)


def test_when_stretching_has_become_dearer_the_next_log_in_pays_and_keeps_it(
    zarema: Enrolment,
) -> None:
    dearer = quick_gate(slots(cost=DEARER))

    log_in(dearer, zarema)

    row = MemberSlot.objects.get()
    assert StretchCost(row.memory_kib, row.passes) == DEARER
    assert log_in(dearer, zarema, after=HALF_A_MINUTE).same_as(zarema.keys)


def test_when_stretching_has_become_cheaper_nobodys_slot_becomes_weaker(
    database: str,  # noqa: ARG001 - the table must be there
) -> None:
    zarema = slots(cost=DEARER).enrol(ZAREMA, "heron")

    log_in(quick_gate(slots(cost=CHEAP)), zarema)

    assert MemberSlot.objects.get().memory_kib == DEARER.memory_kib


def test_a_changed_passphrase_lets_in_and_the_old_one_does_not(
    gate: Gate, zarema: Enrolment
) -> None:
    fresh = gate.change_passphrase(
        zarema.keys, passphrase=zarema.shown_passphrase(), second=code(zarema), at=NOON
    )

    with pytest.raises(RefusedError):
        log_in(gate, zarema, after=HALF_A_MINUTE)
    renewed = Enrolment(keys=zarema.keys, passphrase=fresh, second=zarema.second)
    assert log_in(gate, renewed, after=2 * HALF_A_MINUTE).same_as(zarema.keys)


@pytest.mark.parametrize("reason", ["wrong passphrase", "wrong code", "no code"])
def test_a_passphrase_is_changed_only_by_who_has_both_factors(
    gate: Gate, zarema: Enrolment, reason: str
) -> None:
    _, passphrase, second = WRONG[reason](zarema)

    with pytest.raises(RefusedError):
        gate.change_passphrase(zarema.keys, passphrase=passphrase, second=second, at=NOON)

    assert log_in(gate, zarema).same_as(zarema.keys)


def test_a_step_up_takes_a_fresh_code_and_uses_it_up(gate: Gate, zarema: Enrolment) -> None:
    gate.confirm(zarema.keys, second=code(zarema), at=NOON)

    with pytest.raises(RefusedError):
        gate.confirm(zarema.keys, second=code(zarema), at=NOON)
    with pytest.raises(RefusedError):
        log_in(gate, zarema)


def test_the_code_of_the_log_in_does_not_step_up(gate: Gate, zarema: Enrolment) -> None:
    keys = log_in(gate, zarema)

    with pytest.raises(RefusedError):
        gate.confirm(keys, second=code(zarema), at=NOON)

    later = NOON + HALF_A_MINUTE
    gate.confirm(keys, second=code(zarema, at=later), at=later)


def test_a_whole_step_up_wants_the_passphrase_of_these_very_keys(
    way_in: Slots, gate: Gate, zarema: Enrolment
) -> None:
    after = way_in.replace(ZAREMA)

    with pytest.raises(RefusedError):
        gate.confirm_wholly(
            zarema.keys, passphrase=after.shown_passphrase(), second=code(after), at=NOON
        )

    gate.confirm_wholly(
        after.keys, passphrase=after.shown_passphrase(), second=code(after), at=NOON
    )


def test_a_stranger_to_the_table_steps_up_to_nothing(gate: Gate, zarema: Enrolment) -> None:
    with pytest.raises(RefusedError):
        gate.confirm(new_keys(OLEG), second=code(zarema), at=NOON)


def test_a_crowd_at_the_door_costs_the_member_one_more_code_and_never_the_entry(
    gate: Gate, zarema: Enrolment
) -> None:
    for _ in range(11):
        with pytest.raises(RefusedError):
            gate.log_in("heron", "guess", other_code(zarema), at=NOON)
    assert gate.wrong_codes(ZAREMA, at=NOON) == 11

    with pytest.raises(RefusedError):
        log_in(gate, zarema)

    assert log_in(gate, zarema, after=HALF_A_MINUTE).same_as(zarema.keys)


def test_wrong_codes_for_nobody_are_nobodys_trouble(gate: Gate, zarema: Enrolment) -> None:
    for number in range(50):
        with pytest.raises(RefusedError):
            gate.log_in(f"nobody-{number}", "guess", "000000", at=NOON)

    assert log_in(gate, zarema).same_as(zarema.keys)
    assert gate.wrong_codes(MemberId(UUID(int=0)), at=NOON) == 50
