"""What changed since she last looked, for those who are signed in."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from dialogues.models import Dialogue, LedgerEntry
from suppliers.following.matching import News
from suppliers.models import Follower

MOST = 200  # entries that one look goes through
FIRST_LOOK = timedelta(days=30)


def since_last_look(follower: Follower) -> list[LedgerEntry]:
    """The newest first."""
    since = follower.last_looked_at or timezone.now() - FIRST_LOOK
    follows = list(follower.follows.confirmed())
    entries = LedgerEntry.objects.public().filter(at__gt=since).select_related("dialogue").order_by("-at", "-pk")
    if not any(follow.query for follow in follows):
        topics = [follow.topic for follow in follows]
        dialogues = Dialogue.objects.filter(pk__in=[int(name[9:]) for name in topics if name.startswith("dialogue-")])
        entries = entries.about(*topics) | entries.filter(dialogue__in=dialogues)
    return list(reversed(News(entries.with_what_is_left()[:MOST]).of_all(follows)))


def waiting_news(user: Any) -> int:
    """How many, for her start page; none where she follows nothing."""
    follower = Follower.objects.filter(user=user).first()
    return len(since_last_look(follower)) if follower else 0
