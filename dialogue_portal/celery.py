"""The Celery application: `celery -A dialogue_portal worker` and `… beat`."""

import os
from typing import Any

from celery import Celery
from celery.signals import worker_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dialogue_portal.settings")
app = Celery("dialogue_portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_init.connect
def warm_up(**_signal: Any) -> None:
    """In the parent, so that every process it forks has fonts, stylesheets and templates from the start."""
    from needs.warming import warm_up

    warm_up()
