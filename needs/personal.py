"""What is kept of those who work with needs, challenges and statements: who did what, and nothing else."""

from django.utils.translation import gettext_lazy as _

from core.personal import Kept, actor_in_trail, by_user, keep_hers
from needs.models import ChallengeNeed, NeedTransition, Signature, Statement, StatementTransition

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
]
