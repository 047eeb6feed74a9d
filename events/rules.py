"""Who registers with an account, runs events, writes on boards. The subject is an event, or has one's dialogue."""

from typing import Any

import rules

from dialogues.rules import manages_dialogue, manages_some_dialogue
from events.enums import Audience
from municipalities.rules import is_editor, is_in_being
from suppliers.rules import represents_some_company


@rules.predicate
def is_for_everyone(user: Any, event: Any) -> bool:
    return user.is_authenticated and event.audience == Audience.EVERYONE


@rules.predicate
def is_of_its_municipalities(user: Any, event: Any) -> bool:
    return user.is_authenticated and event.audience == Audience.MUNICIPALITIES and user.memberships.exists()


@rules.predicate
def is_of_its_suppliers(user: Any, event: Any) -> bool:
    return event.audience == Audience.SUPPLIERS and represents_some_company(user)


@rules.predicate
def has_joined(person: Any, board: Any) -> bool:
    """A browser that joined the boards of this event by code (BoardGuest)."""
    return getattr(person, "event_id", None) == board.event_id


@rules.predicate
def leads_board(person: Any, board: Any) -> bool:
    """By the code of somebody whom the manager named."""
    return has_joined(person, board) and person.facilitates.filter(board=board).exists()


rules.add_perm("events.register", is_for_everyone | is_of_its_municipalities | is_of_its_suppliers)
rules.add_perm("events.list_registrations", manages_some_dialogue)
rules.add_perm("events.handle_registrations", manages_dialogue)
rules.add_perm("events.list_events", manages_some_dialogue)
rules.add_perm("events.run_event", manages_dialogue)

# Meetings. The subject has a public buyer (`municipality`) and a dialogue; companies act by suppliers.act_for
rules.add_perm("events.meet_for_body", is_editor & is_in_being)
rules.add_perm("events.write_meeting_minutes", (is_editor & is_in_being) | manages_dialogue)
rules.add_perm("events.join_board", has_joined | manages_dialogue)
rules.add_perm("events.facilitate_board", leads_board | manages_dialogue)
