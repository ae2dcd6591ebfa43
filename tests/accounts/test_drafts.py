from datetime import timedelta
from uuid import UUID

import pytest

from corridor.accounts.drafts import MOST_HELD, Drafts
from corridor.accounts.errors import DraftsFullError
from corridor.accounts.keys import Keys, new_keys
from corridor.accounts.models import HeldDraft
from corridor.accounts.session_rows import MemorySessions
from corridor.accounts.sessions import Holder, Sessions
from corridor.crypto.random import random_bytes
from tests.accounts.cast import NOON, OLEG, PEPPER, ZAREMA

DAY = timedelta(days=1)
FORM = "reply/7f"


@pytest.fixture
def drafts(database: str) -> Drafts:  # noqa: ARG001 - the table must be there
    return Drafts(pepper=PEPPER)


@pytest.fixture
def zarema() -> Keys:
    return new_keys(ZAREMA)


def holder(keys: Keys) -> Holder:
    return Holder(member=keys.member, public=keys.seal.public)


def test_words_sent_after_the_lock_are_offered_after_the_next_sign_in(
    drafts: Drafts, zarema: Keys
) -> None:
    sessions = Sessions(keeper=MemorySessions(), pepper=PEPPER)
    _, cookie = sessions.open_session(zarema, [], roster_height=0, at=NOON)
    sessions.end(cookie, at=NOON)
    mine = sessions.holder_of(cookie)
    assert mine is not None

    drafts.hold(mine, FORM, b"we can meet you", at=NOON)

    (draft,) = drafts.take(zarema)
    assert (draft.form_key, draft.text, draft.at) == (FORM, b"we can meet you", NOON)


def test_two_late_forms_are_both_kept_in_their_order(drafts: Drafts, zarema: Keys) -> None:
    drafts.hold(holder(zarema), FORM, b"second", at=NOON + timedelta(minutes=1))
    drafts.hold(holder(zarema), FORM, b"first", at=NOON)

    assert [draft.text for draft in drafts.take(zarema)] == [b"first", b"second"]


def test_what_is_being_typed_replaces_what_was_typed_in_the_same_form(
    drafts: Drafts, zarema: Keys
) -> None:
    for text in (b"w", b"we", b"we can"):
        drafts.keep(holder(zarema), FORM, text, at=NOON)
    drafts.keep(holder(zarema), "note/1", b"another form", at=NOON)

    kept = drafts.kept(zarema, FORM)

    assert kept is not None
    assert kept.text == b"we can"
    assert HeldDraft.objects.count() == 2
    assert drafts.kept(zarema, "no such form") is None


def test_nobody_else_takes_keeps_over_or_drops_a_members_draft(
    drafts: Drafts, zarema: Keys
) -> None:
    other = new_keys(OLEG)
    held = drafts.keep(holder(zarema), FORM, b"mine", at=NOON)

    drafts.keep(holder(other), FORM, b"theirs", at=NOON)
    drafts.drop(OLEG, held)

    assert [draft.text for draft in drafts.take(other)] == [b"theirs"]
    assert [draft.text for draft in drafts.take(zarema)] == [b"mine"]


def test_a_draft_moved_to_another_members_row_opens_for_neither(
    drafts: Drafts, zarema: Keys
) -> None:
    other = new_keys(OLEG)
    drafts.hold(holder(zarema), FORM, b"mine", at=NOON)
    HeldDraft.objects.update(member=OLEG)

    assert drafts.take(other) == []
    assert drafts.take(zarema) == []


def test_a_draft_moved_to_another_id_does_not_open(drafts: Drafts, zarema: Keys) -> None:
    drafts.hold(holder(zarema), FORM, b"mine", at=NOON)
    HeldDraft.objects.update(id=UUID(int=5))

    assert drafts.take(zarema) == []


def test_rows_hold_neither_text_nor_form_nor_the_time_of_day(
    drafts: Drafts, zarema: Keys
) -> None:
    drafts.hold(holder(zarema), "reply/7f-of-somebody", b"the address is", at=NOON)
    drafts.keep(holder(zarema), "reply/7f-of-somebody", b"the address is", at=NOON)

    for row in HeldDraft.objects.all():
        assert b"address" not in bytes(row.sealed)
        assert b"reply" not in bytes(row.sealed)
        assert row.day == NOON.toordinal() - 719163
        assert row.id.version == 4


def test_short_and_long_words_have_one_size(drafts: Drafts, zarema: Keys) -> None:
    drafts.hold(holder(zarema), FORM, b"", at=NOON)
    drafts.hold(holder(zarema), FORM, random_bytes(900), at=NOON)

    assert len({len(row.sealed) for row in HeldDraft.objects.all()}) == 1


def test_a_draft_that_was_said_is_dropped(drafts: Drafts, zarema: Keys) -> None:
    held = drafts.hold(holder(zarema), FORM, b"said", at=NOON)

    drafts.drop(ZAREMA, held)

    assert drafts.take(zarema) == []


def test_drafts_of_lost_keys_are_passed_over(drafts: Drafts, zarema: Keys) -> None:
    drafts.hold(holder(new_keys(ZAREMA)), FORM, b"of the keys before", at=NOON)
    drafts.hold(holder(zarema), FORM, b"of these keys", at=NOON)

    assert [draft.text for draft in drafts.take(zarema)] == [b"of these keys"]


def test_drafts_are_swept_after_seven_days_and_not_before(drafts: Drafts, zarema: Keys) -> None:
    drafts.hold(holder(zarema), FORM, b"old", at=NOON)

    drafts.sweep(at=NOON + 6 * DAY)
    assert len(drafts.take(zarema)) == 1

    drafts.sweep(at=NOON + 7 * DAY)
    assert drafts.take(zarema) == []


def test_who_has_left_leaves_no_drafts(drafts: Drafts, zarema: Keys) -> None:
    drafts.hold(holder(zarema), FORM, b"mine", at=NOON)
    drafts.hold(holder(new_keys(OLEG)), FORM, b"theirs", at=NOON)

    drafts.drop_all(ZAREMA)

    assert [row.member for row in HeldDraft.objects.all()] == [OLEG]


def test_late_forms_do_not_fill_the_disk_and_nothing_held_is_lost(
    drafts: Drafts, zarema: Keys
) -> None:
    row = {"member": ZAREMA, "sealed": b"", "day": 0}
    HeldDraft.objects.bulk_create(
        HeldDraft(id=UUID(int=number), **row) for number in range(MOST_HELD)
    )

    with pytest.raises(DraftsFullError):
        drafts.hold(holder(zarema), FORM, b"one more", at=NOON)

    assert HeldDraft.objects.count() == MOST_HELD
