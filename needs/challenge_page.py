"""The rows that a challenge's page is made of, as far as they stand on this floor or below (core/row_states.py)."""

from core.row_states import Rows
from dialogues.models import Dialogue
from municipalities.models import Municipality
from needs.models import (
    Brief,
    Category,
    Challenge,
    Edition,
    Intent,
    Need,
    Reservation,
    Signature,
    Statement,
)

STATEMENTS = "(SELECT id FROM needs_statement WHERE challenge_id = page.id)"
SIGNATURES = f"(SELECT id FROM needs_signature WHERE statement_id IN {STATEMENTS})"  # noqa: S608 (no input)
EDITIONS = f"(SELECT id FROM needs_edition WHERE statement_id IN {STATEMENTS})"  # noqa: S608 (no input)
NEEDS = f"(SELECT need_id FROM needs_statement_needs WHERE statement_id IN {STATEMENTS})"  # noqa: S608 (no input)
BODIES = (
    f"SELECT municipality_id FROM needs_signature WHERE statement_id IN {STATEMENTS}"  # noqa: S608 (no input)
    " UNION SELECT municipality_id FROM needs_intent WHERE challenge_id = page.id"
    f" UNION SELECT municipality_id FROM needs_need WHERE id IN {NEEDS}"
)
# With what each is a part of, and what that became a part of, to the end
KIN = (
    f"WITH RECURSIVE kin (id) AS ({BODIES} UNION"  # noqa: S608 (no input)
    " SELECT unnest(ARRAY[body.parent_id, body.merged_into_id])"
    " FROM municipalities_municipality AS body JOIN kin USING (id)) SELECT id FROM kin"
)

ROWS = (
    Rows(Challenge, "rows.id = page.id"),
    Rows(Dialogue, "rows.id = page.dialogue_id"),
    Rows(Category, "rows.id = page.category_id"),
    Rows(Statement, "rows.challenge_id = page.id"),
    Rows(Edition, f"rows.statement_id IN {STATEMENTS}"),
    Rows(Brief, f"rows.edition_id IN {EDITIONS}"),
    Rows(Signature, f"rows.statement_id IN {STATEMENTS}"),
    Rows(Reservation, f"rows.signature_id IN {SIGNATURES}"),
    Rows(Intent, "rows.challenge_id = page.id"),
    Rows(Statement.needs.through, f"rows.statement_id IN {STATEMENTS}"),
    Rows(Need, f"rows.id IN {NEEDS}"),
    Rows(Municipality, f"rows.id IN ({KIN})", now="rows.closed_on > current_date"),
)
