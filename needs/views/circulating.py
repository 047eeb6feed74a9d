"""The desk's step between writing and signing: circulate the draft."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy

from core.acting_views import ActingPage
from needs.signing import circulating
from needs.signing.forms import CirculateForm
from needs.views.desk import DeskMixin


class CirculateView(DeskMixin, ActingPage):
    """Asks until when, how many and whom, then freezes the text and asks them."""

    template_name = "needs/workspace/circulate.html"
    form_class = CirculateForm
    part = "publish"
    done = gettext_lazy("The text is frozen, and the municipalities are asked to sign it.")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.statement.is_draft:
            return redirect("workspace-challenge-publish", self.challenge.slug)
        return super().get(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "statement": self.statement}

    def act(self, form: CirculateForm) -> HttpResponse:
        data = form.cleaned_data
        when = {"deadline": data["deadline"], "zone": data["zone"]}
        circulating.circulate(self.statement, self.request.user, form.chosen, quorum=data["quorum"], **when)
        return redirect("workspace-challenge-board", self.challenge.slug, self.statement.number)
