from typing import Any

from django.core.management.base import BaseCommand

from needs.registers import loading


class Command(BaseCommand):
    help = (
        "Brings in the categories, units and CPV codes that come with the portal. What is there already "
        "stays as staff left it, so that the command may be run again at any time."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        added = loading.load()
        self.stdout.write(f"Added: {added.categories} categories, {added.units} units, {added.codes} CPV codes.")
