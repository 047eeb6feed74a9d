"""`make messages`: brings the catalogues up to date with what the code and the templates say, which is in English."""

import subprocess
import sys

from dialogue_portal.machine.environment import ROOT, for_checks

LANGUAGES = ["nb", "sv", "da", "fi", "is"]
NOT_OURS = [".venv/*", "node_modules/*", ".local/*", "tests/*", "bench/*"]


def main() -> None:
    locales = [part for language in LANGUAGES for part in ("--locale", language)]
    ignored = [part for pattern in NOT_OURS for part in ("--ignore", pattern)]
    # Without locations and leftovers a change of code moves only the lines that it is about.
    calm = ["--no-location", "--no-obsolete"]
    command = [sys.executable, "manage.py", "makemessages", *locales, *ignored, *calm]
    raise SystemExit(subprocess.run(command, cwd=ROOT, env=for_checks(), check=False).returncode)


if __name__ == "__main__":
    main()
