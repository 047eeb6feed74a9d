"""Titles that are nearly the same, found by the index of their three-letter parts."""

from django.db import migrations

NEAR = """
CREATE FUNCTION need_near(wanted text, most integer) RETURNS SETOF bigint LANGUAGE sql STABLE
    SET pg_trgm.similarity_threshold = 0.7 SET enable_seqscan = off AS $$
    SELECT need_id FROM needs_searchtext WHERE title % wanted ORDER BY similarity(title, wanted) DESC, need_id DESC LIMIT most
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("needs", "0003_saved_views")]

    operations = [migrations.RunSQL(NEAR, "DROP FUNCTION need_near(text, integer)")]
