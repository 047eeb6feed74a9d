"""The log: a line for each request and job, all lines of one with the same number, and nothing that names a person.

A line says the name of an address and not the address, which may have the key of somebody's link in it, and of an error
what `core/errors.py` tells of it.
"""

import json
import logging
from contextvars import ContextVar
from typing import Any

from celery.signals import task_postrun, task_prerun
from django.http import HttpRequest

from core.errors import told, trace

NO_NUMBER = "-"
number: ContextVar[str] = ContextVar("number", default=NO_NUMBER)


@task_prerun.connect
def begin(task_id: str = "", task: Any = None, **_signal: Any) -> None:
    number.set(task_id)


@task_postrun.connect
def end(**_signal: Any) -> None:
    number.set(NO_NUMBER)


class Numbered(logging.Filter):
    """Each record gets the number of the request or job that wrote it, and loses addresses and the words of errors."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.number = number.get()
        record.fields = getattr(record, "fields", {})
        request = getattr(record, "request", None)
        if isinstance(request, HttpRequest) and isinstance(record.args, tuple):
            record.args = tuple(page_of(request) if word == request.path else word for word in record.args)
        leave_out_words(record)
        return True


def leave_out_words(record: logging.LogRecord) -> None:
    """Of errors that a sentence is filled with; Celery fills it with one's `repr`, and Django writes one into it."""
    error = record.exc_info[1] if record.exc_info else None
    if isinstance(record.args, tuple):
        record.args = tuple(told(word) if isinstance(word, BaseException) else word for word in record.args)
    elif isinstance(record.args, dict) and error:
        record.args = {name: told(error) if word == repr(error) else word for name, word in record.args.items()}
    if not record.args and error and str(error):
        record.msg = str(record.msg).replace(str(error), told(error))


class Formatter(logging.Formatter):
    def formatException(self, exc_info: Any) -> str:  # noqa: N802
        return trace(exc_info[1])


def page_of(request: HttpRequest) -> str:
    """The name of the address that was asked for, empty if there is none such."""
    return request.resolver_match.view_name if request.resolver_match else ""


class LineFormatter(Formatter):
    """For people."""

    def __init__(self) -> None:
        super().__init__("{asctime} {levelname} {number:.8} {name} {message}{told}", style="{")

    def format(self, record: logging.LogRecord) -> str:
        record.told = "".join(f" {name}={value}" for name, value in record.fields.items())  # type: ignore[attr-defined]
        return super().format(record)


class JsonFormatter(Formatter):
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
