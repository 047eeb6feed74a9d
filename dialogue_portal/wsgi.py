"""The portal as a WSGI application, for any server that speaks it."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver
from django.utils import translation

from dialogue_portal.demo.checks import refuse_abroad
from dialogue_portal.rubbish import look_as_usual

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dialogue_portal.settings")


def read_ahead() -> None:
    """Views and catalogues, which Django reads at the first request: whoever comes first would wait for seconds.

    Processes that are forked from here share them. Nothing is asked of the database.
    """
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            get_resolver().reverse_dict  # noqa: B018 - it is kept
    look_as_usual()


application = get_wsgi_application()
refuse_abroad()
read_ahead()
