from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core.forgetting import forget
from core.models import RetentionRun
from dialogue_portal.demo.loader import NotTheDemo, load
from dialogue_portal.demo.printing import side_by_side


class Command(BaseCommand):
    help = "Loads the demo's dialogues, needs, statements, events and people; adds only what is missing."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with side_by_side():
                load(self.stdout.write)
        except NotTheDemo as refusal:
            raise CommandError(str(refusal)) from refusal
        if not RetentionRun.objects.exists():
            forget()  # so that administrators have a report to read
