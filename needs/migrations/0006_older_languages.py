"""Which languages of a clause were left as they were when another was written anew."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("needs", "0005_stands")]

    operations = [
        migrations.AddField(
            "clause", "older", models.JSONField(blank=True, db_default={}, default=dict, editable=False)
        )
    ]
