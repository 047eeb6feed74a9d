"""Measuring and showing."""

import gc
import os
import platform
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Row:
    """Something measured, and what it is held against. `ratio` is the one divided by the other."""

    what: str
    measured: str
    against: str = ""
    ratio: float | None = None
    goal: str = ""


Clock = Callable[[], float]


def quickest(rounds: int, *jobs: Callable[[], object], clock: Clock = time.perf_counter) -> list[float]:
    """The least seconds of each job: what it takes when nothing disturbs it. The jobs take turns."""
    for job in jobs:
        job()
    gc.freeze()  # what is there already is no rubbish, and looking through it would take longer than most jobs
    taken = [[seconds(job, clock) for job in jobs] for _ in range(rounds)]
    gc.unfreeze()
    return [min(times) for times in zip(*taken, strict=True)]


def seconds(job: Callable[[], object], clock: Clock) -> float:
    gc.collect()  # what the job before left behind is not this one's to clear
    started = clock()
    job()
    return clock() - started


def milliseconds(time_taken: float) -> str:
    return f"{time_taken * 1000:,.2f} ms" if time_taken < 0.01 else f"{time_taken * 1000:,.0f} ms"


def table(rows: list[Row]) -> str:
    lines = [("what", "measured", "against", "ratio", "goal")]
    lines += [
        (row.what, row.measured, row.against, "" if row.ratio is None else f"{row.ratio:.2f}", row.goal) for row in rows
    ]
    widths = [max(len(line[place]) for line in lines) for place in range(5)]
    drawn = [" | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in lines]
    drawn.insert(1, " | ".join("-" * width for width in widths))
    return "\n".join(f"| {line} |" for line in drawn)


def ratio(row: Row) -> str:
    return "" if row.ratio is None else f"{row.ratio:.2f}"


def machine(postgresql: int) -> str:
    """Where this was measured. `postgresql` is the server's version number, such as 180006."""
    return (
        f"{cores()} × {processor()}, {platform.system()} {platform.release()}, "
        f"Python {platform.python_version()}, PostgreSQL {postgresql // 10000}.{postgresql % 100}"
    )


def cores() -> int:
    return os.cpu_count() or 1


def processor() -> str:
    information = Path("/proc/cpuinfo")
    if information.exists():
        names = [
            line.partition(":")[2].strip() for line in information.read_text().splitlines() if "model name" in line
        ]
        if names:
            return names[0]
    return platform.processor() or platform.machine()


def load() -> str:
    """How busy the machine was meanwhile: figures from a busy one are worth less."""
    return ", ".join(f"{average:.1f}" for average in os.getloadavg())
