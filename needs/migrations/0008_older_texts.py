"""Which languages of a statement's title, summary and invitation were left as they were when another was written anew."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("needs", "0007_marks_are_no_words")]

    operations = [
        migrations.AddField(
            "statement", "older", models.JSONField(blank=True, db_default={}, default=dict, editable=False)
        )
    ]
