"""What was circulated, signed or published does not change any more: the database itself refuses it."""

from django.db import migrations

# Columns of a statement that move on after it was circulated; whatever is added later is fixed unless it is named here.
STATEMENT_MOVES = (
    "'state', 'deadline', 'zone', 'agreed_at', 'publish_at', 'released_by_id', 'released_at', 'published_at'"
)
WITHDRAWAL = "'withdrawn_at', 'withdrawn_by_id', 'withdrawal_reason'"
# A reminder is written down, and who invited may be nobody any more.
INVITATION_MOVES = "'reminded_at', 'reminders'"
# An erased person's name is taken out of what others wrote.
TRAIL_MOVES = "'reason'"
BRIEF_MOVES = "'leased_until', 'queued_at', 'told_at', 'attempts', 'error'"
RECEIPT_MOVES = "'attempts', 'queued_at'"

FUNCTIONS = f"""
CREATE FUNCTION statement_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state = 'draft' THEN
        RETURN coalesce(NEW, OLD);
    END IF;
    IF TG_OP = 'DELETE' THEN
        PERFORM refuse_change('A statement that is no draft');
    END IF;
    IF NEW.state <> OLD.state AND (NEW.state = 'draft' OR OLD.state IN ('abandoned', 'superseded')) THEN
        PERFORM refuse_change('The end of a statement');
    END IF;
    IF to_jsonb(NEW) - ARRAY[{STATEMENT_MOVES}] IS DISTINCT FROM to_jsonb(OLD) - ARRAY[{STATEMENT_MOVES}] THEN
        PERFORM refuse_change('A circulated text');
    END IF;
    IF OLD.published_at IS NOT NULL AND NEW.published_at IS DISTINCT FROM OLD.published_at THEN
        PERFORM refuse_change('The time of publication');
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION clause_stands() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    place bigint := CASE WHEN TG_OP = 'INSERT' THEN NEW.statement_id ELSE OLD.statement_id END;
    is_fixed boolean;
BEGIN
    SELECT state <> 'draft' INTO is_fixed FROM needs_statement WHERE id = place FOR SHARE;
    IF is_fixed OR (TG_OP = 'UPDATE' AND NEW.statement_id <> OLD.statement_id) THEN
        PERFORM refuse_change('A clause of a circulated text');
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;

CREATE FUNCTION signature_is_given() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    stated needs_statement;
BEGIN
    SELECT * INTO stated FROM needs_statement WHERE id = NEW.statement_id;
    IF NEW.carried_from_id IS NOT NULL THEN
        -- It stands under the version that this one revises, in the same words
        IF NOT EXISTS (
            SELECT FROM needs_signature s WHERE s.id = NEW.carried_from_id AND s.statement_id = stated.revises_id
                AND s.municipality_id = NEW.municipality_id AND s.decision = 'approve' AND NEW.decision = 'approve'
                AND s.withdrawn_at IS NULL AND s.content_hash = NEW.content_hash AND s.signed_at = NEW.signed_at
                AND s.signed_by_id IS NOT DISTINCT FROM NEW.signed_by_id
        ) THEN
            RAISE EXCEPTION 'There is no signature to carry over' USING ERRCODE = 'SG001';
        END IF;
        RETURN NEW;
    END IF;
    IF NEW.signed_by_id IS NULL THEN
        -- History, of which nobody knows any more who it was: never of the last days
        IF NEW.signed_at > now() - interval '1 day' THEN
            RAISE EXCEPTION 'A signature needs somebody who gives it' USING ERRCODE = 'SG001';
        END IF;
        RETURN NEW;
    END IF;
    -- Whoever takes the role away at the same time waits until this is committed, or we until that is
    PERFORM FROM municipalities_membership m
        WHERE m.user_id = NEW.signed_by_id AND m.municipality_id = NEW.municipality_id AND m.role = 'signatory'
        FOR SHARE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'No signatory of this body' USING ERRCODE = 'SG001';
    END IF;
    IF NEW.content_hash <> stated.content_hash OR stated.content_hash = '' THEN
        RAISE EXCEPTION 'Another text than the circulated one' USING ERRCODE = 'SG003';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION signature_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.withdrawn_at IS NOT NULL
        OR to_jsonb(NEW) - ARRAY[{WITHDRAWAL}] IS DISTINCT FROM to_jsonb(OLD) - ARRAY[{WITHDRAWAL}]
    THEN
        PERFORM refuse_change('A signature');
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION reservation_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- It is written with the signature, in the same transaction
    IF TG_OP <> 'INSERT' OR NOT EXISTS (
        SELECT FROM needs_signature s WHERE s.id = NEW.signature_id
            AND pg_xact_status(((txid_current() >> 32 << 32) + s.xmin::text::bigint)::text::xid8) = 'in progress'
    ) THEN
        PERFORM refuse_change('A reservation');
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION edition_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.published_at IS NULL THEN
        RETURN coalesce(NEW, OLD);
    END IF;
    IF TG_OP = 'DELETE' OR to_jsonb(NEW) - 'hurried_at' IS DISTINCT FROM to_jsonb(OLD) - 'hurried_at' THEN
        PERFORM refuse_change('A published edition');
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION brief_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM needs_edition e WHERE e.id = OLD.edition_id AND e.published_at IS NOT NULL) AND (
        TG_OP = 'DELETE' OR to_jsonb(NEW) - ARRAY[{BRIEF_MOVES}] IS DISTINCT FROM to_jsonb(OLD) - ARRAY[{BRIEF_MOVES}]
    ) THEN
        PERFORM refuse_change('A published brief');
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;

CREATE FUNCTION receipt_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR (OLD.file <> ''
        AND to_jsonb(NEW) - ARRAY[{RECEIPT_MOVES}] IS DISTINCT FROM to_jsonb(OLD) - ARRAY[{RECEIPT_MOVES}])
    THEN
        PERFORM refuse_change('A receipt');
    END IF;
    RETURN NEW;
END $$;
"""  # noqa: S608 - of names in this file alone

