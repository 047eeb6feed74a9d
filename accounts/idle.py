"""Accounts that nobody uses: no role in the portal, and no sign-in for a long time."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import Greatest

from accounts import notifications
from accounts.models import User
from core.kept import kinds
from core.periods import period

BATCH = 500


def last_seen() -> Greatest:
    """NULL counts for nothing: who never signed in was last seen when she joined."""
    return Greatest("last_login", "joined_at")


def without_role() -> Q:
    """Neither administrator nor anything that an upper floor calls a role."""
    role = Q(is_staff=True) | Q(is_superuser=True)
    for kept in kinds():
        if kept.is_role:
            role |= Q(Exists(kept.roles().filter(user=OuterRef("pk"))))
    return ~role


def to_warn(now: datetime) -> Any:
    """Those whose time is up as soon as the warning has been out for its own."""
    soon = period("accounts-warned").before(period("accounts").after(last_seen()))
    people = User.objects.filter(without_role(), erased_at__isnull=True).annotate(seen=last_seen(), soon=soon)
    return people.filter(Q(warned_at__isnull=True) | Q(warned_at__lt=last_seen()), soon__lte=now).order_by("pk")


def warn(now: datetime) -> int:
    """Warn them by mail; how many were."""
    warned = 0
    while batch := warn_some(now):
        warned += batch
    return warned


def warn_some(now: datetime) -> int:
    until = period("accounts-warned").after(Value(now))
    with transaction.atomic():
        people = list(to_warn(now).annotate(until=until).select_for_update(of=("self",), skip_locked=True)[:BATCH])
        for user in people:
            notifications.account_ends(user, user.until)
        User.objects.filter(pk__in=[user.pk for user in people]).update(warned_at=now)
    return len(people)
