"""Installs the packages: Python's into .venv and the browser's into node_modules. The second time costs nothing.

Runs with the system's Python before anything is installed, by its path and with the standard library alone.
Both folders get a stamp when they are complete; a folder without the right stamp is made anew.
"""

from __future__ import annotations

import fcntl
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MADE = [".venv", "node_modules", ".local"]
OLDEST, NEWEST = (3, 11), (3, 14)
NETWORK_SIGNS = ("resolve", "resolution", "getaddrinfo", "enotfound", "eai_again", "network", "connect", "timed out")


def complaint(version: tuple[int, int], has_pip: bool) -> str | None:
    """What keeps this Python from serving, as a line that says what to do; None when it serves."""
    if not OLDEST <= version <= NEWEST:
        return (
            f"The portal runs on Python {'.'.join(map(str, OLDEST))} to {'.'.join(map(str, NEWEST))}; "
            f"this is {'.'.join(map(str, version))}. Name another one: make PYTHON=python3.13 ..."
        )
    if not has_pip:
        return "This Python cannot make virtual environments. On Debian: apt-get install python3-venv"
    return None


def stamp_of(lock: Path, *more: str) -> str:
    """Changes whenever what `lock` asks for, or one of `more`, changes."""
    return "\n".join([hashlib.sha256(lock.read_bytes()).hexdigest(), *more]) + "\n"


def is_complete(stamp: Path, wanted: str) -> bool:
    return stamp.is_file() and stamp.read_text() == wanted


def requirement(name: str, lock_text: str) -> str:
    """One package's lines out of a lock file, with its hashes."""
    lines = lock_text.splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith(f"{name}=="))
    end = next(number for number in range(start, len(lines)) if not lines[number].endswith("\\"))
    return "\n".join(lines[start : end + 1]) + "\n"


def uv_environment(environ: Mapping[str, str]) -> dict[str, str]:
    """uv does not read pip's variables, so a machine set up for pip is translated for it."""
    pairs = {
        "UV_DEFAULT_INDEX": "PIP_INDEX_URL",
        "UV_INDEX": "PIP_EXTRA_INDEX_URL",
        "UV_HTTP_TIMEOUT": "PIP_DEFAULT_TIMEOUT",
        "SSL_CERT_FILE": "PIP_CERT",
    }
    translated = {uv: environ[pip] for uv, pip in pairs.items() if pip in environ}
    return {**translated, **environ}


def advice(output: str) -> str:
    if any(sign in output.lower() for sign in NETWORK_SIGNS):
        return "The packages could not be fetched: see that this machine reaches the network, then start again."
    return "What is half done will be made anew: start again, and if it still fails, look at the lines above."


def run(what: str, *command: str | Path, environ: Mapping[str, str] | None = None) -> None:
    """Quiet when it succeeds; otherwise ends everything with the command's last lines and what to do."""
    done = subprocess.run(
        command, cwd=ROOT, env=environ, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    if done.returncode != 0:
        last = "\n".join(done.stdout.splitlines()[-12:])
        raise SystemExit(f"{last}\n{what} failed. {advice(done.stdout)}")


@contextmanager
def step(text: str) -> Iterator[None]:
    print(f"{text} ...", flush=True)
    started = time.monotonic()
    yield
    print(f"    done in {time.monotonic() - started:.0f} s", flush=True)


def install_python_packages() -> None:
    lock, venv = ROOT / "requirements-dev.txt", ROOT / ".venv"
    stamp, wanted = venv / "complete", stamp_of(lock, sys.version, str(venv))
    if is_complete(stamp, wanted):
        return
    with step("Installing the Python packages into .venv"):
        shutil.rmtree(venv, ignore_errors=True)
        run("Making .venv", sys.executable, "-m", "venv", venv)
        # uv takes a third of pip's time over the rest.
        first = venv / "uv.txt"
        first.write_text(requirement("uv", lock.read_text()))
        pip: list[str | Path] = [
            venv / "bin/python",
            "-m",
            "pip",
            "install",
            "-q",
            "--disable-pip-version-check",
            "--retries",
            "2",
        ]
        run("Installing uv", *pip, "--require-hashes", "-r", first)
        uv: list[str | Path] = [venv / "bin/uv", "pip", "install", "-q", "--no-config", "--python", venv / "bin/python"]
        run("Installing", *uv, "--require-hashes", "-r", lock, environ=uv_environment(os.environ))
    stamp.write_text(wanted)


def install_frontend_packages() -> None:
    modules = ROOT / "node_modules"
    stamp, wanted = modules / ".complete", stamp_of(ROOT / "package-lock.json")
    if is_complete(stamp, wanted):
        return
    npm = shutil.which("npm") or ROOT / ".venv/bin/npm"
    with step("Installing the front-end packages into node_modules"):
        run("npm", npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
    stamp.write_text(wanted)


def of_another(paths: list[Path], user: int) -> list[str]:
    """Those of the paths that exist and belong to another user than this one."""
    return [path.name for path in paths if path.exists() and path.stat().st_uid != user]


@contextmanager
def alone() -> Iterator[None]:
    """Two commands started at once in one checkout install one after the other."""
    folder = ROOT / ".local"
    folder.mkdir(exist_ok=True)
    with open(folder / "install.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def main() -> None:
    trouble = complaint(sys.version_info[:2], importlib.util.find_spec("ensurepip") is not None)
    if trouble:
        raise SystemExit(trouble)
    theirs = of_another([ROOT / name for name in MADE], os.geteuid())
    if theirs and os.geteuid() != 0:
        raise SystemExit(
            f"An earlier try ran as another user, who owns {', '.join(theirs)}. "
            f"Go on as that user, or let it remove them: rm -rf {' '.join(theirs)}"
        )
    try:
        with alone():
            install_python_packages()
            install_frontend_packages()
    except KeyboardInterrupt:
        raise SystemExit("Stopped half-way: the next start begins anew.") from None


if __name__ == "__main__":
    main()
