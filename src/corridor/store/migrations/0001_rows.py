from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Era',
            fields=[
                ('pk', models.CompositePrimaryKey('organisation', 'number', blank=True, editable=False, primary_key=True, serialize=False)),
                ('organisation', models.BinaryField(max_length=16)),
                ('number', models.BigIntegerField()),
            ],
            options={
                'db_table': 'store_era',
            },
        ),
        migrations.CreateModel(
            name='Frontier',
            fields=[
                ('organisation', models.BinaryField(max_length=16, primary_key=True, serialize=False)),
                ('edge', models.BinaryField()),
            ],
            options={
                'db_table': 'store_frontier',
            },
        ),
        migrations.CreateModel(
            name='Head',
            fields=[
                ('pk', models.CompositePrimaryKey('organisation', 'chain', blank=True, editable=False, primary_key=True, serialize=False)),
                ('organisation', models.BinaryField(max_length=16)),
                ('chain', models.BinaryField(max_length=16)),
                ('era', models.BigIntegerField()),
                ('epoch', models.BigIntegerField()),
                ('height', models.BigIntegerField()),
                ('digest', models.BinaryField(max_length=32)),
            ],
            options={
                'db_table': 'store_head',
            },
        ),
        migrations.CreateModel(
            name='LogLine',
            fields=[
                ('pk', models.CompositePrimaryKey('organisation', 'seq', blank=True, editable=False, primary_key=True, serialize=False)),
                ('organisation', models.BinaryField(max_length=16)),
                ('seq', models.BigIntegerField()),
                ('leaf', models.BinaryField()),
            ],
            options={
                'db_table': 'store_log',
            },
        ),
        migrations.CreateModel(
            name='Mailbox',
            fields=[
                ('pk', models.CompositePrimaryKey('organisation', 'chain', 'mailbox_epoch', blank=True, editable=False, primary_key=True, serialize=False)),
                ('organisation', models.BinaryField(max_length=16)),
                ('chain', models.BinaryField(max_length=16)),
                ('mailbox_epoch', models.BigIntegerField()),
                ('wrapped', models.BinaryField()),
            ],
            options={
                'db_table': 'store_mailbox',
            },
        ),
        migrations.CreateModel(
            name='StoredCheckpoint',
            fields=[
                ('pk', models.CompositePrimaryKey('organisation', 'size', 'root', 'key', blank=True, editable=False, primary_key=True, serialize=False)),
                ('organisation', models.BinaryField(max_length=16)),
                ('size', models.BigIntegerField()),
                ('root', models.BinaryField(max_length=32)),
                ('key', models.BinaryField(max_length=32)),
                ('text', models.TextField()),
                ('edge', models.BinaryField()),
            ],
            options={
                'db_table': 'store_checkpoint',
            },
        ),
        migrations.CreateModel(
            name='Wrap',
            fields=[
                ('pk', models.CompositePrimaryKey('organisation', 'holder', 'compartment', 'epoch', blank=True, editable=False, primary_key=True, serialize=False)),
                ('organisation', models.BinaryField(max_length=16)),
                ('holder', models.BinaryField(max_length=16)),
                ('compartment', models.BinaryField(max_length=16)),
                ('epoch', models.BigIntegerField()),
                ('wrapped', models.BinaryField()),
            ],
            options={
                'db_table': 'store_wrap',
            },
        ),
        migrations.CreateModel(
            name='Alarm',
            fields=[
                ('pk', models.CompositePrimaryKey('organisation', 'alarm', blank=True, editable=False, primary_key=True, serialize=False)),
                ('organisation', models.BinaryField(max_length=16)),
                ('alarm', models.BinaryField(max_length=16)),
                ('due', models.BigIntegerField()),
                ('level', models.SmallIntegerField()),
                ('group', models.TextField(db_column='duty_group')),
                ('sent', models.IntegerField()),
                ('next_at', models.BigIntegerField()),
            ],
            options={
                'db_table': 'store_alarm',
                'indexes': [models.Index(fields=['organisation', 'next_at'], name='store_alarm_next')],
            },
        ),
        migrations.CreateModel(
            name='Blob',
            fields=[
                ('pk', models.CompositePrimaryKey('organisation', 'blob', blank=True, editable=False, primary_key=True, serialize=False)),
                ('organisation', models.BinaryField(max_length=16)),
                ('blob', models.BinaryField(max_length=16)),
                ('state', models.TextField()),
                ('size', models.BigIntegerField()),
                ('day', models.BigIntegerField()),
                ('chain', models.BinaryField(max_length=16)),
            ],
            options={
                'db_table': 'store_blob',
                'indexes': [models.Index(fields=['organisation', 'chain'], name='store_blob_of'), models.Index(fields=['organisation', 'state', 'day'], name='store_blob_state')],
            },
        ),
        migrations.CreateModel(
            name='Card',
            fields=[
                ('pk', models.CompositePrimaryKey('organisation', 'compartment', 'chain', blank=True, editable=False, primary_key=True, serialize=False)),
                ('organisation', models.BinaryField(max_length=16)),
                ('compartment', models.BinaryField(max_length=16)),
                ('chain', models.BinaryField(max_length=16)),
                ('compartment_epoch', models.BigIntegerField()),
                ('height', models.BigIntegerField()),
                ('head_digest', models.BinaryField(max_length=32)),
                ('sealed', models.BinaryField()),
                ('counter', models.BigIntegerField()),
            ],
            options={
                'db_table': 'store_card',
                'indexes': [models.Index(fields=['organisation', 'compartment', 'counter'], name='store_card_newest'), models.Index(fields=['organisation', 'chain'], name='store_card_of')],
            },
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('organisation', models.BinaryField(max_length=16)),
                ('chain', models.BinaryField(max_length=16)),
                ('height', models.BigIntegerField()),
                ('header', models.BinaryField()),
                ('body', models.BinaryField(null=True)),
                ('body_digest', models.BinaryField(max_length=32)),
            ],
            options={
                'db_table': 'store_entry',
                'constraints': [models.UniqueConstraint(fields=('organisation', 'chain', 'height'), name='store_entry_place')],
            },
        ),
        migrations.CreateModel(
            name='Lock',
            fields=[
                ('pk', models.CompositePrimaryKey('organisation', 'lookup', blank=True, editable=False, primary_key=True, serialize=False)),
                ('organisation', models.BinaryField(max_length=16)),
                ('lookup', models.BinaryField(max_length=32)),
                ('chain', models.BinaryField(max_length=16)),
                ('wrapped', models.BinaryField()),
                ('wakes', models.BooleanField()),
            ],
            options={
                'db_table': 'store_lock',
                'indexes': [models.Index(fields=['organisation', 'chain'], name='store_lock_of')],
            },
        ),
        migrations.CreateModel(
            name='StoredGrant',
            fields=[
                ('pk', models.CompositePrimaryKey('organisation', 'chain', 'epoch', 'compartment', 'compartment_epoch', blank=True, editable=False, primary_key=True, serialize=False)),
                ('organisation', models.BinaryField(max_length=16)),
                ('chain', models.BinaryField(max_length=16)),
                ('epoch', models.BigIntegerField()),
                ('compartment', models.BinaryField(max_length=16)),
                ('compartment_epoch', models.BigIntegerField()),
                ('wrapped', models.BinaryField()),
            ],
            options={
                'db_table': 'store_grant',
                'indexes': [models.Index(fields=['organisation', 'compartment'], name='store_grant_to')],
            },
        ),
    ]
