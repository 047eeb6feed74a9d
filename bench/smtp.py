"""A mail server for measuring, in a process of its own: `python -m bench.smtp FILE` prints its port.

It takes every mail; for each it writes a line into the file: when it was taken (Unix time), its number, and whom it is
to.
"""

import re
import socketserver
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

NUMBER = re.compile(rb"^Message-ID:\s*(<[^>]+>)", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True)
class Taken:
    at: float
    number: str
    to: str


class Conversation(socketserver.StreamRequestHandler):
    server: "Server"

    def handle(self) -> None:
        receiver = ""
        self.say(b"220 bench")
        while line := self.rfile.readline():
            verb = line[:4].upper()
            if verb == b"RCPT":
                receiver = line.decode().partition("<")[2].partition(">")[0]
            if verb == b"DATA":
                if not self.take(receiver):
                    return
            else:
                self.say(b"221 bye" if verb == b"QUIT" else b"250 ok")
            if verb == b"QUIT":
                return

    def take(self, receiver: str) -> bool:
        """False where the sender was gone before the mail was whole."""
        self.say(b"354 go on")
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            if not line:
                return False
            lines.append(line)
        found = NUMBER.search(b"".join(lines))
        self.server.keep(f"{time.time()}\t{found[1].decode() if found else ''}\t{receiver}\n")
        self.say(b"250 taken")
        return True

    def say(self, words: bytes) -> None:
        self.wfile.write(words + b"\r\n")


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = daemon_threads = True

    def __init__(self, file: Path) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.file, self.lock = file.open("a", buffering=1), threading.Lock()

    def keep(self, line: str) -> None:
        with self.lock:
            self.file.write(line)

    def handle_error(self, *_arguments: object) -> None:
        """A sender that is killed is nothing to speak of."""


@dataclass
class Mailbox:
    """The server as those see it who measure."""

    port: int
    file: Path

    def mails(self) -> list[Taken]:
        rows = (line.split("\t") for line in self.file.read_text().splitlines())
        return [Taken(float(at), number, to) for at, number, to in rows]

    def count(self) -> int:
        with self.file.open("rb") as lines:
            return sum(1 for _line in lines)


@contextmanager
def mailbox(file: Path) -> Iterator[Mailbox]:
    file.touch()
    command = [sys.executable, "-m", "bench.smtp", str(file)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield Mailbox(int(process.stdout.readline()), file)  # type: ignore[union-attr]
        finally:
            process.terminate()


if __name__ == "__main__":
    with Server(Path(sys.argv[1])) as server:
        print(server.server_address[1], flush=True)
        server.serve_forever()
