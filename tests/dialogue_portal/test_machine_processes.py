import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from dialogue_portal.machine.processes import Program, ProgramDied, running
from tests.acts import wait_until

ROOT = Path(__file__).resolve().parents[2]
SUPERVISOR = """
import sys
from contextlib import ExitStack
from pathlib import Path
from dialogue_portal.machine.processes import Program, ProgramDied, running
from dialogue_portal.machine.supervisor import Stopped, stopping_on_signals, watch

folder = Path(sys.argv[1])
commands = sys.argv[2:]
try:
    with stopping_on_signals(), ExitStack() as stack:
        programs = [Program(each, ["sh", "-c", each], folder / f"{n}.log") for n, each in enumerate(commands)]
        children = [stack.enter_context(running(program)) for program in programs]
        print(*(child.process.pid for child in children), flush=True)
        watch(children)
except Stopped:
    print("stopped", flush=True)
except ProgramDied as died:
    raise SystemExit(str(died))
"""


def shell(script, folder, **more):
    return Program("The stand-in", ["sh", "-c", script], folder / "stand-in.log", **more)


def is_gone(pid):
    return not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE


def test_leaving_the_with_ends_the_program_and_what_it_started(tmp_path):
    with running(shell("sleep 600 & sleep 600", tmp_path)) as child:
        wait_until(lambda: len(psutil.Process(child.process.pid).children()) == 2)
        family = [child.process.pid, *(each.pid for each in psutil.Process(child.process.pid).children())]
    wait_until(lambda: all(is_gone(pid) for pid in family))


def test_a_program_that_will_not_hear_is_ended_after_its_grace(tmp_path):
    with running(shell("trap '' TERM; echo deaf; while :; do sleep 1; done", tmp_path, grace=0.2)) as child:
        child.wait_until(lambda: "deaf" in child.program.log.read_text(), seconds=60)
    assert child.process.returncode == -signal.SIGKILL


def test_a_program_that_is_gone_is_not_killed_again_by_a_number_that_may_be_somebody_elses(tmp_path, monkeypatch):
    killed = []
    with running(shell("true", tmp_path)) as child:
        child.finish()
        monkeypatch.setattr(os, "killpg", lambda number, _signal: killed.append(number))
    assert killed == []


def test_a_program_that_dies_is_named_with_the_end_of_its_log(tmp_path):
    with running(shell("echo first; echo last; exit 7", tmp_path)) as child:
        child.process.wait()
        with pytest.raises(ProgramDied) as died:
            child.check()
    assert str(died.value) == (
        f"The stand-in ended with exit status 7. Its log, {tmp_path}/stand-in.log, ends:\n    first\n    last"
    )


def test_a_program_that_is_never_ready_is_named_after_the_time_given(tmp_path):
    with running(shell("sleep 600", tmp_path)) as child, pytest.raises(SystemExit, match="not ready within 0"):
        child.wait_until(lambda: False, seconds=0.1)


@pytest.fixture
def supervise(tmp_path):
    started = []

    def start(*commands):
        process = subprocess.Popen(
            [sys.executable, "-c", SUPERVISOR, str(tmp_path), *commands],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
            preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_DFL),  # also where the tests are under nohup
        )
        started.append(process)
        return process, [int(pid) for pid in process.stdout.readline().split()]

    yield start
    for process in started:
        process.kill()
        process.communicate()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_all_children_and_counts_as_success(supervise, number):
    process, children = supervise("sleep 600", "sleep 601")
    process.send_signal(number)
    process.send_signal(number)  # the impatient send it twice
    output, trouble = process.communicate(timeout=60)
    assert (process.returncode, output, trouble) == (0, "\nStopping ...\nstopped\n", "")
    assert all(is_gone(pid) for pid in children)


def test_the_death_of_one_child_stops_the_others_and_counts_as_failure(supervise):
    process, children = supervise("sleep 600", "echo out of ink; exit 4")
    _, trouble = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "ended with exit status 4" in trouble
    assert "out of ink" in trouble
    assert all(is_gone(pid) for pid in children)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux's kernel does this")
def test_a_supervisor_killed_outright_takes_its_children_along(supervise):
    process, children = supervise("exec sleep 600", "exec sleep 601")
    wait_until(lambda: all(psutil.Process(pid).name() == "sleep" for pid in children))
    os.kill(process.pid, signal.SIGKILL)
    wait_until(lambda: all(is_gone(pid) for pid in children))
