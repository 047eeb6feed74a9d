from django.db import migrations, models


class Migration(migrations.Migration):
    """County or the like. The database fills it, so that code that knows nothing of it goes on writing."""

    dependencies = [("municipalities", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="municipality",
            name="region_code",
            field=models.CharField(blank=True, db_default="", default="", max_length=10, verbose_name="region code"),
        ),
        migrations.AddField(
            model_name="municipality",
            name="region",
            field=models.CharField(blank=True, db_default="", default="", max_length=100, verbose_name="region"),
        ),
    ]
