"""What is kept of those who answer for a company. The answers are the company's word, and stay with it as they are."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.kept import Kept, Person, actor_in_trail, by_user, keep_hers
from suppliers.models import Answer, AnswerFile, Response, ResponseReceipt, ResponseTransition

WHO = _("So that your company can tell who answered for it.")
STAYS = _("as long as the response; after an erasure without your name")


def written_by(person: Person) -> Q:
    """Each of her answers once: how often the company submits it, with her or after her, is not about her."""
    hers = Answer.objects.filter(written_by=person.user).order_by("response_id", "question_id", "written_at", "version")
    return Q(pk__in=hers.distinct("response_id", "question_id", "written_at").values("pk"))


def added_by(person: Person) -> Q:
    hers = AnswerFile.objects.filter(added_by=person.user).order_by("file", "added_at", "pk")
    return Q(pk__in=hers.distinct("file", "added_at").values("pk"))


KEPT = [
    Kept(
        "responses",
        Response,
        _("Responses that you began for a company"),
        WHO,
        STAYS,
        by_user("begun_by"),
        ("begun_at", "request", "company"),
        erase=keep_hers,
        related=("request", "company"),
    ),
    Kept(
        "answers",
        Answer,
        _("Answers that you wrote for a company"),
        WHO,
        STAYS,
        written_by,
        ("written_at", "question", "text", "number", "day", "chosen", "rows"),
        erase=keep_hers,
        related=("question",),
    ),
    Kept(
        "answer-files",
        AnswerFile,
        _("Files that you added to answers"),
        WHO,
        STAYS,
        added_by,
        ("added_at", "name"),
        erase=keep_hers,
    ),
    Kept(
        "response-receipts",
        ResponseReceipt,
        _("Responses that you submitted for a company"),
        WHO,
        STAYS,
        by_user("by"),
        ("at", "response", "version"),
        erase=keep_hers,
        related=("response__request", "response__company"),
    ),
    actor_in_trail("response-steps", ResponseTransition, _("What you did with responses"), WHO, STAYS),
]
