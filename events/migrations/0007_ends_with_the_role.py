"""A registration may end since its person acts for no public buyer any more."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0006_papers_owed_since"),
    ]

    operations = [
        migrations.AlterField(
            model_name="registration",
            name="ending",
            field=models.CharField(
                blank=True,
                choices=[
                    ("own", "Cancelled"),
                    ("staff", "Cancelled by the organisers"),
                    ("lapsed", "The seat was not confirmed in time"),
                    ("event", "The event was cancelled"),
                    ("role", "The event is for people of public buyers, and you act for none any more"),
                ],
                max_length=20,
                verbose_name="why it ended",
            ),
        ),
    ]
