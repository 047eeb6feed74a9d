"""Every name of a body, folded by the database, so that it is found as people type it."""

import django.contrib.postgres.indexes
import django.db.models.functions.text
from django.db import migrations, models

import core.search

# Both texts are folded; a name stands between two line breaks. The places are those of municipalities/search.py.
PLACE = """
CREATE FUNCTION place_in_names(names text, typed text) RETURNS integer LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT CASE
        WHEN strpos(names, E'\\n' || typed || E'\\n') > 0 THEN 0
        WHEN strpos(names, E'\\n' || typed) > 0 THEN 1
        WHEN strpos(names, ' ' || typed) > 0 OR strpos(names, '-' || typed) > 0 THEN 2
        WHEN strpos(names, typed) > 0 THEN 3
        ELSE 4
    END
$$
"""


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0002_fold"),
        ("municipalities", "0005_interest"),
    ]

    operations = [
        migrations.RunSQL(PLACE, "DROP FUNCTION place_in_names(text, text)"),
        migrations.AddField(
            model_name="municipality",
            name="search_name",
            field=models.GeneratedField(
                db_persist=True,
                expression=core.search.Fold(
                    django.db.models.functions.text.Concat(
                        models.Value("\n"),
                        django.db.models.functions.text.Replace(
                            django.db.models.functions.text.Replace(
                                "official_name", models.Value(" / "), models.Value("\n")
                            ),
                            models.Value(" – "),
                            models.Value("\n"),
                        ),
                        models.Value("\n"),
                        models.F("name_en"),
                        models.Value("\n"),
                        models.F("name_nb"),
                        models.Value("\n"),
                        models.F("name_sv"),
                        models.Value("\n"),
                        models.F("name_da"),
                        models.Value("\n"),
                        models.F("name_fi"),
                        models.Value("\n"),
                        models.F("name_is"),
                        models.Value("\n"),
                        output_field=models.TextField(),
                    )
                ),
                output_field=models.TextField(),
            ),
        ),
        migrations.AddIndex(
            model_name="municipality",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["search_name"], name="municipality_search_name", opclasses=["gin_trgm_ops"]
            ),
        ),
    ]
