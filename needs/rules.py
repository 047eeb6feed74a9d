"""Who may do what with needs, challenges and statements."""

from typing import Any

import rules
from django.db.models import Q

from dialogues.rules import manages_dialogue, manages_some_dialogue
from municipalities.enums import MembershipRole
from municipalities.rules import (
    coordinates_country,
    has_role,
    is_editor,
    is_in_being,
    is_member,
    is_member_or_heir,
    is_signatory,
)
from needs.enums import NeedState


@rules.predicate
def is_submitted(user: Any, need: Any) -> bool:
    """A draft is its body's own business."""
    return need.state != NeedState.DRAFT


@rules.predicate
def manages_challenge(user: Any, subject: Any) -> bool:
    """The subject is a challenge or one of its statements."""
    return manages_dialogue(user, getattr(subject, "challenge", subject))


@rules.predicate
def works_with_needs(user: Any) -> bool:
    """For a public buyer or as staff, wherever it is."""
    return user.is_authenticated and (user.memberships.exists() or user.staff_roles.exists())


@rules.predicate
def has_a_body(user: Any) -> bool:
    return user.is_authenticated and user.memberships.exists()


@rules.predicate
def signs_for_successor(user: Any, signature: Any) -> bool:
    """Signatory of the body, or of what it has become a part of."""
    return has_role(user, signature.municipality.successor, MembershipRole.SIGNATORY)


@rules.predicate
def edits_for_successor(user: Any, need: Any) -> bool:
    """Editor of the body, or of what it has become a part of, where that is in being."""
    heir = need.municipality.successor
    return is_in_being(user, heir) and is_editor(user, heir)


@rules.predicate
def manages_statement(user: Any, subject: Any) -> bool:
    """The subject is an invitation to sign, or a signature."""
    return manages_challenge(user, subject.statement)


@rules.predicate
def works_in_dialogue(user: Any, dialogue: Any) -> bool:
    """As its manager, or as coordinator of one of its countries."""
    return user.is_authenticated and user.staff_roles.filter(dialogue=dialogue).exists()


@rules.predicate
def is_in_challenge(user: Any, statement: Any) -> bool:
    """Of a public buyer with a need in the statement's challenge, or with an intent."""
    bodies = Q(municipality__needs__challenges=statement.challenge_id) | Q(
        municipality__intents__challenge=statement.challenge_id
    )
    return user.is_authenticated and user.memberships.filter(bodies).exists()


@rules.predicate
def is_of_the_challenge(user: Any, comment: Any) -> bool:
    """The comment's body has a need or an intent in the challenge."""
    body, challenge = comment.municipality, comment.statement.challenge_id
    return body.needs.filter(challenges=challenge).exists() or body.intents.filter(challenge=challenge).exists()


runs_need = manages_dialogue | coordinates_country


def curated_alike(need: Any) -> tuple[int, str, bool]:
    """All that `needs.curate_need` looks at in a need: of many, it is asked once for those that are alike."""
    return need.dialogue_id, need.municipality.country, bool(is_submitted(None, need))


rules.add_perm("needs.list_needs", works_with_needs)
rules.add_perm("needs.list_challenges", manages_some_dialogue)
rules.add_perm("needs.keep_rates", manages_some_dialogue)
rules.add_perm("needs.view_need", is_member_or_heir | (runs_need & is_submitted))
rules.add_perm("needs.edit_need", is_in_being & is_editor)
rules.add_perm("needs.take_back_need", edits_for_successor)
rules.add_perm("needs.curate_need", runs_need & is_submitted)
rules.add_perm("needs.translate_need", (is_in_being & is_editor) | (runs_need & is_submitted))
rules.add_perm("needs.propose_need", manages_dialogue)
rules.add_perm("needs.view_proposal", is_member | manages_dialogue)
rules.add_perm("needs.answer_proposal", is_in_being & is_editor)
rules.add_perm("needs.comment_on_need", is_submitted & ((is_in_being & is_editor) | runs_need))
rules.add_perm("needs.join_needs", manages_dialogue)
rules.add_perm("needs.manage_challenge", manages_challenge)
rules.add_perm("needs.view_signing", is_member_or_heir | manages_statement)
rules.add_perm("needs.list_signing", has_a_body)
rules.add_perm("needs.sign_statement", is_in_being & is_signatory)
rules.add_perm("needs.withdraw_signature", is_signatory | signs_for_successor)
rules.add_perm("needs.say_intent", is_in_being & (is_editor | manages_challenge))
rules.add_perm("needs.view_demand", works_in_dialogue)
rules.add_perm("needs.read_draft", is_in_challenge | manages_challenge)
rules.add_perm("needs.write_comment", is_in_being & is_editor & is_of_the_challenge)
