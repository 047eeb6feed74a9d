"""Starts a program beside this one, and sees that it is gone afterwards."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path


@dataclass
class Program:
    """A command that runs until it is told to stop, with its output in a log file, or all but its complaints shown."""

    name: str
    command: list[str]
    log: Path
    stop_signal: signal.Signals = signal.SIGTERM
    grace: float = 8
    user: int | None = None
    group: int | None = None
    environ: Mapping[str, str] | None = None
    shown: bool = False


class ProgramDied(Exception):
    """A program ended that should have gone on; the message says which, and the last lines of its log."""

    def __init__(self, program: Program, code: int) -> None:
        how = f"was killed by {signal.Signals(-code).name}" if code < 0 else f"ended with exit status {code}"
        super().__init__(f"{program.name} {how}. Its log, {program.log}, ends:\n{tail(program.log)}")


class Running:
    def __init__(self, program: Program, process: subprocess.Popen[bytes]) -> None:
        self.program, self.process, self.is_over = program, process, False

    def check(self) -> None:
        """Raises ProgramDied unless the program is still there."""
        if (code := self.process.poll()) is not None:
            self.sweep()
            raise ProgramDied(self.program, code)

    def finish(self) -> None:
        """Waits for a program that ends by itself; raises ProgramDied when it did not end well."""
        code = self.process.wait()
        self.sweep()
        if code:
            raise ProgramDied(self.program, code)

    def wait_until(self, ready: Callable[[], bool], seconds: float) -> None:
        deadline = time.monotonic() + seconds
        while not ready():
            self.check()
            if time.monotonic() > deadline:
                ends = f"Its log, {self.program.log}, ends:\n{tail(self.program.log)}"
                raise SystemExit(f"{self.program.name} was not ready within {seconds:.0f} seconds. {ends}")
            time.sleep(0.05)

    def stop(self) -> None:
        """Asks the program to end, waits for its grace, then ends it and whatever it started."""
        with suppress(ProcessLookupError):
            self.process.send_signal(self.program.stop_signal)
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(self.program.grace)
        self.sweep()
        self.process.wait()

    def sweep(self) -> None:
        """Ends whatever is left of its group, once: later its number may be that of somebody else's."""
        if self.is_over:
            return
        self.is_over = True
        with suppress(ProcessLookupError, PermissionError):  # macOS answers so when only a zombie is left
            os.killpg(self.process.pid, signal.SIGKILL)


@contextmanager
def running(program: Program) -> Iterator[Running]:
    """The program in a process group of its own, so that Ctrl-C reaches us alone and we stop it in its turn."""
    program.log.parent.mkdir(parents=True, exist_ok=True)
    with open(program.log, "wb") as log:
        process = subprocess.Popen(
            [*_ends_with_us(program.stop_signal), *program.command],
            stdin=subprocess.DEVNULL,
            stdout=None if program.shown else log,
            stderr=log,
            env=program.environ,
            process_group=0,
            user=program.user,
            group=program.group,
            extra_groups=None if program.user is None else [],
        )
    started = Running(program, process)
    try:
        yield started
    finally:
        started.stop()


def _ends_with_us(stop_signal: signal.Signals) -> list[str]:
    """On Linux the kernel stops the program even when we are killed before we can."""
    if not sys.platform.startswith("linux") or not shutil.which("setpriv"):
        return []
    return ["setpriv", "--pdeathsig", stop_signal.name.removeprefix("SIG")]


def tail(log: Path, lines: int = 12) -> str:
    return "\n".join(f"    {line}" for line in log.read_text(errors="replace").splitlines()[-lines:])
