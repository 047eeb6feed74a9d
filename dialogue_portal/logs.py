"""The log: a line for each request and job, all lines of one with the same number, and nothing that names a person.

A line says the name of an address and not the address, which may have the key of somebody's link in it.
"""

import json
import logging
from contextvars import ContextVar
from typing import Any

from celery.signals import task_postrun, task_prerun
from django.http import HttpRequest

NO_NUMBER = "-"
number: ContextVar[str] = ContextVar("number", default=NO_NUMBER)


@task_prerun.connect
def begin(task_id: str = "", task: Any = None, **_signal: Any) -> None:
    number.set(task_id)


@task_postrun.connect
def end(**_signal: Any) -> None:
    number.set(NO_NUMBER)


class Numbered(logging.Filter):
    """Each record gets the number of the request or job that wrote it. Django's, of a request, lose its address."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.number = number.get()
        record.fields = getattr(record, "fields", {})
        request = getattr(record, "request", None)
        if isinstance(request, HttpRequest) and isinstance(record.args, tuple):
            record.args = tuple(page_of(request) if word == request.path else word for word in record.args)
        return True


def page_of(request: HttpRequest) -> str:
    """The name of the address that was asked for, empty if there is none such."""
    return request.resolver_match.view_name if request.resolver_match else ""


class LineFormatter(logging.Formatter):
    """For people."""

    def __init__(self) -> None:
        super().__init__("{asctime} {levelname} {number:.8} {name} {message}{told}", style="{")

    def format(self, record: logging.LogRecord) -> str:
        record.told = "".join(f" {name}={value}" for name, value in record.fields.items())  # type: ignore[attr-defined]
        return super().format(record)


class JsonFormatter(logging.Formatter):
    """For programs: one JSON object on each line."""

    def format(self, record: logging.LogRecord) -> str:
        told = {
            "time": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname,
            "logger": record.name,
            "number": record.number,  # type: ignore[attr-defined]
            "message": record.getMessage(),
            **record.fields,  # type: ignore[attr-defined]
        }
        if record.exc_info:
            told["exception"] = self.formatException(record.exc_info)
        return json.dumps(told, ensure_ascii=False, default=str)
