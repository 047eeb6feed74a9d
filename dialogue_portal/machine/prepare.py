"""What the demo needs before its servers start; nothing of it is done again while its files stay the same."""

import os
import sys
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from dialogue_portal.machine.catalogues import compile_catalogues
from dialogue_portal.machine.environment import LOCAL, ROOT
from dialogue_portal.machine.processes import Program, running

LOCKS = [ROOT / "requirements-dev.txt", ROOT / "package-lock.json"]


@dataclass
class Step:
    """A program that ends by itself, and the stamp that holds what it was last done with."""

    program: Program
    stamp: Path
    inputs: str

    def is_done(self) -> bool:
        return self.stamp.exists() and self.stamp.read_text() == self.inputs


def prepare(environ: dict[str, str]) -> None:
    compile_catalogues()
    do([step for step in steps(environ) if not step.is_done()])


def do(due: list[Step]) -> None:
    """All of them side by side: one packs files while the other waits for the database, and there are two cores."""
    with ExitStack() as stack:
        for step in due:
            step.stamp.unlink(missing_ok=True)
        started = [(step, stack.enter_context(running(step.program))) for step in due]
        for step, program in started:
            program.finish()
            step.stamp.write_text(step.inputs)


def steps(environ: dict[str, str]) -> list[Step]:
    python, logs = sys.executable, LOCAL / "log"
    collectstatic = [python, "manage.py", "collectstatic", "--no-input", "--clear", "--verbosity=0"]
    load = [python, "-m", "dialogue_portal.machine.load"]
    return [
        Step(
            Program("Loading the demo", load, logs / "load.log", environ=environ, shown=True),
            LOCAL / "loaded",
            f"{database()}\n{times_of(own_folders())}",
        ),
        Step(
            Program("Collecting the static files", collectstatic, logs / "static.log", environ=environ),
            LOCAL / "collected",
            times_of([folder / "static" for folder in [ROOT, *own_folders()]], ROOT / "dialogue_portal/settings.py"),
        ),
    ]


def database() -> str:
    """Tells one database from another, and from one that was removed and made anew."""
    own = LOCAL / "postgres"
    return os.environ.get("DATABASE_URL") or f"{own} {own.stat().st_ino}"


def own_folders() -> list[Path]:
    return [path for path in ROOT.iterdir() if path.is_dir() and path.name[0] != "." and path.name != "node_modules"]


def times_of(folders: list[Path], *more: Path) -> str:
    """Changes whenever a file in one of the folders changes, one named besides, or the installed packages."""
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    paths = [path for path in [*files, *more, *LOCKS] if path.suffix not in {".pyc", ".mo"}]
    return "".join(f"{path.relative_to(ROOT)} {path.stat().st_mtime_ns}\n" for path in sorted(paths))
