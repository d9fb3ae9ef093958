from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reconciliation", "0002_desk")]

    operations = [
        migrations.AddField(model_name="pair", name="settles", field=models.IntegerField(default=0)),
    ]
