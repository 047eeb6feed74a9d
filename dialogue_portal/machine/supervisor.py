"""Watches over running programs until somebody asks us to stop."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

from dialogue_portal.machine.processes import Running


class Stopped(BaseException):
    """Somebody asked us to stop; passes through every `except Exception` on its way out."""


@contextmanager
def stopping_on_signals() -> Iterator[None]:
    """Turns the first signal into Stopped and lets nothing disturb the stopping that follows."""
    caught = [signal.SIGINT, signal.SIGTERM]
    if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:  # under nohup it stays ignored
        caught.append(signal.SIGHUP)

    def stop(number: int, frame: FrameType | None) -> NoReturn:
        for each in caught:
            signal.signal(each, signal.SIG_IGN)
        os.write(1, b"\nStopping ...\n")  # print() fails when the signal comes in the middle of another one
        raise Stopped

    for each in caught:
        signal.signal(each, stop)
    yield


def watch(children: list[Running]) -> NoReturn:
    """Goes on until a signal comes; raises ProgramDied when one of the children is gone."""
    while True:
        for child in children:
            child.check()
        time.sleep(0.5)
