"""What the new code wants of a table that the old code writes: a column with a value of its own, and an index."""

from django.db import migrations, models

TABLE = "needs_needcomment"


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("needs", "0001_initial")]
    operations = [
        migrations.CreateModel("Mood", [("id", models.BigAutoField(primary_key=True)), ("name", models.TextField())]),
        migrations.RunSQL(
            f"ALTER TABLE {TABLE} ADD COLUMN mood text NOT NULL DEFAULT 'calm'",
            f"ALTER TABLE {TABLE} DROP COLUMN mood",
        ),
        migrations.RunSQL(
            f"CREATE INDEX CONCURRENTLY mood_of_comment ON {TABLE} (mood)",
            "DROP INDEX CONCURRENTLY IF EXISTS mood_of_comment",
        ),
    ]
