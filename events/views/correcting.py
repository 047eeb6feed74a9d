"""Staff correct one registration."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.acting_views import ActingPage
from core.kept_forms import KeepsTyped
from core.permissions import require
from events.models import Registration
from events.models.registration import HANDLE
from events.registering import correcting
from events.registering.correcting_form import CorrectForm
from events.views.desk import list_of


class CorrectView(KeepsTyped, ActingPage):
    """It leads back to the list as it was narrowed."""

    template_name = "events/desk/correct.html"
    form_class = CorrectForm
    done = gettext_lazy("The registration is corrected.")

    @cached_property
    def registration(self) -> Registration:
        rows = Registration.objects.select_related("event__dialogue")
        return get_object_or_404(rows, pk=self.kwargs["pk"], event__slug=self.kwargs["slug"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        require(request.user, HANDLE, self.registration)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.registration.can_be_corrected and not self.typed:
            raise Http404
        return super().get(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "registration": self.registration}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        steps = self.registration.trail.filter(action=correcting.CORRECT).select_related("actor")
        return super().get_context_data(
            **kwargs,
            registration=self.registration,
            event=self.registration.event,
            back=self.back(),
            trail=[(step, _("Corrected")) for step in steps],
        )

    def back(self) -> str:
        return f"{list_of(self.request, self.registration.event.slug)}#registration-{self.registration.pk}"

    def act(self, form: CorrectForm) -> str:
        with correcting.locked(self.registration) as current:
            values = form.merged_with(current)
            if values is None:
                return ""
            correcting.correct(current, self.request.user, **{"organisation": current.organisation, **values})
        return self.back()
