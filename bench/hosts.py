"""Two web hosts and two worker hosts on one database and one object storage; one of each loses its power under load.

Hosts are network namespaces: what one of them knows of another goes over a wire. Wants root, nginx and Linux:
`python -m bench.hosts`. docs/performance.md has what came out.
"""

import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from pathlib import Path
from threading import Event, Lock, Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

from bench.__main__ import ground
from bench.harness import load
from bench.wire import NET, host, listens, offered, storage, wire
from dialogue_portal.machine import environment
from dialogue_portal.machine.nginx import find_nginx, proxy, rules
from dialogue_portal.machine.processes import Program, running

WEBS, WORKERS = ("web1", "web2"), ("work1", "work2")
WEB = ["gunicorn", "tests.web", "--bind", "0.0.0.0:8000", "--threads", "32", "--no-control-socket"]
WORK = ["celery", "-A", "dialogue_portal", "worker", "--concurrency", "1", "--loglevel", "INFO", "--without-mingle"]
STATEMENTS, READERS, WRITERS = 4, 4, 3


@dataclass
class Seen:
    """What people saw: how often which status, and the longest wait in seconds. Status 0 is no answer at all."""

    statuses: Counter = field(default_factory=Counter)
    longest: float = 0
    lock: Lock = field(default_factory=Lock)

    def ask(self, kind: str, *args: Any) -> int:
        from tests.faults.asking import ask

        began = time.monotonic()
        status = ask(*args).status
        with self.lock:
            self.statuses[kind, status] += 1
            self.longest = max(self.longest, time.monotonic() - began)
        return status


def main() -> None:
    nginx = find_nginx()
    if os.geteuid() or not nginx:
        raise SystemExit("python -m bench.hosts makes network namespaces and wants nginx: as root, please.")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="portal-hosts-")))
        stack.enter_context(wire())
        address = stack.enter_context(storage(folder))
        places = {"STORAGE_URL": address.format("portal"), "PRIVATE_STORAGE_URL": address.format("portal-private")}
        os.environ.update(places)
        stack.enter_context(ground(environment.LOCAL / "bench"))
        show(stack, folder, nginx)


def on_the_wire(stack: ExitStack) -> dict[str, str]:
    """The addresses of database and Redis as the hosts know them."""
    database, redis = urlsplit(os.environ["DATABASE_URL"]), urlsplit(os.environ["REDIS_URL"])
    socket_of_it = f"{parse_qs(database.query)['host'][0]}/.s.PGSQL.5432"
    ports = [stack.enter_context(offered(to)) for to in (socket_of_it, ("127.0.0.1", redis.port or 6379))]
    return {
        "DATABASE_URL": f"postgres://postgres@{NET}.1:{ports[0]}{database.path}",
        "REDIS_URL": redis._replace(netloc=f":{redis.password}@{NET}.1:{ports[1]}").geturl(),
    }


def show(stack: ExitStack, folder: Path, nginx: str) -> None:
    from bench.data import agreed, draft, manager, publish_one
    from needs.models import Brief, Statement
    from needs.publishing import releasing

    stack.callback(end_sessions)
    publish_one()
    statements = [agreed(draft(f"more-{number}")) for number in range(STATEMENTS)]
    wired = on_the_wire(stack)
    hosts = {name: stack.enter_context(host(name, 11 + place)) for place, name in enumerate((*WEBS, *WORKERS))}
    for name, one in hosts.items():
        own = {f"{root}_ROOT": str(folder / name / root.lower()) for root in ("MEDIA", "PRIVATE", "PUBLIC_FILES")}
        environ = {**os.environ, **wired, **own, "BRIEF_LEASE_SECONDS": "15"}
        program = one.runs(WEB if name in WEBS else WORK, folder, environ)
        one.programs.append(stack.enter_context(running(program)))
    beat = [sys.executable, "-m", "celery", "-A", "dialogue_portal", "beat", "--schedule", str(folder / "beat")]
    stack.enter_context(running(Program("beat", beat, folder / "beat.log", environ=dict(os.environ))))
    for name in WEBS:
        hosts[name].programs[0].wait_until(partial(listens, hosts[name].address, 8000), 120)
    for name in WORKERS:
        hosts[name].programs[0].wait_until(lambda log=folder / f"{name}.log": "ready." in log.read_text(), 180)
    port = stack.enter_context(proxy(nginx, folder, balanced(folder, [hosts[name].address for name in WEBS])))

    before, after = Seen(), Seen()
    now, began = [before], time.monotonic()
    with people_at(port, now) as written:
        for statement in statements:
            releasing.release(statement, manager())
        until(lambda: Brief.objects.filter(state="ready").count() > 6 + STATEMENTS)
        until(Brief.objects.filter(state="rendering").exists)
        now[0] = after
        died = time.monotonic()
        hosts["web2"].dies()
        hosts["work2"].dies()
        until(lambda: Statement.objects.filter(state="published").count() == 1 + STATEMENTS)
        published = time.monotonic()
        time.sleep(5)
    tell(before, after, died - began, published - died, written)


