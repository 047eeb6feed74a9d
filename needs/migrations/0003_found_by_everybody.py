"""What everybody may find, kept right by the database: published challenges and public needs, their words and facets."""

from importlib import import_module

from django.db import migrations

desk = import_module("needs.migrations.0002_search")


def content(field: str, language: str) -> str:
    """A text of the frozen statement in a language, never null."""
    return f"coalesce(s.content -> '{field}' ->> '{language}', '')"


def words_in(language: str) -> str:
    clauses = (
        f"(SELECT string_agg(k -> 'text' ->> '{language}', ' ') FROM jsonb_array_elements(s.content -> 'clauses') k)"  # noqa: S608
    )
    texts = [content("summary", language), content("invitation", language), content("category", language), clauses]
    return f"concat_ws(' ', {', '.join(texts)})"


ALL_TITLES = f"concat_ws(' ', {', '.join(content('title', language) for language in desk.LANGUAGES)})"
TITLES = " || ".join(
    [
        f"to_tsvector('simple', fold({ALL_TITLES}))",
        *(desk.stemmed(language, content("title", language)) for language in desk.STEMMERS),
    ]
)
WORDS = " || ".join(desk.stemmed(language, words_in(language)) for language in desk.LANGUAGES)
# Bodies are in the statement by their names: by these, and by what the register calls them today
NAMES = """(SELECT string_agg(concat_ws(' ', b ->> 'official_name', n.name), ' ')
    FROM jsonb_array_elements(s.content -> 'bodies') b
    LEFT JOIN LATERAL (SELECT string_agg(value, ' ') AS name FROM jsonb_each_text(b -> 'name')) n ON true)"""

CHALLENGES = f"""
CREATE FUNCTION refresh_public_challenges(numbers bigint[]) RETURNS void LANGUAGE sql AS $$
    DELETE FROM needs_publicchallenge f USING needs_challenge c
        WHERE f.challenge_id = ANY (numbers) AND c.id = f.challenge_id AND c.published_id IS NULL;
    INSERT INTO needs_publicchallenge (challenge_id, words, facets)
    SELECT c.id,
        setweight({TITLES}, 'A') || setweight({WORDS} || to_tsvector('simple', fold(coalesce({NAMES}, ''))), 'D')
            || array_to_tsvector(ARRAY['category:' || c.category_id] || ARRAY(
                SELECT DISTINCT 'body:' || m.id FROM jsonb_array_elements(s.content -> 'bodies') b
                JOIN municipalities_municipality m
                    ON m.official_name = b ->> 'official_name' AND m.country = b ->> 'country')),
        ARRAY['category:' || c.category_id, 'dialogue:' || c.dialogue_id]
            || ARRAY(SELECT 'country:' || code FROM unnest(string_to_array(c.countries, ' ')) code WHERE code <> '')
            || ARRAY(SELECT DISTINCT 'year:' || (y ->> 'year') FROM jsonb_array_elements(s.content -> 'demand') d,
                jsonb_array_elements(d -> 'years') y WHERE y ->> 'quantity' IS NOT NULL)
    FROM needs_challenge c JOIN needs_statement s ON s.id = c.published_id WHERE c.id = ANY (numbers)
    ON CONFLICT (challenge_id) DO UPDATE SET words = excluded.words, facets = excluded.facets
$$;

CREATE FUNCTION public_challenge_written() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM refresh_public_challenges(ARRAY[NEW.id]);
    RETURN NULL;
END $$;

CREATE TRIGGER public_challenge_inserted AFTER INSERT ON needs_challenge
    FOR EACH ROW WHEN (NEW.published_id IS NOT NULL) EXECUTE FUNCTION public_challenge_written();
CREATE TRIGGER public_challenge_updated AFTER UPDATE ON needs_challenge
    FOR EACH ROW WHEN (ROW(OLD.published_id, OLD.category_id, OLD.dialogue_id, OLD.countries)
        IS DISTINCT FROM ROW(NEW.published_id, NEW.category_id, NEW.dialogue_id, NEW.countries))
    EXECUTE FUNCTION public_challenge_written();

ALTER TABLE needs_publicchallenge ADD CONSTRAINT public_challenge_of
    FOREIGN KEY (challenge_id) REFERENCES needs_challenge ON DELETE CASCADE;
"""  # noqa: S608 (made of names only)
UNDO_CHALLENGES = """
DROP TRIGGER public_challenge_inserted ON needs_challenge;
DROP TRIGGER public_challenge_updated ON needs_challenge;
DROP FUNCTION public_challenge_written();
DROP FUNCTION refresh_public_challenges(bigint[]);
"""

