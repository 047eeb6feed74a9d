"""What suppliers were asked, and what they submitted, does not change any more: the database itself refuses it."""

from django.db import migrations

# Of a request that is no draft; whatever is added later is fixed unless it is named here.
REQUEST_MOVES = "'state', 'opens_at', 'closes_at', 'opened_at', 'closed_at', 'title', 'introduction'"
# The columns without a language repeat the site's first language; nobody is shown them.
QUESTION_MOVES = "'text', 'help', 'options', 'unit'"
RECEIPT_MOVES = "'file', 'size', 'sha256', 'attempts', 'queued_at'"

FUNCTIONS = f"""
CREATE FUNCTION corrected(request bigint, question bigint, was jsonb, becomes jsonb, moves text[])
RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT was - moves IS NOT DISTINCT FROM becomes - moves OR EXISTS (
        SELECT FROM suppliers_requestcorrection c, LATERAL (SELECT array_agg(k) FROM jsonb_object_keys(c.after) k) keys(names)
        WHERE c.request_id = request AND c.question_id IS NOT DISTINCT FROM question
            AND was @> c.before AND becomes @> c.after
            AND (was - moves) - keys.names IS NOT DISTINCT FROM (becomes - moves) - keys.names
            AND NOT EXISTS (
                SELECT FROM unnest(keys.names) name
                WHERE name !~ '^(title|introduction|text|help|options|unit)_[a-z]{{2}}$' OR NOT c.before ? name
            )
    )
$$;

CREATE FUNCTION request_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state = 'draft' THEN
        RETURN coalesce(NEW, OLD);
    END IF;
    IF TG_OP = 'DELETE' THEN
        PERFORM refuse_change('A request that is no draft');
    END IF;
    IF NOT corrected(OLD.id, NULL, to_jsonb(OLD), to_jsonb(NEW), ARRAY[{REQUEST_MOVES}]) THEN
        PERFORM refuse_change('The text of a request');
    END IF;
    IF OLD.state = 'scheduled' THEN
        RETURN NEW;
    END IF;
    IF NEW.state NOT IN ('open', 'closed') OR NEW.opened_at <> OLD.opened_at
        OR NEW.opens_at IS DISTINCT FROM OLD.opens_at
    THEN
        PERFORM refuse_change('The opening of a request');
    END IF;
    IF NEW.closes_at IS NULL OR NEW.closes_at < OLD.closes_at
        OR (NEW.closes_at > OLD.closes_at AND NEW.closes_at <= clock_timestamp())
    THEN
        PERFORM refuse_change('A deadline');
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION request_question_stands() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    place bigint := CASE WHEN TG_OP = 'INSERT' THEN NEW.request_id ELSE OLD.request_id END;
    is_fixed boolean;
BEGIN
    SELECT state <> 'draft' INTO is_fixed FROM suppliers_informationrequest WHERE id = place FOR SHARE;
    IF TG_OP = 'UPDATE' AND NEW.request_id = OLD.request_id AND is_fixed
        AND corrected(place, OLD.id, to_jsonb(OLD), to_jsonb(NEW), ARRAY[{QUESTION_MOVES}])
    THEN
        RETURN NEW;
    END IF;
    IF is_fixed OR (TG_OP = 'UPDATE' AND NEW.request_id <> OLD.request_id) THEN
        PERFORM refuse_change('A question of a request');
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;

CREATE FUNCTION refuse_late(place bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM suppliers_informationrequest r
        WHERE r.id = place AND r.state <> 'draft' AND (r.closes_at <= clock_timestamp() OR r.state = 'scheduled')
    ) THEN
        RAISE EXCEPTION 'The deadline has passed' USING ERRCODE = 'RQ001';
    END IF;
END $$;

CREATE FUNCTION response_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.versions > 0 THEN
            PERFORM refuse_change('A submitted response');
        END IF;
        RETURN OLD;
    END IF;
    IF (NEW.state, NEW.versions, NEW.submitted_at) IS DISTINCT FROM (OLD.state, OLD.versions, OLD.submitted_at) THEN
        PERFORM refuse_late(NEW.request_id);
    END IF;
    IF NEW.versions < OLD.versions OR NEW.request_id <> OLD.request_id THEN
        PERFORM refuse_change('The versions of a response');
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION answer_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' AND OLD.version > 0 THEN
        PERFORM refuse_change('A submitted answer');
    END IF;
    IF TG_OP = 'UPDATE' AND NEW.version <> OLD.version THEN
        PERFORM refuse_change('The version of an answer');
    END IF;
    IF TG_OP = 'INSERT' AND NEW.version > 0 THEN
        PERFORM refuse_late(r.request_id) FROM suppliers_response r WHERE r.id = NEW.response_id;
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;

CREATE FUNCTION answer_file_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM suppliers_answer a WHERE a.id = OLD.answer_id AND a.version > 0) THEN
        PERFORM refuse_change('The file of a submitted answer');
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;

CREATE FUNCTION response_receipt_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR to_jsonb(NEW) - ARRAY[{RECEIPT_MOVES}] IS DISTINCT FROM to_jsonb(OLD) - ARRAY[{RECEIPT_MOVES}]
        OR (OLD.file <> '' AND (NEW.file, NEW.sha256) IS DISTINCT FROM (OLD.file, OLD.sha256))
    THEN
        PERFORM refuse_change('A receipt');
    END IF;
    RETURN NEW;
END $$;
"""  # noqa: S608 - of names in this file alone

TRAIL_MOVES = "'reason'"  # An erased person's name is taken out of what others wrote.
CHANGED = "BEFORE UPDATE OR DELETE"
# Table, trigger, when, function with arguments
TRIGGERS = [
    ("suppliers_informationrequest", "request_stands", CHANGED, "request_stands()"),
    (
        "suppliers_requestquestion",
        "request_question_stands",
        "BEFORE INSERT OR UPDATE OR DELETE",
        "request_question_stands()",
    ),
    ("suppliers_requestcorrection", "correction_stands", CHANGED, "row_is_kept('')"),
    ("suppliers_requesttransition", "trail_stands", "BEFORE UPDATE", f"row_is_kept({TRAIL_MOVES})"),
    ("suppliers_response", "response_stands", CHANGED, "response_stands()"),
    ("suppliers_responsetransition", "trail_stands", "BEFORE UPDATE", f"row_is_kept({TRAIL_MOVES})"),
    ("suppliers_answer", "answer_stands", "BEFORE INSERT OR UPDATE OR DELETE", "answer_stands()"),
    ("suppliers_answerfile", "answer_file_stands", CHANGED, "answer_file_stands()"),
    ("suppliers_responsereceipt", "response_receipt_stands", CHANGED, "response_receipt_stands()"),
]
CREATE = "".join(
    f"CREATE TRIGGER {name} {when} ON {table} FOR EACH ROW EXECUTE FUNCTION {function};\n"
    for table, name, when, function in TRIGGERS
)
NAMES = [
    "request_stands()",
    "request_question_stands()",
    "corrected(bigint, bigint, jsonb, jsonb, text[])",
    "response_stands()",
    "answer_stands()",
    "refuse_late(bigint)",
    "answer_file_stands()",
    "response_receipt_stands()",
]
DROP = "".join(f"DROP TRIGGER {name} ON {table};\n" for table, name, _when, _function in TRIGGERS)
DROP += "".join(f"DROP FUNCTION {name};\n" for name in NAMES)


class Migration(migrations.Migration):
    dependencies = [("core", "0003_refused_changes"), ("suppliers", "0001_initial")]

    operations = [migrations.RunSQL(FUNCTIONS + CREATE, DROP)]