# Table, trigger, when, function with arguments
TRIGGERS = [
    ("needs_statement", "statement_stands", "BEFORE UPDATE OR DELETE", "statement_stands()"),
    ("needs_clause", "clause_stands", "BEFORE INSERT OR UPDATE OR DELETE", "clause_stands()"),
    ("needs_signature", "signature_is_given", "BEFORE INSERT", "signature_is_given()"),
    ("needs_signature", "signature_stands", "BEFORE UPDATE OR DELETE", "signature_stands()"),
    ("needs_reservation", "reservation_stands", "BEFORE INSERT OR UPDATE OR DELETE", "reservation_stands()"),
    ("needs_signinginvitation", "invitation_stands", "BEFORE UPDATE OR DELETE", f"row_is_kept({INVITATION_MOVES})"),
    ("needs_needtransition", "trail_stands", "BEFORE UPDATE", f"row_is_kept({TRAIL_MOVES})"),
    ("needs_statementtransition", "trail_stands", "BEFORE UPDATE OR DELETE", f"row_is_kept({TRAIL_MOVES})"),
    ("needs_intentchange", "trail_stands", "BEFORE UPDATE OR DELETE", f"row_is_kept({TRAIL_MOVES})"),
    ("needs_proposedneedtransition", "trail_stands", "BEFORE UPDATE OR DELETE", f"row_is_kept({TRAIL_MOVES})"),
    ("needs_edition", "edition_stands", "BEFORE UPDATE OR DELETE", "edition_stands()"),
    ("needs_brief", "brief_stands", "BEFORE UPDATE OR DELETE", "brief_stands()"),
    ("needs_receipt", "receipt_stands", "BEFORE UPDATE OR DELETE", "receipt_stands()"),
]
CREATE = "".join(
    f"CREATE TRIGGER {name} {when} ON {table} FOR EACH ROW EXECUTE FUNCTION {function};\n"
    for table, name, when, function in TRIGGERS
)
NAMES = [
    "statement_stands",
    "clause_stands",
    "signature_is_given",
    "signature_stands",
    "reservation_stands",
    "edition_stands",
    "brief_stands",
    "receipt_stands",
]
DROP = "".join(f"DROP TRIGGER {name} ON {table};\n" for table, name, _when, _function in TRIGGERS)
DROP += "".join(f"DROP FUNCTION {name}();\n" for name in NAMES)


class Migration(migrations.Migration):
    dependencies = [("core", "0003_refused_changes"), ("needs", "0004_counts_of_whole_lists")]

    operations = [migrations.RunSQL(FUNCTIONS + CREATE, DROP)]
