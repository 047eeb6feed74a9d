"""A word that a row's own marks begin with (body:12, category:3, cpv:60161000) is looked for as it is: each row has marks."""

from importlib import import_module

from django.db import migrations

desk = import_module("needs.migrations.0002_search")

ANY_ENDING = "length(folded) < 3 THEN '' ELSE ':*'"
OWN_ENDING = ANY_ENDING.replace(
    " THEN", " OR starts_with('body', folded) OR starts_with('category', folded) OR starts_with('cpv', folded) THEN"
)


def asked(query: str, name: str, table: str) -> migrations.RunSQL:
    before = query.replace("CREATE FUNCTION need_query", f"CREATE OR REPLACE FUNCTION {name}_query")
    before = before.replace("needs_searchtext", table)
    return migrations.RunSQL(before.replace(ANY_ENDING, OWN_ENDING), before)


class Migration(migrations.Migration):
    dependencies = [("needs", "0006_older_languages")]

    operations = [
        asked(desk.DESK_QUERY, "need", "needs_searchtext"),
        asked(desk.QUERY, "public_challenge", "needs_publicchallenge"),
        asked(desk.QUERY, "public_need", "needs_publicneed"),
    ]
