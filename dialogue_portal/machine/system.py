"""Sees to what comes from the system's own packages: Pango for all, and the programs that some commands want.

`system.py` sees to Pango, the text engine under WeasyPrint; `system.py NAME ...` to those of PROGRAMS. Runs with the
system's Python before anything is installed, by its path and with the standard library alone.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

LIBRARIES = {
    "linux": ["libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0"],
    "darwin": ["libpango-1.0.dylib", "libpangoft2-1.0.dylib", "libharfbuzz-subset.dylib"],
}
# The first has no window to draw: the same pages with a sixth less processor time
CHROMIUM = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]


@dataclass(frozen=True)
class Part:
    """`missing` names what is not there, nothing if all is; `wants` says who wants it."""

    name: str
    wants: str
    missing: Callable[[], list[str]]
    debian: list[str]
    elsewhere: str


def missing_libraries(names: list[str]) -> list[str]:
    """Those of the shared libraries that cannot be loaded here."""
    return [name for name in names if not any(_loads(path) for path in _candidates(name))]


def _candidates(name: str) -> list[str]:
    # Homebrew's folders are not searched by Apple's Python.
    prefixes = ["/opt/homebrew/lib", "/usr/local/lib"] if sys.platform == "darwin" else []
    return [name, *(str(Path(prefix, name)) for prefix in prefixes)]


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def find_program(*names: str) -> str | None:
    """The path of the first of them that is here, an administrator's folder included."""
    path = f"{os.environ.get('PATH', '')}:/usr/sbin"
    return next(filter(None, (shutil.which(name, path=path) for name in names)), None)


def missing_program(*names: str) -> list[str]:
    return [] if find_program(*names) else [names[0]]


def missing_browser() -> list[str]:
    """Chromium, and what the program wants that drives it, which Playwright brings."""
    named = os.environ.get("CHROMIUM")
    library = ["libatomic.so.1"] if sys.platform == "linux" else []
    return [*missing_program(*filter(None, [named]), *CHROMIUM), *missing_libraries(library)]


PANGO = Part(
    "Pango",
    "WeasyPrint needs Pango",
    partial(missing_libraries, LIBRARIES.get(sys.platform, LIBRARIES["linux"])),
    ["libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"],
    "Install Pango 1.44 or later and HarfBuzz with your system's package manager.",
)
PROGRAMS = {
    "chromium": Part(
        "Chromium",
        "Pages are looked at in Chromium",
        missing_browser,
        ["chromium-headless-shell", "libatomic1"],
        "Install Chromium, or name one with CHROMIUM=/path/to/it.",
    ),
    "gettext": Part(
        "gettext",
        "Texts are gathered by gettext",
        partial(missing_program, "xgettext"),
        ["gettext"],
        "Install GNU gettext with your system's package manager.",
    ),
    "nginx": Part(
        "nginx",
        "The proxy is measured with nginx",
        partial(missing_program, "nginx"),
        ["nginx-light"],
        "Install nginx with your system's package manager.",
    ),
}


def root_prefix() -> list[str] | None:
    """What to put before a command that needs root; None when there is no way to become root."""
    if os.geteuid() == 0:
        return []
    if not shutil.which("sudo"):
        return None
    if subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0:
        return ["sudo", "-n"]
    return ["sudo"] if sys.stdin.isatty() else None


def by_hand(part: Part, missing: list[str]) -> str:
    """The line for somebody who has to install it without our help."""
    told = f"{part.wants}, and {', '.join(missing)} cannot be found.\n"
    if sys.platform == "darwin":
        return told + f"Install it with: brew install {part.name.lower()}"
    if shutil.which("apt-get"):
        return told + f"Ask somebody who may do so to run: apt-get install {' '.join(part.debian)}"
    return told + part.elsewhere


def install_with_apt(part: Part, prefix: list[str]) -> None:
    apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-o", "DPkg::Lock::Timeout=120"]
    install = ["install", "-y", "--no-install-recommends", *part.debian]
    print(f"Installing {part.name} from Debian's packages: {' '.join([*prefix, 'apt-get', *install])}", flush=True)
    for command in ([*apt, "update"], [*apt, *install]):
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
        if done.returncode != 0:
            last = "\n".join(done.stdout.splitlines()[-5:])
            advice = "see that this machine reaches the network, then start again."
            raise SystemExit(f"{last}\n{part.name} could not be installed: {advice}")


def see_to(part: Part) -> None:
    missing = part.missing()
    if not missing:
        return
    prefix = root_prefix() if shutil.which("apt-get") else None
    if prefix is None:
        raise SystemExit(by_hand(part, missing))
    install_with_apt(part, prefix)
    if missing := part.missing():
        raise SystemExit(by_hand(part, missing))


def main() -> None:
    for part in [PROGRAMS[name] for name in sys.argv[1:]] or [PANGO]:
        see_to(part)


if __name__ == "__main__":
    main()
