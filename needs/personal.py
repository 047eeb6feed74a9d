"""What is kept of those who work with needs, challenges and statements: who did what, and nothing else."""

from collections.abc import Callable

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.kept import Kept, Person, Shown, actor_in_trail, by_user, keep_hers, without_her_name
from dialogues.models import Dialogue
from needs.enums import StatementState
from needs.models import (
    Attachment,
    Challenge,
    ChallengeNeed,
    ClauseComment,
    CurationAct,
    HiddenSimilar,
    IntentChange,
    Need,
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


def need_read(name: str) -> Callable[[Person], Q]:
    """Rows about a need that she reads still: others may have given it another title."""
    return lambda person: Q(**{f"{name}__in": Need.objects.visible_to(person.user)})


def statement_read(name: str) -> Callable[[Person], Q]:
    """Rows about a statement that everybody reads, or whose draft she reads still: others may have given it another
    title since."""

    def read(person: Person) -> Q:
        hers = Q(needs__municipality__memberships__user=person.user)
        hers |= Q(intents__municipality__memberships__user=person.user)
        challenges = Challenge.objects.filter(hers | Q(dialogue__in=Dialogue.objects.managed_by(person.user)))
        return Q(**{f"{name}__state__in": StatementState.public()}) | Q(**{f"{name}__challenge__in": challenges})

    return read


PERSONAL = [
    actor_in_trail("need-steps", NeedTransition, _("What you did with needs"), WHO, STAYS, named=need_read("subject")),
    actor_in_trail("proposal-steps", ProposedNeedTransition, _("Proposed needs that you answered"), WHO, STAYS),
    Kept(
        "proposed-needs",
        ProposedNeed,
        _("Needs that you proposed to a public buyer"),
        WHO,
        STAYS,
        by_user("proposed_by"),
        ("proposed_at", "municipality", "title", "situation"),
        erase=without_her_name("situation", about=("municipality",)),
        related=("municipality",),
    ),
    actor_in_trail(
        "statement-steps",
        StatementTransition,
        _("What you did with statements"),
        WHO,
        STAYS,
        named=statement_read("subject"),
    ),
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
        open_to={"need": need_read("need")},
    ),
    Kept(
        "published-statements",
        Statement,
        _("Statements that you circulated or published"),
        WHO,
        STAYS,
        by_user("circulated_by", "released_by"),
        ("circulated_at", "title", "number"),
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
        open_to={"need": need_read("need")},
    ),
    Kept(
        "need-comments",
        NeedComment,
        _("What you said of needs"),
        WHO,
        STAYS,
        by_user("author"),
        ("written_at", "need", "text"),
        erase=without_her_name("text", about=("need",)),
        related=("need",),
        open_to={"need": need_read("need")},
    ),
    Kept(
        "attachments",
        Attachment,
        _("Files that you added to needs"),
        WHO,
        STAYS,
        by_user("added_by"),
        ("added_at", "need", "name"),
        erase=without_her_name("name", about=("need",)),
        related=("need",),
        open_to={"need": need_read("need")},
    ),
    Kept(
        "clause-comments",
        ClauseComment,
        _("What you said of points of statements, and comments that you settled"),
        WHO,
        STAYS,
        by_user("author", "settled_by"),
        ("written_at", "statement", "text", "suggestion"),
        erase=without_her_name("text", "suggestion", about=("statement",)),
        related=("statement",),
        open_to={"statement": statement_read("statement")},
    ),
    Kept(
        "curation",
        CurationAct,
        _("What you did at the curation desk"),
        WHO,
        STAYS,
        by_user("actor", "undone_by"),
        ("at", "kind", "title", "reason", "undone_at"),
        erase=without_her_name("reason", about=("dialogue",)),
        open_to={"undone_at": by_user("undone_by")},
    ),
    Kept(
        "intent-steps",
        IntentChange,
        _("How far you said that a public buyer goes"),
        WHO,
        STAYS,
        by_user("actor"),
        (
            "at",
            Shown("body", _("public buyer"), lambda row: row.subject.municipality),
            "from_value",
            "to_value",
            "reason",
        ),
        erase=without_her_name("reason", about=("subject",)),
        related=("subject__municipality",),
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
        open_to={"first": need_read("first"), "second": need_read("second")},
    ),
]
