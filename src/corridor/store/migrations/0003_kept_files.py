from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("store", "0002_append_only")]

    operations = [
        migrations.AddField("blob", "note", models.BinaryField(null=True)),
        migrations.AddField("blob", "height", models.BigIntegerField(null=True)),
        migrations.AddField("blob", "digest", models.BinaryField(max_length=32, null=True)),
    ]
