"""A question that is answered with a figure says so."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("suppliers", "0012_request_papers"),
    ]

    operations = [
        migrations.AlterField(
            model_name="requestquestion",
            name="kind",
            field=models.CharField(
                choices=[
                    ("text", "Text"),
                    ("number", "Figure"),
                    ("choice", "One of several options"),
                    ("several", "Any of several options"),
                    ("date", "Date"),
                    ("file", "Files"),
                    ("table", "Table"),
                ],
                max_length=20,
                verbose_name="kind of answer",
            ),
        ),
    ]
