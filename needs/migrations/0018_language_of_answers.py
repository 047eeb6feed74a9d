"""A manager's answer to a comment keeps its language."""

from django.db import migrations, models

LANGUAGES = [
    ("en", "English"),
    ("nb", "Norsk bokmål"),
    ("sv", "Svenska"),
    ("da", "Dansk"),
    ("fi", "Suomi"),
    ("is", "Íslenska"),
]


class Migration(migrations.Migration):
    dependencies = [("needs", "0017_trust")]

    operations = [
        migrations.AddField(
            model_name="clausecomment",
            name="answer_language",
            field=models.CharField(
                blank=True, choices=LANGUAGES, db_default="", max_length=2, verbose_name="language of the answer"
            ),
        ),
    ]
