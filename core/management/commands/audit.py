from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core.audit import findings


class Command(BaseCommand):
    help = "Computes every checksum anew: texts, signatures, lists, files, ledgers, minutes. Fails if one does not fit."

    def handle(self, **options: Any) -> None:
        found = 0
        for sentence in findings():
            self.stderr.write(sentence)
            found += 1
        if found:
            raise CommandError(f"{found} things do not fit.")
        self.stdout.write("Everything fits.")
