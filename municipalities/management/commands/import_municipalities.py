from argparse import ArgumentParser
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError
from django.utils import timezone

from core.enums import Country
from core.imports import FileRefused
from municipalities.register import figures
from municipalities.register.compare import HEADINGS, Plan
from municipalities.register.figures import Figures
from municipalities.register.formats import FORMATS, entries_of
from municipalities.register.importing import bring_in

BAR = 40  # letters
MOST_PROBLEMS = 20


class Command(BaseCommand):
    help = (
        "Brings a country's municipalities up to date from a file of its statistics office, or from the portal's own "
        "lists in municipalities/register/. Nothing is deleted: what is gone is merged or closed. Nothing is changed "
        "when anything in a file is wrong."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--country", required=True, choices=Country.values)
        parser.add_argument(
            "--format", required=True, choices=FORMATS, help="who wrote the file; csv: the portal's own"
        )
        parser.add_argument("--dry-run", action="store_true", help="only say what would change")
        parser.add_argument("--inhabitants", type=Path, help="a CSV file: code, inhabitants")
        parser.add_argument("--coordinates", type=Path, help="a CSV file: code, latitude, longitude")
        parser.add_argument("--mergers", type=Path, help="a CSV file: old_code, new_code")
        parser.add_argument(
            "--closed-on", type=date.fromisoformat, help="the day of mergers and closures; today without"
        )
        parser.add_argument("--close-many", action="store_true", help="close even more than a tenth of a country")

    def handle(self, *args: Any, **options: Any) -> None:
        country = options["country"]
        on = options["closed_on"] or timezone.localdate()
        register = self.reading(options["file"], lambda data: entries_of(data, options["format"], country))
        beside = Figures(
            inhabitants=self.reading(options["inhabitants"], lambda data: figures.inhabitants(data, country)),
            coordinates=self.reading(options["coordinates"], lambda data: figures.coordinates(data, country)),
            mergers=self.reading(options["mergers"], lambda data: figures.mergers(data, country)),
        )
        try:
            plan = bring_in(
                register,
                country,
                figures=beside,
                on=on,
                dry_run=options["dry_run"],
                close_many=options["close_many"],
                progress=self.progress,
            )
        except FileRefused as refusal:
            raise self.refused(options["file"], refusal) from refusal
        except IntegrityError as error:
            raise CommandError(f"Nothing was changed: it contradicts what the portal has. {error}") from error
        self.report(plan, len(register), dry_run=options["dry_run"])

    def reading(self, path: Path | None, read: Callable[[bytes], Any]) -> Any:
        """What the file says; nothing where no file was named."""
        if path is None:
            return {}
        try:
            return read(path.read_bytes())
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
        except FileRefused as refusal:
            raise self.refused(path, refusal) from refusal

    def refused(self, path: Path, refusal: FileRefused) -> CommandError:
        more = len(refusal.problems) - MOST_PROBLEMS
        lines = [*refusal.problems[:MOST_PROBLEMS], *([f"… and {more} more."] if more > 0 else [])]
        return CommandError("\n".join([f"{path} is refused; nothing was changed.", *lines]))

    def progress(self, done: int, total: int) -> None:
        """A bar on a screen; a file or a log is spared it."""
        if self.stderr.isatty():
            full = BAR * done // total
            bar = f"\r[{'#' * full}{'.' * (BAR - full)}] {done}/{total}"
            self.stderr.write(bar, style_func=str, ending="\n" if done == total else "")
            self.stderr.flush()

    def report(self, plan: Plan, read: int, *, dry_run: bool) -> None:
        for heading in sorted(plan.lines, key=HEADINGS.index):
            lines = plan.lines[heading]
            self.stdout.write(f"{heading} ({len(lines)})")
            self.stdout.writelines(f"  {line}\n" for line in lines)
        changed = len(plan.new) + len(plan.changed)
        ending = "This was a dry run: nothing was changed." if dry_run else f"Written: {changed}."
        self.stdout.write(f"Municipalities in the file: {read}. {ending}")
