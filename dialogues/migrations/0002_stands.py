"""A ledger entry is chained to the one before it; entries and published news do not change: the database refuses it."""

from django.db import migrations

FUNCTIONS = """
CREATE FUNCTION ledger_goes_on() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    before dialogues_ledgerentry;
BEGIN
    SELECT * INTO before FROM dialogues_ledgerentry
        WHERE dialogue_id = NEW.dialogue_id ORDER BY number DESC LIMIT 1;
    IF NEW.number <> coalesce(before.number, 0) + 1 OR NEW.previous_hash <> coalesce(before.hash, '') THEN
        RAISE EXCEPTION 'A ledger entry is chained to the one before' USING ERRCODE = 'SG002';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION ledger_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A ledger entry does not change any more' USING ERRCODE = 'SG002';
END $$;

CREATE TRIGGER ledger_goes_on BEFORE INSERT ON dialogues_ledgerentry
    FOR EACH ROW EXECUTE FUNCTION ledger_goes_on();
CREATE TRIGGER ledger_stands BEFORE UPDATE OR DELETE ON dialogues_ledgerentry
    FOR EACH ROW EXECUTE FUNCTION ledger_stands();

CREATE FUNCTION news_stand() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.published_at IS NOT NULL THEN
        RAISE EXCEPTION 'Published news does not change any more' USING ERRCODE = 'SG002';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;

CREATE TRIGGER news_stand BEFORE UPDATE OR DELETE ON dialogues_news
    FOR EACH ROW EXECUTE FUNCTION news_stand();
"""
GONE = """
DROP TRIGGER news_stand ON dialogues_news;
DROP FUNCTION news_stand();
DROP TRIGGER ledger_stands ON dialogues_ledgerentry;
DROP TRIGGER ledger_goes_on ON dialogues_ledgerentry;
DROP FUNCTION ledger_stands();
DROP FUNCTION ledger_goes_on();
"""


class Migration(migrations.Migration):
    dependencies = [("dialogues", "0001_initial")]

    operations = [migrations.RunSQL(FUNCTIONS, GONE)]
