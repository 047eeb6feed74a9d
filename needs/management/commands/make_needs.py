from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from dialogues.models import Dialogue
from needs import made_needs


class Command(BaseCommand):
    help = "Makes illustrative needs of all bodies, to see how the portal carries many; in the demo only."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("number", type=int, help="how many needs")
        parser.add_argument("--dialogue", metavar="SLUG", help="the dialogue that gets them; otherwise all, in turn")
        parser.add_argument("--seed", type=int, default=1, help="the same seed makes the same needs (default: 1)")

    def handle(self, *args: Any, number: int, dialogue: str | None, seed: int, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Needs are made only where the setting DEMO is on.")
        dialogues = Dialogue.objects.filter(slug=dialogue) if dialogue else Dialogue.objects.order_by("pk")
        if not dialogues:
            raise CommandError(f"There is no dialogue “{dialogue}”." if dialogue else "There is no dialogue yet.")
        made = made_needs.make(number, dialogues, seed)
        if made < number:
            raise CommandError("There are no bodies, categories or units yet. Load them first: manage.py load_demo")
        self.stdout.write(f"needs: {made} added")
