"""What is kept of those who make requests for information."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.kept import Kept, Person, actor_in_trail, by_user, keep_hers
from suppliers.models import InformationRequest, RequestCorrection, RequestTransition, RequestWithdrawal

WHO = _("So that it can be told who decided.")
STAYS = _("as long as what it is about; after an erasure without your name")


def read_by(person: Person) -> Q:
    """What a draft is called is for those alone who manage its dialogue now."""
    requests = InformationRequest.objects
    return Q(pk__in=(requests.public() | requests.visible_to(person.user)).values("pk"))


def of_those(person: Person) -> Q:
    return Q(subject__in=InformationRequest.objects.filter(read_by(person)))


KEPT = [
    Kept(
        "information-requests",
        InformationRequest,
        _("Requests for information that you began"),
        WHO,
        STAYS,
        by_user("made_by"),
        ("made_at", "title", "dialogue"),
        erase=keep_hers,
        related=("dialogue",),
        open_to={"title": read_by},
    ),
    Kept(
        "request-corrections",
        RequestCorrection,
        _("What you corrected in requests for information"),
        WHO,
        STAYS,
        by_user("by"),
        ("at", "request", "before", "after"),
        erase=keep_hers,
        related=("request",),
    ),
    Kept(
        "request-withdrawals",
        RequestWithdrawal,
        _("Requests for information that you withdrew"),
        WHO,
        STAYS,
        by_user("by"),
        ("at", "request", "reason"),
        erase=keep_hers,
        related=("request",),
    ),
    actor_in_trail(
        "request-steps",
        RequestTransition,
        _("What you did with requests for information"),
        WHO,
        STAYS,
        named=of_those,
    ),
]
