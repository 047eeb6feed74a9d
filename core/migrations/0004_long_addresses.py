from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("core", "0003_refused_changes")]

    operations = [
        migrations.AlterField("submission", "led_to", models.CharField(blank=True, verbose_name="led to")),
    ]
