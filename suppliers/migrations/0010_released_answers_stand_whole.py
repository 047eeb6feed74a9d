"""A released answer keeps whatever stands in its row, a column added later too; what was superseded stays so."""

from importlib import import_module

from django.db import migrations

before = import_module("suppliers.migrations.0003_released_answers_stand")

FUNCTION = """
CREATE OR REPLACE FUNCTION released_answer_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR NEW.state NOT IN ('released', 'superseded')
        OR (OLD.state = 'superseded' AND NEW.state <> OLD.state)
        OR to_jsonb(NEW) - 'state' IS DISTINCT FROM to_jsonb(OLD) - 'state'
    THEN
        PERFORM refuse_change('A released answer');
    END IF;
    RETURN NEW;
END $$;
"""
BEFORE = before.STANDS.partition("CREATE TRIGGER")[0].replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")


class Migration(migrations.Migration):
    dependencies = [("suppliers", "0009_papers_owed_since")]

    operations = [migrations.RunSQL(FUNCTION, BEFORE)]
