"""The page of a form whose button does what may be refused."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.generic import FormView

from core.told import refusals_in


class ActingPage(FormView):
    """What is refused, or was changed by somebody else meanwhile, is said in the form, which keeps what was typed."""

    done: Any = ""  # told once it is done; `act` may say it
    refused_at: str | None = None  # the field at which a refusal stands, or else above all

    def act(self, form: Any) -> str | HttpResponse:
        """Do it, and say where to go then; an empty text if there are conflicts, which the form shows.

        Raises Refused, or ValidationError.
        """
        raise NotImplementedError

    def form_valid(self, form: Any) -> HttpResponse:
        led_to: str | HttpResponse = ""
        with refusals_in(form, self.refused_at):
            led_to = self.act(form)
        if not led_to:
            return self.form_invalid(form)
        if self.done:
            messages.success(self.request, str(self.done))
        return led_to if isinstance(led_to, HttpResponse) else redirect(led_to)
