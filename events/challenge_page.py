"""What a challenge's page shows of the events of its dialogue."""

from core.row_states import Rows
from events.models import Event

ROWS = (Rows(Event, "rows.dialogue_id = page.dialogue_id"),)