# A need comes in and goes out with its state and its owner's word, and only lines that may be shown give it a year
NEEDS = """
CREATE FUNCTION refresh_public_needs(numbers bigint[]) RETURNS void LANGUAGE sql AS $$
    DELETE FROM needs_publicneed f USING needs_need n
        WHERE f.need_id = ANY (numbers) AND n.id = f.need_id AND NOT (n.is_public AND n.state = 'accepted');
    INSERT INTO needs_publicneed (need_id, words, facets)
    SELECT n.id, s.words,
        ARRAY['category:' || n.category_id, 'dialogue:' || n.dialogue_id, 'country:' || m.country]
            || ARRAY(SELECT DISTINCT 'cpv:' || left(c.cpvcode_id, 2) FROM needs_need_cpv_codes c WHERE c.need_id = n.id)
            || ARRAY(SELECT DISTINCT 'year:' || d.year FROM needs_demandline d WHERE d.need_id = n.id AND d.is_public)
    FROM needs_need n
    JOIN needs_searchtext s ON s.need_id = n.id
    JOIN municipalities_municipality m ON m.id = n.municipality_id
    WHERE n.id = ANY (numbers) AND n.is_public AND n.state = 'accepted'
    ON CONFLICT (need_id) DO UPDATE SET words = excluded.words, facets = excluded.facets
$$;

CREATE FUNCTION public_need_worded() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM refresh_public_needs(ARRAY[NEW.need_id]);
    RETURN NULL;
END $$;

CREATE FUNCTION public_need_shown() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM refresh_public_needs(ARRAY[NEW.id]);
    RETURN NULL;
END $$;

CREATE FUNCTION public_need_counted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM refresh_public_needs(ARRAY(
        SELECT DISTINCT c.need_id FROM changed c WHERE EXISTS (SELECT FROM needs_publicneed f WHERE f.need_id = c.need_id)
    ));
    RETURN NULL;
END $$;

CREATE TRIGGER public_need_worded AFTER INSERT OR UPDATE ON needs_searchtext
    FOR EACH ROW EXECUTE FUNCTION public_need_worded();
CREATE TRIGGER public_need_shown AFTER UPDATE ON needs_need
    FOR EACH ROW WHEN (ROW(OLD.state, OLD.is_public, OLD.dialogue_id) IS DISTINCT FROM ROW(NEW.state, NEW.is_public, NEW.dialogue_id))
    EXECUTE FUNCTION public_need_shown();
CREATE TRIGGER public_need_line_inserted AFTER INSERT ON needs_demandline
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public_need_counted();
CREATE TRIGGER public_need_line_updated AFTER UPDATE ON needs_demandline
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public_need_counted();
CREATE TRIGGER public_need_line_deleted AFTER DELETE ON needs_demandline
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public_need_counted();

ALTER TABLE needs_publicneed ADD CONSTRAINT public_need_of
    FOREIGN KEY (need_id) REFERENCES needs_need ON DELETE CASCADE;
"""
UNDO_NEEDS = """
DROP TRIGGER public_need_worded ON needs_searchtext;
DROP TRIGGER public_need_shown ON needs_need;
DROP TRIGGER public_need_line_inserted ON needs_demandline;
DROP TRIGGER public_need_line_updated ON needs_demandline;
DROP TRIGGER public_need_line_deleted ON needs_demandline;
DROP FUNCTION public_need_worded();
DROP FUNCTION public_need_shown();
DROP FUNCTION public_need_counted();
DROP FUNCTION refresh_public_needs(bigint[]);
"""


def searched(table: str, key: str, name: str) -> migrations.RunSQL:
    """What was typed as a query, and the rows that fit: as for the desk, but it knows only what is public."""
    query = desk.QUERY.replace("FUNCTION need_query", f"FUNCTION {name}_query").replace("needs_searchtext", table)
    hits = desk.HITS.replace("FUNCTION need_hits", f"FUNCTION {name}_hits")
    hits = hits.replace("needs_searchtext", table).replace("need_id", key)
    return migrations.RunSQL(query + hits, f"DROP FUNCTION {name}_query(text[]); DROP FUNCTION {name}_hits(tsquery);")


class Migration(migrations.Migration):
    dependencies = [("needs", "0002_search")]

    operations = [
        migrations.RunSQL(CHALLENGES, UNDO_CHALLENGES),
        migrations.RunSQL(NEEDS, UNDO_NEEDS),
        searched("needs_publicchallenge", "challenge_id", "public_challenge"),
        searched("needs_publicneed", "need_id", "public_need"),
    ]
