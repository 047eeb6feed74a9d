"""The disk is full while a worker renders: nothing becomes public, no part of a file stays, and trying again helps."""

import shutil
import subprocess
from pathlib import Path

import pytest
import redis
from django.conf import settings

from needs.enums import BriefState, StatementState
from needs.models import Brief
from needs.publishing.releasing import release, retry
from tests.needs.scenes import ready_to_release
from tests.running import wait_until, worker

# All but 16 kB of it is taken
FULL = 'mount -t tmpfs -o size=8m none "$MEDIA_ROOT" && head -c 8372224 /dev/zero > "$MEDIA_ROOT/taken" && exec "$@"'
OF_ITS_OWN = ("unshare", "--map-root-user", "--mount")  # a view of the disks that nobody else has


def may_mount() -> bool:
    return bool(shutil.which("unshare")) and not subprocess.run([*OF_ITS_OWN, "true"], capture_output=True).returncode


pytestmark = [
    pytest.mark.fault,
    pytest.mark.worker,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not may_mount(), reason="Not tested with a full disk: this machine lets nobody mount one"),
]


def test_a_full_disk_fails_the_briefs_in_words_and_with_room_again_they_are_made(
    tmp_path: Path, queue: redis.Redis
) -> None:
    scene = ready_to_release()
    Path(settings.MEDIA_ROOT).mkdir()
    with worker(tmp_path, before=(*OF_ITS_OWN, "sh", "-c", FULL, "sh")) as full:
        release(scene.statement, scene.manager)
        wait_until(lambda: not Brief.objects.exclude(state=BriefState.FAILED).exists(), tmp_path)
        seen_by_it = Path(f"/proc/{full.pid}/root{settings.MEDIA_ROOT}")
        assert [path.name for path in seen_by_it.rglob("*") if path.is_file()] == ["taken"]
        assert set(Brief.objects.values_list("error", flat=True)) == {"OSError: [Errno 28] No space left on device"}
        scene.statement.refresh_from_db()
        assert scene.statement.state == StatementState.RELEASING
        (seen_by_it / "taken").unlink()
        for brief in Brief.objects.all():
            retry(brief, scene.manager)
        wait_until(scene.statement.editions.public().exists, tmp_path)
    assert set(Brief.objects.values_list("state", "error")) == {(BriefState.READY, "")}
