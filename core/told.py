"""A button's act: done or refused, and either way told on the page that it leads to."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from core.workflow import Refused


def told(request: HttpRequest, act: Callable[[], object], done: str, *where: Any) -> HttpResponse:
    """Do it, tell what came of it, and go on to the page."""
    try:
        act()
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect(*where)
