"""The database itself refuses what the ledger never does: by raw SQL, on both engines."""

import pytest
from django.db import IntegrityError, connections, transaction
from django.db.utils import DatabaseError

from corridor.ledger.errors import ConflictError
from corridor.ledger.store import Batch
from corridor.store.keeping import DjangoStore
from corridor.store.models import (
    AppendOnly,
    AppendOnlyError,
    Entry,
    Era,
    Frontier,
    Head,
    LogLine,
    StoredCheckpoint,
)
from corridor.store.router import DESK
from corridor.store.rows import durably, execute
from corridor.store.verifying import verify
from tests.store.cast import ORGANISATION, Story, checkpoint_of

COLUMNS = {
    "store_entry": "organisation, chain, height, header, body, body_digest",
    "store_head": "organisation, chain, era, epoch, height, digest",
    "store_log": "organisation, seq, leaf",
    "store_frontier": "organisation, edge",
    "store_checkpoint": "organisation, size, root, key, text, edge",
    "store_era": "organisation, number",
}


@pytest.fixture
def store(engine: str) -> DjangoStore:
    assert engine == connections[DESK].vendor
    store, story = DjangoStore(organisation=ORGANISATION), Story()
    store.open_era()
    store.commit(Batch(entries=[story.write(), story.write()]))
    store.add_checkpoint(checkpoint_of(store), store.frontier())
    return store


def _refused(statement: str) -> str:
    with pytest.raises(DatabaseError) as refusal, connections[DESK].cursor() as cursor:
        cursor.execute(statement)
    return str(refusal.value)


@pytest.mark.parametrize("table", COLUMNS)
def test_no_row_is_ever_deleted(store: DjangoStore, table: str) -> None:
    assert "append-only" in _refused(f"DELETE FROM {table}")

    assert verify(store) == []


@pytest.mark.parametrize(
    "change",
    [
        "store_entry SET body = header",
        "store_entry SET body = NULL, header = body",
        "store_entry SET body = NULL, body_digest = header",
        "store_entry SET body = NULL, height = height + 10",
        "store_entry SET body = NULL, chain = body_digest",
        "store_entry SET body = NULL, organisation = body_digest",
        "store_entry SET body = NULL, id = id + 10",
        "store_head SET digest = digest",
        "store_head SET height = 0",
        "store_head SET height = height + 2",
        "store_head SET height = height + 1, era = era - 1",
        "store_head SET height = height + 1, epoch = epoch - 1",
        "store_head SET height = height + 1, chain = digest",
        "store_log SET leaf = leaf",
        "store_log SET seq = seq + 10",
        "store_frontier SET edge = edge",
        "store_frontier SET organisation = edge",
        "store_checkpoint SET size = 0",
        "store_era SET number = 0",
    ],
)
def test_no_row_is_ever_changed(store: DjangoStore, change: str) -> None:
    assert "append-only" in _refused(f"UPDATE {change}")

    assert verify(store) == []


@pytest.mark.parametrize("table", COLUMNS)
@pytest.mark.usefixtures("sqlite")
def test_a_row_is_not_replaced_by_another_of_its_key(table: str) -> None:
    store = DjangoStore(organisation=ORGANISATION)
    store.open_era()
    store.commit(Batch(entries=[Story().write()]))
    store.add_checkpoint(checkpoint_of(store), store.frontier())
    names = COLUMNS[table]

    refusal = _refused(f"INSERT OR REPLACE INTO {table} ({names}) SELECT {names} FROM {table}")

    assert "append-only" in refusal


@pytest.mark.parametrize("table", COLUMNS)
def test_no_table_is_emptied_at_once(store: DjangoStore, table: str) -> None:
    if connections[DESK].vendor == "postgresql":
        assert "append-only" in _refused(f"TRUNCATE {table}")

    assert verify(store) == []


def test_only_erasure_takes_a_body_away(store: DjangoStore) -> None:
    (head,) = store.heads()

    store.commit(Batch(prune=[head.chain]))

    assert [entry.body for entry in store.entries(head.chain)] == [None, None]
    assert verify(store) == []


def test_a_guards_refusal_is_not_taken_for_another_writer(store: DjangoStore) -> None:
    with pytest.raises(DatabaseError) as refusal:
        durably(DESK, lambda: execute(DESK, "DELETE FROM store_log"))

    assert not isinstance(refusal.value, ConflictError)
    assert verify(store) == []


@pytest.mark.parametrize(
    "model",
    [Entry, Era, Frontier, Head, LogLine, StoredCheckpoint],
    ids=lambda one: one.__name__,
)
def test_python_refuses_before_the_database_is_asked(model: type[AppendOnly]) -> None:
    with pytest.raises(AppendOnlyError):
        model.objects.all().delete()
    with pytest.raises(AppendOnlyError):
        model.objects.all().update(organisation=b"")
    with pytest.raises(AppendOnlyError):
        model().save()
    with pytest.raises(AppendOnlyError):
        model().delete()


def test_one_height_has_one_row_even_past_the_code(store: DjangoStore) -> None:
    names = COLUMNS["store_entry"]

    with pytest.raises(IntegrityError), transaction.atomic():
        execute(DESK, f"INSERT INTO store_entry ({names}) SELECT {names} FROM store_entry")

    assert verify(store) == []
