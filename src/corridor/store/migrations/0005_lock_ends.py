from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("store", "0004_pages")]

    operations = [migrations.AddField("lock", "ends", models.BigIntegerField(null=True))]
