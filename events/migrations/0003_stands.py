"""What was shown, agreed or published of an event does not change any more: the database itself refuses it."""

from django.db import migrations

# Columns that move on after a material was shown; an erased person's name is taken out of what others wrote in a trail.
FUNCTIONS = """
CREATE FUNCTION material_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state = 'draft' THEN
        RETURN coalesce(NEW, OLD);
    END IF;
    IF TG_OP = 'DELETE' OR OLD.state = 'public'
        OR to_jsonb(NEW) - ARRAY['state', 'published_at'] IS DISTINCT FROM to_jsonb(OLD) - ARRAY['state', 'published_at']
    THEN
        PERFORM refuse_change('Material that was shown');
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION material_file_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM events_material m WHERE m.state <> 'draft'
            AND m.id = CASE WHEN TG_OP = 'INSERT' THEN NEW.material_id ELSE OLD.material_id END
    ) OR (TG_OP = 'UPDATE' AND NEW.material_id <> OLD.material_id) THEN
        PERFORM refuse_change('A file that was shown');
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;

CREATE FUNCTION minutes_stand() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state = 'draft' THEN
        RETURN coalesce(NEW, OLD);
    END IF;
    IF TG_OP = 'DELETE' OR OLD.state = 'superseded' OR (
        to_jsonb(NEW) - ARRAY['state', 'published_at', 'content_hash']
        IS DISTINCT FROM to_jsonb(OLD) - ARRAY['state', 'published_at', 'content_hash']
    ) OR (NEW.state IN ('published', 'superseded') AND NEW.content_hash <> OLD.content_hash) OR (
        OLD.state = 'published' AND (NEW.state <> 'superseded' OR NEW.published_at <> OLD.published_at)
    ) OR (NEW.state = 'superseded' AND OLD.state <> 'published') THEN
        PERFORM refuse_change('Agreed minutes');
    END IF;
    RETURN NEW;
END $$;
"""
# Table, trigger, when, function with arguments
TRIGGERS = [
    ("events_material", "material_stands", "BEFORE UPDATE OR DELETE", "material_stands()"),
    ("events_materialfile", "material_file_stands", "BEFORE INSERT OR UPDATE OR DELETE", "material_file_stands()"),
    ("events_minutes", "minutes_stand", "BEFORE UPDATE OR DELETE", "minutes_stand()"),
    ("events_eventtransition", "trail_stands", "BEFORE UPDATE OR DELETE", "row_is_kept('reason')"),
    ("events_materialtransition", "trail_stands", "BEFORE UPDATE OR DELETE", "row_is_kept('reason')"),
    ("events_boardtransition", "trail_stands", "BEFORE UPDATE OR DELETE", "row_is_kept('reason')"),
    ("events_minutestransition", "trail_stands", "BEFORE UPDATE OR DELETE", "row_is_kept('reason')"),
]
CREATE = "".join(
    f"CREATE TRIGGER {name} {when} ON {table} FOR EACH ROW EXECUTE FUNCTION {function};\n"
    for table, name, when, function in TRIGGERS
)
DROP = "".join(f"DROP TRIGGER {name} ON {table};\n" for table, name, _when, _function in TRIGGERS)
DROP += "DROP FUNCTION material_stands();\nDROP FUNCTION material_file_stands();\nDROP FUNCTION minutes_stand();\n"


class Migration(migrations.Migration):
    dependencies = [("core", "0003_refused_changes"), ("events", "0002_seats")]

    operations = [migrations.RunSQL(FUNCTIONS + CREATE, DROP)]
