"""A mail server for tests, on loopback: it takes what it gets, or behaves as badly as it is told."""

import socketserver
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage


class Conversation(socketserver.StreamRequestHandler):
    server: "MailServer"

    def handle(self) -> None:
        self.server.conversations += 1
        self.say("220 test")
        while line := self.rfile.readline():
            verb = line[:4].decode().upper().strip()
            time.sleep(self.server.slow.get(verb, 0))
            if verb == "DATA" and verb not in self.server.says:
                if not self.data():
                    return
            else:
                self.say(self.server.says.get(verb, "250 OK"))
            if verb == "QUIT":
                return

    def data(self) -> bool:
        """Take a message; False if the line breaks before it is whole, or before the sender hears of it."""
        self.say("354 go on")
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            if not line:
                return False
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        self.server.received.append(message_from_bytes(b"".join(lines), policy=policy.default))  # type: ignore[arg-type]
        if self.server.breaks:
            self.server.breaks -= 1
            return False
        self.say("250 taken")
        return True

    def say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


class MailServer(socketserver.ThreadingTCPServer):
    """`says` replaces its answer to a verb, `slow` are seconds before the answer, `breaks` counts lines still to break
    after a message was taken."""

    allow_reuse_address = daemon_threads = True
    request_queue_size = 50

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.received: list[EmailMessage] = []
        self.says: dict[str, str] = {"QUIT": "221 bye"}
        self.slow: dict[str, float] = {}
        self.breaks = 0
        self.conversations = 0

    @property
    def port(self) -> int:
        return self.server_address[1]

    def handle_error(self, *_arguments: object) -> None:
        """A sender that hangs up, or is killed, is nothing to speak of."""


@contextmanager
def mail_server() -> Iterator[MailServer]:
    with MailServer() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
