from django.db import migrations

from corridor.store import triggers


def install(apps, schema_editor):
    triggers.install(schema_editor.connection)


def remove(apps, schema_editor):
    triggers.remove(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("store", "0001_rows")]

    operations = [migrations.RunPython(install, remove)]
