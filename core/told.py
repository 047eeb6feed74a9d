"""What came of an act: done or refused, and either way told, on the page that it leads to or in its form."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from core.workflow import Refused


@contextmanager
def refusals_told(request: HttpRequest) -> Iterator[None]:
    """What is refused inside ends there, and is told on the next page."""
    try:
        yield
    except Refused as refusal:
        messages.error(request, str(refusal))


@contextmanager
def refusals_in(form: BaseForm, field: str | None = None) -> Iterator[None]:
    """What is refused inside ends there, and stands in the form: at the field, or else above all."""
    try:
        yield
    except Refused as refusal:
        form.add_error(field, str(refusal))
    except ValidationError as error:
        form.add_error(None, error)


def told(request: HttpRequest, act: Callable[[], object], done: str, *where: Any) -> HttpResponse:
    """Do it, tell what came of it, and go on to the page."""
    with refusals_told(request):
        act()
        messages.success(request, done)
    return redirect(*where)
