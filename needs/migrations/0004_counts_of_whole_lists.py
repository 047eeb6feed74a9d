"""How many rows of each list that everybody finds have which facet: the database counts as rows come and go."""

from django.db import migrations

TABLES = ("needs_publicchallenge", "needs_publicneed")

# The empty token, which every change begins with, makes those wait for one another who change counts at the same time:
# the rows of two of them would otherwise be locked in two orders.
COUNT = """
CREATE FUNCTION add_to_found_counts(name text, changes bigint[], tokens text[]) RETURNS void LANGUAGE sql AS $$
    WITH changed AS (
        SELECT token, sum(change) AS rows FROM unnest(changes, tokens) AS c (change, token)
        GROUP BY token HAVING sum(change) <> 0
    )
    INSERT INTO needs_foundcount (of_table, token, rows)
    SELECT name, token, rows FROM (
        SELECT token, rows FROM changed
        UNION ALL SELECT '', 0 WHERE EXISTS (SELECT FROM changed) AND NOT EXISTS (SELECT FROM changed WHERE token = '')
    ) AS counted ORDER BY token
    ON CONFLICT (of_table, token) DO UPDATE SET rows = needs_foundcount.rows + excluded.rows
$$;

CREATE FUNCTION count_found() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        PERFORM add_to_found_counts(TG_TABLE_NAME, array_agg(1::bigint), array_agg(token))
        FROM added, unnest(array_append(facets, '')) AS token;
    ELSIF TG_OP = 'DELETE' THEN
        PERFORM add_to_found_counts(TG_TABLE_NAME, array_agg(-1::bigint), array_agg(token))
        FROM removed, unnest(array_append(facets, '')) AS token;
    ELSE
        PERFORM add_to_found_counts(TG_TABLE_NAME, array_agg(change), array_agg(token))
        FROM (
            SELECT 1::bigint AS change, token FROM added, unnest(array_append(facets, '')) AS token
            UNION ALL SELECT -1, token FROM removed, unnest(array_append(facets, '')) AS token
        ) AS both_sides;
    END IF;
    RETURN NULL;
END $$;
"""
UNDO_COUNT = """
DROP FUNCTION count_found();
DROP FUNCTION add_to_found_counts(text, bigint[], text[]);
"""


def triggers(table: str) -> str:
    """And what is there already, of which nothing changes until the triggers hold."""
    return f"""
CREATE TRIGGER found_count_inserted AFTER INSERT ON {table}
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION count_found();
CREATE TRIGGER found_count_updated AFTER UPDATE ON {table}
    REFERENCING NEW TABLE AS added OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION count_found();
CREATE TRIGGER found_count_deleted AFTER DELETE ON {table}
    REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION count_found();
"""


def undo_triggers(table: str) -> str:
    names = ("inserted", "updated", "deleted")
    return "".join(f"DROP TRIGGER found_count_{name} ON {table};\n" for name in names)


class Migration(migrations.Migration):
    dependencies = [("needs", "0003_found_by_everybody")]

    operations = [
        migrations.RunSQL(COUNT, UNDO_COUNT),
        *(migrations.RunSQL(triggers(table), undo_triggers(table)) for table in TABLES),
    ]
