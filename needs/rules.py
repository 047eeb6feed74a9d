"""Who may do what with needs, challenges and statements."""

from typing import Any

import rules

from dialogues.rules import manages_dialogue
from municipalities.rules import coordinates_country, is_editor, is_member
from needs.enums import NeedState


@rules.predicate
def is_submitted(user: Any, need: Any) -> bool:
    """A draft is its body's own business."""
    return need.state != NeedState.DRAFT


@rules.predicate
def manages_challenge(user: Any, subject: Any) -> bool:
    """The subject is a challenge or one of its statements."""
    return manages_dialogue(user, getattr(subject, "challenge", subject))


runs_need = manages_dialogue | coordinates_country

rules.add_perm("needs.view_need", is_member | (runs_need & is_submitted))
rules.add_perm("needs.edit_need", is_editor)
rules.add_perm("needs.curate_need", runs_need & is_submitted)
rules.add_perm("needs.join_needs", manages_dialogue)
rules.add_perm("needs.manage_challenge", manages_challenge)
