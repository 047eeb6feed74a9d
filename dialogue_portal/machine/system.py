"""Sees to Pango, the text engine under WeasyPrint: the one thing that comes from the system's own packages.

Runs with the system's Python before anything is installed, by its path and with the standard library alone.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from pathlib import Path

LIBRARIES = {
    "linux": ["libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0"],
    "darwin": ["libpango-1.0.dylib", "libpangoft2-1.0.dylib", "libharfbuzz-subset.dylib"],
}
DEBIAN_PACKAGES = ["libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"]


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


def root_prefix() -> list[str] | None:
    """What to put before a command that needs root; None when there is no way to become root."""
    if os.geteuid() == 0:
        return []
    if not shutil.which("sudo"):
        return None
    if subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0:
        return ["sudo", "-n"]
    return ["sudo"] if sys.stdin.isatty() else None


def by_hand(missing: list[str]) -> str:
    """The line for somebody who has to install Pango without our help."""
    told = f"WeasyPrint needs Pango, and {', '.join(missing)} cannot be loaded.\n"
    if sys.platform == "darwin":
        return told + "Install it with: brew install pango"
    if shutil.which("apt-get"):
        return told + f"Ask somebody who may do so to run: apt-get install {' '.join(DEBIAN_PACKAGES)}"
    return told + "Install Pango 1.44 or later and HarfBuzz with your system's package manager."


def install_with_apt(prefix: list[str]) -> None:
    apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-o", "DPkg::Lock::Timeout=120"]
    install = [*apt, "install", "-y", "--no-install-recommends", *DEBIAN_PACKAGES]
    print(f"Installing Pango from Debian's packages: {' '.join([*prefix, 'apt-get', *install[-6:]])}", flush=True)
    for command in ([*apt, "update"], install):
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
        if done.returncode != 0:
            last = "\n".join(done.stdout.splitlines()[-5:])
            raise SystemExit(
                f"{last}\nPango could not be installed: see that this machine reaches the network, then start again."
            )


def main() -> None:
    names = LIBRARIES.get(sys.platform, LIBRARIES["linux"])
    missing = missing_libraries(names)
    if not missing:
        return
    prefix = root_prefix() if shutil.which("apt-get") else None
    if prefix is None:
        raise SystemExit(by_hand(missing))
    install_with_apt(prefix)
    if missing := missing_libraries(names):
        raise SystemExit(by_hand(missing))


if __name__ == "__main__":
    main()