def balanced(folder: Path, addresses: list[str]) -> str:
    """The portal's own rules, with two hosts behind them."""
    text = rules(folder, 1, media=folder, private=folder, public=folder)
    servers = " ".join(f"server {address}:8000 max_fails=1 fail_timeout=10s;" for address in addresses)
    return text.replace("http://127.0.0.1:1;", "http://webs;").replace(
        "http {", f"http {{ upstream webs {{ {servers} }}", 1
    )


@contextmanager
def people_at(port: int, now: list[Seen]) -> Iterator[Counter]:
    """Readers whose pages no cache answers, and writers, each of whom sends a comment until it is taken."""
    from municipalities.models import Membership
    from needs.models import Need
    from tests.faults.asking import signed_in

    need = Need.objects.filter(municipality__memberships__role="editor").first()
    assert need is not None
    session = signed_in(Membership.objects.filter(municipality=need.municipality, role="editor")[0].user)
    stop, written, path = Event(), Counter(), f"/en/workspace/needs/{need.pk}/comments/"

    def read() -> None:
        while not stop.is_set():
            now[0].ask("read", port, "/en/challenges/", None, "nobody")
            time.sleep(0.1)  # more from one network in a second than the proxy lets through is no fault of a host

    def write(number: int) -> None:
        for turn in count():
            form = {"text": f"{number}-{turn}", "key": uuid4()}
            while now[0].ask("write", port, path, form, session) != 302:
                if stop.is_set():
                    break
                time.sleep(0.1)
            written[form["text"]] += 1
            if stop.is_set():
                return

    threads = [Thread(target=read) for _ in range(READERS)]
    threads += [Thread(target=write, args=[number]) for number in range(WRITERS)]
    for thread in threads:
        thread.start()
    try:
        yield written
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def end_sessions() -> None:
    """Those of hosts that died are still there; the database is to be thrown away."""
    from django.db import connection

    with connection.cursor() as cursor:
        others = "datname = current_database() AND pid <> pg_backend_pid()"
        cursor.execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}")  # noqa: S608


def until(true: Any) -> None:
    deadline = time.monotonic() + 300
    while not true():
        if time.monotonic() > deadline:
            raise SystemExit("It did not come that far within five minutes.")
        time.sleep(0.1)


def tell(before: Seen, after: Seen, worked: float, took: float, written: Counter) -> None:
    from needs.models import Brief, NeedComment, StatementTransition

    kept = Counter(NeedComment.objects.filter(text__in=list(written)).values_list("text", flat=True))
    print(f"\nFour hosts for {worked:.0f} s: {dict(before.statuses)}, the longest answer {before.longest:.1f} s.")
    print(f"Then web2 and work2 died: {dict(after.statuses)}, the longest answer {after.longest:.1f} s.")
    print(f"All statements were public {took:.0f} s after that.")
    print(f"Comments: {len(written)} written, {len(written - kept)} lost, {len(kept - written)} twice.")
    print(f"Published: {StatementTransition.objects.filter(action='publish').count()}, of {1 + STATEMENTS}.")
    print(f"Briefs tried: {sorted(Counter(Brief.objects.values_list('state', 'attempts')).items())}.")
    print(f"Load average: {load()}.", flush=True)


if __name__ == "__main__":
    main()
