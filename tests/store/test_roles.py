"""On PostgreSQL each process has a role, and each role only what its process does."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db.utils import DatabaseError, ProgrammingError

from corridor.config.databases import databases
from corridor.ledger.store import Batch
from corridor.store.door import DjangoDoor
from corridor.store.keeping import DjangoStore
from corridor.store.roles import RIGHTS, rights_of
from corridor.store.router import DOOR
from corridor.store.rows import execute
from corridor.store.verifying import verify
from tests.store.cast import ORGANISATION, Story, alarm, checkpoint_of, wrap
from tests.store.engines import prepare_postgres, standing_in


@pytest.fixture(scope="module")
def url(postgres: Any, django_db_blocker: Any) -> str:
    with django_db_blocker.unblock():
        url = prepare_postgres(postgres.make_database())
    with psycopg.connect(url, autocommit=True) as owner:
        for process in RIGHTS:
            owner.execute(f"CREATE ROLE test_{process} LOGIN")
            for statement in rights_of(process, role=f"test_{process}"):
                owner.execute(statement)
    return url


@pytest.fixture
def acting_as(
    url: str, request: pytest.FixtureRequest, django_db_blocker: Any
) -> Iterator[str]:
    process = str(request.param)
    place = url.rpartition("@")[2]
    chosen = databases(data=Path(), url=f"postgresql://test_{process}@{place}")
    with django_db_blocker.unblock(), standing_in(chosen):
        yield process


def _accept(story: Story) -> bool:
    return DjangoDoor(organisation=ORGANISATION).accept(
        Batch(entries=[story.write()]),
        lock=story.lock(),
        wrap=story.mailbox(),
        alarms=[alarm()],
    )


@pytest.mark.parametrize("acting_as", ["public"], indirect=True)
@pytest.mark.usefixtures("acting_as")
def test_the_public_face_takes_answers_and_withdraws_requests() -> None:
    door, story = DjangoDoor(organisation=ORGANISATION), Story()

    assert _accept(story)
    door.write(Batch(entries=[story.write()]), alarms=[alarm()])
    door.commit(Batch(prune=[story.chain]))

    assert [entry.body for entry in door.entries(story.chain)] == [None, None]


@pytest.mark.parametrize("acting_as", ["public", "worker"], indirect=True)
@pytest.mark.usefixtures("acting_as")
def test_neither_the_public_face_nor_the_worker_reads_the_desk() -> None:
    with pytest.raises(ProgrammingError):
        list(DjangoStore(organisation=ORGANISATION).heads())


@pytest.mark.parametrize("acting_as", ["public"], indirect=True)
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE store_log SET leaf = leaf",
        "UPDATE store_entry SET header = header",
        "DELETE FROM store_entry",
        "TRUNCATE store_entry",
        "DROP TRIGGER store_entry_delete ON store_entry",
        "ALTER TABLE store_entry DISABLE TRIGGER ALL",
        "INSERT INTO store_wrap SELECT * FROM store_wrap",
        "INSERT INTO store_grant SELECT * FROM store_grant",
        "SET session_replication_role = replica",
        "CREATE TABLE store_other (id int)",
        "SELECT * FROM desk.store_entry",
    ],
)
@pytest.mark.usefixtures("acting_as")
def test_the_public_face_cannot_rewrite_what_it_wrote(statement: str) -> None:
    with pytest.raises(DatabaseError):
        execute(DOOR, statement)


@pytest.mark.parametrize("acting_as", ["worker"], indirect=True)
@pytest.mark.usefixtures("acting_as")
def test_the_worker_sends_alarms_and_reads_no_dialogue() -> None:
    door = DjangoDoor(organisation=ORGANISATION)
    door.raise_alarm(one := alarm(due=1))

    assert one.alarm in {claimed.alarm for claimed in door.claim_due(now=5, repeat_after=1)}
    with pytest.raises(ProgrammingError):
        door.head(Story().chain)


@pytest.mark.parametrize("acting_as", ["desk"], indirect=True)
@pytest.mark.usefixtures("acting_as")
def test_the_desk_does_everything_that_the_ledger_allows() -> None:
    desk, door = DjangoStore(organisation=ORGANISATION), DjangoDoor(organisation=ORGANISATION)
    story, request = Story(), Story()
    desk.open_era()
    desk.commit(
        Batch(
            entries=[story.write()],
            grants=[story.grant()],
            cards=[story.card()],
            wraps=[wrap()],
        )
    )
    desk.add_checkpoint(checkpoint_of(desk), desk.frontier())
    _accept(request)

    door.empty_mailbox(door.mailbox())
    door.commit(Batch(grants=[request.grant()], cards=[request.card()]))
    desk.commit(Batch(prune=[story.chain]))

    assert verify(desk) == verify(door) == []
