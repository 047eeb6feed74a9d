"""Who read what stays written; a synthesis that was published does not change: the database itself refuses it."""

from django.db import migrations

VERSION_MOVES = "'state'"
SYNTHESIS_MOVES = "'led_to_id'"

FUNCTIONS = f"""
CREATE FUNCTION synthesis_version_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state IN ('draft', 'discarded') THEN
        RETURN coalesce(NEW, OLD);
    END IF;
    IF TG_OP = 'DELETE' OR NEW.state NOT IN ('published', 'superseded')
        OR (OLD.state = 'superseded' AND NEW.state <> OLD.state)
        OR to_jsonb(NEW) - ARRAY[{VERSION_MOVES}] IS DISTINCT FROM to_jsonb(OLD) - ARRAY[{VERSION_MOVES}]
    THEN
        PERFORM refuse_change('A published synthesis');
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION synthesis_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.published_at IS NOT NULL AND (
        TG_OP = 'DELETE'
        OR to_jsonb(NEW) - ARRAY[{SYNTHESIS_MOVES}] IS DISTINCT FROM to_jsonb(OLD) - ARRAY[{SYNTHESIS_MOVES}]
    ) THEN
        PERFORM refuse_change('A published synthesis');
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
"""

CHANGED = "BEFORE UPDATE OR DELETE"
# Table, trigger, when, function with arguments
TRIGGERS = [
    ("suppliers_readinglog", "reading_log_stands", CHANGED, "row_is_kept('')"),
    ("suppliers_synthesis", "synthesis_stands", CHANGED, "synthesis_stands()"),
    ("suppliers_synthesisversion", "synthesis_version_stands", CHANGED, "synthesis_version_stands()"),
    ("suppliers_synthesistransition", "trail_stands", "BEFORE UPDATE", "row_is_kept('reason')"),
]
CREATE = "".join(
    f"CREATE TRIGGER {name} {when} ON {table} FOR EACH ROW EXECUTE FUNCTION {function};\n"
    for table, name, when, function in TRIGGERS
)
DROP = "".join(f"DROP TRIGGER {name} ON {table};\n" for table, name, _when, _function in TRIGGERS)
DROP += "DROP FUNCTION synthesis_version_stands();\nDROP FUNCTION synthesis_stands();\n"


class Migration(migrations.Migration):
    dependencies = [("suppliers", "0003_released_answers_stand")]

    operations = [migrations.RunSQL(FUNCTIONS + CREATE, DROP)]
