"""Whoever changes rows by hand is named: kind, chain, height. No key is needed to see it."""

from dataclasses import dataclass

import msgspec
import pytest
from django.db import connections

from corridor.ledger.checkpoint import Checkpoint
from corridor.ledger.merkle import Frontier
from corridor.ledger.records import SealedCard
from corridor.ledger.store import Batch
from corridor.store import triggers
from corridor.store.door import DjangoDoor
from corridor.store.keeping import DjangoStore
from corridor.store.router import DESK, DOOR
from corridor.store.verifying import Fault, verify
from tests.store.cast import (
    CASEWORK,
    ILYA,
    ORGANISATION,
    Story,
    alarm,
    checkpoint_of,
    wrap,
)


@dataclass(kw_only=True)
class Desk:
    """Three chains, of which the second has four entries; grants, cards and a wrap."""

    store: DjangoStore
    stories: list[Story]
    old_card: SealedCard

    def sql(self, statement: str, *values: bytes | int | None) -> int:
        with connections[DESK].cursor() as cursor:
            cursor.execute(statement, values)
            return int(cursor.rowcount)

    def faults(self, *checkpoints: Checkpoint) -> list[tuple[str, object, int | None]]:
        found = verify(self.store, checkpoints=checkpoints)
        return [(one.kind, one.chain, one.height) for one in found]


def _desk() -> Desk:
    store = DjangoStore(organisation=ORGANISATION)
    stories = [Story() for _ in range(3)]
    for story in stories:
        entry = story.write()
        store.commit(Batch(entries=[entry], grants=[story.grant()], cards=[story.card()]))
    second = stories[1]
    old_card = second.card()
    for _ in range(3):
        store.commit(Batch(entries=[second.write()], cards=[second.card()]))
    store.commit(Batch(wraps=[wrap()]))
    return Desk(store=store, stories=stories, old_card=old_card)


@pytest.fixture
def whole(engine: str) -> Desk:
    assert engine in {"sqlite", "postgresql"}
    return _desk()


@pytest.fixture
def desk(whole: Desk) -> Desk:
    """Its guards are off: this is somebody who owns the database."""
    triggers.remove(connections[DESK])
    return whole


def _of(story: Story) -> bytes:
    return story.chain.bytes


def test_an_honest_desk_has_no_fault(whole: Desk) -> None:
    assert verify(whole.store) == []
    assert verify(whole.store, checkpoints=[checkpoint_of(whole.store)]) == []


@pytest.mark.usefixtures("engine")
def test_an_empty_desk_has_no_fault() -> None:
    assert verify(DjangoStore(organisation=ORGANISATION)) == []
    assert verify(DjangoDoor(organisation=ORGANISATION)) == []


def test_every_guard_that_is_gone_is_named(desk: Desk) -> None:
    found = verify(desk.store)

    assert {one.kind for one in found} == {"guard"}
    assert sorted(one.place for one in found) == sorted(triggers.RULES)


@pytest.mark.usefixtures("sqlite")
def test_a_guard_that_does_nothing_is_a_guard_that_is_gone() -> None:
    desk = _desk()
    desk.sql("DROP TRIGGER store_log_update")
    desk.sql(
        "CREATE TRIGGER store_log_update BEFORE UPDATE ON store_log FOR EACH ROW"
        " BEGIN SELECT 1; END"
    )

    assert [(one.kind, one.place) for one in verify(desk.store)] == [("guard", "store_log")]


@pytest.mark.parametrize("column", ["header", "body", "body_digest"])
@pytest.mark.parametrize("height", [0, 1, 3])
def test_a_flipped_bit_is_named_with_its_height(desk: Desk, column: str, height: int) -> None:
    story = desk.stories[1]
    entry = msgspec.to_builtins(desk.store.entries(story.chain)[height], builtin_types=(bytes,))
    raw = bytearray(entry[column])
    raw[-1] ^= 1

    desk.sql(
        f"UPDATE store_entry SET {column} = %s WHERE chain = %s AND height = %s",
        bytes(raw),
        _of(story),
        height,
    )

    assert ("entry", story.chain, height) in desk.faults()
    assert len([one for one in desk.faults() if one[0] == "entry"]) == 1


@pytest.mark.parametrize("height", [0, 1, 2, 3])
def test_a_dropped_entry_is_named(desk: Desk, height: int) -> None:
    story = desk.stories[1]

    desk.sql("DELETE FROM store_entry WHERE chain = %s AND height = %s", _of(story), height)

    assert _without_guards(desk) == [("entry", story.chain, height)]


