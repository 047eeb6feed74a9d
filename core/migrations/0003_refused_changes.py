"""What the triggers of all apps call by which the database refuses to change what stands (ADR 22)."""

from django.db import migrations

# The arguments of a trigger that calls `row_is_kept` are the columns that may change all the same
FUNCTIONS = """
CREATE FUNCTION refuse_change(what text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% does not change any more', what USING ERRCODE = 'SG002';
END $$;

CREATE FUNCTION row_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR to_jsonb(NEW) - TG_ARGV IS DISTINCT FROM to_jsonb(OLD) - TG_ARGV THEN
        PERFORM refuse_change(TG_TABLE_NAME::text);
    END IF;
    RETURN NEW;
END $$;
"""
GONE = """
DROP FUNCTION row_is_kept();
DROP FUNCTION refuse_change(text);
"""


class Migration(migrations.Migration):
    dependencies = [("core", "0002_fold")]

    operations = [migrations.RunSQL(FUNCTIONS, GONE)]
