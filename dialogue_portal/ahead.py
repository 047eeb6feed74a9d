"""What a server's parent reads before it forks: who comes first does not wait for it, and its processes share it."""

import gc

from django.conf import settings
from django.urls import get_resolver
from django.utils import translation


def read_ahead() -> None:
    """Views and catalogues, which Django reads when it is first asked for a page or its address.

    Nothing is asked of the database.
    """
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            get_resolver().reverse_dict  # noqa: B018 - it is kept


def keep() -> None:
    """What is loaded by now stays: looking through it for rubbish would halt the work and unshare its memory."""
    gc.collect()
    gc.freeze()
