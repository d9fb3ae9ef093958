"""The index of what each party is shown, filled from the entries that stand."""

from itertools import islice

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from homeward.ledger.reading import read_entry


def fill(apps: StateApps, _schema_editor: BaseDatabaseSchemaEditor) -> None:
    entries = apps.get_model("ledger", "Entry").objects.order_by("sequence")
    shown = apps.get_model("ledger", "Shown")
    views = (read_entry(bytes(body)) for body in entries.values_list("body", flat=True).iterator(2000))
    while some := list(islice(views, 2000)):
        shown.objects.bulk_create(
            [
                shown(party=party, sequence=view.sequence, action=view.action)
                for view in some
                for party in view.shown_to
            ],
            batch_size=500,
        )


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_tables_of_the_record")]

    operations = [
        migrations.CreateModel(
            name="Shown",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "party", "sequence", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("party", models.TextField()),
                ("sequence", models.BigIntegerField()),
                ("action", models.TextField()),
            ],
            options={
                "indexes": [models.Index(fields=["party", "action", "sequence"], name="shown_of_an_action")],
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
