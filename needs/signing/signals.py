"""The one piece of news that signing carries upward."""

from django.dispatch import Signal

# Sent in the transaction in which the list of those behind a statement changed; `statement` is locked.
signatories_changed = Signal()
