"""Forms that are sent twice make one thing."""

from collections.abc import Callable
from uuid import UUID, uuid4

from django import forms
from django.db import transaction

from core.models import Submission


def once(key: UUID, make: Callable[[], str]) -> str:
    """Run `make` the first time that this key is seen; answer the address it returned, then and ever after.

    Of two at the same moment the second waits for the first in the database. If `make` raises, nothing is
    kept and the same form may be sent again.
    """
    with transaction.atomic():
        submission, is_new = Submission.objects.get_or_create(pk=key)
        if is_new:
            submission.led_to = make()
            submission.save(update_fields=["led_to"])
    return submission.led_to


class OnceForm(forms.Form):
    """A form with the hidden key that `once` wants."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
