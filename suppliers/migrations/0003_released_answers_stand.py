"""A released answer keeps every text that was ever public: it is corrected by a new version."""

from django.db import migrations

LANGUAGES = ["en", "nb", "sv", "da", "fi", "is"]
KEPT = [
    "answer_id",
    "number",
    "language",
    "changes_need",
    "released_at",
    *(f"{field}_{language}" for field in ["question", "text"] for language in LANGUAGES),
]
OLD, NEW = (", ".join(f"{row}.{name}" for name in KEPT) for row in ["OLD", "NEW"])

STANDS = f"""
CREATE FUNCTION released_answer_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF NEW.state IN ('released', 'superseded') AND ROW({OLD}) IS NOT DISTINCT FROM ROW({NEW}) THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'A released answer does not change: correct it with a new version';
END $$;

CREATE TRIGGER released_answer_stands BEFORE UPDATE OR DELETE ON suppliers_answerversion
    FOR EACH ROW WHEN (OLD.state IN ('released', 'superseded')) EXECUTE FUNCTION released_answer_stands();
"""
LETS_GO = """
DROP TRIGGER released_answer_stands ON suppliers_answerversion;
DROP FUNCTION released_answer_stands();
"""


class Migration(migrations.Migration):
    dependencies = [("suppliers", "0002_requests_stand")]

    operations = [migrations.RunSQL(STANDS, LETS_GO)]
