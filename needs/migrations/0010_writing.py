"""What a manager says of changes that no clause carries, and how she answers a comment."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("needs", "0009_private_attachments")]

    operations = [
        migrations.AddField(
            model_name="clausecomment",
            name="answer",
            field=models.TextField(blank=True, db_default="", max_length=2000, verbose_name="answer"),
        ),
        migrations.AddField(
            model_name="statement",
            name="also_changed",
            field=models.JSONField(blank=True, db_default={}, default=dict, editable=False),
        ),
    ]
