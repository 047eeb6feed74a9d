from typing import Any

from django.core.management.base import BaseCommand, CommandError

from needs.auditing import findings


class Command(BaseCommand):
    help = "Computes every checksum anew: statements, signatures, editions, files. Says what does not fit; fails then."

    def handle(self, **options: Any) -> None:
        found = 0
        for sentence in findings():
            self.stderr.write(sentence)
            found += 1
        if found:
            raise CommandError(f"{found} things do not fit.")
        self.stdout.write("Everything fits.")
