"""Counts what the proxy served since the last time; the worker does it every five minutes by itself."""

from typing import Any

from django.core.management.base import BaseCommand

from needs.publishing.counting import count_log


class Command(BaseCommand):
    help = "Count the downloads in the proxy's log (DOWNLOAD_LOG), each line once."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{count_log()} downloads counted")
