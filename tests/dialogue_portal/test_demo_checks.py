"""The demo's people have a known password: it is off by default and runs on nobody's machine but one's own."""

import os
import subprocess
import sys
from typing import Any

import pytest
from django.conf import settings as as_started
from django.core.management import CommandError, call_command
from django.core.management.base import SystemCheckError

from accounts.models import User
from dialogue_portal.demo.checks import demo_stays_at_home


@pytest.mark.django_db
def test_the_command_refuses_where_the_demo_is_off() -> None:
    with pytest.raises(CommandError, match="DEMO"):
        call_command("load_demo")

    assert not User.objects.exists()


def test_the_demo_is_off_unless_somebody_switches_it_on() -> None:
    assert as_started.DEMO is False
    assert demo_stays_at_home() == []


@pytest.mark.parametrize(
    ("site", "hosts"),
    [
        ("http://127.0.0.1:8000", ["127.0.0.1", "localhost"]),
        ("http://localhost:8000", ["localhost", "[::1]"]),
    ],
)
def test_the_demo_may_run_on_ones_own_machine(settings: Any, site: str, hosts: list[str]) -> None:
    settings.DEMO, settings.SITE_URL, settings.ALLOWED_HOSTS = True, site, hosts

    assert demo_stays_at_home() == []


@pytest.mark.parametrize(
    ("site", "hosts", "found"),
    [
        ("https://localhost", ["localhost"], ["demo.E001"]),
        ("http://dialogue.example.org", ["localhost"], ["demo.E002"]),
        ("http://127.0.0.1:8000", ["127.0.0.1", "dialogue.example.org"], ["demo.E002"]),
        ("http://127.0.0.1:8000", ["*"], ["demo.E002"]),
        ("http://127.0.0.1:8000", [".localhost"], ["demo.E002"]),
        ("http://10.0.0.7:8000", ["10.0.0.7"], ["demo.E002"]),
        ("https://dialogue.example.org", ["dialogue.example.org"], ["demo.E001", "demo.E002"]),
    ],
)
def test_the_demo_is_refused_in_production(settings: Any, site: str, hosts: list[str], found: list[str]) -> None:
    settings.DEMO, settings.SITE_URL, settings.ALLOWED_HOSTS = True, site, hosts

    assert [problem.id for problem in demo_stays_at_home()] == found


def test_the_refusal_is_among_the_checks_that_every_command_runs(settings: Any) -> None:
    settings.DEMO, settings.SITE_URL = True, "https://dialogue.example.org"

    with pytest.raises(SystemCheckError, match=r"demo\.E001"):
        call_command("check")


def test_a_web_server_does_not_load_the_demo_for_others() -> None:
    environ = os.environ | {"DEMO": "1", "SITE_URL": "https://dialogue.example.org"}
    command = [sys.executable, "-c", "import dialogue_portal.wsgi"]
    ended = subprocess.run(command, cwd=as_started.BASE_DIR, env=environ, capture_output=True, text=True, check=False)
    assert (ended.returncode, "ImproperlyConfigured: DEMO is on" in ended.stderr) == (1, True)
