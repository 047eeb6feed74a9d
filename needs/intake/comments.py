"""What a municipality and staff say to each other about a need. Written once, never changed."""

from typing import Any

from django.db import transaction
from django.utils.translation import get_language

from core.permissions import require
from municipalities.rules import is_editor
from needs.models import Need, NeedComment
from needs.notifications import intake as notifications


def speaks_as_staff(user: Any, need: Need) -> bool:
    """Who writes for the body speaks for it, even where she is staff as well."""
    return not is_editor(user, need)


def comment(need: Need, by: Any, text: str) -> NeedComment:
    """The language of the page is taken for that of the words."""
    require(by, "needs.comment_on_need", need)
    with transaction.atomic():
        said = NeedComment.objects.create(
            need=need, author=by, as_staff=speaks_as_staff(by, need), language=get_language() or by.language, text=text
        )
        notifications.commented(said)
    return said
