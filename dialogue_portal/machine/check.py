"""`make check`: every tool that reads the code without running it. All of them run, then the verdict falls."""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor, as_completed

from dialogue_portal.machine.environment import ROOT, for_checks

CHECKS = [
    ["mypy", "."],  # takes longest
    ["ruff", "check"],
    ["ruff", "format", "--check"],
    ["lint-imports"],
    ["djlint", "templates", "--check", "--quiet"],
    ["djlint", "templates", "--lint", "--quiet"],
    # No database is asked: whether a migration is missing, the models and the files tell.
    [sys.executable, "-W", "ignore:Got an error checking", "manage.py", "makemigrations", "--check", "--dry-run"],
    [sys.executable, "-m", "dialogue_portal.machine.migrations"],
]


def run(command: list[str]) -> tuple[bool, str]:
    """Whether the check is content, and what is to be said: how it went, and what it printed when it failed."""
    started = time.monotonic()
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=for_checks(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    name = " ".join(command).replace(sys.executable, "python")
    verdict = "ok" if done.returncode == 0 else "FAILED"
    said = f"{verdict:6} {time.monotonic() - started:4.1f} s  {name}"
    return done.returncode == 0, said if done.returncode == 0 else f"{said}\n{done.stdout}"


def main() -> None:
    failed = 0
    with ThreadPoolExecutor(os.cpu_count()) as side_by_side:
        for check in as_completed([side_by_side.submit(run, command) for command in CHECKS]):
            is_content, said = check.result()
            failed += not is_content
            print(said, flush=True)
    if failed:
        raise SystemExit(f"{failed} of {len(CHECKS)} checks failed")


if __name__ == "__main__":
    main()
