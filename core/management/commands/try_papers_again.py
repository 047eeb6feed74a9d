from typing import Any

from django.core.management.base import BaseCommand

from core.papers import try_again


class Command(BaseCommand):
    help = "Has the papers that failed made once more within a minute or two, also those that nobody tries any more."

    def handle(self, *args: Any, **options: Any) -> None:
        for kind, number in try_again().items():
            self.stdout.write(f"{kind._meta.verbose_name_plural}: {number}")
