from django.db import migrations, models


def keep_out_of_the_log(apps, schema_editor):
    """What the write-ahead log never sees is in no base backup and on no replica."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE accounts_session SET UNLOGGED")


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='HeldDraft',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('member', models.UUIDField(db_index=True)),
                ('sealed', models.BinaryField()),
                ('day', models.PositiveIntegerField(db_index=True)),
            ],
            options={
                'db_table': 'accounts_draft',
            },
        ),
        migrations.CreateModel(
            name='MemberSlot',
            fields=[
                ('member', models.UUIDField(primary_key=True, serialize=False)),
                ('lookup', models.BinaryField(max_length=32, unique=True)),
                ('salt', models.BinaryField(max_length=16)),
                ('memory_kib', models.PositiveIntegerField()),
                ('passes', models.PositiveSmallIntegerField()),
                ('gate', models.BinaryField()),
                ('slot_a', models.BinaryField()),
                ('slot_b', models.BinaryField()),
            ],
            options={
                'db_table': 'accounts_slot',
            },
        ),
        migrations.CreateModel(
            name='OpenSession',
            fields=[
                ('id', models.BinaryField(max_length=32, primary_key=True, serialize=False)),
                ('holder', models.BinaryField(db_index=True, max_length=32)),
                ('whose', models.BinaryField()),
                ('bundle', models.BinaryField()),
                ('opened', models.PositiveIntegerField()),
                ('seen', models.PositiveIntegerField()),
                ('over', models.CharField(blank=True, max_length=8)),
            ],
            options={
                'db_table': 'accounts_session',
                'required_db_vendor': 'postgresql',
            },
        ),
        migrations.RunPython(keep_out_of_the_log, migrations.RunPython.noop),
    ]
