"""Mails have a priority, and all workers together a pace."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("core", "0004_retention"),
    ]

    operations = [
        migrations.CreateModel(
            name="MailPace",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("next_at", models.DateTimeField(verbose_name="next mail")),
            ],
            options={
                "verbose_name": "pace of mails",
                "verbose_name_plural": "pace of mails",
            },
        ),
        migrations.RemoveIndex(
            model_name="mail",
            name="mails_owed",
        ),
        migrations.AddField(
            model_name="mail",
            name="priority",
            field=models.PositiveSmallIntegerField(
                choices=[(0, "At once"), (1, "Urgent, to many"), (2, "To many")],
                db_default=0,
                default=0,
                verbose_name="priority",
            ),
        ),
        migrations.AddIndex(
            model_name="mail",
            index=models.Index(
                condition=models.Q(("state__in", ["queued", "sending"])),
                fields=["priority", "due_at"],
                name="mails_owed_first",
            ),
        ),
    ]
