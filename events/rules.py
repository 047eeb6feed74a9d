"""Who registers with an account, runs events, writes on boards. The subject is an event, or has one's dialogue."""

from typing import Any

import rules

from dialogues.rules import manages_dialogue, manages_some_dialogue
from events.enums import Audience
from municipalities.rules import coordinates_country, is_editor, is_in_being, is_member
from suppliers.rules import represents_some_company, takes_part


@rules.predicate
def is_for_everyone(user: Any, event: Any) -> bool:
    return user.is_authenticated and event.audience == Audience.EVERYONE


@rules.predicate
def is_of_its_municipalities(user: Any, event: Any) -> bool:
    return user.is_authenticated and event.audience == Audience.MUNICIPALITIES and user.memberships.exists()


@rules.predicate
def is_of_its_suppliers(user: Any, event: Any) -> bool:
    return event.audience == Audience.SUPPLIERS and represents_some_company(user)


def day_of(subject: Any) -> Any:
    """Of a table, a meeting, or its minutes."""
    meeting = getattr(subject, "meeting", subject)
    return getattr(meeting, "day", meeting)


@rules.predicate
def competes(user: Any, subject: Any) -> bool:
    """A company of hers wishes for meetings that day, or asks or answers in the dialogue.

    Then what others wish and say there is not for her to read.
    """
    day = day_of(subject)
    return day.companies.wishing_for(user).exists() or takes_part(user, day)


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

# Meetings. The subject has a day; but for `run_meetings` a public buyer too. Companies act by suppliers.act_for
writes_for_body = is_editor & is_in_being
rules.add_perm("events.run_meetings", manages_dialogue & ~competes)
rules.add_perm("events.view_table", (is_member | manages_dialogue | coordinates_country) & ~competes)
rules.add_perm("events.meet_for_body", writes_for_body & ~competes)
rules.add_perm("events.write_meeting_minutes", (writes_for_body | manages_dialogue) & ~competes)

rules.add_perm("events.join_board", has_joined | manages_dialogue)
rules.add_perm("events.facilitate_board", leads_board | manages_dialogue)
