"""Gives every test run its own PostgreSQL and Valkey before Django reads its settings, and tests an order.

The run's first process starts the services; the processes that pytest-xdist adds inherit their addresses.
"""

import gc
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from dialogue_portal.machine import environment
from dialogue_portal.machine.catalogues import compile_catalogues
from dialogue_portal.machine.chromium import MISSING, find_chromium
from dialogue_portal.machine.processes import Program, running
from dialogue_portal.machine.services import FolderInUse, held, services
from tests.databases import folder_of_the_run, forget_made_once

JOURNEYS, WALKS, FAULTS = "tests/flows/", "tests/flows/test_pages.py", "tests/faults/"
# The first want no database, and are done until there is one
EARLY = ("tests/test_house.py", "tests/test_deployment.py", "tests/dialogue_portal/test_machine")
EARLY += ("tests/test_access.py", FAULTS, WALKS, JOURNEYS)
# Faults, and journeys, which share a portal, are for one process each; the others take them last
OWN = {"gw0": FAULTS, "gw1": JOURNEYS}
# Each has a numbered database of Redis for its tests, and another for the portal of its journeys; there are sixteen
MOST_PROCESSES = 7

stack = ExitStack()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests() -> Iterator[None]:
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    if worker:
        os.environ["REDIS_URL"] = own_redis_database(os.environ["REDIS_URL"], int(worker.removeprefix("gw")))
    else:
        compile_catalogues()
        urls = stack.enter_context(services(free_folder(), keep_data=False)).urls
        os.environ.update(environment.for_tests(temporary_folder(), urls))
        stack.callback(forget_made_once)
    return (yield)


@pytest.hookimpl(optionalhook=True, tryfirst=True)
def pytest_xdist_auto_num_workers() -> int:
    """One more than there are processors, as faults and journeys mostly wait."""
    return (os.cpu_count() or 1) + 1


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes(specs: list[Any]) -> None:
    """Migrates a database while the processes still read the tests."""
    if len(specs) > MOST_PROCESSES:
        raise pytest.UsageError(f"No more than {MOST_PROCESSES} processes: each needs databases of its own.")
    command = [sys.executable, "-c", "from tests.databases import migrated; migrated()"]
    stack.enter_context(running(Program("migrate", command, folder_of_the_run() / "migrate.log")))


def pytest_unconfigure() -> None:
    stack.close()


def free_folder() -> Path:
    """A folder under .local/test that no other run holds: two runs in one checkout do not meet."""
    for number in count(1):
        folder = environment.LOCAL / "test" / str(number)
        try:
            stack.enter_context(held(folder, f"process {os.getpid()}"))
        except FolderInUse:
            continue
        return folder
    raise AssertionError


def temporary_folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="portal-test-"))
    stack.callback(shutil.rmtree, folder, ignore_errors=True)
    return folder


def own_redis_database(url: str, worker: int) -> str:
    """Each process of a run has a numbered database of its own, so that flushing it disturbs nobody."""
    first = int(urlsplit(url).path.strip("/") or 0)
    return urlsplit(url)._replace(path=f"/{first + 1 + worker}").geturl()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=place)
    if find_chromium():
        return
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.skip(reason=MISSING))


def pytest_collection_finish() -> None:
    """What is loaded by now stays: nobody need look through it for rubbish again and again."""
    gc.collect()
    gc.freeze()


def place(item: pytest.Item) -> int:
    """What takes long begins early, so that no process waits at the end for the last one."""
    return next((at for at, path in enumerate(EARLY) if item.nodeid.startswith(path)), len(EARLY))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    from xdist.scheduler import LoadScopeScheduling

    class ByFile(LoadScopeScheduling):
        """The tests of a file go to one process, which makes once what they share; but each walk goes alone."""

        def _split_scope(self, nodeid: str) -> str:
            return nodeid if nodeid.startswith(WALKS) else nodeid.partition("::")[0]

        def _assign_work_unit(self, node: Any) -> None:
            """What is its own first, and what is another's last."""
            own = OWN.get(node.gateway.id, "")
            ranks = {
                scope: (not scope.startswith(own), scope.startswith((FAULTS, JOURNEYS))) for scope in self.workqueue
            }
            self.workqueue.move_to_end(min(ranks, key=ranks.__getitem__), last=False)
            super()._assign_work_unit(node)

    config.option.loadscopereorder = False  # the order is ours
    return ByFile(config, log)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """What a change must pass (.ci/run) leaves nothing out."""
    if why_skipped(session.config) and in_ci():
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if not (reasons := why_skipped(config)):
        return
    terminalreporter.section("skipped")
    terminalreporter.line(f"{len(reasons)} skipped{', which in CI is a failure' if in_ci() else ''}.", red=in_ci())
    for reason in sorted(set(reasons)):
        terminalreporter.line(reason)


def why_skipped(config: pytest.Config) -> list[str]:
    """The reason of each test that was skipped; a process that pytest-xdist added reports to the first and has none."""
    reporter: Any = config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter else []
    return [report.longrepr[2].removeprefix("Skipped: ") for report in skipped]


def in_ci() -> bool:
    return os.environ.get("CI", "").lower() in {"1", "true"}
