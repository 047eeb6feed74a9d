"""A real Celery worker and beat: killed in the middle, the queue flushed, jobs doubled, and every brief comes out."""

from collections.abc import Callable
from pathlib import Path

import pytest
import redis
from celery import current_app
from django.conf import settings
from django.db import transaction

from needs.enums import BriefState, StatementState
from needs.models import Brief, Statement
from needs.publishing.releasing import release
from tests.factories import StatementFactory
from tests.needs.scenes import ready_to_release
from tests.published import add_need, agree, printed
from tests.running import SHORT_LEASE_SECONDS, kill, wait_until, worker

pytestmark = [pytest.mark.fault, pytest.mark.worker, pytest.mark.django_db(transaction=True)]


def is_published(statement: Statement) -> Callable[[], bool]:
    return lambda: Statement.objects.filter(pk=statement.pk, state=StatementState.PUBLISHED).exists()


def renders(queue: redis.Redis) -> int:
    """Jobs for briefs; other things that signing asks for wait beside them."""
    return sum(b"render_brief" in job for job in queue.lrange("render", 0, -1))


def test_a_job_delivered_twice_makes_one_brief_and_a_killed_worker_loses_nothing(
    tmp_path: Path, queue: redis.Redis
) -> None:
    doubled = ready_to_release()
    release(doubled.statement, doubled.manager)
    for brief in doubled.statement.briefs.all():
        current_app.send_task("needs.tasks.render_brief", [brief.pk])
    assert renders(queue) == 12
    cut_off = StatementFactory(challenge__dialogue=doubled.dialogue)
    add_need(cut_off.challenge)
    agree(cut_off, doubled.manager)
    with worker(tmp_path, processes=2, lease=SHORT_LEASE_SECONDS) as first:
        wait_until(lambda: is_published(doubled.statement)() and not queue.llen("render"), tmp_path)
        assert set(doubled.statement.briefs.values_list("attempts", flat=True)) == {1}
        assert len(list(Path(settings.MEDIA_ROOT).rglob("*.pdf"))) == 6
        release(cut_off, doubled.manager)
        wait_until(Brief.objects.filter(state=BriefState.RENDERING).exists, tmp_path)
        kill(first)
    assert not is_published(cut_off)()
    with worker(tmp_path, beat=True):
        wait_until(is_published(cut_off), tmp_path)
    assert set(Brief.objects.values_list("state", flat=True)) == {BriefState.READY}
    assert cut_off.trail.filter(action="publish").count() == 1


def test_a_worker_killed_between_the_last_brief_and_publishing_delays_it_to_the_next_look(
    tmp_path: Path, queue: redis.Redis
) -> None:
    scene = ready_to_release()
    release(scene.statement, scene.manager)
    *others, last = scene.statement.briefs.all()
    assert all(printed(brief.pk) for brief in others)
    queue.flushdb()
    with worker(tmp_path, queues="render") as first, transaction.atomic():
        Statement.objects.select_for_update().get(pk=scene.statement.pk)  # who wants to publish waits for it, and dies
        current_app.send_task("needs.tasks.render_brief", [last.pk])
        wait_until(Brief.objects.filter(pk=last.pk, state=BriefState.READY).exists, tmp_path)
        kill(first)
    assert not is_published(scene.statement)()
    queue.flushdb()
    before = set(Brief.objects.values_list("sha256", "attempts"))
    with worker(tmp_path, queues="periodic", beat=True):
        wait_until(is_published(scene.statement), tmp_path)
    assert set(Brief.objects.values_list("sha256", "attempts")) == before
    assert scene.statement.trail.filter(action="publish").count() == 1
