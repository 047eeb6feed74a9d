"""Seats are taken in the statement that registers, and given back, counted and passed on under one lock.

Whoever asks for a seat holds the event's lock shared: meanwhile counters only grow, so that "full" stays true and
those who come to the waiting list need not wait for each other. Whoever frees seats or raises a limit holds it alone:
nobody comes to the waiting list unseen while a seat becomes free.
"""

from django.db import migrations

FUNCTIONS = """
-- "taken", "full" or "closed"; where taken, every counter of `wanted` has grown by one, or none has
CREATE FUNCTION take_seat(event bigint, wanted text[]) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    each smallint;
    counters bigint[];
    room boolean;
BEGIN
    PERFORM pg_advisory_xact_lock_shared(7401, event::int);
    SELECT terms.per_organisation INTO each
    FROM events_event AS held JOIN events_registrationterms AS terms ON terms.event_id = held.id
    WHERE held.id = event AND held.state = 'published' AND terms.closes_at > statement_timestamp()
      AND coalesce(terms.opens_at, '-infinity') <= statement_timestamp();
    IF NOT FOUND THEN
        RETURN 'closed';
    END IF;
    IF each IS NOT NULL THEN
        INSERT INTO events_seats (event_id, place, capacity, taken)
        SELECT event, wish.place, each, 0 FROM unnest(wanted) AS wish(place) WHERE wish.place LIKE 'organisation:%'
          AND NOT EXISTS (SELECT FROM events_seats AS known WHERE known.event_id = event AND known.place = wish.place)
        ON CONFLICT DO NOTHING;
    END IF;
    PERFORM FROM events_seats WHERE event_id = event AND place = ANY (wanted) AND taken >= capacity;
    IF FOUND THEN
        RETURN 'full';
    END IF;
    -- In one order, the event's own counter first, so that no two wait for each other
    SELECT array_agg(id), coalesce(bool_and(capacity IS NULL OR taken < capacity), true) INTO counters, room
    FROM (
        SELECT id, capacity, taken FROM events_seats WHERE event_id = event AND place = ANY (wanted)
        ORDER BY place <> 'event', place FOR NO KEY UPDATE
    ) AS locked;
    IF NOT room THEN
        RETURN 'full';
    END IF;
    UPDATE events_seats SET taken = taken + 1 WHERE id = ANY (counters);
    RETURN 'taken';
END $$;

CREATE FUNCTION lock_seats(event bigint) RETURNS void LANGUAGE sql AS $$
    SELECT pg_advisory_xact_lock(7401, event::int);
$$;

-- For whoever holds lock_seats: counts the seats anew
CREATE FUNCTION count_seats(event bigint) RETURNS void LANGUAGE sql AS $$
    UPDATE events_seats SET taken = coalesce(counted.number, 0)
    FROM events_seats AS seats LEFT JOIN (
        SELECT place, count(*)::int AS number FROM events_registration, unnest(places) AS place
        WHERE event_id = event AND state IN ('unconfirmed', 'registered', 'offered', 'attended') GROUP BY place
    ) AS counted ON counted.place = seats.place
    WHERE seats.event_id = event AND events_seats.id = seats.id
      AND events_seats.taken <> coalesce(counted.number, 0);
$$;

-- For whoever holds lock_seats: counts, and moves up who waits for longest and fits; answers whom
CREATE FUNCTION settle_seats(event bigint) RETURNS SETOF bigint LANGUAGE plpgsql AS $$
DECLARE
    hours smallint;
    begins timestamptz;
    lucky record;
BEGIN
    PERFORM count_seats(event);
    SELECT terms.offer_hours, held.starts_at INTO hours, begins
    FROM events_event AS held JOIN events_registrationterms AS terms ON terms.event_id = held.id
    WHERE held.id = event AND held.state = 'published' AND held.starts_at > statement_timestamp();
    IF NOT FOUND THEN
        RETURN;
    END IF;
    LOOP
        SELECT id, places INTO lucky FROM events_registration AS waits
        WHERE event_id = event AND state = 'waiting' AND confirmed_at IS NOT NULL AND NOT EXISTS (
            SELECT FROM events_seats AS seats
            WHERE seats.event_id = event AND seats.place = ANY (waits.places) AND seats.taken >= seats.capacity
        )
        ORDER BY asked_at, id LIMIT 1;
        EXIT WHEN NOT FOUND;
        UPDATE events_registration
        SET state = 'offered',
            offered_until = least(statement_timestamp() + make_interval(hours => hours), begins)
        WHERE id = lucky.id;
        UPDATE events_seats SET taken = taken + 1 WHERE event_id = event AND place = ANY (lucky.places);
        INSERT INTO events_registrationstep (subject_id, action, from_state, to_state, at, reason)
        VALUES (lucky.id, 'move_up', 'waiting', 'offered', statement_timestamp(), '');
        RETURN NEXT lucky.id;
    END LOOP;
END $$;
"""
DROPPED = """
DROP FUNCTION settle_seats(bigint); DROP FUNCTION count_seats(bigint); DROP FUNCTION lock_seats(bigint);
DROP FUNCTION take_seat(bigint, text[]);
"""


class Migration(migrations.Migration):
    dependencies = [("events", "0001_initial")]

    operations = [migrations.RunSQL(FUNCTIONS, DROPPED)]
