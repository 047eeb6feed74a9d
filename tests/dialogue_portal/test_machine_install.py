import os
import re
from pathlib import Path

import pytest

from dialogue_portal.machine import install, system

LOCK = install.ROOT / "requirements-dev.txt"


@pytest.mark.parametrize("version", [(3, 11), (3, 12), (3, 13), (3, 14)])
def test_the_pythons_that_the_portal_promises_serve(version):
    assert install.complaint(version, has_pip=True) is None


@pytest.mark.parametrize("version", [(3, 9), (3, 10), (3, 15)])
def test_another_python_is_named_and_the_way_out_said(version):
    line = install.complaint(version, has_pip=True)
    assert line == (
        f"The portal runs on Python 3.11 to 3.14; this is 3.{version[1]}. Name another one: make PYTHON=python3.13 ..."
    )


def test_a_python_without_venv_names_the_package_that_has_it():
    assert "apt-get install python3-venv" in install.complaint((3, 11), has_pip=False)


def test_a_folder_counts_as_complete_only_with_the_stamp_of_this_very_lock_file(tmp_path):
    lock, stamp = tmp_path / "lock.txt", tmp_path / "complete"
    lock.write_text("a==1\n")
    wanted = install.stamp_of(lock, "3.11")
    assert not install.is_complete(stamp, wanted), "a first try that ended half-way leaves no stamp"
    stamp.write_text(wanted)
    assert install.is_complete(stamp, install.stamp_of(lock, "3.11"))
    assert not install.is_complete(stamp, install.stamp_of(lock, "3.13"))
    lock.write_text("a==2\n")
    assert not install.is_complete(stamp, install.stamp_of(lock, "3.11"))


def test_uv_is_taken_out_of_the_lock_file_with_its_hashes_and_nothing_else():
    lines = install.requirement("uv", LOCK.read_text()).splitlines()
    assert re.fullmatch(r"uv==[\d.]+ \\", lines[0])
    assert len(lines) > 1
    assert all(re.fullmatch(r"    --hash=sha256:[0-9a-f]{64}( \\)?", line) for line in lines[1:])


def test_what_the_machine_tells_pip_is_told_to_uv_unless_uv_was_told_itself():
    machine = {"PIP_INDEX_URL": "https://pip.example", "PIP_CERT": "/pip.pem", "SSL_CERT_FILE": "/own.pem"}
    assert install.uv_environment(machine) == {**machine, "UV_DEFAULT_INDEX": "https://pip.example"}


def test_what_an_earlier_try_as_another_user_left_is_noticed(tmp_path):
    mine = tmp_path / ".venv"
    mine.mkdir()
    missing, me = tmp_path / ".local", os.geteuid()
    assert install.of_another([mine, missing], me) == []
    assert install.of_another([mine, missing], me + 1) == [".venv"]


@pytest.mark.parametrize(
    "output",
    [
        "Failed to establish a new connection: [Errno -3] Temporary failure in name resolution",
        "npm error code EAI_AGAIN",
        "error: Failed to fetch: operation timed out",
    ],
)
def test_without_a_network_the_advice_is_about_the_network(output):
    assert "reaches the network" in install.advice(output)


def test_a_failing_command_ends_with_its_last_lines_and_what_to_do():
    with pytest.raises(SystemExit) as ended:
        install.run("Baking", "sh", "-c", "echo no flour; exit 3")
    assert str(ended.value) == f"no flour\nBaking failed. {install.advice('')}"


def test_a_library_that_no_machine_has_is_found_missing():
    assert system.missing_libraries(["libc.so.6", "libno-such-thing.so.0"]) == ["libno-such-thing.so.0"]


@pytest.mark.parametrize(
    ("part", "what", "packages"),
    [
        (system.PANGO, "WeasyPrint needs Pango", "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"),
        (system.PROGRAMS["gettext"], "Texts are gathered by gettext", "gettext"),
    ],
)
def test_what_is_installed_by_hand_is_one_exact_command(monkeypatch, tmp_path, part, what, packages):
    monkeypatch.setenv("PATH", str(tmp_path))
    (tmp_path / "apt-get").touch(0o755)
    assert system.by_hand(part, ["this-one"]) == (
        f"{what}, and this-one cannot be found.\nAsk somebody who may do so to run: apt-get install {packages}"
    )


def test_a_program_is_missing_unless_one_of_its_names_is_found(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert system.missing_program("no-such-thing", "its-other-name") == ["no-such-thing"]
    (tmp_path / "its-other-name").touch(0o755)
    assert system.missing_program("no-such-thing", "its-other-name") == []


def test_a_browser_without_the_library_of_its_driver_is_missing_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "find_program", lambda *_names: "/usr/bin/chromium")
    monkeypatch.setattr(system.sys, "platform", "linux")
    monkeypatch.setattr(system, "_loads", lambda name: name != "libatomic.so.1")
    assert system.missing_browser() == ["libatomic.so.1"]
    assert "libatomic1" in system.PROGRAMS["chromium"].debian


def test_the_scripts_that_run_before_anything_is_installed_use_the_standard_library_alone():
    for script in (install, system):
        imported = re.findall(r"^(?:import|from) (\w+)", Path(script.__file__).read_text(), re.MULTILINE)
        assert not {"dialogue_portal", "psutil", "psycopg", "redis", "django"} & set(imported)
