"""The Celery application: `celery -A dialogue_portal worker` and `… beat`."""

import os
from typing import Any

from celery import Celery
from celery.signals import celeryd_after_setup, task_prerun, worker_process_init, worker_ready

from dialogue_portal.rubbish import look_as_usual

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dialogue_portal.settings")
app = Celery("dialogue_portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


def makes_pdfs() -> bool:
    return "render" in app.amqp.queues.consume_from


@celeryd_after_setup.connect
def load(**_signal: Any) -> None:
    """In the parent, whose memory every process it forks shares. Nothing may be drawn here: Pango then has a thread
    that looks for fonts, which no fork takes along, and a child that asks it for one waits for ever."""
    if makes_pdfs():
        from core import press  # noqa: F401
        from needs.publishing import warming  # noqa: F401
    look_as_usual()


@worker_process_init.connect
def warm_up(**_signal: Any) -> None:
    """Where PDFs are made, before the first job: fonts, stylesheets, templates and catalogues."""
    if makes_pdfs():
        from needs.publishing.warming import warm_up

        warm_up()


@worker_ready.connect
def say_so(**_signal: Any) -> None:
    """The first sign of life of each queue at once; beat asks for the next ones."""
    from core.tasks import sign_of_life

    for queue in app.amqp.queues.consume_from:
        sign_of_life(queue)


@task_prerun.connect
def begin(task: Any, **_signal: Any) -> None:
    """A long job is a sign of life too: meanwhile its queue may have nobody who answers beat."""
    from core.tasks import sign_of_life

    queue = (task.request.delivery_info or {}).get("routing_key")
    if queue and task.time_limit:
        sign_of_life(queue, busy_for=task.time_limit)
