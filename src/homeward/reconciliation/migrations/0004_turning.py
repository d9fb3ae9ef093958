from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reconciliation", "0003_what_a_pair_settles"),
    ]

    operations = [
        migrations.AddField(
            model_name="pair",
            name="turning",
            field=models.JSONField(default=None, null=True),
        ),
    ]
