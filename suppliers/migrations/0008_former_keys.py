"""Links in mails to an address stop the mails of the account that follows in its place."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("suppliers", "0007_no_identity_numbers")]

    operations = [
        migrations.CreateModel(
            name="FormerKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=20, unique=True)),
                (
                    "follower",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="former_keys",
                        to="suppliers.follower",
                    ),
                ),
            ],
            options={"verbose_name": "former key", "verbose_name_plural": "former keys"},
        ),
    ]
