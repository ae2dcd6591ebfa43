from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("store", "0003_kept_files")]

    operations = [
        migrations.CreateModel(
            name="Page",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "organisation",
                        "compartment",
                        "epoch",
                        "number",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("organisation", models.BinaryField(max_length=16)),
                ("compartment", models.BinaryField(max_length=16)),
                ("epoch", models.BigIntegerField()),
                ("number", models.BigIntegerField()),
                ("sealed", models.BinaryField()),
            ],
            options={"db_table": "store_page"},
        ),
    ]
