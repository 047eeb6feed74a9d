"""Ten times the visitors that one web process lets in at once: how soon the others are told, and what is served."""

import tempfile
import time
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from statistics import median, quantiles
from threading import Thread

from django.conf import settings

from bench.harness import Row

SECONDS, PAGE = 5, "/en/challenges/"
Taken = list[tuple[int, float]]  # status and seconds of each answer; status 0 is none


def measure() -> list[Row]:
    from tests.running import web

    at_once = settings.REQUESTS_AT_ONCE
    let_in = at_once + settings.REQUESTS_WAITING
    with tempfile.TemporaryDirectory() as folder, web(Path(folder)) as (port, _server):
        visits(port, at_once, 1)
        few, many, after = visits(port, at_once, SECONDS), visits(port, 10 * let_in, SECONDS), visits(port, 1, 1)
    served, refused = of(many, 200), of(many, 503)
    told = f"half within {median(refused):.2f} s, 99 of 100 within {quantiles(refused, n=100)[-1]:.2f} s"
    answered = f"{len(served) / SECONDS:.0f} pages/s served, {len(refused) / SECONDS:.0f}/s refused, none unanswered"
    if len(served) + len(refused) != len(many):
        raise SystemExit(f"Some got another answer, or none: {len(many) - len(served) - len(refused)}.")
    alone = f"{at_once} at once: {len(of(few, 200)) / SECONDS:.0f} pages/s"
    first, last = (f"{median(of(taken, 200)) * 1000:.0f} ms" for taken in (few, after))
    return [
        Row(f"{10 * let_in} visitors at once, one process", answered, alone, len(served) / len(of(few, 200))),
        Row("told that it is too many", told),
        Row("a visitor right after", last, f"{at_once} at once, before: {first}"),
    ]


def of(taken: Taken, status: int) -> list[float]:
    return [seconds for found, seconds in taken if found == status]


def visits(port: int, visitors: int, seconds: float) -> Taken:
    """So many who each load the page again as soon as they have it."""
    taken, ends = Taken(), time.monotonic() + seconds
    threads = [Thread(target=visit, args=[port, ends, taken]) for _ in range(visitors)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return taken


def visit(port: int, ends: float, taken: Taken) -> None:
    while (began := time.monotonic()) < ends:
        line = HTTPConnection("127.0.0.1", port, timeout=30)
        try:
            line.request("GET", PAGE)
            response = line.getresponse()
            response.read()
            taken.append((response.status, time.monotonic() - began))
        except (OSError, HTTPException):
            taken.append((0, time.monotonic() - began))
        finally:
            line.close()
