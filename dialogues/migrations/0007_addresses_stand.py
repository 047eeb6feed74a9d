"""A dialogue's address is in the checksum of each entry of its ledger: from the first one on it does not change."""

from django.db import migrations

FUNCTIONS = """
CREATE FUNCTION dialogue_address_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM dialogues_ledgerentry WHERE dialogue_id = OLD.id) THEN
        RAISE EXCEPTION 'The address of a dialogue with a ledger does not change any more' USING ERRCODE = 'SG002';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER dialogue_address_stands BEFORE UPDATE ON dialogues_dialogue
    FOR EACH ROW WHEN (OLD.slug <> NEW.slug) EXECUTE FUNCTION dialogue_address_stands();
"""
GONE = """
DROP TRIGGER dialogue_address_stands ON dialogues_dialogue;
DROP FUNCTION dialogue_address_stands();
"""


class Migration(migrations.Migration):
    dependencies = [("dialogues", "0006_phase_changes")]

    operations = [migrations.RunSQL(FUNCTIONS, GONE)]