def test_two_swapped_entries_are_both_named(desk: Desk) -> None:
    story = desk.stories[1]
    for old, new in ((1, 99), (2, 1), (99, 2)):
        desk.sql(
            "UPDATE store_entry SET height = %s WHERE chain = %s AND height = %s",
            new,
            _of(story),
            old,
        )

    assert _without_guards(desk) == [
        ("entry", story.chain, 1),
        ("entry", story.chain, 2),
    ]


def test_an_entry_moved_to_another_chain_is_named_at_both_places(desk: Desk) -> None:
    first, second, _ = desk.stories

    desk.sql(
        "UPDATE store_entry SET chain = %s, height = 1 WHERE chain = %s AND height = 3",
        _of(first),
        _of(second),
    )

    assert set(_without_guards(desk)) == {("entry", first.chain, 1), ("entry", second.chain, 3)}


def test_a_replayed_entry_is_named(desk: Desk) -> None:
    story = desk.stories[1]

    desk.sql(
        "INSERT INTO store_entry (organisation, chain, height, header, body, body_digest)"
        " SELECT organisation, chain, 4, header, body, body_digest FROM store_entry"
        " WHERE chain = %s AND height = 3",
        _of(story),
    )

    assert _without_guards(desk) == [("entry", story.chain, 4)]


def test_an_entry_with_keys_but_without_a_line_is_a_ghost(desk: Desk) -> None:
    story = desk.stories[1]
    ghost = story.write(b"written past the log")

    desk.sql(
        "INSERT INTO store_entry (organisation, chain, height, header, body, body_digest)"
        " VALUES (%s, %s, 4, %s, %s, %s)",
        ORGANISATION.bytes,
        _of(story),
        ghost.header,
        ghost.body,
        ghost.body_digest,
    )

    assert _without_guards(desk) == [("entry", story.chain, 4)]


def test_a_chain_of_ghosts_is_named(desk: Desk) -> None:
    story = Story()
    ghost = story.write()

    desk.sql(
        "INSERT INTO store_entry (organisation, chain, height, header, body, body_digest)"
        " VALUES (%s, %s, 0, %s, %s, %s)",
        *(ORGANISATION.bytes, _of(story), ghost.header, ghost.body, ghost.body_digest),
    )

    assert _without_guards(desk) == [("entry", story.chain, 0)]


def test_a_cut_tail_is_named_by_the_log_that_remembers_it(desk: Desk) -> None:
    story = desk.stories[1]
    desk.sql("DELETE FROM store_entry WHERE chain = %s AND height >= 2", _of(story))

    assert _without_guards(desk) == [("entry", story.chain, 2), ("entry", story.chain, 3)]


def test_a_missing_chain_is_named_by_its_head(desk: Desk) -> None:
    story = desk.stories[0]

    desk.sql("DELETE FROM store_entry WHERE chain = %s", _of(story))

    assert _without_guards(desk) == [("entry", story.chain, 0)]


def test_a_missing_head_is_named(desk: Desk) -> None:
    story = desk.stories[1]

    desk.sql("DELETE FROM store_head WHERE chain = %s", _of(story))

    assert _without_guards(desk) == [("head", story.chain, 3)]


def test_a_head_that_was_set_back_is_named(desk: Desk) -> None:
    story = desk.stories[1]
    earlier = desk.store.entries(story.chain)[1]

    desk.sql(
        "UPDATE store_head SET height = 1, digest = %s WHERE chain = %s",
        earlier.digest,
        _of(story),
    )

    assert _without_guards(desk) == [("head", story.chain, 1)]


def test_a_head_of_another_era_is_named(desk: Desk) -> None:
    story = desk.stories[0]

    desk.sql("UPDATE store_head SET era = 7 WHERE chain = %s", _of(story))

    assert _without_guards(desk) == [("head", story.chain, 0)]


def test_a_head_without_a_chain_is_named(desk: Desk) -> None:
    ghost = Story()

    desk.sql(
        "INSERT INTO store_head (organisation, chain, era, epoch, height, digest)"
        " VALUES (%s, %s, 0, 0, 5, %s)",
        *(ORGANISATION.bytes, _of(ghost), bytes(32)),
    )

    assert _without_guards(desk) == [("head", ghost.chain, 5)]


@pytest.mark.parametrize(
    ("table", "column", "kind"),
    [
        ("store_grant", "wrapped", "grant"),
        ("store_card", "sealed", "card"),
        ("store_card", "head_digest", "card"),
        ("store_wrap", "wrapped", "wrap"),
    ],
)
def test_a_changed_record_is_named(desk: Desk, table: str, column: str, kind: str) -> None:
    changed = desk.sql(f"UPDATE {table} SET {column} = %s", bytes(32))

    assert changed > 0
    assert [one[0] for one in _without_guards(desk)] == [kind] * changed


