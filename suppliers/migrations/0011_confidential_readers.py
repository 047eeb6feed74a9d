"""Who reads what is confidential is set with a request. Until now it was the managers alone."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("suppliers", "0010_invitation_key_once"),
    ]

    operations = [
        migrations.AddField(
            model_name="informationrequest",
            name="confidential_readers",
            field=models.CharField(
                choices=[
                    ("managers", "The programme managers of the dialogue only"),
                    ("readers", "Everybody who reads the answers"),
                ],
                db_default="managers",
                default="managers",
                max_length=20,
                verbose_name="who reads what is confidential",
            ),
        ),
    ]
