"""Taking part online, speakers, and who is named in the list of participants. Webinars are online."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0006_meetings_and_breakouts"),
    ]

    operations = [
        migrations.AddField(
            model_name="event",
            name="form",
            field=models.CharField(
                choices=[("on_site", "On site"), ("online", "Online"), ("both", "On site and online")],
                db_default="on_site",
                default="on_site",
                max_length=10,
                verbose_name="people take part",
            ),
        ),
        migrations.AddField(
            model_name="event",
            name="online_link",
            field=models.URLField(
                blank=True,
                db_default="",
                default="",
                help_text="Given only to those who are registered, on their own page, by mail and in their calendar.",
                max_length=500,
                verbose_name="link for taking part online",
            ),
        ),
        migrations.AddField(
            model_name="registration",
            name="is_listed",
            field=models.BooleanField(
                db_default=False, default=False, verbose_name="named in the list of participants"
            ),
        ),
        migrations.AddField(
            model_name="session",
            name="speakers",
            field=models.TextField(blank=True, db_default="", default="", verbose_name="speakers"),
        ),
        migrations.AddField(
            model_name="session",
            name="speakers_da",
            field=models.TextField(blank=True, db_default="", default="", null=True, verbose_name="speakers"),
        ),
        migrations.AddField(
            model_name="session",
            name="speakers_en",
            field=models.TextField(blank=True, db_default="", default="", null=True, verbose_name="speakers"),
        ),
        migrations.AddField(
            model_name="session",
            name="speakers_fi",
            field=models.TextField(blank=True, db_default="", default="", null=True, verbose_name="speakers"),
        ),
        migrations.AddField(
            model_name="session",
            name="speakers_is",
            field=models.TextField(blank=True, db_default="", default="", null=True, verbose_name="speakers"),
        ),
        migrations.AddField(
            model_name="session",
            name="speakers_nb",
            field=models.TextField(blank=True, db_default="", default="", null=True, verbose_name="speakers"),
        ),
        migrations.AddField(
            model_name="session",
            name="speakers_sv",
            field=models.TextField(blank=True, db_default="", default="", null=True, verbose_name="speakers"),
        ),
        migrations.RunSQL("UPDATE events_event SET form = 'online' WHERE kind = 'webinar'", migrations.RunSQL.noop),
    ]
