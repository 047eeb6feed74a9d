"""CPV codes are found by their names: in the register, and at the desk by those that needs carry."""

from importlib import import_module

import django.contrib.postgres.indexes
import django.db.models.functions.text
from django.db import migrations, models

import core.search

desk = import_module("needs.migrations.0002_search_text")

# A word that begins a word of a code's name stands for the code too; a word that some language leaves out (for, og) does not
NAMED = f"""            UNION ALL
            SELECT quote_literal('cpv:' || c.code) FROM needs_cpvcode c
            WHERE c.search_name LIKE '% ' || folded || '%' AND length(folded) > 2 AND NOT ({desk.IS_STOP})
                AND EXISTS (SELECT FROM needs_need_cpv_codes u WHERE u.cpvcode_id = c.code)
            LIMIT 60) AS named;"""  # noqa: S608 (made of names only)
BEFORE = desk.QUERY.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")
AFTER = BEFORE.replace("            LIMIT 60) AS named;", NAMED)


class Migration(migrations.Migration):
    dependencies = [
        ("needs", "0013_published_figures"),
    ]

    operations = [
        migrations.AddField(
            model_name="cpvcode",
            name="search_name",
            field=models.GeneratedField(
                db_persist=True,
                expression=core.search.Fold(
                    django.db.models.functions.text.Replace(
                        django.db.models.functions.text.Replace(
                            django.db.models.functions.text.Replace(
                                django.db.models.functions.text.Concat(
                                    models.Value(" "),
                                    models.F("name_en"),
                                    models.Value(" "),
                                    models.F("name_nb"),
                                    models.Value(" "),
                                    models.F("name_sv"),
                                    models.Value(" "),
                                    models.F("name_da"),
                                    models.Value(" "),
                                    models.F("name_fi"),
                                    models.Value(" "),
                                    models.F("name_is"),
                                    output_field=models.TextField(),
                                ),
                                models.Value("-"),
                                models.Value(" "),
                            ),
                            models.Value("("),
                            models.Value(" "),
                        ),
                        models.Value("/"),
                        models.Value(" "),
                    )
                ),
                output_field=models.TextField(),
            ),
        ),
        migrations.AddIndex(
            model_name="cpvcode",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["search_name"], name="cpv_search_name", opclasses=["gin_trgm_ops"]
            ),
        ),
        migrations.RunSQL(AFTER, BEFORE),
    ]
