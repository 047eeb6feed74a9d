"""What is kept of those who work with needs, challenges and statements: who did what, and nothing else."""

from django.utils.translation import gettext_lazy as _

from core.personal import Kept, Shown, actor_in_trail, by_user, keep_hers
from needs.models import (
    ChallengeNeed,
    HiddenSimilar,
    NeedTransition,
    SavedView,
    Signature,
    Statement,
    StatementTransition,
)

FOR_YOU = _("So that you find it again.")
WHO = _("So that it can be told who decided.")
STAYS = _("as long as what it is about; after an erasure without your name")

PERSONAL = [
    actor_in_trail("need-steps", NeedTransition, _("What you did with needs"), WHO, STAYS),
    actor_in_trail("statement-steps", StatementTransition, _("What you did with statements"), WHO, STAYS),
    Kept(
        "joined-needs",
        ChallengeNeed,
        _("Needs that you joined into challenges"),
        WHO,
        STAYS,
        by_user("added_by"),
        ("added_at", "challenge", "need"),
        erase=keep_hers,
        related=("challenge", "need"),
    ),
    Kept(
        "published-statements",
        Statement,
        _("Statements that you published"),
        WHO,
        STAYS,
        by_user("released_by"),
        ("released_at", "title", "number"),
        erase=keep_hers,
    ),
    Kept(
        "signatures",
        Signature,
        _("Statements that you signed for a public buyer"),
        _("A signature is an act of the public buyer: body, day and mandate are public, your name is not."),
        STAYS,
        by_user("signed_by"),
        ("signed_on", "statement", "municipality", "mandate"),
        erase=keep_hers,
        related=("statement", "municipality"),
    ),
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
