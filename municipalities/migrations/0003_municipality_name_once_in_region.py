from django.db import migrations, models


class Migration(migrations.Migration):
    """Norway has two municipalities called Herøy and two called Våler, each in a county of its own.

    Going back needs the namesakes gone.
    """

    dependencies = [("municipalities", "0002_municipality_region")]

    operations = [
        migrations.RemoveConstraint(model_name="municipality", name="municipality_name_once"),
        migrations.AddConstraint(
            model_name="municipality",
            constraint=models.UniqueConstraint(
                fields=["country", "kind", "region_code", "official_name"], name="municipality_name_once_in_region"
            ),
        ),
    ]
