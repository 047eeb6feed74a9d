from django.conf import settings

from core.models import RetentionRun
from core.tasks import heartbeat
from tests.access.world import ADMINISTRATOR, EVERYBODY, NOBODY, SIGNED_IN, Access, World
from tests.factories import UserFactory


def alive(_world: World) -> list[str]:
    for queue in settings.CELERY_TASK_QUEUES:
        heartbeat(queue.name)
    return []


def run(_world: World) -> list[int]:
    return [RetentionRun.objects.create().pk]


def somebody(_world: World) -> list[int]:
    return [UserFactory().pk]


ACCESS = {
    "root": Access(read=EVERYBODY),
    "healthz": Access(read=EVERYBODY),
    "readyz": Access(read=EVERYBODY, args=alive),
    "metrics": Access(read=NOBODY, wants_token=True),
    "security-txt": Access(read=EVERYBODY),
    "accessibility": Access(read=EVERYBODY),
    "contact": Access(read=EVERYBODY),
    "open-data": Access(read=EVERYBODY),
    "too-large": Access(read=EVERYBODY),
    "too-many": Access(read=EVERYBODY),
    "home": Access(read=EVERYBODY),
    "privacy": Access(read=EVERYBODY),
    "workspace-retention": Access(read=ADMINISTRATOR),
    "workspace-retention-run": Access(read=ADMINISTRATOR, args=run),
    "workspace-retention-find": Access(read=NOBODY, send=ADMINISTRATOR),
    "workspace-retention-erase": Access(read=ADMINISTRATOR, send=ADMINISTRATOR, args=somebody),
    "workspace": Access(read=SIGNED_IN),
}
