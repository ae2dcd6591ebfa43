import pickle
from collections import Counter
from uuid import UUID

import pytest

from corridor.accounts.errors import HandleTakenError, NoSuchMemberError
from corridor.accounts.keys import new_keys
from corridor.accounts.models import MemberSlot
from corridor.accounts.passphrase import new_passphrase, read_code, read_handle, read_passphrase
from corridor.accounts.slot_pair import (
    SlotPair,
    _inner,
    new_pair,
    open_pair,
    put_into_pair,
    renew_pair,
    slot_key,
)
from corridor.accounts.slots import Slots, StoredSlot
from corridor.base.ids import MemberId
from corridor.crypto.errors import OpenError
from corridor.crypto.random import new_key
from corridor.crypto.secrets import SecretKey
from tests.accounts.cast import OLEG, OTHER_PEPPER, PEPPER, ZAREMA, slots


def stored(way_in: Slots, handle: str) -> StoredSlot:
    found = way_in.find(way_in.lookup(handle))
    assert found is not None
    return found


def opens(way_in: Slots, slot: StoredSlot, passphrase: SecretKey) -> MemberId:
    key = way_in.stretched(passphrase, salt=slot.salt, cost=slot.cost)
    opened = open_pair(slot.pair, member=slot.member, key=key, pepper=way_in.pepper)
    return opened.keys.member


def test_the_enrolled_member_opens_a_slot_with_the_passphrase_shown(way_in: Slots) -> None:
    enrolment = way_in.enrol(ZAREMA, "Heron")

    slot = stored(way_in, "heron")

    assert opens(way_in, slot, read_passphrase(enrolment.shown_passphrase())) == ZAREMA
    assert slot.second.secret.same_as(enrolment.second)


def test_another_members_passphrase_opens_neither_slot(way_in: Slots) -> None:
    way_in.enrol(ZAREMA, "heron")
    other = way_in.enrol(OLEG, "juniper")

    with pytest.raises(OpenError):
        opens(way_in, stored(way_in, "heron"), other.passphrase)


@pytest.mark.parametrize("same", ["HERON", "  heron ", "\uff28eron", "He\u0301ron"])
def test_a_handle_is_given_once_however_it_is_written(way_in: Slots, same: str) -> None:
    way_in.enrol(ZAREMA, "heron" if "\u0301" not in same else "h\u00e9ron")

    with pytest.raises(HandleTakenError):
        way_in.enrol(OLEG, same)

    assert MemberSlot.objects.count() == 1


def test_a_member_has_one_way_in(way_in: Slots) -> None:
    way_in.enrol(ZAREMA, "heron")

    with pytest.raises(HandleTakenError):
        way_in.enrol(ZAREMA, "juniper")


def test_a_copy_of_the_rows_without_the_pepper_finds_nobody_and_opens_nothing(
    way_in: Slots,
) -> None:
    enrolment = way_in.enrol(ZAREMA, "heron")
    thief = slots(pepper=OTHER_PEPPER)

    assert thief.find(thief.lookup("heron")) is None
    with pytest.raises(OpenError):
        thief.of(ZAREMA)
    row = MemberSlot.objects.get()
    key = thief.stretched(enrolment.passphrase, salt=bytes(row.salt), cost=thief.cost)
    with pytest.raises(OpenError):
        open_pair(
            SlotPair(bytes(row.slot_a), bytes(row.slot_b)),
            member=ZAREMA,
            key=key,
            pepper=thief.pepper,
        )


def test_the_row_holds_neither_handle_nor_secret_nor_passphrase(way_in: Slots) -> None:
    enrolment = way_in.enrol(ZAREMA, "heron")

    row = MemberSlot.objects.values_list(
        "lookup", "salt", "gate", "slot_a", "slot_b", named=False
    ).get()

    kept = b"".join(bytes(part) for part in row)
    for hidden in (
        b"heron",
        enrolment.second.reveal(),
        enrolment.passphrase.reveal(),
        enrolment.keys.seal.seed.reveal(),
        enrolment.keys.signing.seed.reveal(),
        enrolment.keys.signing.public,
    ):
        assert hidden not in kept


def test_replacing_gives_new_keys_and_closes_the_old_way_in(way_in: Slots) -> None:
    before = way_in.enrol(ZAREMA, "heron")

    after = way_in.replace(ZAREMA)

    slot = stored(way_in, "heron")
    assert not after.keys.same_as(before.keys)
    assert opens(way_in, slot, after.passphrase) == ZAREMA
    assert slot.second.secret.same_as(after.second)
    with pytest.raises(OpenError):
        opens(way_in, slot, before.passphrase)


def test_who_was_removed_has_no_row_and_the_handle_is_free(way_in: Slots) -> None:
    way_in.enrol(ZAREMA, "heron")

    way_in.remove(ZAREMA)

    assert way_in.find(way_in.lookup("heron")) is None
    assert way_in.enrol(OLEG, "heron").keys.member == OLEG


def test_nobody_is_removed_or_replaced_who_is_not_there(way_in: Slots) -> None:
    with pytest.raises(NoSuchMemberError):
        way_in.remove(ZAREMA)
    with pytest.raises(NoSuchMemberError):
        way_in.replace(ZAREMA)
    with pytest.raises(NoSuchMemberError):
        way_in.renew_second(ZAREMA)


def test_a_row_that_is_printed_says_nothing_of_what_it_holds(way_in: Slots) -> None:
    way_in.enrol(ZAREMA, "heron")

    assert str(MemberSlot.objects.get()) == "MemberSlot"


