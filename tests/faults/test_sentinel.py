"""A machine dies with its Valkey and its Sentinel: another Valkey takes its place, and the portal finds it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from celery import Celery
from django.core.cache import cache

from core.environment import with_password
from core.limits import Limit
from core.queue import tell
from core.redis_address import broker_options, broker_url, pool_class
from core.tasks import HEARTBEAT
from tests.faults.sentinels import PASSWORD, Watched, watched
from tests.running import wait_until, worker

pytestmark = [pytest.mark.fault, pytest.mark.worker, pytest.mark.django_db(transaction=True)]

ONCE = Limit("test", most=1, seconds=60)


@pytest.fixture
def group(tmp_path: Path, settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Watched]:
    """This process has its cache, its limits and its queue there."""
    with watched(tmp_path / "valkey") as group:
        url = settings.REDIS_URL = with_password(group.url, PASSWORD)
        one = settings.CACHES["default"]
        cached = one["OPTIONS"] | {"pool_class": pool_class(url)}
        settings.CACHES = {"default": one | {"LOCATION": [url], "OPTIONS": cached}}
        queue = Celery(broker=broker_url(url), set_as_current=False)
        options = settings.CELERY_BROKER_TRANSPORT_OPTIONS | broker_options(url)
        queue.conf.update(task_default_queue="mail", broker_transport_options=options)
        monkeypatch.setattr("core.queue.current_app", queue)
        yield group
        queue.close()


def is_told_and_done() -> bool:
    """A worker is told by the queue to give a sign of life, which it leaves in the cache."""
    tell("core.tasks.heartbeat", "mail")
    return is_alive()


def is_alive() -> bool:
    return bool(cache.get(HEARTBEAT + "mail"))


def is_limited() -> bool:
    return bool(ONCE.wait("key"))


def test_cache_limits_and_queue_go_on_at_the_server_that_sentinels_put_in_the_place_of_one_that_is_gone(
    tmp_path: Path, group: Watched
) -> None:
    (tmp_path / "password").write_text(PASSWORD)
    at_group = {"REDIS_URL": group.url, "REDIS_PASSWORD_FILE": str(tmp_path / "password")}
    with worker(tmp_path, queues="mail", **at_group):
        wait_until(is_alive, tmp_path)
        cache.set("word", "kept")
        cache.delete(HEARTBEAT + "mail")
        wait_until(is_told_and_done, tmp_path)
        assert [is_limited(), is_limited()] == [False, True]
        gone = group.written_to
        group.lose_a_machine()
        assert not is_limited(), "nothing is limited meanwhile"
        assert cache.get("word") is None, "each process has its own memory meanwhile"
        wait_until(lambda: group.written_to != gone, tmp_path)
        wait_until(is_limited, tmp_path)
        wait_until(lambda: cache.get("word") == "kept", tmp_path)
        cache.delete(HEARTBEAT + "mail")
        wait_until(is_told_and_done, tmp_path)
