"""The words of needs, stemmed by each language, kept right by the database whoever writes a need."""

from django.db import migrations

STEMMERS = {"en": "english", "nb": "norwegian", "sv": "swedish", "da": "danish", "fi": "finnish"}
LANGUAGES = [*STEMMERS, "is"]
TEXTS = ["situation", "outcome", "constraints"]


def texts_in(language: str) -> str:
    return f"concat_ws(' ', {', '.join(f'n.{name}_{language}' for name in TEXTS)})"


def stemmed(language: str, text: str) -> str:
    """PostgreSQL has no stemmer for Icelandic: its words stand without accents."""
    return (
        f"to_tsvector('{STEMMERS[language]}', {text})"
        if language in STEMMERS
        else f"to_tsvector('simple', fold({text}))"
    )


ALL_TITLES = f"concat_ws(' ', {', '.join(f'n.title_{language}' for language in LANGUAGES)})"
TITLES = " || ".join(
    [
        f"to_tsvector('simple', fold({ALL_TITLES}))",
        *(stemmed(language, f"coalesce(n.title_{language}, '')") for language in STEMMERS),
    ]
)
WORDS = " || ".join(stemmed(language, texts_in(language)) for language in LANGUAGES)
ORIGINAL = " ".join(f"WHEN '{language}' THEN n.title_{language}" for language in LANGUAGES)
WATCHED = [
    "language",
    "municipality_id",
    "category_id",
    *(f"{name}_{language}" for name in ["title", *TEXTS] for language in LANGUAGES),
]

REFRESH = f"""
CREATE FUNCTION refresh_need_search(numbers bigint[]) RETURNS void LANGUAGE sql AS $$
    INSERT INTO needs_searchtext (need_id, title, words)
    SELECT id, title, titles || words || array_to_tsvector(tokens) FROM (
        SELECT n.id,
            fold(coalesce(nullif(n.title_en, ''), CASE n.language {ORIGINAL} END, '')) AS title,
            setweight({TITLES}, 'A') AS titles,
            setweight({WORDS}, 'D') AS words,
            ARRAY['body:' || n.municipality_id, 'category:' || n.category_id]
                || ARRAY(SELECT 'cpv:' || c.cpvcode_id FROM needs_need_cpv_codes c WHERE c.need_id = n.id) AS tokens
        FROM needs_need n WHERE n.id = ANY (numbers)
    ) AS made
    ON CONFLICT (need_id) DO UPDATE SET title = excluded.title, words = excluded.words
$$;

CREATE FUNCTION need_search_written() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM refresh_need_search(ARRAY[NEW.id]);
    RETURN NULL;
END $$;

CREATE FUNCTION need_search_coded() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE needs_searchtext s SET words = s.words || array_to_tsvector(c.tokens)
    FROM (SELECT need_id, array_agg('cpv:' || cpvcode_id) AS tokens FROM changed GROUP BY need_id) c
    WHERE s.need_id = c.need_id;
    RETURN NULL;
END $$;

CREATE FUNCTION need_search_uncoded() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE needs_searchtext s SET words = ts_delete(s.words, c.tokens)
    FROM (SELECT need_id, array_agg('cpv:' || cpvcode_id) AS tokens FROM changed GROUP BY need_id) c
    WHERE s.need_id = c.need_id;
    RETURN NULL;
END $$;

CREATE TRIGGER need_search_inserted AFTER INSERT ON needs_need
    FOR EACH ROW EXECUTE FUNCTION need_search_written();
CREATE TRIGGER need_search_updated AFTER UPDATE ON needs_need
    FOR EACH ROW WHEN (ROW({", ".join(f"OLD.{name}" for name in WATCHED)})
        IS DISTINCT FROM ROW({", ".join(f"NEW.{name}" for name in WATCHED)}))
    EXECUTE FUNCTION need_search_written();
CREATE TRIGGER need_search_coded AFTER INSERT ON needs_need_cpv_codes
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION need_search_coded();
CREATE TRIGGER need_search_uncoded AFTER DELETE ON needs_need_cpv_codes
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION need_search_uncoded();
"""  # noqa: S608 (made of names only)
UNDO_REFRESH = """
DROP TRIGGER need_search_inserted ON needs_need;
DROP TRIGGER need_search_updated ON needs_need;
DROP TRIGGER need_search_coded ON needs_need_cpv_codes;
DROP TRIGGER need_search_uncoded ON needs_need_cpv_codes;
DROP FUNCTION need_search_written();
DROP FUNCTION need_search_coded();
DROP FUNCTION need_search_uncoded();
DROP FUNCTION refresh_need_search(bigint[]);
"""

