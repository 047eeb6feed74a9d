"""Hosts as network namespaces of one machine (Linux, root), and what stands on the wire between them."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from signal import SIGKILL
from threading import Thread
from typing import Any

from dialogue_portal.machine.processes import Program, Running, running
from dialogue_portal.machine.services import free_port

BRIDGE, NET = "portal0", "10.77.0"
# PostgreSQL's tcp_keepalives_idle, _interval, _count (seconds) and tcp_user_timeout (milliseconds)
NOTICED = (
    (socket.TCP_KEEPIDLE, 5),
    (socket.TCP_KEEPINTVL, 2),
    (socket.TCP_KEEPCNT, 2),
    (socket.TCP_USER_TIMEOUT, 10_000),
)


def command(*words: str) -> None:
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL)


@dataclass
class Host:
    name: str
    number: int
    programs: list[Running] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"{NET}.{self.number}"

    def runs(self, what: list[str], folder: Path, environ: dict[str, str]) -> Program:
        inside = ["ip", "netns", "exec", f"portal-{self.name}", sys.executable, "-m", *what]
        return Program(self.name, inside, folder / f"{self.name}.log", environ=environ)

    def dies(self) -> None:
        """Its power fails: nobody on the wire is told that it is gone."""
        command("ip", "-n", f"portal-{self.name}", "link", "set", "eth0", "down")
        for program in self.programs:
            with suppress(ProcessLookupError):
                os.killpg(program.process.pid, SIGKILL)


@contextmanager
def wire() -> Iterator[None]:
    command("ip", "link", "add", BRIDGE, "type", "bridge")
    try:
        command("ip", "address", "add", f"{NET}.1/24", "dev", BRIDGE)
        command("ip", "link", "set", BRIDGE, "up")
        yield
    finally:
        command("ip", "link", "delete", BRIDGE)


@contextmanager
def host(name: str, number: int) -> Iterator[Host]:
    space, end = f"portal-{name}", f"portal-{number}"
    command("ip", "netns", "add", space)
    try:
        command("ip", "link", "add", end, "type", "veth", "peer", "name", "eth0", "netns", space)
        command("ip", "link", "set", end, "master", BRIDGE, "up")
        command("ip", "-n", space, "address", "add", f"{NET}.{number}/24", "dev", "eth0")
        for link in ("eth0", "lo"):
            command("ip", "-n", space, "link", "set", link, "up")
        yield Host(name, number)
    finally:
        command("ip", "netns", "delete", space)
        subprocess.run(["ip", "link", "delete", end], check=False, stderr=subprocess.DEVNULL)


@contextmanager
def offered(to: str | tuple[str, int]) -> Iterator[int]:
    """A port on the wire for a server that listens on this machine alone. A host that is gone is noticed in seconds."""
    with socket.create_server((f"{NET}.1", 0), backlog=200) as line:
        Thread(target=pass_on_all, args=[line, to], daemon=True).start()
        yield line.getsockname()[1]


def pass_on_all(line: socket.socket, to: str | tuple[str, int]) -> None:
    with suppress(OSError):
        while True:
            caller, _address = line.accept()
            caller.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
            for option, value in NOTICED:
                caller.setsockopt(socket.IPPROTO_TCP, option, value)
            server = socket.socket(socket.AF_UNIX if isinstance(to, str) else socket.AF_INET)
            server.connect(to)
            for ends in ((caller, server), (server, caller)):
                Thread(target=pass_on, args=ends, daemon=True).start()


def pass_on(one: socket.socket, other: socket.socket) -> None:
    with suppress(OSError):
        while piece := one.recv(65536):
            other.sendall(piece)
    for end in (one, other):
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)


@contextmanager
def storage(folder: Path) -> Iterator[str]:
    """An object storage on the wire, with two buckets; its address, to which a bucket's name is put."""
    import boto3

    port = free_port()
    program = Program(
        "storage", [sys.executable, "-m", "moto.server", "-H", f"{NET}.1", "-p", str(port)], folder / "s3.log"
    )
    with running(program) as server:
        server.wait_until(partial(listens, f"{NET}.1", port), 60)
        key = {"aws_access_key_id": "KEY", "aws_secret_access_key": "SECRET", "region_name": "us-east-1"}
        client: Any = boto3.client("s3", endpoint_url=f"http://{NET}.1:{port}", **key)
        for bucket in ("portal", "portal-private"):
            client.create_bucket(Bucket=bucket)
        yield f"s3://KEY:SECRET@{NET}.1:{port}/{{}}?tls=0"


def listens(address: str, port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((address, port)) == 0
