"""What runs the portal for real says nothing that the code does not know, and the handbook says all of it."""

import ast
import re
import shlex
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings
from django.core.management import get_commands

from dialogue_portal.celery import app

ROOT = Path(__file__).parents[1]
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
PORTAL = {name: service for name, service in SERVICES.items() if "build" in service}
DOCKERFILE = (ROOT / "Dockerfile").read_text()
OF_THE_IMAGE = {"PATH", "PYTHONUNBUFFERED", "DJANGO_SETTINGS_MODULE", "XDG_CACHE_HOME", "TMPDIR"}


def variables_of_the_settings() -> dict[str, bool]:
    """Every variable that settings.py reads, with whether it must be set."""
    read = {}
    for call in ast.walk(ast.parse((ROOT / "dialogue_portal/settings.py").read_text())):
        if isinstance(call, ast.Call) and re.fullmatch(r"env(\.\w+)?", ast.unparse(call.func)):
            [name] = call.args
            read[name.value] = not any(word.arg == "default" for word in call.keywords)
    return read


def words_of(command: str) -> list[str]:
    return shlex.split(re.sub(r"\$\{\w+:-(\w+)\}", r"\1", command))


def test_the_portals_services_are_web_a_worker_for_each_queue_beat_and_migrate() -> None:
    queues = {queue.name for queue in settings.CELERY_TASK_QUEUES}
    assert set(PORTAL) == {"web", *queues, "beat", "migrate"}
    for queue in queues:
        command = words_of(PORTAL[queue]["command"])
        assert command[command.index("-Q") + 1] == queue


def test_every_task_goes_to_a_queue_that_some_worker_takes_from() -> None:
    queues = {queue.name for queue in settings.CELERY_TASK_QUEUES}
    app.loader.import_default_modules()
    own = [name for name in app.tasks if not name.startswith("celery.")]
    assert {app.amqp.router.route({}, name)["queue"].name for name in own} == queues


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_tells_whether_it_is_well_or_runs_once(name: str) -> None:
    runs_once = SERVICES[name]["restart"] == "no"
    assert runs_once != ("healthcheck" in SERVICES[name])


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_waits_for_others_until_they_are_well_or_done(name: str) -> None:
    waits = {of: how["condition"] for of, how in SERVICES[name].get("depends_on", {}).items()}
    once = {of for of in SERVICES if SERVICES[of]["restart"] == "no"}
    assert waits == {of: "service_completed_successfully" if of in once else "service_healthy" for of in waits}


@pytest.mark.parametrize("name", PORTAL)
def test_the_compose_file_sets_what_the_settings_want_and_nothing_that_they_do_not_read(name: str) -> None:
    read, given = variables_of_the_settings(), set(PORTAL[name]["environment"])
    assert given <= set(read)
    assert {variable for variable, is_required in read.items() if is_required} <= given


@pytest.mark.parametrize("name", ["web", "mail", "render", "periodic"])
def test_web_and_workers_keep_their_files_on_the_same_volumes_of_the_compose_file(name: str) -> None:
    more = {"downloads": "/srv/downloads"} if name == "periodic" else {}  # it counts what the proxy served
    mounted = dict(place.split(":")[:2] for place in SERVICES[name]["volumes"])
    places = {"media": "/srv/media", "private": "/srv/private"}
    assert mounted == {**places, "scratch": "/srv/scratch", **more}  # the last for packs larger than the memory
    assert set(places) <= set(COMPOSE["volumes"])
    assert all(f"{name.upper()}_ROOT={folder}" in DOCKERFILE for name, folder in places.items())


def test_the_image_sets_what_the_settings_read() -> None:
    [environment] = re.findall(r"^ENV ((?:.*\\\n)*.*)", DOCKERFILE, re.MULTILINE)
    names = {pair.partition("=")[0] for pair in environment.replace("\\\n", " ").split()}
    assert names - OF_THE_IMAGE <= set(variables_of_the_settings())


def test_a_variable_of_the_compose_file_has_a_default_or_stops_it_with_a_line_that_says_what_to_set() -> None:
    uses = re.findall(r"\$\{(\w+)([^}]*)\}", (ROOT / "docker-compose.yml").read_text())
    told = [name for name, rest in uses if rest.startswith((":-", ":?must be set in .env, "))]
    assert {name for name, _rest in uses} == set(told)


@pytest.mark.parametrize("name", PORTAL)
def test_a_command_names_what_exists(name: str) -> None:
    program, *arguments = words_of(PORTAL[name]["command"])
    if program == "python":
        assert (ROOT / arguments[0]).is_file()
        assert arguments[1] in get_commands()
    else:
        assert find_spec(program)
        application = arguments[0] if program == "gunicorn" else arguments[arguments.index("-A") + 1]
        assert find_spec(application)


def test_gunicorn_knows_every_option_that_it_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    from gunicorn.app.wsgiapp import WSGIApplication

    [of_the_image] = re.findall(r"^CMD (.*)", DOCKERFILE, re.MULTILINE)
    for command in (words_of(PORTAL["web"]["command"]), ast.literal_eval(of_the_image)):
        monkeypatch.setattr("sys.argv", command)
        assert WSGIApplication().cfg.bind == ["0.0.0.0:8000"]


def test_a_web_process_has_read_all_views_and_catalogues_before_the_first_request_and_keeps_them() -> None:
    asked = "import gc, sys, dialogue_portal.wsgi; from django.utils.translation import trans_real as told; "
    asked += "print('events.views.boards' in sys.modules, gc.get_freeze_count() > 100_000, *sorted(told._translations))"
    program = [sys.executable, "-W", "ignore", "-c", asked]
    said = subprocess.run(program, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert said.split() == ["True", "True", "da", "en", "fi", "is", "nb", "sv"]


@pytest.mark.parametrize("name", ["periodic", "mail", "render", "beat"])
def test_celery_knows_every_option_that_it_is_given(name: str) -> None:
    from celery.bin.celery import celery

    _celery, _option, _application, command, *options = words_of(PORTAL[name]["command"])
    assert celery.commands[command].make_parser(celery.make_context("celery", [command])).parse_args(options)[1] == []


def test_files_that_the_compose_file_names_are_there() -> None:
    assert [config["file"] for config in COMPOSE["configs"].values() if not (ROOT / config["file"]).is_file()] == []


def test_the_handbook_lists_every_variable() -> None:
    handbook = (ROOT / "docs/operations.md").read_text()
    assert set(re.findall(r"^\| `([A-Z_]+)` \|", handbook, re.MULTILINE)) == set(variables_of_the_settings())


def test_each_test_that_the_handbook_names_does_the_fault() -> None:
    handbook = (ROOT / "docs/operations.md").read_text()
    named = set(re.findall(r"`(tests/[\w/]+\.py)`", handbook))
    files = {path: path.read_text() for path in (ROOT / "tests").rglob("test_*.py")}
    assert named == {str(path.relative_to(ROOT)) for path, text in files.items() if "pytest.mark." + "fault" in text}
