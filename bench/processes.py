"""How long each process of the compose file takes until it serves, and how much memory it has by then."""

import os
import re
import shlex
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import yaml

from bench.harness import Row
from bench.render import rss
from dialogue_portal.machine.environment import ROOT
from dialogue_portal.machine.processes import Program, Running, running
from dialogue_portal.machine.services import free_port

NAMES, GOAL = ("web", "periodic", "mail", "render", "beat"), "< 150 MB each"
MOST_SECONDS = 120


def measure() -> list[Row]:
    services = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
    return [row(name, services[name]["command"]) for name in NAMES]


def row(name: str, command: str) -> Row:
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="portal-process-") as folder:
        log = Path(folder) / f"{name}.log"
        program = Program(name, here(command, port, folder), log, environ={**os.environ, "LOG_LEVEL": "INFO"})
        began = time.perf_counter()
        with running(program) as started:
            started.wait_until(partial(serves, port) if name == "web" else partial(says, log, name), MOST_SECONDS)
            taken = time.perf_counter() - began
            pids = family(started)
            each, together = " and ".join(f"{rss(pid):.0f}" for pid in pids), sum(map(share, pids))
    measured = f"{taken:.1f} s; {each} MB, together {together:.0f} MB"
    return Row(f"{name}: until it serves; memory of its processes", measured, goal=GOAL)


def here(command: str, port: int, folder: str) -> list[str]:
    """The command of the compose file on this machine: its usual sizes, this port, this folder."""
    command = re.sub(r"\$\{\w+:-(\w+)\}", r"\1", command).replace("0.0.0.0:8000", f"127.0.0.1:{port}")
    return [
        sys.executable,
        "-m",
        *shlex.split(command.replace("--schedule /tmp", f"--schedule {folder}")),
    ]


def serves(port: int) -> bool:
    try:
        return urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5).status == 200
    except (URLError, OSError):
        return False


def says(log: Path, name: str) -> bool:
    return ("beat: Starting" if name == "beat" else " ready.") in log.read_text()


def family(started: Running) -> list[int]:
    parent = started.process.pid
    return [parent, *map(int, Path(f"/proc/{parent}/task/{parent}/children").read_text().split())]


def share(pid: int) -> float:
    """Resident memory in megabytes, what a process shares with others divided among them."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    [line] = [line for line in lines if line.startswith("Pss:")]
    return int(line.split()[1]) / 1000
