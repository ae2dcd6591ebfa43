"""A desk that holds people's cases is brought up and back without losing a byte."""

from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connections, models

from corridor.ledger.store import Batch
from corridor.store import triggers
from corridor.store.door import DjangoDoor
from corridor.store.keeping import DjangoStore
from corridor.store.preparing import prepare_databases
from corridor.store.router import DESK, DOOR
from corridor.store.verifying import verify
from tests.store.cast import ORGANISATION, Story, alarm

MODELS = list(apps.get_app_config("store").get_models())


def _tables(alias: str) -> set[str]:
    with connections[alias].cursor() as cursor:
        names = connections[alias].introspection.table_names(cursor)
    return {name for name in names if name.startswith("store_")}


def test_every_change_of_the_models_has_its_migration(prepared: str) -> None:
    assert prepared == connections[DESK].vendor
    said = StringIO()

    call_command("makemigrations", "store", check=True, dry_run=True, stdout=said)

    assert "No changes detected" in said.getvalue()


def test_each_face_has_only_the_tables_it_needs(prepared: str) -> None:
    assert prepared == connections[DESK].vendor

    assert _tables(DOOR) - _tables(DESK) == {"store_lock", "store_mailbox", "store_alarm"}
    assert _tables(DESK) < _tables(DOOR)


def test_preparing_twice_changes_nothing(prepared: str) -> None:
    assert prepared == connections[DESK].vendor
    store, story = DjangoStore(organisation=ORGANISATION), Story()
    store.commit(Batch(entries=[entry := story.write()]))

    prepare_databases()

    assert store.entries(story.chain) == [entry]
    assert verify(store) == []


def test_guards_go_and_come_back_over_a_desk_in_use(prepared: str) -> None:
    assert prepared == connections[DESK].vendor
    desk, door = DjangoStore(organisation=ORGANISATION), DjangoDoor(organisation=ORGANISATION)
    story, request = Story(), Story()
    desk.commit(Batch(entries=[story.write(), story.write()], cards=[story.card()]))
    door.accept(
        Batch(entries=[request.write()]),
        lock=request.lock(),
        wrap=request.mailbox(),
        alarms=[alarm()],
    )
    before = desk.entries(story.chain), door.mailbox(), door.alarms()

    for alias in (DESK, DOOR):
        call_command("migrate", "store", "0001", database=alias, verbosity=0)
    assert triggers.missing(connections[DESK]) == list(triggers.RULES)
    for alias in (DESK, DOOR):
        call_command("migrate", "store", database=alias, verbosity=0)

    assert (desk.entries(story.chain), door.mailbox(), door.alarms()) == before
    assert verify(desk) == verify(door) == []
    assert triggers.missing(connections[DOOR]) == []


@pytest.mark.parametrize("model", MODELS)
def test_the_organisation_leads_every_key(model: type[models.Model]) -> None:
    keys = [list(one.fields) for one in model._meta.constraints if hasattr(one, "fields")]
    keys += [list(index.fields) for index in model._meta.indexes]
    key = model._meta.pk
    if isinstance(key, models.CompositePrimaryKey):
        keys.append(list(key.field_names))
    elif key.name != "id":
        keys.append([key.name])

    assert keys
    assert {names[0] for names in keys} == {"organisation"}


@pytest.mark.parametrize("model", MODELS)
def test_no_row_holds_a_time_of_day(model: type[models.Model]) -> None:
    fields = model._meta.get_fields()

    assert not [one for one in fields if isinstance(one, models.DateField | models.TimeField)]
