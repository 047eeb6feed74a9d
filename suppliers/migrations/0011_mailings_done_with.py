"""Whom a mailing has told by an address that an account took over from meanwhile."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("suppliers", "0010_released_answers_stand_whole")]

    operations = [
        migrations.AddField(
            model_name="mailing",
            name="done_with",
            field=models.ManyToManyField(related_name="+", to="suppliers.follower"),
        ),
    ]
