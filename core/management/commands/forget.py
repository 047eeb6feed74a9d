from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.forgetting import due_now, forget
from core.models import RetentionRun


class Command(BaseCommand):
    help = "Forgets the personal records whose time is up, as the periodic task does every night."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Only say how many are due.")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["dry_run"]:
            for kept, number in due_now():
                self.stdout.write(f"{kept.name}: {number} due")
            return
        self.tell(forget())

    def tell(self, run: RetentionRun) -> None:
        for entry in run.report:
            self.stdout.write(line(entry))
        if run.errors:
            raise CommandError("Some kinds failed; the log says why. Everything else is done.")


def line(entry: dict[str, Any]) -> str:
    """ "invitations: 3 forgotten", and what else there is to say."""
    said = [f"{entry['forgotten']} forgotten"]
    said += [f"{number} kept ({reason})" for reason, number in entry["withheld"].items()]
    said += [f"{entry['warned']} warned"] * bool(entry["warned"])
    said += [f"failed: {entry['error']}"] * bool(entry["error"])
    return f"{entry['name']}: {', '.join(said)}"
