import os
import subprocess
import sys
from pathlib import Path

import pytest

from dialogue_portal.machine.chromium import MISSING, find_chromium
from tests.plugin import own_redis_database

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def run_without_chromium(tmp_path):
    def run(mark="browser", **environ):
        (tmp_path / "test_page.py").write_text(
            f"import pytest\n\n\n@pytest.mark.{mark}\ndef test_a_page():\n    pass\n\n\ndef test_a_sum():\n    pass\n"
        )
        command = [sys.executable, "-m", "pytest", "-c", ROOT / "pyproject.toml", "-p", "no:cacheprovider", tmp_path]
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(("CI", "PYTEST"))}
        return subprocess.run(
            [*command, "--rootdir", tmp_path, "-n", "0"],
            cwd=ROOT,
            env={**inherited, "CHROMIUM": "/nowhere/chromium", **environ},
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def test_without_a_chromium_the_journeys_are_skipped_and_the_package_is_named(run_without_chromium):
    done = run_without_chromium()
    assert done.returncode == 0, done.stdout
    assert MISSING in done.stdout
    assert "1 passed, 1 skipped" in done.stdout.splitlines()[-1]


@pytest.mark.parametrize("mark", ["browser", 'skip(reason="There is no nginx here")'])
def test_in_ci_a_skipped_test_is_a_failure_whatever_it_lacks(run_without_chromium, mark):
    done = run_without_chromium(mark, CI="true")
    assert done.returncode == 1, done.stdout
    assert "1 skipped, which in CI is a failure." in done.stdout
    assert ("There is no nginx here" in done.stdout) == (mark != "browser")


def test_the_chromium_that_is_named_goes_before_those_that_are_found(monkeypatch, tmp_path):
    named = tmp_path / "my-chromium"
    named.touch(0o755)
    monkeypatch.setenv("CHROMIUM", str(named))
    assert find_chromium() == str(named)


def test_each_process_of_a_run_gets_a_redis_database_of_its_own():
    assert own_redis_database("redis://:secret@127.0.0.1:6379/0", 0) == "redis://:secret@127.0.0.1:6379/1"
    assert own_redis_database("redis://127.0.0.1:6379/3", 1) == "redis://127.0.0.1:6379/5"
    assert own_redis_database("redis://127.0.0.1:6379", 0) == "redis://127.0.0.1:6379/1"
