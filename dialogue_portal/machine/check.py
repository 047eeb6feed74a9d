"""`make check`: every tool that reads the code without running it. All of them run, then the verdict falls."""

import subprocess
import sys
import time

from dialogue_portal.machine.environment import ROOT, for_checks

CHECKS = [
    ["ruff", "check"],
    ["ruff", "format", "--check"],
    ["lint-imports"],
    ["mypy", "."],
    ["djlint", "templates", "--check", "--quiet"],
    ["djlint", "templates", "--lint", "--quiet"],
    # No database is asked: whether a migration is missing, the models and the files tell.
    [sys.executable, "-W", "ignore:Got an error checking", "manage.py", "makemigrations", "--check", "--dry-run"],
    [sys.executable, "-m", "dialogue_portal.machine.migrations"],
]


def passes(command: list[str]) -> bool:
    """Runs one check, says how it went, and shows what it printed when it failed."""
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
    print(f"{verdict:6} {time.monotonic() - started:4.1f} s  {name}", flush=True)
    if done.returncode != 0:
        print(done.stdout, flush=True)
    return done.returncode == 0


def main() -> None:
    failed = [command for command in CHECKS if not passes(command)]
    if failed:
        raise SystemExit(f"{len(failed)} of {len(CHECKS)} checks failed")


if __name__ == "__main__":
    main()