@pytest.mark.parametrize(
    ("table", "kind"),
    [("store_grant", "grant"), ("store_card", "card"), ("store_wrap", "wrap")],
)
def test_a_removed_record_is_named(desk: Desk, table: str, kind: str) -> None:
    removed = desk.sql(f"DELETE FROM {table}")

    assert removed > 0
    assert [one[0] for one in _without_guards(desk)] == [kind] * removed


def test_a_replayed_card_is_named_with_its_chain_and_height(desk: Desk) -> None:
    card = desk.old_card

    desk.sql(
        "UPDATE store_card SET height = %s, head_digest = %s, sealed = %s WHERE chain = %s",
        *(card.height, card.head_digest, card.sealed, card.chain.bytes),
    )

    assert _without_guards(desk) == [("card", card.chain, 0)]


def test_a_card_with_another_counter_is_named(desk: Desk) -> None:
    story = desk.stories[0]

    desk.sql("UPDATE store_card SET counter = 0 WHERE chain = %s", _of(story))

    assert _without_guards(desk) == [("card", story.chain, 0)]


def test_a_card_of_a_past_that_never_was_is_named(whole: Desk) -> None:
    """Even when it was written in order: some writer folded another ledger."""
    story = whole.stories[1]
    odd = msgspec.structs.replace(story.card(), head_digest=bytes(32))
    high = msgspec.structs.replace(whole.stories[0].card(), height=9)

    whole.store.commit(Batch(cards=[odd, high]))

    assert set(whole.faults()) == {
        ("card", story.chain, 3),
        ("card", whole.stories[0].chain, 9),
    }


def test_an_older_card_of_the_true_past_is_no_fault(whole: Desk) -> None:
    story = whole.stories[1]

    whole.store.commit(Batch(entries=[story.write()]))

    assert verify(whole.store) == []


def test_a_grant_moved_to_another_chain_is_named_twice(desk: Desk) -> None:
    ghost = Story()

    desk.sql(
        "UPDATE store_grant SET chain = %s WHERE chain = %s",
        _of(ghost),
        _of(desk.stories[0]),
    )

    assert set(_without_guards(desk)) == {
        ("grant", ghost.chain, None),
        ("grant", desk.stories[0].chain, None),
    }


def test_a_ghost_members_wrap_is_named(desk: Desk) -> None:
    desk.sql("UPDATE store_wrap SET holder = %s WHERE holder = %s", bytes(16), ILYA.bytes)

    faults = [one for one in verify(desk.store) if one.kind == "wrap"]

    assert len(faults) == 2
    assert str(ILYA) in str(faults[1])


def test_a_removed_line_of_the_log_is_named(desk: Desk) -> None:
    desk.sql("DELETE FROM store_log WHERE seq = 4")

    assert ("log", None, None) in desk.faults()


def test_a_changed_line_of_the_log_is_named(desk: Desk) -> None:
    desk.sql("UPDATE store_log SET leaf = %s WHERE seq = 4", b"\x63nonsense")

    assert ("log", None, None) in desk.faults()


def test_a_log_cut_with_all_its_rows_is_noticed_by_its_edge(desk: Desk) -> None:
    size = desk.store.log_size()

    desk.sql("DELETE FROM store_log WHERE seq = %s", size - 1)
    desk.sql("DELETE FROM store_wrap")

    assert _without_guards(desk) == [("log", None, None), ("log", None, None)]


def test_a_desk_cut_back_as_a_whole_is_noticed_only_by_a_checkpoint_kept_elsewhere(
    desk: Desk,
) -> None:
    elsewhere = checkpoint_of(desk.store)
    _cut_back(desk)

    assert _without_guards(desk) == []
    assert desk.faults(elsewhere)[-1] == ("checkpoint", None, None)


def test_a_rewritten_log_has_another_root_than_its_checkpoint(desk: Desk) -> None:
    elsewhere = checkpoint_of(desk.store)
    _cut_back(desk)

    desk.store.commit(Batch(wraps=[wrap()]))

    assert _without_guards(desk) == []
    assert desk.faults(elsewhere)[-1] == ("checkpoint", None, None)


def test_a_checkpoint_in_the_store_is_compared_too(desk: Desk) -> None:
    desk.store.add_checkpoint(checkpoint_of(desk.store), desk.store.frontier())
    _cut_back(desk)

    assert _without_guards(desk) == [("checkpoint", None, None)]


