import argparse
import os
import socket
import subprocess
import sys
from pathlib import Path

import polib
import pytest

from dialogue_portal.machine.catalogues import compile_catalogues
from dialogue_portal.machine.demo import check_port, port_number
from dialogue_portal.machine.environment import for_demo, kept_secret
from dialogue_portal.machine.prepare import Step, do, times_of
from dialogue_portal.machine.processes import Program, ProgramDied

ROOT = Path(__file__).resolve().parents[2]


def test_a_port_in_use_is_said_with_the_way_out():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(SystemExit) as ended:
            check_port(port)
    assert str(ended.value) == f"Port {port} is in use. Take another: make demo PORT={port + 1}"


def test_a_port_that_was_just_left_can_be_taken_again():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with socket.create_connection(("127.0.0.1", port)) as client, server.accept()[0]:
            pass
        client.close()
    check_port(port)


@pytest.mark.parametrize("port", ["abc", "0", "65536", "-1", ""])
def test_what_is_no_port_is_refused(port):
    with pytest.raises(argparse.ArgumentTypeError, match=f"'{port}' is not a port: make demo PORT=8001"):
        port_number(port)


def test_a_wrong_port_on_the_command_line_ends_without_a_traceback():
    command = [sys.executable, "-m", "dialogue_portal.machine.demo", "--port=x"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "'x' is not a port: make demo PORT=8001" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_secret_key_is_made_once_and_is_its_owners_alone(tmp_path):
    place = tmp_path / "local/secret-key"
    first = kept_secret(place)
    assert kept_secret(place) == first
    assert len(first) >= 50
    assert place.stat().st_mode & 0o777 == 0o600


def test_the_demo_serves_its_own_address_alone():
    environ = for_demo(8123, {"DATABASE_URL": "d", "REDIS_URL": "r"})
    assert environ["SITE_URL"] == "http://127.0.0.1:8123"
    assert environ["ALLOWED_HOSTS"] == "127.0.0.1,localhost"
    assert (environ["DATABASE_URL"], environ["REDIS_URL"], environ["DEMO"]) == ("d", "r", "1")


def step(folder, script, inputs="the files of today"):
    return Step(Program("The step", ["sh", "-c", script], folder / "step.log"), folder / "done", inputs)


def test_a_step_is_done_once_and_again_when_its_files_changed(tmp_path):
    first = step(tmp_path, "echo done")
    assert not first.is_done()
    do([first])
    assert first.is_done()
    assert not step(tmp_path, "echo done", "the files of tomorrow").is_done()


def test_a_step_that_fails_is_named_and_not_taken_for_done(tmp_path):
    do([step(tmp_path, "true")])
    failing = step(tmp_path, "echo no paper; exit 2")
    with pytest.raises(ProgramDied) as died:
        do([failing])
    told = f"The step ended with exit status 2. Its log, {tmp_path}/step.log, ends:\n    no paper"
    assert (str(died.value), failing.is_done()) == (told, False)


def test_a_change_of_a_static_file_is_noticed():
    assert "static/css/" in times_of([ROOT / "static"])
    assert "package-lock.json" in times_of([])


def test_catalogues_are_compiled_when_they_changed_and_only_then(tmp_path):
    source = tmp_path / "fi/LC_MESSAGES/django.po"
    source.parent.mkdir(parents=True)
    catalogue = polib.POFile()
    catalogue.append(polib.POEntry(msgid="need", msgstr="tarve"))
    catalogue.save(str(source))
    compiled = source.with_suffix(".mo")
    assert compile_catalogues(tmp_path) == [compiled]
    assert compile_catalogues(tmp_path) == []
    assert [(entry.msgid, entry.msgstr) for entry in polib.mofile(str(compiled))] == [("need", "tarve")]
    os.utime(source, (compiled.stat().st_mtime + 5,) * 2)
    assert compile_catalogues(tmp_path) == [compiled]
