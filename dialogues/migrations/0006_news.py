"""News; what is published stays as it is."""

import django.db.models.deletion
from django.db import migrations, models

FUNCTIONS = """
CREATE FUNCTION news_stand() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.published_at IS NOT NULL THEN
        RAISE EXCEPTION 'Published news does not change any more' USING ERRCODE = 'SG002';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;

CREATE TRIGGER news_stand BEFORE UPDATE OR DELETE ON dialogues_news
    FOR EACH ROW EXECUTE FUNCTION news_stand();
"""
GONE = """
DROP TRIGGER news_stand ON dialogues_news;
DROP FUNCTION news_stand();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("dialogues", "0005_taken_back"),
    ]

    operations = [
        migrations.CreateModel(
            name="News",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(blank=True, max_length=200, verbose_name="title")),
                ("title_en", models.CharField(blank=True, max_length=200, null=True, verbose_name="title")),
                ("title_nb", models.CharField(blank=True, max_length=200, null=True, verbose_name="title")),
                ("title_sv", models.CharField(blank=True, max_length=200, null=True, verbose_name="title")),
                ("title_da", models.CharField(blank=True, max_length=200, null=True, verbose_name="title")),
                ("title_fi", models.CharField(blank=True, max_length=200, null=True, verbose_name="title")),
                ("title_is", models.CharField(blank=True, max_length=200, null=True, verbose_name="title")),
                ("text", models.TextField(blank=True, verbose_name="text")),
                ("text_en", models.TextField(blank=True, null=True, verbose_name="text")),
                ("text_nb", models.TextField(blank=True, null=True, verbose_name="text")),
                ("text_sv", models.TextField(blank=True, null=True, verbose_name="text")),
                ("text_da", models.TextField(blank=True, null=True, verbose_name="text")),
                ("text_fi", models.TextField(blank=True, null=True, verbose_name="text")),
                ("text_is", models.TextField(blank=True, null=True, verbose_name="text")),
                ("published_at", models.DateTimeField(blank=True, null=True, verbose_name="published")),
                (
                    "corrects",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="correction",
                        to="dialogues.news",
                        verbose_name="corrects",
                    ),
                ),
                (
                    "dialogue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="news",
                        to="dialogues.dialogue",
                        verbose_name="dialogue",
                    ),
                ),
            ],
            options={
                "verbose_name": "news",
                "verbose_name_plural": "news",
                "ordering": ["-pk"],
                "indexes": [models.Index(fields=["-published_at", "-id"], name="news_newest")],
            },
        ),
        migrations.RunSQL(FUNCTIONS, GONE),
    ]