def test_another_members_slots_in_my_row_open_nothing(way_in: Slots) -> None:
    way_in.enrol(ZAREMA, "heron")
    theirs = way_in.enrol(OLEG, "juniper")
    row = MemberSlot.objects.get(member=OLEG)
    MemberSlot.objects.filter(member=ZAREMA).update(
        slot_a=row.slot_a, slot_b=row.slot_b, salt=row.salt
    )

    with pytest.raises(OpenError):
        opens(way_in, stored(way_in, "heron"), theirs.passphrase)


def test_both_slots_have_one_size_and_which_is_used_is_drawn_by_lot() -> None:
    key, positions = new_key(), Counter[int]()

    for number in range(1, 81):
        keys = new_keys(MemberId(UUID(int=number)))
        pair = new_pair(keys, key=key, pepper=PEPPER)
        assert len(pair.a) == len(pair.b)
        found = open_pair(pair, member=keys.member, key=key, pepper=PEPPER)
        positions[found.position] += 1

    # Fewer than 15 of 80 fair draws happen once in some hundred million runs.
    assert min(positions[0], positions[1]) >= 15


def test_under_the_pepper_the_unused_slot_looks_like_the_used_one() -> None:
    keys = new_keys(ZAREMA)
    pair = new_pair(keys, key=new_key(), pepper=PEPPER)

    one, other = _inner(pair, ZAREMA, PEPPER)

    assert len(one) == len(other)
    assert one[:1] == other[:1]


def test_renewing_changes_every_byte_run_of_both_slots_and_keeps_the_keys() -> None:
    keys, key = new_keys(ZAREMA), new_key()
    before = new_pair(keys, key=key, pepper=PEPPER)

    after = renew_pair(before, member=ZAREMA, pepper=PEPPER)

    for old, new in ((before.a, after.a), (before.b, after.b)):
        runs = {old[at : at + 8] for at in range(1, len(old) - 8)}
        assert not runs & {new[at : at + 8] for at in range(1, len(new) - 8)}
    assert open_pair(after, member=ZAREMA, key=key, pepper=PEPPER).keys.same_as(keys)


def test_a_new_slot_key_closes_the_old_one_and_leaves_the_other_slot_alone() -> None:
    keys, key, newer = new_keys(ZAREMA), new_key(), new_key()
    pair = new_pair(keys, key=key, pepper=PEPPER)
    opened = open_pair(pair, member=ZAREMA, key=key, pepper=PEPPER)

    changed = put_into_pair(pair, opened, key=newer, pepper=PEPPER)

    assert open_pair(changed, member=ZAREMA, key=newer, pepper=PEPPER).keys.same_as(keys)
    with pytest.raises(OpenError):
        open_pair(changed, member=ZAREMA, key=key, pepper=PEPPER)
    spare = 1 - opened.position
    assert _inner(pair, ZAREMA, PEPPER)[spare] == _inner(changed, ZAREMA, PEPPER)[spare]


def test_swapped_slots_open_nothing() -> None:
    keys, key = new_keys(ZAREMA), new_key()
    pair = new_pair(keys, key=key, pepper=PEPPER)

    with pytest.raises(OpenError):
        open_pair(SlotPair(pair.b, pair.a), member=ZAREMA, key=key, pepper=PEPPER)


def test_a_slot_key_needs_both_the_passphrase_and_the_pepper() -> None:
    stretched = new_key()

    mine = slot_key(PEPPER, stretched)

    assert not mine.same_as(slot_key(OTHER_PEPPER, stretched))
    assert not mine.same_as(slot_key(PEPPER, new_key()))


def test_a_passphrase_is_seven_words_and_no_two_are_alike() -> None:
    drawn = [new_passphrase().reveal().decode() for _ in range(50)]

    assert {len(passphrase.split()) for passphrase in drawn} == {7}
    assert len(set(drawn)) == 50


@pytest.mark.parametrize(
    ("shown", "typed"),
    [
        ("maple lantern", "  Maple\t LANTERN\n"),
        ("maple lantern", "\uff4daple\u00a0lantern"),
        ("щетка лед", "Щётка ЛЁД"),
    ],
)
def test_case_width_spaces_and_dots_do_not_matter(shown: str, typed: str) -> None:
    assert read_passphrase(typed).same_as(read_passphrase(shown))


@pytest.mark.parametrize("typed", ["", "maple", "maple lantern x", "maplelantern"])
def test_other_words_are_another_passphrase(typed: str) -> None:
    assert not read_passphrase(typed).same_as(read_passphrase("maple lantern"))


@pytest.mark.parametrize("typed", ["\ud800", "\x00", "a" * 10_000_000])
def test_no_text_breaks_the_reading(typed: str) -> None:
    assert len(read_passphrase(typed).reveal()) <= 3 * 1024
    assert len(read_handle(typed)) <= 3 * 1024
    assert read_code(typed) == ""


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("123456", "123456"),
        (" 123 456 ", "123456"),
        ("123-456", "123456"),
        ("١٢٣٤٥٦", "123456"),
        ("12345", ""),
        ("1234567", ""),
        ("", ""),
    ],
)
def test_a_code_is_six_digits_of_any_script(typed: str, code: str) -> None:
    assert read_code(typed) == code


def test_what_an_enrolment_shows_it_shows_only_when_asked(way_in: Slots) -> None:
    enrolment = way_in.enrol(ZAREMA, "heron")

    assert enrolment.shown_passphrase() not in repr(enrolment)
    assert enrolment.shown_second() not in repr(enrolment)
    with pytest.raises(TypeError):
        pickle.dumps(enrolment)


def test_the_authenticators_line_names_nobody(way_in: Slots) -> None:
    line = way_in.enrol(ZAREMA, "heron").otpauth()

    assert line.startswith("otpauth://totp/desk?secret=")
    assert "heron" not in line
    assert "orridor" not in line
