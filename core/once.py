"""Forms that are sent twice make one thing."""

from collections.abc import Callable
from uuid import UUID, uuid4

from django import forms
from django.db import connection, transaction
from django.utils import timezone

from core.models import Submission

KEEP = "INSERT INTO core_submission (key, led_to, sent_at) VALUES (%s, '', %s) ON CONFLICT DO NOTHING"


def once(key: UUID, make: Callable[[], str]) -> str:
    """Run `make` the first time that this key is seen; answer what it returned, mostly an address, then and ever after.

    Of two at the same moment the second waits for the first in the database. If `make` raises, nothing is
    kept and the same form may be sent again.
    """
    with transaction.atomic():
        mine = Submission.objects.filter(pk=key)
        if not is_first(key):
            return mine.get().led_to
        led_to = make()
        mine.update(led_to=led_to)
    return led_to


def is_first(key: UUID) -> bool:
    """Keep the key, in one statement that waits for whoever keeps the same one at this moment."""
    with connection.cursor() as cursor:
        cursor.execute(KEEP, [key, timezone.now()])
        return cursor.rowcount == 1


class OnceForm(forms.Form):
    """A form with the hidden key that `once` wants."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
