from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core.imports import FileRefused
from needs.cpv.importing import bring_in
from needs.cpv.reading import read

MOST_LINES = 20


class Command(BaseCommand):
    help = (
        "Brings the register of CPV codes up to date from the official list's file: XLSX, XML or genericode. "
        "Nothing is deleted, and nothing is changed when anything in the file is wrong."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="only say what would change")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            entries = read(path.read_bytes())
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
        except FileRefused as refusal:
            said = shortened(list(refusal.problems))
            raise CommandError("\n".join([f"{path} is refused; nothing was changed.", *said])) from refusal
        plan = bring_in(entries, dry_run=options["dry_run"])
        for heading, lines in (("New", plan.new), ("Renamed", plan.renamed), ("Not in the file, kept", plan.gone)):
            if lines:
                self.stdout.write(f"{heading} ({len(lines)})")
                self.stdout.writelines(f"  {line}\n" for line in shortened(lines))
        ending = "This was a dry run: nothing was changed." if options["dry_run"] else "Done."
        self.stdout.write(f"Codes in the file: {len(entries)}. {ending}")


def shortened(lines: list[str]) -> list[str]:
    more = len(lines) - MOST_LINES
    return [*lines[:MOST_LINES], *([f"… and {more} more."] if more > 0 else [])]
