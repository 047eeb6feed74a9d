"""The ledger tells that a request for information was withdrawn."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dialogues", "0004_names_in_words"),
    ]

    operations = [
        migrations.AlterField(
            model_name="ledgerentry",
            name="kind",
            field=models.CharField(
                choices=[
                    ("brief_published", "Statement published"),
                    ("edition_published", "New edition of the briefs"),
                    ("notice", "Notice"),
                    ("notice_withdrawn", "Notice withdrawn"),
                    ("need_public", "Need made public"),
                    ("need_hidden", "Need no longer public"),
                    ("question_deadline", "Deadline for questions"),
                    ("answers_released", "Answers released"),
                    ("answer_corrected", "Answer corrected"),
                    ("request_opened", "Request for information opened"),
                    ("request_changed", "Request for information corrected"),
                    ("request_extended", "Request for information extended"),
                    ("request_reopened", "Request for information reopened"),
                    ("request_closed", "Request for information closed"),
                    ("request_withdrawn", "Request for information withdrawn"),
                    ("event_published", "Event announced"),
                    ("event_changed", "Event changed"),
                    ("event_cancelled", "Event cancelled"),
                    ("event_held", "Event held"),
                    ("material", "Material shared"),
                    ("minutes", "Minutes published"),
                    ("minutes_corrected", "Minutes corrected"),
                    ("synthesis", "What we heard, what we changed"),
                    ("news", "News"),
                ],
                max_length=20,
                verbose_name="kind",
            ),
        ),
    ]
