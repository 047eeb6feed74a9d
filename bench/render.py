"""A brief against bare WeasyPrint on the same HTML, a worker's first against its next, and the worker's memory."""

import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from django.db.models import QuerySet
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from bench.data import SLUG, agreed, draft, manager
from bench.harness import Row, milliseconds, quickest
from core import press
from needs.enums import BriefState
from needs.models import Brief, Statement
from needs.publishing import releasing
from needs.publishing.briefs import STYLESHEET, brief_html, render_brief

ROUNDS = 15
SUCCEEDED = re.compile(r"render_brief\[[^]]*\] succeeded in ([0-9.]+)s")


def measure() -> list[Row]:
    return [*warm(), *worker()]


def warm() -> list[Row]:
    statement = Statement.objects.get(challenge__slug=SLUG)
    html = brief_html(statement, "en")
    pages = render_brief(statement, "en").pages
    ours, kept = quickest(
        ROUNDS, partial(render_brief, statement, "en"), partial(with_kept_fonts, html), clock=time.process_time
    )
    [bare] = quickest(3, partial(from_nothing, html), clock=time.process_time)
    return [
        Row(
            f"a brief of {pages} pages, warm, its HTML included (processor time)",
            milliseconds(ours),
            f"bare WeasyPrint, fonts and CSS kept: {milliseconds(kept)}",
            ours / kept,
            "≤ 1.15",
        ),
        Row("the same", milliseconds(ours), f"bare WeasyPrint, nothing kept: {milliseconds(bare)}", ours / bare),
    ]


def with_kept_fonts(html: str) -> bytes:
    sheets = [press.parsed(press.FONTS), press.parsed(STYLESHEET)]
    page = HTML(string=html, url_fetcher=press.OWN_FILES)
    return page.write_pdf(stylesheets=sheets, font_config=press.fonts(), pdf_variant="pdf/ua-1")


def from_nothing(html: str) -> bytes:
    fonts = FontConfiguration()
    sheets = [
        CSS(url=press.SCHEME + name, url_fetcher=press.OWN_FILES, font_config=fonts)
        for name in (press.FONTS, STYLESHEET)
    ]
    page = HTML(string=html, url_fetcher=press.OWN_FILES)
    return page.write_pdf(stylesheets=sheets, font_config=fonts, pdf_variant="pdf/ua-1")


def worker() -> list[Row]:
    """Four statements published one after the other by one process: its very first brief against the same later."""
    with tempfile.TemporaryDirectory() as folder, running_worker(Path(folder) / "log") as (process, log):
        for number in range(1, 5):
            statement = agreed(draft(f"bench-worker-{number}"))
            releasing.release(statement, manager())
            wait_for(statement.briefs.all())
        time.sleep(0.5)
        taken = [float(found) for found in SUCCEEDED.findall(log.read_text())]
        memory = {name: rss(pid) for name, pid in processes(process.pid).items()}
    languages = statement.briefs.count()
    first, same_later = taken[0], min(taken[languages::languages])
    return [
        Row(
            "a running worker's first job",
            milliseconds(first),
            f"the same brief later: {milliseconds(same_later)}",
            first / same_later,
            "≤ 1.5",
        ),
        *(memory_row(f"{name}, after {len(taken)} briefs", size) for name, size in memory.items()),
    ]


def memory_row(whose: str, size: float) -> Row:
    return Row(f"memory of a worker's {whose}", f"{size:.0f} MB", goal="< 150 MB")


@contextmanager
def running_worker(log: Path) -> Iterator[tuple[subprocess.Popen, Path]]:
    command = [sys.executable, "-m", "celery", "-A", "dialogue_portal", "worker", "--concurrency=1", "--loglevel=INFO"]
    with log.open("wb") as output:
        environment = {**os.environ, "LOG_LEVEL": "INFO"}
        process = subprocess.Popen(command, stdout=output, stderr=output, env=environment)
    try:
        wait_until(lambda: " ready." in log.read_text(), 60)
        yield process, log
    finally:
        process.terminate()
        process.wait()


def wait_for(briefs: QuerySet[Brief]) -> None:
    wait_until(lambda: not briefs.filter(state__in=[BriefState.WAITING, BriefState.RENDERING]).exists(), 180)
    if failed := briefs.filter(state=BriefState.FAILED).first():
        raise SystemExit(f"The brief in {failed.language} could not be made: {failed.error}")


def wait_until(true: Callable[[], bool], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        if time.monotonic() > deadline:
            raise SystemExit(f"The worker did not come that far within {seconds:.0f} seconds.")
        time.sleep(0.1)


def processes(parent: int) -> dict[str, int]:
    children = Path(f"/proc/{parent}/task/{parent}/children")
    pids = children.read_text().split() if children.exists() else []
    return {"parent": parent, "process": int(pids[-1])} if pids else {}


def rss(pid: int) -> float:
    """Resident memory in megabytes, what it shares with its parent included."""
    [line] = [line for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith("VmRSS")]
    return int(line.split()[1]) / 1000
