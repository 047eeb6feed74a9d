"""Where in the names of a body stands what somebody typed."""

from django.db import migrations

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
    dependencies = [("municipalities", "0001_initial")]

    operations = [migrations.RunSQL(PLACE, "DROP FUNCTION place_in_names(text, text)")]
