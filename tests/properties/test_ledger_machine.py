"""Whatever honest people do verifies; whatever is done to their rows is named, every time."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, ClassVar

import pytest
from django.db import connections
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from typing_extensions import override

from corridor.crypto.random import new_key
from corridor.crypto.sign import SigningKey
from corridor.ledger.entry import check_signature, open_entry, read_header, seal_entry
from corridor.ledger.errors import BrokenLinkError, ConflictError, ForgedEntryError
from corridor.ledger.records import SealedCard
from corridor.ledger.store import Batch
from corridor.store import triggers
from corridor.store.keeping import DjangoStore
from corridor.store.router import DESK
from corridor.store.verifying import verify
from tests.store.cast import MARYAM, ORGANISATION, Story, written
from tests.store.engines import copy_sqlite, prepare_sqlite, standing_in

STRANGER = SigningKey(new_key())
ENTRY = "organisation, chain, height, header, body, body_digest"
numbers = st.integers(0, 10_000)


class Ledger(RuleBasedStateMachine):
    """The honest rules change `stories`; the others change rows, look, and put them back."""

    ready: ClassVar[Path]
    folder: ClassVar[Path]

    def __init__(self) -> None:
        super().__init__()
        self.stories: list[Story] = []
        self.older_cards: list[SealedCard] = []
        self.stack = ExitStack()
        chosen = copy_sqlite(self.ready, self.folder)
        for one in chosen.values():
            # What is tried here is the ledger, not the disk.
            pragmas = one["OPTIONS"]["init_command"].replace("=FULL", "=OFF")
            one["OPTIONS"]["init_command"] = pragmas
        for rest in self.folder.glob("*-*"):
            rest.unlink()
        self.stack.enter_context(standing_in(chosen))
        triggers.remove(connections[DESK])
        self.store = DjangoStore(organisation=ORGANISATION)

    @override
    def teardown(self) -> None:
        self.stack.close()

    # --- honest people ------------------------------------------------------------------

    @rule()
    def begin_a_chain(self) -> None:
        story = Story()
        entry = story.write()
        self.store.commit(Batch(entries=[entry], grants=[story.grant()], cards=[story.card()]))
        self.stories.append(story)

    @precondition(lambda self: self.stories)
    @rule(which=numbers, fold=st.booleans())
    def append(self, which: int, fold: bool) -> None:  # noqa: FBT001 - drawn
        story = self._story(which)
        old = self._card(story)
        entry = story.write()
        self.store.commit(Batch(entries=[entry], cards=[story.card()] if fold else []))
        if fold and old is not None:
            self.older_cards.append(old)

    @precondition(lambda self: self.stories)
    @rule(which=numbers)
    def open_a_new_epoch(self, which: int) -> None:
        self.store.commit(Batch(entries=[self._story(which).new_epoch()]))

    @precondition(lambda self: len(self.stories) > 2)
    @rule(which=numbers)
    def erase(self, which: int) -> None:
        story = self._story(which)
        self.store.commit(Batch(entries=[story.write(b"erased")], prune=[story.chain]))
        self.stories.remove(story)

    @invariant()
    def the_honest_ledger_verifies(self) -> None:
        assert self._faults() == []

    # --- refused at the door ------------------------------------------------------------

    @precondition(lambda self: self.stories)
    @rule(which=numbers)
    def write_a_second_past(self, which: int) -> None:
        story = self._story(which)
        with pytest.raises(ConflictError):
            self.store.commit(Batch(entries=[Story(chain=story.chain).write()]))

    @precondition(lambda self: len(self.stories) > 1)
    @rule(which=numbers)
    def move_an_entry_to_another_chain(self, which: int) -> None:
        story, other = self._story(which), self._story(which + 1)
        moved = self.store.entries(story.chain)[-1]
        with pytest.raises((BrokenLinkError, ConflictError)):
            self.store.commit(Batch(entries=[moved]))
        head = self.store.head(other.chain)
        assert head is not None
        placed = type(moved)(
            header=head.next_header(era=0).encode(),
            body=moved.body,
            body_digest=moved.body_digest,
        )
        with pytest.raises(ForgedEntryError):
            open_entry(placed, chain_key=other.key)

    @precondition(lambda self: self.stories)
    @rule(which=numbers)
    def impersonate(self, which: int) -> None:
        """Somebody with the chain's key still cannot write in another's name."""
        story = self._story(which)
        assert story.head is not None
        forged = seal_entry(
            story.head.next_header(era=0),
            written(b"as if"),
            author=STRANGER,
            chain_key=story.key,
        )
        opened = open_entry(forged, chain_key=story.key)
        check_signature(forged, opened, by=STRANGER.public)
        with pytest.raises(ForgedEntryError):
            check_signature(forged, opened, by=MARYAM.public)

    # --- whoever owns the database ------------------------------------------------------

    @precondition(lambda self: self.stories)
    @rule(which=numbers, column=st.sampled_from(["header", "body", "body_digest"]), at=numbers)
    def flip_a_bit(self, which: int, column: str, at: int) -> None:
        chain, height = self._place(which)
        with self._tampering("store_entry"):
            raw = bytearray(
                self._row(f"SELECT {column} FROM store_entry {_HERE}", chain, height)
            )
            raw[at % len(raw)] ^= 1 << at % 8
            self._sql(
                f"UPDATE store_entry SET {column} = %s {_HERE}", bytes(raw), chain, height
            )
            assert ("entry", chain, height) in self._faults()

    @precondition(lambda self: self.stories)
    @rule(which=numbers)
    def drop(self, which: int) -> None:
        chain, height = self._place(which)
        with self._tampering("store_entry"):
            self._sql(f"DELETE FROM store_entry {_HERE}", chain, height)
            assert ("entry", chain, height) in self._faults()

    @precondition(lambda self: self.stories)
    @rule(which=numbers)
    def cut_a_chain_with_its_head(self, which: int) -> None:
        chain, _ = self._place(which)
        with self._tampering("store_entry", "store_head"):
            self._sql("DELETE FROM store_entry WHERE chain = %s", chain)
            self._sql("DELETE FROM store_head WHERE chain = %s", chain)
            assert {"entry", "head"} <= {kind for kind, _, _ in self._faults()}

    @precondition(lambda self: len(self.stories) > 1)
    @rule(which=numbers)
    def swap(self, which: int) -> None:
        first, second = self._place(which), self._place(which + 1)
        if first == second:
            return
        with self._tampering("store_entry"):
            for place, new in ((first, (b"x", 0)), (second, first), ((b"x", 0), second)):
                sql = f"UPDATE store_entry SET chain = %s, height = %s {_HERE}"
                self._sql(sql, *new, *place)
            assert {("entry", *first), ("entry", *second)} <= set(self._faults())

    @precondition(lambda self: self.stories)
    @rule(which=numbers)
    def add_a_ghost(self, which: int) -> None:
        story = self._story(which)
        ghost = Story(chain=story.chain, key=story.key, head=story.head).write()
        height = read_header(ghost.header).height
        with self._tampering("store_entry"):
            self._sql(
                f"INSERT INTO store_entry ({ENTRY}) VALUES (%s, %s, %s, %s, %s, %s)",
                *(ORGANISATION.bytes, story.chain.bytes, height),
                *(ghost.header, ghost.body, ghost.body_digest),
            )
            assert self._faults() == [("entry", story.chain.bytes, height)]

    @precondition(lambda self: self.older_cards)
    @rule(which=numbers)
    def replay_a_card(self, which: int) -> None:
        card = self.older_cards[which % len(self.older_cards)]
        with self._tampering("store_card"):
            touched = self._sql(
                "UPDATE store_card SET height = %s, head_digest = %s, sealed = %s"
                " WHERE chain = %s",
                *(card.height, card.head_digest, card.sealed, card.chain.bytes),
            )
            expected = [("card", card.chain.bytes, card.height)] if touched else []
            assert self._faults() == expected

    @precondition(lambda self: self.stories)
    @rule(which=numbers)
    def forget_a_line(self, which: int) -> None:
        with self._tampering("store_log"):
            self._sql("DELETE FROM store_log WHERE seq = %s", which % self.store.log_size())
            assert "log" in {kind for kind, _, _ in self._faults()}

    # --- hands --------------------------------------------------------------------------

    def _story(self, which: int) -> Story:
        return self.stories[which % len(self.stories)]

    def _card(self, story: Story) -> SealedCard | None:
        return next((one for one in self.store.cards_of(story.chain)), None)

    def _place(self, which: int) -> tuple[bytes, int]:
        story = self._story(which)
        height = story.head.height if story.head else 0
        return story.chain.bytes, which % (height + 1)

    def _faults(self) -> list[tuple[str, bytes | None, int | None]]:
        return [
            (one.kind, one.chain.bytes if one.chain else None, one.height)
            for one in verify(self.store)
            if one.kind != "guard"
        ]

    def _sql(self, statement: str, *values: bytes | int | None) -> int:
        with connections[DESK].cursor() as cursor:
            cursor.execute(statement, values)
            return int(cursor.rowcount)

    def _row(self, statement: str, *values: bytes | int) -> bytes:
        with connections[DESK].cursor() as cursor:
            cursor.execute(statement, values)
            return bytes(cursor.fetchone()[0])

    @contextmanager
    def _tampering(self, *tables: str) -> Iterator[None]:
        for table in tables:
            self._sql(f"CREATE TABLE kept_{table} AS SELECT * FROM {table}")
        yield
        for table in tables:
            self._sql(f"DELETE FROM {table}")
            self._sql(f"INSERT INTO {table} SELECT * FROM kept_{table}")
            self._sql(f"DROP TABLE kept_{table}")


_HERE = "WHERE chain = %s AND height = %s"


def test_no_tampering_goes_unnamed(tmp_path: Path, django_db_blocker: Any) -> None:
    with django_db_blocker.unblock():
        (tmp_path / "ready").mkdir()
        (tmp_path / "used").mkdir()
        Ledger.ready = prepare_sqlite(tmp_path / "ready")
        Ledger.folder = tmp_path / "used"
        run_state_machine_as_test(Ledger)
