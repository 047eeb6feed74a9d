"""The page of a form whose texts others may write at the same time (core/merging_forms.py)."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.generic import FormView

from core.kept_forms import KeepsTyped
from core.workflow import Refused


class MergingPage(KeepsTyped, FormView):
    """What is refused, or was changed by somebody else meanwhile, is said in the form, which keeps what was typed."""

    said: Any = ""  # once it is stored

    def save(self, form: Any) -> str:
        """Store, and say where to go then; an empty text if there are conflicts, which the form shows.

        Raises Refused, or ValidationError.
        """
        raise NotImplementedError

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            led_to = self.save(form)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            led_to = ""
        except ValidationError as error:
            form.add_error(None, error)
            led_to = ""
        if not led_to:
            return self.form_invalid(form)
        if self.said:
            messages.success(self.request, self.said)
        return redirect(led_to)