NAMES = "fold(concat_ws(' ', m.official_name, {}))".format(", ".join(f"m.name_{language}" for language in LANGUAGES))
CATEGORY_NAMES = "fold(concat_ws(' ', {}))".format(", ".join(f"k.name_{language}" for language in LANGUAGES))
STEMS = " || ".join(f"plainto_tsquery('{stemmer}', word)" for stemmer in STEMMERS.values())
IS_STOP = " OR ".join(f"numnode(plainto_tsquery('{stemmer}', word)) = 0" for stemmer in STEMMERS.values())

# Each word must be found, in any language: stemmed in a text, at the beginning of a word in a title, in the name of the
# body or the category, or as the beginning of a CPV code. A word that some language leaves out (the, og) need not. What
# nobody wrote is taken for a mistyped name of a body.
QUERY = f"""
CREATE FUNCTION need_query(wanted text[]) RETURNS tsquery LANGUAGE plpgsql STABLE
    SET plan_cache_mode = force_custom_plan SET enable_seqscan = off AS $$
DECLARE
    word text;
    folded text;
    meant tsquery;
    names text;
    needed tsquery := ''::tsquery;
    loose tsquery := ''::tsquery;
BEGIN
    FOREACH word IN ARRAY wanted LOOP
        folded := fold(word);
        meant := {STEMS} || to_tsquery('simple', folded || CASE WHEN length(folded) < 3 THEN '' ELSE ':*' END);
        IF word ~ '^[0-9]{{3,8}}$' THEN
            meant := meant || format('%L:*', 'cpv:' || left(word, greatest(2, length(rtrim(word, '0')))))::tsquery;
        END IF;
        SELECT string_agg(token, ' | ') INTO names FROM (
            SELECT quote_literal('body:' || m.id) AS token FROM municipalities_municipality m
            WHERE ' ' || {NAMES} LIKE '% ' || folded || '%' AND length(folded) > 1
            UNION ALL
            SELECT quote_literal('category:' || k.id) FROM needs_category k
            WHERE ' ' || {CATEGORY_NAMES} LIKE '% ' || folded || '%' AND length(folded) > 2
            LIMIT 60) AS named;
        meant := meant || coalesce(names, '')::tsquery;
        IF length(folded) > 3 AND NOT EXISTS (SELECT FROM needs_searchtext s WHERE s.words @@ meant) THEN
            SELECT string_agg(quote_literal('body:' || near.id), ' | ') INTO names FROM (
                SELECT m.id FROM municipalities_municipality m
                WHERE strict_word_similarity(folded, {NAMES}) >= 0.4
                ORDER BY strict_word_similarity(folded, {NAMES}) DESC LIMIT 5) AS near;
            meant := meant || coalesce(names, '')::tsquery;
        END IF;
        loose := loose || meant;
        IF NOT ({IS_STOP}) OR names IS NOT NULL THEN
            needed := needed && meant;
        END IF;
    END LOOP;
    RETURN CASE WHEN numnode(needed) > 0 THEN needed ELSE loose END;
END $$;
"""  # noqa: S608

# At the desk, a word that begins a word of a code's name stands for the code too; a word that some language leaves out
# (for, og) does not
CODES = f"""            UNION ALL
            SELECT quote_literal('cpv:' || c.code) FROM needs_cpvcode c
            WHERE c.search_name LIKE '% ' || folded || '%' AND length(folded) > 2 AND NOT ({IS_STOP})
                AND EXISTS (SELECT FROM needs_need_cpv_codes u WHERE u.cpvcode_id = c.code)
            LIMIT 60) AS named;"""  # noqa: S608
DESK_QUERY = QUERY.replace("            LIMIT 60) AS named;", CODES)

# The needs that fit, by the index alone and the newest first: the planner does not know what it costs to unpack the words
# of a need, and would rather look at all of them. For the query around it this is a table.
HITS = """
CREATE FUNCTION need_hits(query tsquery) RETURNS SETOF bigint LANGUAGE sql STABLE ROWS 5000 SET enable_seqscan = off AS $$
    SELECT need_id FROM needs_searchtext WHERE words @@ query ORDER BY need_id DESC
$$;
"""

# Titles that are nearly the same, by the index of their three-letter parts
NEAR = """
CREATE FUNCTION need_near(wanted text, most integer) RETURNS SETOF bigint LANGUAGE sql STABLE
    SET pg_trgm.similarity_threshold = 0.7 SET enable_seqscan = off AS $$
    SELECT need_id FROM needs_searchtext WHERE title % wanted ORDER BY similarity(title, wanted) DESC, need_id DESC LIMIT most
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("municipalities", "0001_initial"), ("needs", "0001_initial")]

    operations = [
        migrations.RunSQL(REFRESH, UNDO_REFRESH),
        migrations.RunSQL(DESK_QUERY, "DROP FUNCTION need_query(text[])"),
        migrations.RunSQL(HITS, "DROP FUNCTION need_hits(tsquery)"),
        migrations.RunSQL(NEAR, "DROP FUNCTION need_near(text, integer)"),
    ]