def test_a_changed_checkpoint_in_the_store_is_named(desk: Desk) -> None:
    desk.store.add_checkpoint(checkpoint_of(desk.store), desk.store.frontier())

    desk.sql("UPDATE store_checkpoint SET text = REPLACE(text, 'size', 'sise')")

    assert _without_guards(desk) == [("checkpoint", None, None)]


def test_a_checkpoint_of_the_other_store_says_nothing_here(whole: Desk) -> None:
    door = DjangoDoor(organisation=ORGANISATION)
    story = Story()
    for _ in range(20):
        door.commit(Batch(entries=[story.write()]))

    assert verify(whole.store, checkpoints=[checkpoint_of(door)]) == []


def test_a_pruned_chain_is_no_fault(whole: Desk) -> None:
    whole.store.commit(Batch(prune=[whole.stories[1].chain]))

    assert verify(whole.store) == []


def test_a_body_that_nobody_erased_is_missed(desk: Desk) -> None:
    story = desk.stories[1]

    desk.sql("UPDATE store_entry SET body = NULL WHERE chain = %s AND height = 2", _of(story))

    assert _without_guards(desk) == [("entry", story.chain, 2)]


def test_a_body_that_came_back_after_erasure_is_named(desk: Desk) -> None:
    story = desk.stories[1]
    body = desk.store.entries(story.chain)[2].body
    desk.store.commit(Batch(prune=[story.chain]))

    desk.sql(
        "UPDATE store_entry SET body = %s WHERE chain = %s AND height = 2", body, _of(story)
    )

    assert _without_guards(desk) == [("entry", story.chain, 2)]


def test_a_grant_put_back_after_erasure_is_named(desk: Desk) -> None:
    story = desk.stories[1]
    grant = story.grant()
    desk.store.commit(Batch(prune=[story.chain]))

    desk.sql(
        "INSERT INTO store_grant"
        " (organisation, chain, epoch, compartment, compartment_epoch, wrapped)"
        " VALUES (%s, %s, 0, %s, 0, %s)",
        *(ORGANISATION.bytes, _of(story), CASEWORK.compartment.bytes, grant.wrapped),
    )

    assert _without_guards(desk) == [("grant", story.chain, None)]


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM store_mailbox",
        "UPDATE store_mailbox SET wrapped = 'x'",
        "UPDATE store_mailbox SET mailbox_epoch = 3",
    ],
)
@pytest.mark.usefixtures("engine")
def test_a_changed_mailbox_is_named(statement: str) -> None:
    door, story = DjangoDoor(organisation=ORGANISATION), Story()
    door.accept(
        Batch(entries=[story.write()]),
        lock=story.lock(),
        wrap=story.mailbox(),
        alarms=[alarm()],
    )
    assert verify(door) == []

    with connections[DOOR].cursor() as cursor:
        cursor.execute(statement)

    assert {(one.kind, one.chain) for one in verify(door)} == {("mailbox", story.chain)}


@pytest.mark.usefixtures("engine")
def test_an_emptied_mailbox_is_no_fault() -> None:
    door, story = DjangoDoor(organisation=ORGANISATION), Story()
    door.accept(
        Batch(entries=[story.write()]), lock=story.lock(), wrap=story.mailbox(), alarms=[]
    )

    door.empty_mailbox(door.mailbox())

    assert verify(door) == []


@pytest.mark.usefixtures("sqlite")
def test_rows_of_a_wrong_type_are_faults_and_no_crash() -> None:
    desk = _desk()
    triggers.remove(connections[DESK])
    desk.sql("UPDATE store_entry SET header = 'words' WHERE height = 0")
    desk.sql("UPDATE store_grant SET wrapped = 'words'")
    desk.sql("UPDATE store_card SET chain = x'00' WHERE height = 3")
    desk.sql("UPDATE store_log SET leaf = 'words' WHERE seq = 1")

    kinds = {kind for kind, _, _ in desk.faults()}

    assert {"entry", "grant", "card", "log"} <= kinds


def test_a_fault_is_one_line_with_kind_chain_and_height() -> None:
    story = Story()

    line = str(Fault(kind="entry", chain=story.chain, height=4, what="changed"))

    assert line == f"entry chain {story.chain} height 4: changed"


def _without_guards(desk: Desk) -> list[tuple[str, object, int | None]]:
    return [one for one in desk.faults() if one[0] != "guard"]


def _cut_back(desk: Desk) -> None:
    """As somebody would who owns the database and knows our code: the last act never was."""
    desk.sql("DELETE FROM store_wrap")
    desk.sql("DELETE FROM store_log WHERE seq = %s", desk.store.log_size() - 1)
    frontier = Frontier()
    for line in desk.store.log():
        frontier.append(line)
    desk.sql("UPDATE store_frontier SET edge = %s", frontier.encode())
