"""What is kept of those who work with needs, challenges and statements: who did what, and nothing else."""

from collections.abc import Callable
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from core.personal import Kept, Person, Shown, actor_in_trail, by_user, keep_hers, scrub
from needs.models import (
    Attachment,
    ChallengeNeed,
    ClauseComment,
    CurationAct,
    HiddenSimilar,
    IntentChange,
    NeedComment,
    NeedTransition,
    NeedTranslation,
    ProposedNeed,
    ProposedNeedTransition,
    SavedView,
    Signature,
    SigningInvitation,
    Statement,
    StatementTransition,
)

FOR_YOU = _("So that you find it again.")
WHO = _("So that it can be told who decided.")
STAYS = _("as long as what it is about; after an erasure without your name")


def without_her_name(model: type[Model], *fields: str) -> Callable[[Any, Person], None]:
    """The rows stay, and so do their texts, but for her name in them."""
    return lambda rows, person: scrub(model, person, *fields)


PERSONAL = [
    actor_in_trail("need-steps", NeedTransition, _("What you did with needs"), WHO, STAYS),
    actor_in_trail("proposal-steps", ProposedNeedTransition, _("Proposed needs that you answered"), WHO, STAYS),
    Kept(
        "proposed-needs",
        ProposedNeed,
        _("Needs that you proposed to a public buyer"),
        WHO,
        STAYS,
        by_user("proposed_by"),
        ("proposed_at", "municipality", "title", "situation"),
        erase=without_her_name(ProposedNeed, "situation"),
        related=("municipality",),
    ),
    actor_in_trail("statement-steps", StatementTransition, _("What you did with statements"), WHO, STAYS),
    Kept(
        "joined-needs",
        ChallengeNeed,
        _("Needs that you joined into challenges"),
        WHO,
        STAYS,
        by_user("added_by"),
        (Shown("added_at", _("Added")), "challenge", "need"),
        erase=keep_hers,
        related=("challenge", "need"),
    ),
    Kept(
        "published-statements",
        Statement,
        _("Statements that you circulated or published"),
        WHO,
        STAYS,
        by_user("circulated_by", "released_by"),
        ("circulated_at", "released_at", "title", "number"),
        erase=keep_hers,
    ),
    Kept(
        "signatures",
        Signature,
        _("Statements that you signed for a public buyer"),
        _("A signature is an act of the public buyer: body, day and mandate are public, your name is not."),
        STAYS,
        by_user("signed_by", "withdrawn_by"),
        ("signed_at", "statement", "municipality", "mandate", "withdrawn_at"),
        erase=keep_hers,
        related=("statement", "municipality"),
    ),
    Kept(
        "signing-invitations",
        SigningInvitation,
        _("Public buyers that you asked to sign"),
        WHO,
        STAYS,
        by_user("invited_by"),
        ("invited_at", "statement", "municipality"),
        erase=keep_hers,
        related=("statement", "municipality"),
    ),
    Kept(
        "need-translations",
        NeedTranslation,
        _("Needs that you translated"),
        WHO,
        STAYS,
        by_user("written_by"),
        ("written_at", "need", "language"),
        erase=keep_hers,
        related=("need",),
    ),
    Kept(
        "need-comments",
        NeedComment,
        _("What you said of needs"),
        WHO,
        STAYS,
        by_user("author"),
        ("written_at", "need", "text"),
        erase=without_her_name(NeedComment, "text"),
        related=("need",),
    ),
    Kept(
        "attachments",
        Attachment,
        _("Files that you added to needs"),
        WHO,
        STAYS,
        by_user("added_by"),
        ("added_at", "need", "name"),
        erase=without_her_name(Attachment, "name"),
        related=("need",),
    ),
    Kept(
        "clause-comments",
        ClauseComment,
        _("What you said of clauses, or settled"),
        WHO,
        STAYS,
        by_user("author", "settled_by"),
        ("written_at", "statement", "text", "suggestion"),
        erase=without_her_name(ClauseComment, "text", "suggestion"),
        related=("statement",),
    ),
    Kept(
        "curation",
        CurationAct,
        _("What you did at the curation desk"),
        WHO,
        STAYS,
        by_user("actor", "undone_by"),
        ("at", "kind", "title", "reason", "undone_at"),
        erase=without_her_name(CurationAct, "reason"),
    ),
    actor_in_trail("intent-steps", IntentChange, _("How far you said that a public buyer goes"), WHO, STAYS),
    Kept(
        "saved-views",
        SavedView,
        _("Views of the list of needs that you saved"),
        FOR_YOU,
        _("until you remove it; at most as long as the account"),
        by_user("owner"),
        ("saved_at", "name", Shown("query", _("search")), "dialogue"),
    ),
    Kept(
        "hidden-needs",
        HiddenSimilar,
        _("Similar needs that you do not want to see again"),
        _("So that the portal does not propose them to you again."),
        _("as long as the account"),
        by_user("user"),
        (Shown("first", _("need")), Shown("second", _("similar need"))),
        related=("first", "second"),
    ),
]
